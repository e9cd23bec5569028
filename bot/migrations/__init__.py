"""The database's versions: Alembic brings a database up to the code's, and tells whether it is there."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.db.database import Database

LOCK = 0x7A6B74 + 1  # one migration at a time, whoever starts it


def upgrade(database: Database) -> None:
    """Bring the database to the code's version; harmless where it is there already."""
    engine = database.engine
    if database.is_sqlite:
        with engine.connect() as connection:
            _run(connection)
        return
    with engine.connect() as guard, engine.connect() as connection:
        guard.execute(text("SELECT pg_advisory_lock(:key)"), {"key": LOCK})
        try:
            _run(connection)
        finally:
            guard.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": LOCK})
            guard.commit()


def pending(database: Database) -> bool:
    """Whether the database still lacks a version that this code needs."""
    with database.engine.execution_options(deferred=True).connect() as connection:
        current = MigrationContext.configure(connection).get_current_heads()
    return set(current) != set(ScriptDirectory.from_config(config()).get_heads())


def config(connection: Connection | None = None) -> Config:
    settings = Config()
    settings.set_main_option("script_location", "bot:migrations")
    settings.attributes["connection"] = connection
    return settings


def _run(connection: Connection) -> None:
    command.upgrade(config(connection), "head")
    connection.commit()
