"""Teams: each belongs to one channel, its home, and has a language, a zone and its settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db.base import Base
from bot.db.upsert import insert_once
from bot.i18n import Language
from bot.people.weekdays import WORKING_WEEK, packed, unpacked
from bot.slack.requests import Reader

# A guess at a new team's holidays, where its zone leaves hardly a doubt.
HOLIDAYS = {"Europe/Berlin": "DE", "Europe/Vienna": "AT", "Europe/Zurich": "CH"}


class TeamRow(Base):
    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    zone: Mapped[str]
    language: Mapped[str]
    formal: Mapped[bool]  # German address: Sie
    working_days: Mapped[str]
    holidays: Mapped[str]  # such as DE-BY; empty where no calendar counts
    quiet_from: Mapped[time]
    quiet_until: Mapped[time]
    works_council: Mapped[bool]  # works-council mode: numbers in place of names
    project: Mapped[str | None]
    board: Mapped[int | None]
    settings: Mapped[dict[str, Any]]
    created_by: Mapped[str]
    is_set_up: Mapped[bool]  # by a person, in the form; until then the defaults of its first use hold
    follows_channel: Mapped[bool]  # members are those of the channel, else those who were chosen
    members_read_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class QuietHours:
    """When nobody is to be reminded; usually over midnight. None where both ends are one."""

    start: time = time(18, 0)
    end: time = time(8, 0)

    def cover(self, at: time) -> bool:
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


USUAL_QUIET = QuietHours()


@dataclass(frozen=True, slots=True)
class TeamSettings:
    """What people set in `/takt setup`. `board` is the Jira board whose estimation field counts."""

    name: str
    zone: str
    language: Language
    working_days: frozenset[int]
    holidays: str
    quiet: QuietHours
    project: str | None
    board: int | None


@dataclass(frozen=True, slots=True)
class Team:
    """`board` is the Jira board whose estimation field counts; `settings` belong to the features."""

    id: int
    channel: str
    name: str
    zone: str
    language: Language
    works_council: bool
    project: str | None
    board: int | None
    settings: Mapping[str, Any]
    created_by: str
    members_known: bool
    working_days: frozenset[int] = WORKING_WEEK
    holidays: str = ""
    quiet: QuietHours = USUAL_QUIET
    follows_channel: bool = True
    is_set_up: bool = False


def team(tx: Session, channel: str, *, caller: str, reader: Reader) -> Team:
    """The team whose home this channel is; on first use one with the caller's language and zone."""
    found = find_team(tx, channel)
    if found is not None:
        return found
    values = {
        "name": "",
        "zone": reader.zone,
        "language": reader.language.code,
        "formal": reader.language.formal,
        "working_days": packed(WORKING_WEEK),
        "holidays": HOLIDAYS.get(reader.zone, ""),
        "quiet_from": USUAL_QUIET.start,
        "quiet_until": USUAL_QUIET.end,
        "works_council": True,
        "project": None,
        "board": None,
        "settings": {},
        "created_by": caller,
        "is_set_up": False,
        "follows_channel": True,
        "members_read_at": None,
    }
    insert_once(tx, TeamRow, key={"channel": channel}, values=values)
    return _team(tx.scalars(select(TeamRow).where(TeamRow.channel == channel)).one())


def find_team(tx: Session, channel: str) -> Team | None:
    row = tx.scalars(select(TeamRow).where(TeamRow.channel == channel)).first()
    return _team(row) if row else None


def team_by_id(tx: Session, team_id: int) -> Team:
    return _team(tx.get_one(TeamRow, team_id))


def configure(tx: Session, team_id: int, settings: TeamSettings, *, by: str) -> None:
    """Whoever sets a team up for the first time administers it."""
    row = tx.get_one(TeamRow, team_id)
    if not row.is_set_up:
        row.is_set_up, row.created_by = True, by
    row.name = settings.name
    row.zone = settings.zone
    row.language = settings.language.code
    row.formal = settings.language.formal
    row.working_days = packed(settings.working_days)
    row.holidays = settings.holidays
    row.quiet_from, row.quiet_until = settings.quiet.start, settings.quiet.end
    row.project, row.board = settings.project, settings.board


def home_channels(tx: Session) -> tuple[str, ...]:
    return tuple(tx.scalars(select(TeamRow.channel).order_by(TeamRow.id)))


def channel_of(tx: Session, team_id: int) -> str:
    return tx.get_one(TeamRow, team_id).channel


def team_language(tx: Session, channel: str) -> Language | None:
    """The language of a channel's messages, or None where no team has its home there."""
    found = find_team(tx, channel)
    return found.language if found else None


def rename(tx: Session, channel: str, name: str) -> None:
    """A team that nobody has named goes by its channel's name."""
    row = tx.scalars(select(TeamRow).where(TeamRow.channel == channel)).first()
    if row is not None and not row.name:
        row.name = name


def _team(row: TeamRow) -> Team:
    return Team(
        id=row.id,
        channel=row.channel,
        name=row.name,
        zone=row.zone,
        language=Language(row.language, formal=row.formal),
        works_council=row.works_council,
        project=row.project,
        board=row.board,
        settings=row.settings,
        created_by=row.created_by,
        members_known=row.members_read_at is not None,
        working_days=unpacked(row.working_days),
        holidays=row.holidays,
        quiet=QuietHours(row.quiet_from, row.quiet_until),
        follows_channel=row.follows_channel,
        is_set_up=row.is_set_up,
    )
