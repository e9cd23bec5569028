"""People as Slack knows them, remembered so that no click has to wait for Slack."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db.base import Base
from bot.db.upsert import insert_once, upsert
from bot.i18n import Language
from bot.people.teams import TeamRow
from bot.people.weekdays import packed, unpacked
from bot.slack.messenger import Profile
from bot.slack.requests import Reader

# Somebody whose profile Slack has not told us yet.
STRANGER = {
    "name": "",
    "is_guest": False,
    "is_outsider": False,
    "is_bot": False,
    "is_deleted": False,
    "is_admin": False,
}


class PersonRow(Base):
    __tablename__ = "person"

    user: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    language: Mapped[str | None]  # their own choice, above all others
    slack_language: Mapped[str | None]
    zone: Mapped[str | None]
    own_zone: Mapped[str | None]  # as the language: their own choice
    working_days: Mapped[str | None]
    holidays: Mapped[str | None]
    is_guest: Mapped[bool]
    is_outsider: Mapped[bool]  # of another workspace, in a shared channel
    is_bot: Mapped[bool]
    is_deleted: Mapped[bool]
    is_admin: Mapped[bool]
    direct: Mapped[str | None]  # the channel of the bot's DM with them


def remember(tx: Session, profile: Profile, *, workspace: str = "") -> None:
    """Store what Slack says; their own choices stay. `workspace` tells members from outsiders."""
    upsert(
        tx,
        PersonRow,
        key={"user": profile.user},
        values={
            "name": profile.name,
            "slack_language": profile.language,
            "zone": profile.zone,
            "is_guest": profile.is_guest,
            "is_outsider": bool(workspace and profile.team and profile.team != workspace),
            "is_bot": profile.is_bot,
            "is_deleted": profile.is_deleted,
            "is_admin": profile.is_admin,
        },
    )


def reader(tx: Session, user: str, channel: str = "", *, default: Reader) -> Reader | None:
    """How to talk to a person in private, about this channel; None at their very first contact.

    Language: their own choice, else Slack's locale, else the team's, else the default's. The form of address
    is the team's.
    """
    row = tx.execute(
        select(
            PersonRow.language,
            PersonRow.slack_language,
            func.coalesce(PersonRow.own_zone, PersonRow.zone),
            TeamRow.language,
            TeamRow.formal,
            TeamRow.zone,
        )
        .outerjoin(TeamRow, TeamRow.channel == channel)
        .where(PersonRow.user == user)
    ).first()
    if row is None:
        return None
    own, slack, zone, team_language, formal, team_zone = row
    code = own or slack or team_language or default.language.code
    return Reader(Language(code, formal=bool(formal)), zone or team_zone or default.zone)


@dataclass(frozen=True, slots=True)
class OwnSettings:
    """What somebody chose for themselves; None where Slack's or the team's word holds."""

    language: str | None = None
    zone: str | None = None
    working_days: frozenset[int] | None = None
    holidays: str | None = None


def own_settings(tx: Session, user: str) -> OwnSettings:
    row = tx.get(PersonRow, user)
    if row is None:
        return OwnSettings()
    days = unpacked(row.working_days) if row.working_days else None
    return OwnSettings(row.language, row.own_zone, days, row.holidays)


def choose_own(tx: Session, user: str, chosen: OwnSettings) -> None:
    insert_once(tx, PersonRow, key={"user": user}, values=STRANGER)
    row = tx.get_one(PersonRow, user)
    row.language, row.own_zone, row.holidays = chosen.language, chosen.zone, chosen.holidays
    row.working_days = packed(chosen.working_days) if chosen.working_days else None


def unknown(tx: Session, users: tuple[str, ...]) -> tuple[str, ...]:
    """Those among the users that have not been remembered yet."""
    known = set(tx.scalars(select(PersonRow.user).where(PersonRow.user.in_(users))))
    return tuple(user for user in users if user not in known)


def direct_channel(tx: Session, user: str) -> str | None:
    return tx.scalar(select(PersonRow.direct).where(PersonRow.user == user))


def keep_direct_channel(tx: Session, user: str, channel: str) -> None:
    row = tx.get(PersonRow, user)
    if row is not None:
        row.direct = channel


def name_of(tx: Session, user: str) -> str:
    """How somebody is called; their id where we do not know."""
    return tx.scalar(select(PersonRow.name).where(PersonRow.user == user)) or user


def is_workspace_admin(tx: Session, user: str) -> bool:
    return bool(tx.scalar(select(PersonRow.is_admin).where(PersonRow.user == user)))


def is_colleague(tx: Session, user: str) -> bool:
    """Whether a person belongs to this workspace and is no guest; unknown people count."""
    row = tx.get(PersonRow, user)
    return row is None or not (row.is_guest or row.is_outsider or row.is_bot or row.is_deleted)
