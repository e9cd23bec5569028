"""A fresh database of each kind, with our tables."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.db.database import Database
from bot.migrations import upgrade
from tests import postgres


@contextmanager
def sqlite() -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        yield from _opened(f"sqlite:///{Path(folder) / 'bench.db'}")


@contextmanager
def postgresql() -> Iterator[Database]:
    with postgres.server(durable=True) as address, postgres.fresh_database(address) as url:
        yield from _opened(url)


def _opened(url: str) -> Iterator[Database]:
    database = Database(url, pool_size=16)
    try:
        upgrade(database)
        yield database
    finally:
        database.dispose()
