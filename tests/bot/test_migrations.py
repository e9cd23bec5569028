"""The migrations lead to the tables that the code has, on both databases."""

import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from bot import migrations
from bot.db.database import Database
from bot.migrations.tables import METADATA
from tests import postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request, tmp_path):
    if request.param == "sqlite":
        opened = Database(f"sqlite:///{tmp_path / 'empty.db'}")
        yield opened
        opened.dispose()
        return
    with postgres.fresh_database(request.getfixturevalue("postgres_server")) as url:
        opened = Database(url)
        yield opened
        opened.dispose()


def differences(database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, METADATA)


def test_an_upgraded_database_has_exactly_the_codes_tables(empty_database):
    assert migrations.pending(empty_database)
    migrations.upgrade(empty_database)
    assert not migrations.pending(empty_database)
    assert differences(empty_database) == []


def test_an_upgrade_may_be_repeated(empty_database):
    migrations.upgrade(empty_database)
    migrations.upgrade(empty_database)
    assert not migrations.pending(empty_database)


def test_two_processes_that_upgrade_at_once_do_not_collide(postgres_server):
    with postgres.fresh_database(postgres_server) as url:
        databases = [Database(url) for _ in range(2)]
        faults = []

        def upgrade(database):
            try:
                migrations.upgrade(database)
            except Exception as error:  # noqa: BLE001 - whatever it is, the test tells it
                faults.append(error)

        threads = [threading.Thread(target=upgrade, args=(database,)) for database in databases]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert faults == []
        for database in databases:
            database.dispose()
