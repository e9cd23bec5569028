"""Work that must happen after a commit: written in the transaction that causes it, done by the worker.

An effect has a kind and a key. Asking again while one waits changes its version instead of adding a row,
and never makes it later than it was. An effect is finished only if its version is still the one that was
taken; else it runs again. One lane (`slack:<channel>`, `jira:<issue>`) runs one effect at a time.
"""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Index,
    Integer,
    UniqueConstraint,
    and_,
    case,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db.base import Base
from bot.db.database import machine_now, wake_after_commit
from bot.db.upsert import Insert, dialect_of, insert_into

# States, and what `wake_at` means in each: when the state ends by itself.
LATER = "later"  # not due yet; `wake_at` by the clock that people see
RETRYING = "retrying"  # put back; `wake_at` by the machine's clock
WAITING = "waiting"  # to be taken now; `wake_at` means nothing
RUNNING = "running"  # taken; `wake_at` is the end of the lease, by the machine's clock
PARKED = "parked"  # given up, until a person retries or drops it

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
NEVER = 1e12  # `due_at` of an effect that runs and has not been asked for again meanwhile
CLAIMS = 0x7A6B74  # the key of the advisory lock under which PostgreSQL's workers claim


class Urgency(IntEnum):
    """What goes first where the worker cannot do all at once."""

    FORM = 0  # somebody looks at a modal that waits to be filled
    NORMAL = 1
    REDRAW = 2  # a living message after a click: the one clicked last goes first
    BACKGROUND = 3  # redraws by the clock, refreshes, clean-ups


@dataclass(frozen=True, slots=True)
class Effect:
    """Two effects of the same kind and key that wait at the same time are one effect.

    The payload holds ids, never content: what the effect shows is read when it runs.
    """

    kind: str
    key: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    lane: str = ""
    urgency: Urgency = Urgency.NORMAL


@dataclass(frozen=True, slots=True)
class Claim:
    """An effect that one worker holds; `attempts` counts the failures before this try."""

    id: int
    version: int
    effect: Effect
    attempts: int


class EffectRow(Base):
    __tablename__ = "effect"
    __table_args__ = (
        UniqueConstraint("kind", "key"),
        Index("ix_effect_take", "state", "urgency", "rank", "id"),
        Index("ix_effect_wake", "state", "wake_at"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    kind: Mapped[str]
    key: Mapped[str]
    payload: Mapped[dict[str, Any]]
    lane: Mapped[str]
    urgency: Mapped[int]
    rank: Mapped[float]  # order in an urgency: when it was asked for, negative where the latest goes first
    state: Mapped[str]
    due_at: Mapped[float]  # seconds since 1970 by the clock that people see
    wake_at: Mapped[float]
    owner: Mapped[str]
    version: Mapped[int]
    attempts: Mapped[int]
    asked_at: Mapped[float]  # machine time, for the age that /metrics tells
    fault: Mapped[str]


def enqueue(tx: Session, effect: Effect, *, due_at: datetime = AT_ONCE) -> None:
    """Ask for an effect in the transaction that causes it; `due_at` is by the clock that people see."""
    asked = time.time()
    due = due_at.timestamp()
    state = WAITING if due_at == AT_ONCE else LATER
    asking = {
        "kind": effect.kind,
        "key": effect.key,
        "payload": dict(effect.payload),
        "lane": effect.lane or f"{effect.kind}:{effect.key}",
        "urgency": int(effect.urgency),
        "rank": -asked if effect.urgency is Urgency.REDRAW else asked,
        "state": state,
        "due_at": due,
        "wake_at": due,
        "owner": "",
        "version": 1,
        "attempts": 0,
        "asked_at": asked,
        "fault": "",
    }
    tx.connection().execute(_asking(dialect_of(tx)), asking)
    wake_after_commit(tx)


@cache
def _asking(dialect: str) -> Insert:
    statement = insert_into(dialect, EffectRow)
    return statement.on_conflict_do_update(index_elements=["kind", "key"], set_=_asked_again(statement))


def _asked_again(statement: Insert) -> dict[str, ColumnElement[Any]]:
    """What an effect that waits already becomes when it is asked for once more."""
    new, old = statement.excluded, EffectRow
    sooner = case((or_(old.state == PARKED, new.due_at < old.due_at), new.due_at), else_=old.due_at)
    urgency = case((new.urgency < old.urgency, new.urgency), else_=old.urgency)
    return {
        "version": old.version + 1,
        "payload": new.payload,
        "urgency": urgency,
        "rank": case((new.urgency == int(Urgency.REDRAW), new.rank), else_=old.rank),
        "due_at": sooner,
        "wake_at": case(
            (old.state == PARKED, new.wake_at),
            (and_(old.state == LATER, new.wake_at < old.wake_at), new.wake_at),
            else_=old.wake_at,
        ),
        "state": case(
            (old.state == PARKED, new.state),
            (and_(old.state == LATER, new.state == WAITING), WAITING),
            else_=old.state,
        ),
        "attempts": case((old.state == PARKED, 0), else_=old.attempts),
        "asked_at": case((old.state.in_((RUNNING, PARKED)), new.asked_at), else_=old.asked_at),
    }


def withdraw(tx: Session, kind: str, key: str) -> None:
    """Take back what was asked for, if it has not begun; what has begun must see for itself."""
    tx.execute(
        delete(EffectRow).where(EffectRow.kind == kind, EffectRow.key == key, EffectRow.state != RUNNING)
    )


def hasten(tx: Session, lane: str) -> None:
    """What stood in the way of a lane is gone: what was put back there is tried at once."""
    tx.execute(
        update(EffectRow).where(EffectRow.lane == lane, EffectRow.state == RETRYING).values(state=WAITING)
    )
    wake_after_commit(tx)


def claim(tx: Session, *, owner: str, now: datetime, lease: float, limit: int) -> list[Claim]:
    """Take up to `limit` effects, one a lane, for `lease` seconds; `now` is the clock that people see."""
    if tx.get_bind().dialect.name == "postgresql":
        # Two workers must not take two effects of one lane, which neither sees in the other's transaction.
        tx.execute(select(func.pg_advisory_xact_lock(CLAIMS)))
    machine = machine_now(tx)
    _wake(tx, now=now.timestamp(), machine=machine)
    taken: dict[str, EffectRow] = {}
    busy = list(tx.scalars(select(EffectRow.lane).where(EffectRow.state == RUNNING)))
    while len(taken) < limit:
        candidates = list(tx.scalars(_next([*busy, *taken], limit)))
        for row in candidates:
            if len(taken) < limit:
                taken.setdefault(row.lane, row)
        if len(candidates) < limit:
            break
    if taken:
        ids = [row.id for row in taken.values()]
        tx.execute(
            update(EffectRow)
            .where(EffectRow.id.in_(ids))
            .values(state=RUNNING, wake_at=machine + lease, owner=owner, due_at=NEVER)
        )
    return [_claimed(row) for row in taken.values()]


def _next(busy: Iterable[str], limit: int) -> Any:  # noqa: ANN401 - a Select whose type parameter says nothing here
    return (
        select(EffectRow)
        .where(EffectRow.state == WAITING, EffectRow.lane.not_in(busy))
        .order_by(EffectRow.urgency, EffectRow.rank, EffectRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )


def _claimed(row: EffectRow) -> Claim:
    effect = Effect(row.kind, row.key, row.payload, row.lane, Urgency(row.urgency))
    return Claim(row.id, row.version, effect, row.attempts)


def _wake(tx: Session, *, now: float, machine: float) -> None:
    """What has become due, was put back long enough, or whose worker died, waits to be taken again."""
    tx.execute(
        update(EffectRow)
        .where(
            or_(
                and_(EffectRow.state == LATER, EffectRow.wake_at <= now),
                and_(EffectRow.state.in_((RETRYING, RUNNING)), EffectRow.wake_at <= machine),
            )
        )
        .values(state=WAITING, owner="")
        .execution_options(synchronize_session=False)
    )


def has_work(tx: Session, *, now: datetime) -> bool:
    """Whether `claim` would find something to wake or to take; a look that locks nothing."""
    machine = machine_now(tx)
    found = select(EffectRow.id).where(
        or_(
            EffectRow.state == WAITING,
            and_(EffectRow.state == LATER, EffectRow.wake_at <= now.timestamp()),
            and_(EffectRow.state.in_((RETRYING, RUNNING)), EffectRow.wake_at <= machine),
        )
    )
    return tx.scalar(found.limit(1)) is not None


def renew(tx: Session, claims: Iterable[Claim], *, owner: str, lease: float) -> None:
    """Keep what this worker still works on."""
    tx.execute(
        update(EffectRow)
        .where(EffectRow.id.in_([claim.id for claim in claims]), EffectRow.owner == owner)
        .values(wake_at=machine_now(tx) + lease)
    )


def settle(tx: Session, claimed: Claim, *, owner: str) -> None:
    """Done: forget the effect, unless it was asked for again while it was being carried out."""
    mine = and_(EffectRow.id == claimed.id, EffectRow.owner == owner)
    done = tx.execute(delete(EffectRow).where(mine, EffectRow.version == claimed.version))
    if not done.rowcount:  # type: ignore[attr-defined]  # a CursorResult, as for every DML
        again = case((EffectRow.due_at > 0, LATER), else_=WAITING)
        tx.execute(
            update(EffectRow)
            .where(mine)
            .values(state=again, wake_at=EffectRow.due_at, owner="", attempts=0, fault="")
        )


def put_back(tx: Session, claimed: Claim, *, owner: str, seconds: float, fault: str = "") -> None:
    """Not now: try again after `seconds`. A fault counts as a failed attempt and is kept for `doctor`."""
    tx.execute(
        update(EffectRow)
        .where(EffectRow.id == claimed.id, EffectRow.owner == owner)
        .values(
            state=RETRYING,
            wake_at=machine_now(tx) + seconds,
            owner="",
            attempts=EffectRow.attempts + (1 if fault else 0),
            fault=fault,
        )
    )


def park(tx: Session, claimed: Claim, *, owner: str, fault: str) -> None:
    """Given up: kept and shown until a person retries or drops it."""
    tx.execute(
        update(EffectRow)
        .where(EffectRow.id == claimed.id, EffectRow.owner == owner)
        .values(state=PARKED, owner="", attempts=EffectRow.attempts + 1, fault=fault)
    )


def release(tx: Session, *, owner: str) -> None:
    """A worker that stops in order leaves what it had taken to the next one."""
    running = update(EffectRow).where(EffectRow.owner == owner, EffectRow.state == RUNNING)
    tx.execute(running.values(state=WAITING, owner=""))


def release_all(tx: Session) -> None:
    """Where only one worker can be, what runs when it starts is what a killed one has left."""
    tx.execute(update(EffectRow).where(EffectRow.state == RUNNING).values(state=WAITING, owner=""))


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much waits; `oldest` is the age in seconds of the longest-waiting effect that is due."""

    waiting: int
    running: int
    parked: int
    oldest: float


@dataclass(frozen=True, slots=True)
class Parked:
    kind: str
    key: str
    fault: str
    attempts: int


def backlog(tx: Session) -> Backlog:
    counted = tx.execute(select(EffectRow.state, func.count()).group_by(EffectRow.state))
    counts = {state: int(count) for state, count in counted}
    asked = tx.scalar(select(func.min(EffectRow.asked_at)).where(EffectRow.state.in_((WAITING, RETRYING))))
    return Backlog(
        waiting=sum(counts.get(state, 0) for state in (LATER, WAITING, RETRYING)),
        running=counts.get(RUNNING, 0),
        parked=counts.get(PARKED, 0),
        oldest=max(0.0, time.time() - asked) if asked else 0.0,
    )


def parked(tx: Session, *, limit: int = 20) -> list[Parked]:
    rows = select(EffectRow).where(EffectRow.state == PARKED).order_by(EffectRow.id).limit(limit)
    return [Parked(row.kind, row.key, row.fault, row.attempts) for row in tx.scalars(rows)]


def pending(tx: Session, kind: str, key: str) -> str | None:
    """The fault of an effect that waits ("" if it has not failed), or None where none waits."""
    return tx.scalar(select(EffectRow.fault).where(EffectRow.kind == kind, EffectRow.key == key))
