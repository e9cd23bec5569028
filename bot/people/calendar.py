"""When people work: their weekdays, the holidays of their calendar, their absence, and the quiet hours.

Whoever asks about many people reads their calendars at once (`calendars`) and asks those.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.people.absence import Absence, absences_of
from bot.people.holiday_calendars import holiday_name
from bot.people.members import MemberRow
from bot.people.profiles import PersonRow
from bot.people.teams import USUAL_QUIET, QuietHours, Team, team_by_id
from bot.people.weekdays import DAYS, WORKING_WEEK, unpacked

FARTHEST = 400  # days in which somebody who comes back at all works again


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """One person's working time, or a team's."""

    zone: str
    weekdays: frozenset[int] = WORKING_WEEK
    holidays: str = ""
    quiet: QuietHours = USUAL_QUIET
    absences: tuple[Absence, ...] = ()

    def is_working_day(self, day: date) -> bool:
        return (
            day.weekday() in self.weekdays
            and holiday_name(self.holidays, day) is None
            and not any(absence.covers(day) for absence in self.absences)
        )

    def today(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.zone)).date()

    def is_working(self, at: datetime) -> bool:
        local = at.astimezone(ZoneInfo(self.zone))
        return self.is_working_day(local.date()) and not self.quiet.cover(local.time())

    def next_moment(self, at: datetime) -> datetime | None:
        """The moment itself if it is within their working hours, else the next; None if none is in sight."""
        if self.is_working(at):
            return at
        today = self.today(at)
        days = (today + timedelta(days=ahead) for ahead in range(FARTHEST))
        starts = (start for day in days if self.is_working_day(day) for start in self._starts(day))
        return next((start for start in starts if start > at), None)

    def before(self, day: date, working_days: int) -> date:
        """So many working days earlier; none: the day itself, or the last working day before it."""
        return self._counted(day, working_days, step=timedelta(days=-1))

    def after(self, day: date, working_days: int) -> date:
        """So many working days later; none: the day itself, or the next working day after it."""
        return self._counted(day, working_days, step=timedelta(days=1))

    def _counted(self, day: date, working_days: int, *, step: timedelta) -> date:
        start, left = day, working_days
        for _ in range(FARTHEST + DAYS * working_days):
            if left <= 0 and self.is_working_day(day):
                return day
            day += step
            left -= self.is_working_day(day)
        return start

    def _starts(self, day: date) -> list[datetime]:
        """When the quiet hours leave off on a day."""
        midnight = time(0, 0)
        times = [self.quiet.end] if self.quiet.cover(midnight) else sorted({midnight, self.quiet.end})
        return [datetime.combine(day, at, ZoneInfo(self.zone)).astimezone(UTC) for at in times]


USUAL_WEEK = WorkCalendar("UTC")  # of people without a team


def team_calendar(tx: Session, team_id: int) -> WorkCalendar:
    return _of_team(team_by_id(tx, team_id))


def calendars(
    tx: Session, users: Collection[str], *, team_id: int | None = None
) -> Mapping[str, WorkCalendar]:
    """Everybody's own calendar: what they chose, else their team's, else the usual week.

    Their team is the one named, or the first that they belong to.
    """
    homes = _homes(tx, users) if team_id is None else dict.fromkeys(users, team_id)
    teams = {home: team_calendar(tx, home) for home in set(homes.values())}
    known = {row.user: row for row in tx.scalars(select(PersonRow).where(PersonRow.user.in_(users)))}
    absences: defaultdict[str, list[Absence]] = defaultdict(list)
    for absence in absences_of(tx, users):
        absences[absence.user].append(absence)
    return {
        user: _own(
            teams[homes[user]] if user in homes else USUAL_WEEK, known.get(user), tuple(absences[user])
        )
        for user in users
    }


def calendar_of(tx: Session, user: str, *, team_id: int | None = None) -> WorkCalendar:
    return calendars(tx, (user,), team_id=team_id)[user]


def is_working_day(tx: Session, user: str, day: date, *, team_id: int | None = None) -> bool:
    return calendar_of(tx, user, team_id=team_id).is_working_day(day)


def working_moment(tx: Session, user: str, at: datetime, *, team_id: int | None = None) -> datetime | None:
    """The moment itself if they work then, else the next in which they do; None if none is in sight."""
    return calendar_of(tx, user, team_id=team_id).next_moment(at)


def working_days_before(tx: Session, team_id: int, day: date, count: int) -> date:
    return team_calendar(tx, team_id).before(day, count)


def working_days_after(tx: Session, team_id: int, day: date, count: int) -> date:
    return team_calendar(tx, team_id).after(day, count)


def _of_team(team: Team) -> WorkCalendar:
    return WorkCalendar(team.zone, team.working_days, team.holidays, team.quiet)


def _own(basis: WorkCalendar, person: PersonRow | None, absences: tuple[Absence, ...]) -> WorkCalendar:
    if person is None:
        return replace(basis, absences=absences)
    return replace(
        basis,
        zone=person.own_zone or person.zone or basis.zone,
        weekdays=unpacked(person.working_days) if person.working_days else basis.weekdays,
        holidays=basis.holidays if person.holidays is None else person.holidays,
        absences=absences,
    )


def _homes(tx: Session, users: Collection[str]) -> dict[str, int]:
    first = func.min(MemberRow.team_id).label("team_id")
    rows = tx.execute(select(MemberRow.user, first).where(MemberRow.user.in_(users)).group_by(MemberRow.user))
    return {row.user: row.team_id for row in rows}
