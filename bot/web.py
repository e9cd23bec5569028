"""The way in: everything through which deliveries reach this process, put together."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from bot import logs, metrics, migrations, zones
from bot.app import THREADS, Taktgeber, assemble
from bot.clock import RemoteClock
from bot.db import outbox
from bot.db.outbox import Backlog
from bot.edge import SLACK_PATH, Edge, Receive, SlackReceiver
from bot.readiness import Check, DatabaseState, Readiness, TokenWatch
from bot.redaction import Redaction
from bot.settings import Settings
from bot.socket_mode import SlackSocket
from bot.webhooks import JIRA_PATH, JiraReceiver

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class WayIn:
    """A WSGI application, and in Socket Mode the connection to Slack; open once the database is ready."""

    def __init__(self, settings: Settings, taktgeber: Taktgeber) -> None:
        self._taktgeber = taktgeber
        self._database = DatabaseState(taktgeber.database)
        self._token = TokenWatch(taktgeber.messenger.who_am_i)
        self._socket = _socket(settings, taktgeber, self._database)
        self._edge = Edge(
            _receivers(settings, taktgeber), Readiness(self._checks()), is_open=self._database.is_migrated
        )

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        return self._edge(environ, start_response)

    def start(self) -> None:
        if isinstance(self._taktgeber.clock, RemoteClock):
            self._taktgeber.clock.start()
        self._token.start()
        if self._socket:
            self._socket.start()

    def stop(self, timeout: float) -> None:
        """Let what has been taken be acknowledged, for `timeout` seconds at most."""
        self._token.stop()
        if self._socket:
            self._socket.stop(timeout)

    def backlog(self) -> Backlog | None:
        try:
            with self._taktgeber.database.reading() as tx:
                return outbox.backlog(tx)
        except SQLAlchemyError:
            return None

    def _checks(self) -> dict[str, Check]:
        checks: dict[str, Check] = {
            "database": self._database.fault,
            "migrations": self._database.migration_fault,
            "slack": self._slack_fault,
        }
        clock = self._taktgeber.clock
        if isinstance(clock, RemoteClock):
            checks["clock"] = lambda: clock.fault
        return checks

    def _slack_fault(self) -> str | None:
        return self._token.fault() or (self._socket.fault() if self._socket else None)


def create() -> WayIn:
    """Called by gunicorn in its worker process: the settings of the environment, assembled and started."""
    zones.use_pinned()
    settings = Settings.from_env(os.environ)
    logs.configure(
        level=settings.log_level, form=settings.log_format, redaction=Redaction(settings.secrets())
    )
    taktgeber = assemble(settings)
    if taktgeber.database.is_sqlite:
        migrations.upgrade(taktgeber.database)
    way_in = WayIn(settings, taktgeber)
    metrics.watch(backlog=way_in.backlog, heartbeat=lambda: None)
    way_in.start()
    return way_in


def _receivers(settings: Settings, taktgeber: Taktgeber) -> dict[str, Receive]:
    """In Socket Mode Slack delivers by its connection only, so that its path does not exist."""
    receivers: dict[str, Receive] = {}
    if settings.slack_signing_secret and not settings.uses_socket_mode:
        secret = settings.slack_signing_secret.reveal()
        receivers[SLACK_PATH] = SlackReceiver(taktgeber.bolt, signing_secret=secret)
    if settings.jira_webhook_secret:
        secret = settings.jira_webhook_secret.reveal()
        receivers[JIRA_PATH] = JiraReceiver(taktgeber.database, secret=secret)
    return receivers


def _socket(settings: Settings, taktgeber: Taktgeber, database: DatabaseState) -> SlackSocket | None:
    if settings.slack_app_token is None:
        return None
    return SlackSocket(
        taktgeber.bolt,
        app_token=settings.slack_app_token.reveal(),
        api_url=settings.slack_api_url,
        threads=THREADS,
        is_open=database.is_migrated,
    )
