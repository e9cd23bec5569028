"""What is due when: one row a schedule. A due one becomes an effect in the transaction that moves it on."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.cron import TICK, Cron
from bot.db.base import Base
from bot.db.outbox import Effect, Urgency, enqueue
from bot.db.upsert import insert_once

log = logging.getLogger(__name__)

MOST_COUNTED = 1000  # missed fire times of one schedule; a longer pause is not counted to its end


class ScheduleRow(Base):
    __tablename__ = "schedule"

    name: Mapped[str] = mapped_column(primary_key=True)
    cron: Mapped[str]
    zone: Mapped[str]
    next_at: Mapped[datetime] = mapped_column(index=True)
    grace: Mapped[float]
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]]
    lane: Mapped[str]
    urgency: Mapped[int]
    missed: Mapped[int]
    is_declared: Mapped[bool]  # by the code; the others were set up by people


@dataclass(frozen=True, slots=True)
class Schedule:
    """Fires in its zone's wall-clock time; a fire time missed by more than `grace` is left out.

    The effect's key is not used: each fire time has its own.
    """

    name: str
    cron: Cron
    effect: Effect
    grace: timedelta
    zone: str = "UTC"


def ensure(tx: Session, schedules: Iterable[Schedule], *, now: datetime) -> None:
    """Write what the house declares and drop what it no longer does; a fire time still due is kept."""
    declared = list(schedules)
    for schedule in declared:
        _declare(tx, schedule, now=now)
    names = [schedule.name for schedule in declared]
    tx.execute(delete(ScheduleRow).where(ScheduleRow.is_declared, ScheduleRow.name.not_in(names)))


def is_any_due(tx: Session, now: datetime) -> bool:
    """A look that locks nothing."""
    return tx.scalar(select(ScheduleRow.name).where(ScheduleRow.next_at <= now).limit(1)) is not None


def tick(tx: Session, now: datetime) -> None:
    """Ask for what is due and move it on; rows that another process has in hand are left to it."""
    due = select(ScheduleRow).where(ScheduleRow.next_at <= now).with_for_update(skip_locked=True)
    for row in tx.scalars(due):
        _fire(tx, row, now=now)


def _declare(tx: Session, schedule: Schedule, *, now: datetime) -> None:
    effect = schedule.effect
    timing = {"cron": schedule.cron.line, "zone": schedule.zone}
    about = {
        "grace": schedule.grace.total_seconds(),
        "kind": effect.kind,
        "payload": dict(effect.payload),
        "lane": effect.lane,
        "urgency": int(effect.urgency),
        "is_declared": True,
    }
    next_at = schedule.cron.next_after(now, ZoneInfo(schedule.zone))
    first = {**timing, **about, "next_at": next_at, "missed": 0}
    if insert_once(tx, ScheduleRow, key={"name": schedule.name}, values=first):
        return
    mine = update(ScheduleRow).where(ScheduleRow.name == schedule.name)
    changed = or_(ScheduleRow.cron != schedule.cron.line, ScheduleRow.zone != schedule.zone)
    tx.execute(mine.where(changed).values(**timing, next_at=next_at))
    tx.execute(mine.values(**about))


def _fire(tx: Session, row: ScheduleRow, *, now: datetime) -> None:
    """Within its grace the latest fire time counts, once; all others that have passed are missed."""
    passed = list(islice(_fire_times(row, row.next_at, now), MOST_COUNTED))
    in_grace = deque(_fire_times(row, _first_in_grace(row, now), now), maxlen=1)
    for moment in in_grace:
        enqueue(tx, _effect(row, moment))
    if missed := len(passed) - len(in_grace):
        row.missed += missed
        log.warning("The schedule %s was not run at %d of its times, which were missed", row.name, missed)
    row.next_at = Cron(row.cron).next_after(now, ZoneInfo(row.zone))


def _first_in_grace(row: ScheduleRow, now: datetime) -> datetime:
    oldest = now - timedelta(seconds=row.grace)
    if row.next_at >= oldest:
        return row.next_at
    return Cron(row.cron).next_after(oldest - TICK, ZoneInfo(row.zone))


def _fire_times(row: ScheduleRow, first: datetime, now: datetime) -> Iterator[datetime]:
    moment = first
    while moment <= now:
        yield moment
        moment = Cron(row.cron).next_after(moment, ZoneInfo(row.zone))


def _effect(row: ScheduleRow, moment: datetime) -> Effect:
    return Effect(
        row.kind,
        key=f"{row.name}@{moment.isoformat()}",
        payload={**row.payload, "fired_at": moment.isoformat()},
        lane=row.lane or f"schedule:{row.name}",
        urgency=Urgency(row.urgency),
    )
