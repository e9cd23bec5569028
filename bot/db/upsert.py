"""Insert-or-update in one statement, so that two clicks at the same moment cannot collide.

Statements are built once for each table and set of columns: building one costs more than running it.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.db.base import Base

Insert = postgresql.Insert | sqlite.Insert

INSERTS: dict[str, Callable[[Any], Insert]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}


def dialect_of(tx: Session) -> str:
    return tx.get_bind().dialect.name


def insert_into(dialect: str, row: type[Base]) -> Insert:
    """An `INSERT` of this dialect, which knows `ON CONFLICT`; its values are given when it is run."""
    return INSERTS[dialect](table_of(row))


def table_of(row: type[Base]) -> Table:
    table = row.__table__
    assert isinstance(table, Table)  # noqa: S101 - every row class of ours maps one table
    return table


def upsert(
    tx: Session,
    row: type[Base],
    *,
    key: Mapping[str, Any],
    values: Mapping[str, Any],
    changes: tuple[str, ...] | None = None,
) -> None:
    """Insert, or change what is there; `changes` names the values that an existing row takes over."""
    changed = tuple(values) if changes is None else changes
    tx.connection().execute(_upserting(dialect_of(tx), row, tuple(key), changed), {**key, **values})


def insert_once(tx: Session, row: type[Base], *, key: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Insert unless the key is there already; say whether this call did it."""
    statement = _inserting_once(dialect_of(tx), row, tuple(key))
    return tx.connection().execute(statement, {**key, **values}).first() is not None


@cache
def _upserting(dialect: str, row: type[Base], key: tuple[str, ...], changed: tuple[str, ...]) -> Insert:
    statement = insert_into(dialect, row)
    taken_over = {name: statement.excluded[name] for name in changed}
    return statement.on_conflict_do_update(index_elements=key, set_=taken_over)


@cache
def _inserting_once(dialect: str, row: type[Base], key: tuple[str, ...]) -> Any:  # noqa: ANN401 - either dialect's
    statement = insert_into(dialect, row).on_conflict_do_nothing(index_elements=key)
    return statement.returning(*(table_of(row).c[name] for name in key))
