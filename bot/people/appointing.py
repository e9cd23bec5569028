"""Who may give and take roles, under which rules; each change is an entry of the audit trail."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.db import audit
from bot.db.chain import Personal
from bot.errors import Refused
from bot.i18n import Text, say
from bot.people.company import has_dpo, lock_roles, may_administer
from bot.people.profiles import is_colleague, is_workspace_admin
from bot.people.role_names import role_name
from bot.people.roles import APPOINTMENTS, Holder, Role, end, held, hold, holders, holdings_of
from bot.people.teams import team_by_id
from bot.text import mention

OPERATOR = "operator by file"  # `taktgeber apply`: whoever may write the file may set every role

EXCLUSIVE = {Role.PRIVACY: Role.CONTROLLER, Role.CONTROLLER: Role.PRIVACY}


@dataclass(frozen=True, slots=True)
class Act:
    """Who changes roles, and when; `today` is the day in the team's zone."""

    by: str
    at: datetime
    today: date


@dataclass(frozen=True, slots=True)
class Scope:
    """A role in one team, or (`team_id` None) in all; `is_deputy`: those appointed to stand in only."""

    role: Role
    team_id: int | None
    is_deputy: bool = False


@dataclass(frozen=True, slots=True)
class Dates:
    """From when (None: today) to when an appointment lasts, both days included."""

    first: date | None
    last: date | None


class MayNotAssign(Refused):
    def __init__(self, role: Role, name: Text) -> None:
        if role in APPOINTMENTS:
            told = say(
                "Only a workspace admin or a present holder can appoint somebody to “{role}”.", role=name
            )
        else:
            told = say("Only an admin of the team can say who holds “{role}”.", role=name)
        super().__init__(told, field=role)


class MayNotAppointOneself(Refused):
    def __init__(self, role: Role, name: Text) -> None:
        super().__init__(
            say("Nobody appoints themselves to “{role}”. Please ask another admin.", role=name), field=role
        )


class NeedsDates(Refused):
    def __init__(self, name: Text) -> None:
        super().__init__(
            say("An appointment to “{role}” needs a first and a last day.", role=name), field="to"
        )


class EndsBeforeItBegins(Refused):
    def __init__(self) -> None:
        super().__init__(say("The last day lies before the first."), field="to")


class OverAlready(Refused):
    def __init__(self) -> None:
        super().__init__(say("The last day is over already."), field="to")


class CannotHoldBoth(Refused):
    def __init__(self, user: str, role: Role, *, name: Text, other: Text) -> None:
        super().__init__(
            say(
                "{person} holds “{other}” in that time, and nobody holds that and “{role}” at once.",
                person=mention(user),
                role=name,
                other=other,
            ),
            field=role,
        )


class NoColleague(Refused):
    def __init__(self, user: str, role: Role) -> None:
        super().__init__(
            say(
                "{person} is a guest, a bot or from another company, and cannot hold this role.",
                person=mention(user),
            ),
            field=role,
        )


def may_assign(tx: Session, team_id: int | None, role: Role, *, by: str, today: date) -> bool:
    """`team_id` None: the role in all teams."""
    if by == OPERATOR or is_workspace_admin(tx, by):
        return True
    if role in APPOINTMENTS:
        return any(
            holder.user == by and (holder.team_id is None or holder.team_id == team_id)
            for holder in holders(tx, team_id, role, on=today)
        )
    return team_id is not None and may_administer(tx, team_by_id(tx, team_id), by)


def give(tx: Session, holder: Holder, act: Act) -> None:
    """Let somebody hold a role, if the rules allow it."""
    lock_roles(tx)
    name = role_name(holder.role, has_dpo=has_dpo(tx))
    if not may_assign(tx, holder.team_id, holder.role, by=act.by, today=act.today):
        raise MayNotAssign(holder.role, name)
    if not is_colleague(tx, holder.user) and holder.role is not Role.PRIVACY:
        raise NoColleague(holder.user, holder.role)
    if holder.last is not None and holder.last < holder.first:
        raise EndsBeforeItBegins
    if holder.role in APPOINTMENTS:
        _check_appointment(tx, holder, act, name)
    hold(tx, holder)
    _record(tx, "roles.given", holder, act)


def take(tx: Session, holder: Holder, act: Act) -> None:
    """Let somebody hold a role no more, from today on; everybody may lay down their own."""
    lock_roles(tx)
    own = act.by == holder.user
    if not own and not may_assign(tx, holder.team_id, holder.role, by=act.by, today=act.today):
        raise MayNotAssign(holder.role, role_name(holder.role, has_dpo=has_dpo(tx)))
    end(tx, holder, on=act.today)
    _record(tx, "roles.taken", holder, act)


def set_holders(
    tx: Session, scope: Scope, users: Collection[str], act: Act, *, dates: Dates | None = None
) -> bool:
    """Make these, and no others, the holders; the dates are for those who are new. Whether it changed."""
    lock_roles(tx)
    present = {
        holder.user: holder
        for holder in held(tx, scope.team_id, on=act.today)
        if (holder.role, holder.is_deputy) == (scope.role, scope.is_deputy)
    }
    leaving = [holder for user, holder in present.items() if user not in users]
    coming = [user for user in dict.fromkeys(users) if user not in present]
    first = dates.first if dates and dates.first else act.today
    last = dates.last if dates else None
    for holder in leaving:
        take(tx, holder, act)
    for user in coming:
        give(tx, Holder(user, scope.role, scope.team_id, first, last, scope.is_deputy), act)
    return bool(leaving or coming)


def _check_appointment(tx: Session, holder: Holder, act: Act, name: Text) -> None:
    if act.by == holder.user:
        raise MayNotAppointOneself(holder.role, name)
    if holder.last is None:
        raise NeedsDates(name)
    if holder.last < act.today:
        raise OverAlready
    other = EXCLUSIVE.get(holder.role)
    if other is None:
        return
    for held_already in holdings_of(tx, holder.user, (other,), from_day=holder.first):
        if held_already.first <= holder.last:
            raise CannotHoldBoth(
                holder.user, holder.role, name=name, other=role_name(other, has_dpo=has_dpo(tx))
            )


def _record(tx: Session, kind: str, holder: Holder, act: Act) -> None:
    content = {
        "role": holder.role,
        "holder": Personal(holder.user, holder.user),
        "from": holder.first,
        "to": holder.last,
        "deputy": holder.is_deputy,
    }
    given = kind == "roles.given"
    audit.record(
        tx,
        kind=kind,
        subject="company" if holder.team_id is None else f"team:{holder.team_id}",
        actor=act.by,
        before=None if given else content,
        after=content if given else None,
        at=act.at,
    )
