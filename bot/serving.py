"""The commands that stay until a signal: everything in one process, or effects and clock only."""

import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import NoReturn

from sqlalchemy.exc import SQLAlchemyError
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from bot import metrics, migrations
from bot.app import THREADS, Taktgeber, assemble
from bot.clock import RemoteClock
from bot.lock import working_on
from bot.readiness import DatabaseState
from bot.scheduler import Scheduler
from bot.settings import Settings, SettingsFault
from bot.web import WayIn

log = logging.getLogger(__name__)

STOP_SECONDS = 10.0
LOOK_SECONDS = 1.0
# A body that is too large gets its answer from us; this is a last wall, far behind.
LARGEST_REQUEST = 64_000_000

Remaining = Callable[[], float]


def serve(settings: Settings) -> NoReturn:
    """Deliveries, effects and clock in one process."""
    with _until_signal() as remaining, ExitStack() as stack:
        taktgeber = _assembled(settings, stack)
        migrations.upgrade(taktgeber.database)
        way_in = WayIn(settings, taktgeber)
        server = _server(settings, way_in)
        metrics.watch(backlog=way_in.backlog, heartbeat=taktgeber.worker.heartbeat)
        _begin_work(taktgeber, stack, remaining)
        stack.callback(lambda: way_in.stop(remaining()))
        way_in.start()
        log.info("Taktgeber serves on %s, port %d", settings.host, settings.port)
        server.run()  # returns at the signal's SystemExit, once the answers under way are given
    _leave()


def work(settings: Settings) -> NoReturn:
    """Effects and clock; on PostgreSQL begun once `taktgeber db upgrade` has run."""
    with _until_signal() as remaining, ExitStack() as stack:
        taktgeber = _assembled(settings, stack)
        if isinstance(taktgeber.clock, RemoteClock):
            taktgeber.clock.start()
        if taktgeber.database.is_sqlite:
            migrations.upgrade(taktgeber.database)
        _await_migration(taktgeber)
        _begin_work(taktgeber, stack, remaining)
        log.info("The worker %s has begun", taktgeber.worker.name)
        while True:
            signal.pause()
    _leave()


@contextmanager
def _until_signal() -> Iterator[Remaining]:
    """End the block at SIGTERM or SIGINT; what it yields tells the seconds that are left for ending it."""
    told_at: list[float] = []

    def end(_signal: int, _frame: object) -> None:
        told_at.append(time.monotonic())
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # pressed twice, it ends at once
        sys.exit(0)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    try:
        yield lambda: max(0.0, STOP_SECONDS - (time.monotonic() - min(told_at, default=time.monotonic())))
    except SystemExit:
        if not told_at:
            raise


def _assembled(settings: Settings, stack: ExitStack) -> Taktgeber:
    stack.enter_context(working_on(settings.database_url.reveal()))
    taktgeber = assemble(settings)
    stack.callback(taktgeber.close)
    return taktgeber


def _begin_work(taktgeber: Taktgeber, stack: ExitStack, remaining: Remaining) -> None:
    scheduler = Scheduler(taktgeber.database, taktgeber.features, taktgeber.clock)
    stack.callback(lambda: _end_work(taktgeber, scheduler, remaining))
    taktgeber.worker.start()
    scheduler.start()


def _end_work(taktgeber: Taktgeber, scheduler: Scheduler, remaining: Remaining) -> None:
    scheduler.stop()
    try:
        taktgeber.worker.stop(remaining())
    except SQLAlchemyError:
        log.warning("The database is away; what this worker had taken is free when its leases run out")


def _await_migration(taktgeber: Taktgeber) -> None:
    state = DatabaseState(taktgeber.database)
    if not state.is_migrated():
        log.warning("The worker waits for the database: %s", state.migration_fault())
    while not state.is_migrated():
        time.sleep(LOOK_SECONDS)


def _server(settings: Settings, way_in: WayIn) -> BaseWSGIServer | MultiSocketServer:
    try:
        return create_server(
            way_in,
            host=settings.host,
            port=settings.port,
            threads=THREADS,
            ident=None,
            max_request_body_size=LARGEST_REQUEST,
        )
    except OSError as error:
        fault = f"({settings.port}) cannot be listened on at {settings.host}: {error.strerror}"
        raise SettingsFault({"PORT": fault}) from error


def _leave() -> NoReturn:
    """An effect that hangs in another system's answer must not hold up the exit; its lease runs out."""
    logging.shutdown()
    os._exit(0)
