"""What most tests need: a database with our tables, a held clock, and Slack as a fake."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine

from bot import zones
from bot.db.database import Database
from bot.migrations.tables import METADATA
from tests import postgres
from tests.fakes import FakeMessenger, HeldClock

zones.use_pinned()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    try:
        context = postgres.server()
        address = context.__enter__()
    except postgres.NoPostgres as fault:
        pytest.skip(f"no PostgreSQL server could be started: {fault}")
    yield address
    context.__exit__(None, None, None)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: URL) -> Iterator[str]:
    """The name of a database that has our tables, to be copied."""
    with postgres.fresh_database(postgres_server) as url:
        engine = create_engine(url)
        METADATA.create_all(engine)
        engine.dispose()
        yield url.rpartition("/")[2].partition("?")[0]


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An address of each of our two databases, with our tables."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'test.db'}"
        _create(url)
        yield url
        return
    address = request.getfixturevalue("postgres_server")
    template = request.getfixturevalue("postgres_template")
    with postgres.fresh_database(address, template=template) as url:
        yield url


@pytest.fixture
def each_database(database_url: str) -> Iterator[Database]:
    """For whatever locks, claims or upserts: the test runs on SQLite and on PostgreSQL."""
    opened = Database(database_url, pool_size=12)
    yield opened
    opened.dispose()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """For what any database can do: SQLite."""
    url = f"sqlite:///{tmp_path / 'test.db'}"
    _create(url)
    opened = Database(url)
    yield opened
    opened.dispose()


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.fixture
def messenger() -> FakeMessenger:
    return FakeMessenger()


def _create(url: str) -> None:
    opened = Database(url)
    METADATA.create_all(opened.engine)
    opened.dispose()
