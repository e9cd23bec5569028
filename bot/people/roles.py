"""Who holds which role, in one team or in all, and who may act in whose stead."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db.base import Base
from bot.people.absence import absence_of, away, stood_in_for
from bot.people.profiles import PersonRow


class Role(StrEnum):
    PRODUCT = "product"
    ENGINEERING = "engineering"
    QA = "qa"
    OPERATIONS = "operations"
    SECURITY = "security"
    PRIVACY = "privacy"
    CONTROLLER = "controller"
    LEGAL = "legal"
    WORKS_COUNCIL = "works_council"
    MARKETING = "marketing"
    SALES = "sales"
    SUPPORT = "support"
    MANAGEMENT = "management"


# Made by a workspace admin or a present holder, never by oneself, from a date to a date.
APPOINTMENTS = frozenset({Role.PRIVACY, Role.CONTROLLER, Role.WORKS_COUNCIL})


class HoldingRow(Base):
    __tablename__ = "role_holding"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(index=True)
    user: Mapped[str] = mapped_column(index=True)
    first: Mapped[date]
    last: Mapped[date | None]
    is_deputy: Mapped[bool]  # appointed to stand in only


@dataclass(frozen=True, slots=True)
class Holder:
    """`team_id` None: in all teams. One who `is_deputy` holds an appointment only to stand in for others."""

    user: str
    role: Role
    team_id: int | None
    first: date
    last: date | None = None
    is_deputy: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """In which capacity somebody acts: by their own right, or as the deputy of the absent `for_user`."""

    user: str
    role: Role
    for_user: str | None = None


def holders(tx: Session, team_id: int | None, role: Role, *, on: date) -> tuple[Holder, ...]:
    """Who holds the role in the team that day, by a company-wide holding too; without deputies."""
    return tuple(holder for holder in _holdings(tx, team_id, (role,), on=on) if not holder.is_deputy)


def deputies(tx: Session, team_id: int | None, role: Role, *, on: date) -> tuple[Holder, ...]:
    """Who is appointed to stand in for the holders of an appointment."""
    return tuple(holder for holder in _holdings(tx, team_id, (role,), on=on) if holder.is_deputy)


def standing(tx: Session, team_id: int, user: str, role: Role, *, on: date) -> Standing | None:
    """In which capacity somebody may act for a role that day; None: in none."""
    known = _holdings(tx, team_id, (role,), on=on)
    return _standing(known, user, role, absent=_absent(tx, known, user, on))


def roles_of(tx: Session, team_id: int, user: str, *, on: date) -> frozenset[Role]:
    """All roles for which somebody may act in a team that day."""
    known = _holdings(tx, team_id, tuple(Role), on=on)
    absent = _absent(tx, known, user, on)
    return frozenset(role for role in Role if _standing(known, user, role, absent=absent))


def available(tx: Session, team_id: int, role: Role, *, on: date) -> tuple[Standing, ...]:
    """Who can act for a role that day: the holders who are there, then deputies of those who are not.

    Who is to be asked or reminded, in other words; an absent holder may act, but is left in peace.
    """
    known = _holdings(tx, team_id, (role,), on=on)
    held_by = [holder.user for holder in known if not holder.is_deputy]
    absent = away(tx, held_by, on=on)
    present = [Standing(user, role) for user in dict.fromkeys(held_by) if user not in absent]
    return (*present, *_stand_ins(tx, known, role, absent=absent, on=on))


def hold(tx: Session, holder: Holder) -> None:
    """Write a holding down; whether it may be so is for `bot.people.appointing` to say."""
    tx.add(
        HoldingRow(
            team_id=holder.team_id,
            role=holder.role,
            user=holder.user,
            first=holder.first,
            last=holder.last,
            is_deputy=holder.is_deputy,
        )
    )
    tx.flush()


def end(tx: Session, holder: Holder, *, on: date) -> None:
    """From this day on they hold the role no more; a holding that has not begun is as if it never was."""
    row = tx.scalars(
        select(HoldingRow).where(
            HoldingRow.team_id.is_(None) if holder.team_id is None else HoldingRow.team_id == holder.team_id,
            HoldingRow.role == holder.role,
            HoldingRow.user == holder.user,
            HoldingRow.first == holder.first,
            HoldingRow.is_deputy.is_(holder.is_deputy),
        )
    ).one()
    if holder.first >= on:
        tx.delete(row)
    else:
        row.last = on - timedelta(days=1)
    tx.flush()


def held(tx: Session, team_id: int | None, *, on: date) -> tuple[Holder, ...]:
    """The holdings of exactly this scope that have not ended by that day, those to come included."""
    scope = HoldingRow.team_id.is_(None) if team_id is None else HoldingRow.team_id == team_id
    rows = tx.scalars(select(HoldingRow).where(scope, _lasts(on)).order_by(HoldingRow.id))
    return tuple(_holder(row) for row in rows)


def holdings_of(tx: Session, user: str, roles: Collection[Role], *, from_day: date) -> tuple[Holder, ...]:
    """What somebody holds of these roles anywhere, from that day on."""
    rows = tx.scalars(
        select(HoldingRow).where(HoldingRow.user == user, HoldingRow.role.in_(roles), _lasts(from_day))
    )
    return tuple(_holder(row) for row in rows)


def _lasts(day: date) -> ColumnElement[bool]:
    return or_(HoldingRow.last.is_(None), HoldingRow.last >= day)


def _holdings(tx: Session, team_id: int | None, roles: Collection[Role], *, on: date) -> tuple[Holder, ...]:
    rows = tx.scalars(
        select(HoldingRow)
        .outerjoin(PersonRow, PersonRow.user == HoldingRow.user)
        .where(
            or_(HoldingRow.team_id == team_id, HoldingRow.team_id.is_(None)),
            HoldingRow.role.in_(roles),
            HoldingRow.first <= on,
            _lasts(on),
            or_(PersonRow.is_deleted.is_(None), PersonRow.is_deleted.is_(False)),
        )
        .order_by(HoldingRow.id)
    )
    return tuple(_holder(row) for row in rows)


def _absent(tx: Session, known: Collection[Holder], user: str, on: date) -> frozenset[str]:
    """The absent holders for whom somebody was named deputy, unless that one is away as well."""
    represented = stood_in_for(tx, user, on=on) & {holder.user for holder in known}
    return represented if represented and not away(tx, [user], on=on) else frozenset()


def _standing(known: Collection[Holder], user: str, role: Role, *, absent: frozenset[str]) -> Standing | None:
    mine = [holder for holder in known if holder.role is role and holder.user == user]
    if any(not holder.is_deputy for holder in mine):
        return Standing(user, role)
    if role in APPOINTMENTS and not mine:
        return None
    held_by = {holder.user for holder in known if holder.role is role and not holder.is_deputy}
    represented = min(held_by & absent, default=None)
    return Standing(user, role, represented) if represented else None


def _stand_ins(
    tx: Session, known: Collection[Holder], role: Role, *, absent: frozenset[str], on: date
) -> list[Standing]:
    named = {deputy for user in absent if (deputy := _deputy_of(tx, user, on))}
    found = (_standing(known, user, role, absent=_absent(tx, known, user, on)) for user in sorted(named))
    return [standing for standing in found if standing and standing.for_user]


def _deputy_of(tx: Session, user: str, on: date) -> str | None:
    standing = absence_of(tx, user, on=on)
    return standing.deputy if standing else None


def _holder(row: HoldingRow) -> Holder:
    return Holder(row.user, Role(row.role), row.team_id, row.first, row.last, row.is_deputy)
