from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.cron import Cron, start_of_day, weekdays

YEARS = range(2026, 2036)
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia")
MINUTE = timedelta(minutes=1)


def fire_times(line, zone, first, last):
    moment, cron = first - MINUTE, Cron(line)
    while (moment := cron.next_after(moment, ZoneInfo(zone))) < last:
        yield moment


def days_around_changes(zone):
    """Two days around each change of the clocks in these years."""
    for day in range((datetime(YEARS.stop, 1, 1, tzinfo=UTC) - datetime(YEARS.start, 1, 1, tzinfo=UTC)).days):
        noon = datetime(YEARS.start, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)
        if local(noon, zone) - local(noon + timedelta(days=1), zone) != timedelta(days=-1):
            yield noon - timedelta(hours=12), noon + timedelta(hours=36)


def local(moment, zone):
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def by_walking_through_time(zone, at, first, last):
    """The rules, computed otherwise: walk through real time minute by minute, near the wall-clock time only.

    The first minute of each local day that shows the wanted time, or a later one, is when it fires.
    """
    day = local(first, zone).date()
    while True:
        wanted = datetime.combine(day, at)
        moment = wanted.replace(tzinfo=UTC) - timedelta(hours=15)
        step = timedelta(hours=1)
        while local(moment + step, zone) < wanted:
            moment += step
        while local(moment, zone) < wanted:
            moment += MINUTE
        if moment >= last:
            return
        if moment >= first and local(moment, zone).date() == day:
            yield moment
        day += timedelta(days=1)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("hour", "minute"), [(2, 15), (1, 45)])
def test_a_daily_time_fires_as_an_independent_walk_says_for_ten_years(zone, hour, minute):
    for first, last in days_around_changes(zone):
        walked = list(by_walking_through_time(zone, time(hour, minute), first, last))
        assert list(fire_times(f"{minute} {hour} * * *", zone, first, last)) == walked


def test_a_time_that_is_skipped_fires_at_the_instant_of_the_jump():
    first = datetime(2028, 3, 26, 0, 0, tzinfo=UTC)
    [moment] = fire_times("30 2 * * *", "Europe/Berlin", first, first + timedelta(hours=12))
    assert moment == datetime(2028, 3, 26, 1, 0, tzinfo=UTC)


def test_a_time_that_occurs_twice_fires_at_its_first_occurrence_only():
    first = datetime(2028, 10, 28, 12, 0, tzinfo=UTC)
    [moment] = fire_times("30 2 * * *", "Europe/Berlin", first, first + timedelta(days=1))
    assert moment == datetime(2028, 10, 29, 0, 30, tzinfo=UTC)


def test_a_jump_of_half_an_hour_is_understood():
    first = datetime(2027, 10, 2, 12, 0, tzinfo=UTC)
    [moment] = fire_times("15 2 * * *", "Australia/Lord_Howe", first, first + timedelta(hours=12))
    assert local(moment, "Australia/Lord_Howe") == datetime(2027, 10, 3, 2, 30)  # noqa: DTZ001 - wall clock


def test_a_day_that_does_not_exist_is_left_out():
    first = datetime(2011, 12, 28, 12, 0, tzinfo=UTC)
    days = [
        local(m, "Pacific/Apia").day
        for m in fire_times("0 9 * * *", "Pacific/Apia", first, first + timedelta(days=4))
    ]
    assert days == [28, 29, 31, 1]


@pytest.mark.parametrize("zone", ZONES)
def test_every_half_hour_follows_real_time_through_every_change(zone):
    for first, last in days_around_changes(zone):
        moments = list(fire_times("*/30 * * * *", zone, first, last))
        assert {later - earlier for earlier, later in pairwise(moments)} == {30 * MINUTE}


def test_a_time_of_every_hour_is_not_made_up_for():
    first = datetime(2028, 3, 26, 0, 0, tzinfo=UTC)
    moments = list(fire_times("15 * * * *", "Europe/Berlin", first, first + timedelta(hours=3)))
    assert moments == [first + timedelta(hours=hour, minutes=15) for hour in range(3)]


def test_it_is_strictly_later_than_the_moment_given():
    at = datetime(2028, 6, 1, 7, 0, tzinfo=UTC)
    assert Cron("0 9 * * *").next_after(at, ZoneInfo("Europe/Berlin")) == at + timedelta(days=1)


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("1-5", "mon,tue,wed,thu,fri"),
        ("0", "sun"),
        ("7", "sun"),
        ("5-7", "sun,fri,sat"),
        ("fri-mon", "sun,mon,fri,sat"),
        ("mon,WED", "mon,wed"),
        ("monday-tuesday", "mon,tue"),
        ("*/2", "sun,tue,thu,sat"),
        ("1-5/2", "mon,wed,fri"),
        ("mon-sun", "sun,mon,tue,wed,thu,fri,sat"),
        ("*", "*"),
    ],
)
def test_weekdays_are_numbered_as_in_cron(field, names):
    assert weekdays(field) == names


def test_a_weekday_in_a_line_is_the_one_that_cron_means():
    friday = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
    assert Cron("0 9 * * 1-5").next_after(friday, ZoneInfo("UTC")) == datetime(2026, 11, 30, 9, tzinfo=UTC)


def test_day_of_month_and_weekday_must_both_match():
    found = Cron("0 9 13 * 5").next_after(datetime(2026, 11, 23, tzinfo=UTC), ZoneInfo("UTC"))
    assert (found.day, found.strftime("%a")) == (13, "Fri")


@pytest.mark.parametrize(
    "line", ["", "* * * *", "61 * * * *", "0 9 * * someday", "0 9 * * 8", "0 25 * * *", "0 9 * * 1-"]
)
def test_a_line_that_is_no_cron_line_is_refused(line):
    with pytest.raises(ValueError, match=r"five|expression|weekday|higher"):
        Cron(line)


def test_a_line_that_never_fires_says_so():
    with pytest.raises(ValueError, match="never fires"):
        Cron("0 9 30 2 *").next_after(datetime(2026, 1, 1, tzinfo=UTC), ZoneInfo("UTC"))


def test_the_start_of_a_day_is_its_first_instant():
    berlin, apia = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Apia")
    assert start_of_day(datetime(2028, 3, 26), berlin) == datetime(2028, 3, 25, 23, tzinfo=UTC)  # noqa: DTZ001 - a day
    assert start_of_day(datetime(2011, 12, 30), apia) == datetime(2011, 12, 30, 10, tzinfo=UTC)  # noqa: DTZ001 - a day
