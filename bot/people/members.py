"""Who belongs to a team: the members of its channel, followed as they change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey, bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db.base import Base
from bot.db.upsert import insert_once
from bot.people.absence import away
from bot.people.profiles import PersonRow
from bot.people.teams import Team, TeamRow, team_by_id


class MemberRow(Base):
    __tablename__ = "member"

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True, index=True)


@dataclass(frozen=True, slots=True)
class Member:
    user: str
    name: str
    is_guest: bool
    is_outsider: bool


# Built once: every vote asks for it.
MEMBERS = (
    select(
        MemberRow.user,
        PersonRow.name,
        PersonRow.is_guest,
        PersonRow.is_outsider,
        PersonRow.is_bot,
        PersonRow.is_deleted,
    )
    .outerjoin(PersonRow, PersonRow.user == MemberRow.user)
    .where(MemberRow.team_id == bindparam("team"))
    .order_by(PersonRow.name, MemberRow.user)
)


def members(tx: Session, team_id: int) -> tuple[Member, ...]:
    """A team's people, bots and those who have left the workspace excepted, in the order of their names."""
    rows = tx.connection().execute(MEMBERS, {"team": team_id})
    return tuple(
        Member(user, name or user, is_guest=bool(guest), is_outsider=bool(outsider))
        for user, name, guest, outsider, bot, deleted in rows
        if not bot and not deleted
    )


def present_members(tx: Session, team_id: int, *, on: date) -> tuple[Member, ...]:
    """The team's people who are not away that day."""
    everybody = members(tx, team_id)
    absent = away(tx, [member.user for member in everybody], on=on)
    return tuple(member for member in everybody if member.user not in absent)


def teams_of(tx: Session, user: str) -> tuple[Team, ...]:
    """The teams that somebody belongs to, oldest first."""
    rows = tx.scalars(select(MemberRow.team_id).where(MemberRow.user == user).order_by(MemberRow.team_id))
    return tuple(team_by_id(tx, team_id) for team_id in rows)


def is_member(tx: Session, team_id: int, user: str) -> bool:
    return tx.get(MemberRow, (team_id, user)) is not None


def join(tx: Session, channel: str, user: str) -> None:
    team_id = _following(tx, channel)
    if team_id is not None:
        insert_once(tx, MemberRow, key={"team_id": team_id, "user": user}, values={})


def leave(tx: Session, channel: str, user: str) -> None:
    team_id = _following(tx, channel)
    if team_id is not None:
        tx.execute(delete(MemberRow).where(MemberRow.team_id == team_id, MemberRow.user == user))


def replace(tx: Session, channel: str, users: Sequence[str], *, read_at: datetime) -> None:
    """What Slack's list of members says, as a whole."""
    row = tx.scalars(select(TeamRow).where(TeamRow.channel == channel)).first()
    if row is None:
        return
    if row.follows_channel:
        _set(tx, row.id, users)
    row.members_read_at = read_at


def choose(tx: Session, team_id: int, users: Sequence[str]) -> None:
    """From now on the members are those named; with nobody named, again those of the channel."""
    row = tx.get_one(TeamRow, team_id)
    row.follows_channel = not users
    if users:
        _set(tx, team_id, users)


def listed(tx: Session, channel: str) -> tuple[str, ...]:
    """Everybody who is kept as a member of the channel's team, whether we know more of them or not."""
    rows = select(MemberRow.user).join(TeamRow, TeamRow.id == MemberRow.team_id)
    return tuple(tx.scalars(rows.where(TeamRow.channel == channel)))


def _set(tx: Session, team_id: int, users: Sequence[str]) -> None:
    tx.execute(delete(MemberRow).where(MemberRow.team_id == team_id, MemberRow.user.not_in(users)))
    for user in users:
        insert_once(tx, MemberRow, key={"team_id": team_id, "user": user}, values={})


def _following(tx: Session, channel: str) -> int | None:
    """The team whose members are this channel's, if there is one."""
    return tx.scalar(select(TeamRow.id).where(TeamRow.channel == channel, TeamRow.follows_channel))
