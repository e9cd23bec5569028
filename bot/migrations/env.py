"""What Alembic runs: the connection is handed in, the tables are all features' and the host's own."""

from typing import Literal

from alembic import context

from bot.db.base import UtcDateTime
from bot.migrations.tables import METADATA


def _plain(kind: str, item: object, _autogenerate: object) -> str | Literal[False]:
    """A migration outlives our column types, so it names the database's own."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
    render_item=_plain,
)

with context.begin_transaction():
    context.run_migrations()
