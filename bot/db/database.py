"""The database handle: the one place that opens, commits, rolls back and repeats."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

Result = TypeVar("Result")

BUSY_TIMEOUT_MS = 2500
WRITERS = 4
# SQLSTATE of a serialization failure, a deadlock, and a lock that was not available.
CONFLICTS = frozenset({"40001", "40P01", "55P03"})
WAKE = "wake"  # in Session.info: this transaction wrote an effect, so its commit wakes the worker


class Database:
    """`transaction()` is one unit of work; one that is opened inside another joins it."""

    def __init__(self, url: str, *, pool_size: int = 5) -> None:
        self.engine = _engine(url, pool_size)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self.after_effects: list[Callable[[], None]] = []
        # SQLite has one writer, and waiting for it here is fair and at once: its own busy handler polls and
        # lets single writers starve for seconds. On PostgreSQL a few are as fast as many, and thirty threads
        # that vote on one board would stand in each other's way at its rows.
        self._writers = threading.BoundedSemaphore(1 if self.is_sqlite else WRITERS)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._reading = sessionmaker(self.engine.execution_options(deferred=True), expire_on_commit=False)
        self._current: ContextVar[Session | None] = ContextVar("transaction", default=None)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Commit when the outermost block ends, roll back when it raises."""
        current = self._current.get()
        if current is not None:
            yield current
            return
        with self._writers, self._sessions.begin() as session:
            token = self._current.set(session)
            try:
                yield session
            finally:
                self._current.reset(token)
        if session.info.pop(WAKE, False):
            for listener in self.after_effects:
                listener()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Look without writing: waits for no writer, and writes nothing."""
        with self._reading() as session:
            yield session

    def repeated(self, work: Callable[[], Result]) -> Result:
        """Run a use case; once more if another one stood in its way, or the connection was stale.

        A commit whose answer got lost may have happened: the use case must be keyed, as deliveries are.
        """
        try:
            return work()
        except DBAPIError as error:
            if not _is_conflict(error):
                raise
        return work()

    def dispose(self) -> None:
        self.engine.dispose()


def machine_now(tx: Session) -> float:
    """The database's own time in seconds, for leases and pacing; on SQLite that is this machine's."""
    if tx.get_bind().dialect.name == "sqlite":
        return time.time()
    return float(tx.scalar(select(func.extract("epoch", func.clock_timestamp()))) or 0.0)


def wake_after_commit(tx: Session) -> None:
    tx.info[WAKE] = True


def _engine(url: str, pool_size: int) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(
            parsed,
            pool_size=pool_size,
            max_overflow=5,
            hide_parameters=True,
            connect_args={"check_same_thread": False},
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if parsed.drivername in {"postgres", "postgresql"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(parsed, pool_size=pool_size, max_overflow=2, hide_parameters=True)


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
    connection.isolation_level = None  # the driver must not begin by itself: see _begin_sqlite
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")  # acknowledged means saved, also when the power fails
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a lock that is upgraded later fails where it should wait."""
    deferred = connection.get_execution_options().get("deferred", False)
    connection.exec_driver_sql("BEGIN" if deferred else "BEGIN IMMEDIATE")


def _is_conflict(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    return (
        error.connection_invalidated
        or state in CONFLICTS
        or (isinstance(error, OperationalError) and "locked" in str(error.orig))
    )
