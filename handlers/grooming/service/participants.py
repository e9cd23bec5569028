"""Who takes part in a session, and who leads it."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import people
from handlers.grooming import store
from handlers.grooming.domain.people import Circle
from handlers.grooming.domain.refusals import NoSuchSession, NotFacilitator
from handlers.grooming.domain.sessions import Session
from handlers.grooming.store import Tx


def team_of(tx: Tx, session: Session) -> people.Team:
    team = people.find_team(tx, session.channel)
    if team is None:
        raise NoSuchSession
    return team


def seated(tx: Tx, session: Session) -> Circle:
    """Who may vote, without a look at who is absent."""
    return circle(
        people.members(tx, session.team_id),
        facilitator=session.facilitator,
        invited=frozenset(session.options.invited),
        observers=frozenset(session.options.observers),
    )


def circle_of(tx: Tx, session: Session, *, now: datetime) -> Circle:
    around = seated(tx, session)
    today = now.astimezone(ZoneInfo(team_of(tx, session).zone)).date()
    everybody = {*around.members, *around.invited, around.facilitator}
    return replace(around, absent=people.away(tx, everybody, on=today))


def circle(
    members: tuple[people.Member, ...],
    *,
    facilitator: str,
    invited: frozenset[str],
    observers: frozenset[str],
) -> Circle:
    return Circle(
        facilitator=facilitator,
        members={member.user: member.name for member in members},
        guests=frozenset(member.user for member in members if member.is_guest or member.is_outsider),
        invited=invited,
        observers=observers,
    )


def lead(tx: Tx, session: Session, *, person: str, now: datetime) -> None:
    """Refuse whoever does not lead the session; a facilitator who is away passes the part on."""
    if person == session.facilitator or people.may_administer(tx, team_of(tx, session), person):
        return
    around = circle_of(tx, session, now=now)
    if not around.is_leaderless() or person not in around.expected:
        raise NotFacilitator(session.facilitator)
    store.sessions.hand_over(tx, session.id, facilitator=person)
