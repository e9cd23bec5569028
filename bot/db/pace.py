"""Shared pacing of what leaves the machine: one row a limit, so that all processes keep it together.

The generic cell rate algorithm (GCRA, ITU-T I.371): a limit admits one call each `interval` seconds, and up
to `burst` at once after a rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db.base import Base
from bot.db.database import machine_now
from bot.db.upsert import insert_once


@dataclass(frozen=True, slots=True)
class Limit:
    """`burst` calls at once, then one each `interval` seconds."""

    key: str
    interval: float
    burst: int = 1


class PaceRow(Base):
    __tablename__ = "pace"

    key: Mapped[str] = mapped_column(primary_key=True)
    next_at: Mapped[float]  # machine time in seconds at which the limit is wholly at rest


def take(tx: Session, *limits: Limit) -> float:
    """Take one slot of every limit, and return 0; or none of any, and return the seconds to wait."""
    rows = {row.key: row for row in _locked(tx, limits)}
    now = machine_now(tx)
    wait = max(rows[limit.key].next_at - now - (limit.burst - 1) * limit.interval for limit in limits)
    if wait > 0:
        return wait
    for limit in limits:
        rows[limit.key].next_at = max(rows[limit.key].next_at, now) + limit.interval
    return 0.0


def push_back(tx: Session, key: str, *, seconds: float) -> None:
    """The other system asked for a pause: nothing under this key goes before it is over."""
    row = _locked(tx, [Limit(key, 0.0)])[0]
    row.next_at = max(row.next_at, machine_now(tx) + seconds)


def forget(tx: Session, *, rested_for: float) -> None:
    """Drop limits that have been at rest for long, such as those of old messages."""
    end = machine_now(tx) - rested_for
    for row in tx.scalars(select(PaceRow).where(PaceRow.next_at < end)):
        tx.delete(row)


def _locked(tx: Session, limits: Iterable[Limit]) -> list[PaceRow]:
    keys = sorted({limit.key for limit in limits})  # always in one order, so that two takers cannot deadlock
    for key in keys:
        if tx.get(PaceRow, key) is None:
            insert_once(tx, PaceRow, key={"key": key}, values={"next_at": 0.0})
    rows = (
        select(PaceRow)
        .where(PaceRow.key.in_(keys))
        .order_by(PaceRow.key)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(tx.scalars(rows))
