"""When somebody is away, and who stands in for them. Only that they are away is kept, never why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db.base import Base
from bot.errors import Refused
from bot.i18n import say
from bot.text import mention


class AbsenceRow(Base):
    __tablename__ = "absence"

    id: Mapped[int] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(index=True)
    first: Mapped[date]
    last: Mapped[date | None]  # None: until they say that they are back
    deputy: Mapped[str | None] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Absence:
    """`last` is the last day away; None until they say that they are back."""

    user: str
    first: date
    last: date | None = None
    deputy: str | None = None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


class AwayAlready(Refused):
    def __init__(self, standing: Absence) -> None:
        super().__init__(
            say(
                "You are marked as away from {first} already. Take that back first: `/takt back {first}`.",
                first=standing.first.isoformat(),
            )
        )
        self.standing = standing


class NotAway(Refused):
    def __init__(self) -> None:
        super().__init__(say("You are not marked as away, so nothing was changed."))


class DeputyAway(Refused):
    def __init__(self, deputy: str) -> None:
        super().__init__(
            say(
                "{deputy} is away in that time, too. Please name somebody else, or nobody.",
                deputy=mention(deputy),
            )
        )


def go_away(tx: Session, absence: Absence) -> None:
    """Keep an absence; the same days once more change its deputy."""
    if absence.deputy and overlapping(tx, absence.deputy, first=absence.first, last=absence.last):
        raise DeputyAway(absence.deputy)
    standing = overlapping(tx, absence.user, first=absence.first, last=absence.last)
    for other in standing:
        if (other.first, other.last) != (absence.first, absence.last):
            raise AwayAlready(other)
    if standing:
        _row(tx, absence.user, absence.first).deputy = absence.deputy
        return
    tx.add(AbsenceRow(user=absence.user, first=absence.first, last=absence.last, deputy=absence.deputy))
    tx.flush()


def come_back(tx: Session, user: str, *, on: date) -> Absence:
    """End the absence of that day, of which this day is none any more; what it was."""
    standing = absence_of(tx, user, on=on)
    if standing is None:
        raise NotAway
    row = _row(tx, user, standing.first)
    if standing.first >= on:
        tx.delete(row)
    else:
        row.last = on - timedelta(days=1)
    tx.flush()
    return standing


def absence_of(tx: Session, user: str, *, on: date) -> Absence | None:
    return next(iter(overlapping(tx, user, first=on, last=on)), None)


def is_away(tx: Session, user: str, *, on: date) -> bool:
    return absence_of(tx, user, on=on) is not None


def away(tx: Session, users: Collection[str], *, on: date) -> frozenset[str]:
    """Those among the users who are away that day."""
    rows = select(AbsenceRow.user).where(AbsenceRow.user.in_(users), *_within(on, on))
    return frozenset(tx.scalars(rows))


def stood_in_for(tx: Session, deputy: str, *, on: date) -> frozenset[str]:
    """The absent for whom somebody stands in that day."""
    return frozenset(tx.scalars(select(AbsenceRow.user).where(AbsenceRow.deputy == deputy, *_within(on, on))))


def overlapping(tx: Session, user: str, *, first: date, last: date | None = None) -> tuple[Absence, ...]:
    """The absences that touch these days, in their order."""
    rows = select(AbsenceRow).where(AbsenceRow.user == user, *_within(first, last)).order_by(AbsenceRow.first)
    return tuple(_absence(row) for row in tx.scalars(rows))


def absences_of(tx: Session, users: Collection[str]) -> tuple[Absence, ...]:
    """All that is kept of these people's absences."""
    rows = tx.scalars(select(AbsenceRow).where(AbsenceRow.user.in_(users)).order_by(AbsenceRow.first))
    return tuple(_absence(row) for row in rows)


def forget_old_absences(tx: Session, *, before: date) -> None:
    tx.execute(delete(AbsenceRow).where(AbsenceRow.last < before))


def forget_absences(tx: Session, user: str) -> None:
    """A person leaves: their absences go, and they stand in for nobody any more."""
    tx.execute(delete(AbsenceRow).where(AbsenceRow.user == user))
    for row in tx.scalars(select(AbsenceRow).where(AbsenceRow.deputy == user)):
        row.deputy = None


def _absence(row: AbsenceRow) -> Absence:
    return Absence(row.user, row.first, row.last, row.deputy)


def _row(tx: Session, user: str, first: date) -> AbsenceRow:
    return tx.scalars(select(AbsenceRow).where(AbsenceRow.user == user, AbsenceRow.first == first)).one()


def _within(first: date, last: date | None) -> list[ColumnElement[bool]]:
    ends_after = or_(AbsenceRow.last.is_(None), AbsenceRow.last >= first)
    return [ends_after] if last is None else [ends_after, AbsenceRow.first <= last]
