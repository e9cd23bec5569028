"""Working days and working hours, of teams and of each person."""

from datetime import UTC, date, datetime, time

import pytest

from bot import people
from bot.people import Absence, OwnSettings, QuietHours, WorkCalendar

GERMANY = WorkCalendar("Europe/Berlin", holidays="DE")
BAVARIA = WorkCalendar("Europe/Berlin", holidays="DE-BY")


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),  # a Sunday
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 1, 6), False),  # Epiphany
    ],
)
def test_a_working_day_is_a_weekday_and_no_holiday(day, works):
    assert BAVARIA.is_working_day(day) is works


def test_days_away_are_no_working_days():
    away = Absence("U1", date(2026, 11, 23), date(2026, 11, 24))
    calendar = WorkCalendar("Europe/Berlin", absences=(away,))
    days = [calendar.is_working_day(date(2026, 11, day)) for day in range(23, 28)]
    assert days == [False, False, True, True, True]


@pytest.mark.parametrize(
    ("at", "then"),
    [
        (utc(2026, 11, 23, 8), utc(2026, 11, 23, 8)),  # 9:00 in Berlin
        (utc(2026, 11, 23, 17), utc(2026, 11, 24, 7)),  # 18:00: quiet until 8:00
        (utc(2026, 11, 23, 3), utc(2026, 11, 23, 7)),  # 4:00
        (utc(2026, 11, 27, 17), utc(2026, 11, 30, 7)),  # Friday evening
        (utc(2026, 4, 2, 17), utc(2026, 4, 7, 6)),  # over Easter, in summer time
        (utc(2026, 3, 27, 20), utc(2026, 3, 30, 6)),  # over the change to summer time
    ],
)
def test_the_next_working_moment_is_now_or_when_quiet_and_days_off_are_over(at, then):
    assert BAVARIA.next_moment(at) == then


def test_quiet_hours_within_the_day_part_it_in_two():
    noon = WorkCalendar("UTC", quiet=QuietHours(time(12), time(13)))
    assert noon.next_moment(utc(2026, 11, 23, 12, 30)) == utc(2026, 11, 23, 13)
    assert noon.next_moment(utc(2026, 11, 23, 3)) == utc(2026, 11, 23, 3)
    assert noon.next_moment(utc(2026, 11, 22, 12, 30)) == utc(2026, 11, 23)


def test_without_quiet_hours_the_whole_day_is_open():
    open_day = WorkCalendar("UTC", quiet=QuietHours(time(0), time(0)))
    assert open_day.next_moment(utc(2026, 11, 23, 23, 59)) == utc(2026, 11, 23, 23, 59)


def test_somebody_away_without_end_has_no_next_moment():
    away = WorkCalendar("UTC", absences=(Absence("U1", date(2026, 11, 1)),))
    assert away.next_moment(utc(2026, 11, 23, 9)) is None


@pytest.mark.parametrize(
    ("day", "count", "earlier"),
    [
        (date(2026, 11, 26), 3, date(2026, 11, 23)),
        (date(2026, 11, 23), 1, date(2026, 11, 20)),
        (date(2026, 4, 7), 2, date(2026, 4, 1)),  # over Easter
        (date(2026, 11, 22), 0, date(2026, 11, 20)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
    ],
)
def test_working_days_are_counted_back(day, count, earlier):
    assert GERMANY.before(day, count) == earlier


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 4, 1), 2, date(2026, 4, 7)),
        (date(2026, 11, 21), 0, date(2026, 11, 23)),
    ],
)
def test_working_days_are_counted_on(day, count, later):
    assert GERMANY.after(day, count) == later


def test_a_teams_due_days_are_counted_by_its_own_calendar(database, team):
    with database.reading() as tx:
        assert people.working_days_before(tx, team.id, date(2026, 4, 7), 2) == date(2026, 4, 1)
        assert people.working_days_after(tx, team.id, date(2026, 4, 1), 2) == date(2026, 4, 7)


def test_counting_days_ends_where_nobody_ever_works():
    never = WorkCalendar("UTC", weekdays=frozenset())
    assert never.before(date(2026, 4, 7), 2) == date(2026, 4, 7)


def test_a_persons_calendar_is_the_teams_unless_they_chose_their_own(database, team):
    with database.transaction() as tx:
        people.choose_own(tx, "U2", OwnSettings(None, "America/New_York", frozenset({0, 1}), "US"))
        people.go_away(tx, Absence("U3", date(2026, 11, 23), date(2026, 11, 23)))
        calendars = people.calendars(tx, ["U1", "U2", "U3", "USTRANGER"])
    assert calendars["U1"] == WorkCalendar("Europe/Berlin", holidays="DE")
    assert (calendars["U2"].zone, calendars["U2"].holidays) == ("America/New_York", "US")
    assert calendars["U2"].weekdays == {0, 1}
    assert not calendars["U3"].is_working_day(date(2026, 11, 23))
    assert calendars["USTRANGER"] == WorkCalendar("UTC")


def test_somebody_without_holidays_of_their_own_choice_works_on_them(database, team):
    with database.transaction() as tx:
        people.choose_own(tx, "U2", OwnSettings(holidays=""))
        assert people.is_working_day(tx, "U2", date(2026, 4, 3))
        assert not people.is_working_day(tx, "U1", date(2026, 4, 3))


def test_reminders_wait_for_the_persons_own_morning(database, team):
    with database.transaction() as tx:
        people.choose_own(tx, "U2", OwnSettings(zone="America/New_York"))
        at = utc(2026, 11, 23, 8)
        assert people.working_moment(tx, "U1", at) == at
        assert people.working_moment(tx, "U2", at, team_id=team.id) == utc(2026, 11, 23, 13)
