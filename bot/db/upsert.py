"""Insert-or-update in one statement, so that two clicks at the same moment cannot collide."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.db.base import Base

Insert = postgresql.Insert | sqlite.Insert

INSERTS: dict[str, Callable[[Any], Insert]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}


def insert(tx: Session, row: type[Base]) -> Insert:
    """An `INSERT` of this database's dialect, which knows `ON CONFLICT`."""
    return INSERTS[tx.get_bind().dialect.name](row)


def upsert(tx: Session, row: type[Base], *, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    statement = insert(tx, row).values(**key, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=list(key), set_=dict(values)))


def insert_once(tx: Session, row: type[Base], *, key: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Insert unless the key is there already; say whether this call did it."""
    statement = insert(tx, row).values(**key, **values).on_conflict_do_nothing(index_elements=list(key))
    named = [row.__table__.c[name] for name in key]
    return tx.execute(statement.returning(*named)).first() is not None
