from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.when import coming, day, moment

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # 9:00 in Berlin
BERLIN = "Europe/Berlin"


def local(text: str) -> str:
    meant = moment(text, now=MONDAY, zone=BERLIN)
    return meant.astimezone(ZoneInfo(BERLIN)).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2h", timedelta(hours=2)),
        ("in 2h", timedelta(hours=2)),
        ("90min", timedelta(minutes=90)),
        ("1h30m", timedelta(minutes=90)),
        ("in 2 Tagen", timedelta(days=2)),
        ("3d", timedelta(days=3)),
        ("1,5h", timedelta(minutes=90)),
        ("2 Wochen", timedelta(days=14)),
    ],
)
def test_a_span_counts_from_now(text: str, span: timedelta):
    assert moment(text, now=MONDAY, zone=BERLIN) == MONDAY + span


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-12-01", "2026-12-01 18:00"),
        ("2026-12-01 15:00", "2026-12-01 15:00"),
        ("2026-12-01T15:00", "2026-12-01 15:00"),
        ("1.12.2026", "2026-12-01 18:00"),
        ("1.12. 9 Uhr", "2026-12-01 09:00"),
        ("1.2.", "2027-02-01 18:00"),
        ("29.2.", "2028-02-29 18:00"),
        ("tomorrow 15:00", "2026-11-24 15:00"),
        ("morgen um 15 Uhr", "2026-11-24 15:00"),
        ("Übermorgen", "2026-11-25 18:00"),
        ("friday 3pm", "2026-11-27 15:00"),
        ("Montag", "2026-11-30 18:00"),
        ("15:00", "2026-11-23 15:00"),
        ("8:30", "2026-11-24 08:30"),
        ("heute 24:00", "2026-11-23 23:59"),
    ],
)
def test_days_and_times_are_the_next_ones_in_ones_zone(text: str, meant: str):
    assert local(text) == meant


def test_a_slashed_date_is_refused_with_both_readings():
    with pytest.raises(Refused, match="can be read in two ways: 2026-01-12 or 2026-12-01"):
        local("1/12/2026")


@pytest.mark.parametrize("text", ["31.2.", "2026-02-30", "30.2.2027"])
def test_a_day_that_does_not_exist_is_refused(text: str):
    with pytest.raises(Refused, match="There is no day"):
        local(text)


@pytest.mark.parametrize("text", ["", "soon", "25:00", "12:61", "99999999999d", "in", "5 apples"])
def test_what_is_no_moment_is_refused_with_examples(text: str):
    with pytest.raises(Refused, match="I cannot read"):
        local(text)


@pytest.mark.parametrize("text", ["2026-11-22", "today 8:00", "1.1.2020"])
def test_what_must_lie_ahead_may_not_be_over(text: str):
    with pytest.raises(Refused, match="is over already"):
        coming(text, now=MONDAY, zone=BERLIN)


def test_a_moment_in_another_age_is_refused():
    with pytest.raises(Refused, match="more than ten years away"):
        coming("2099-01-01", now=MONDAY, zone=BERLIN)


def test_a_time_that_the_clocks_skip_is_the_instant_of_the_jump():
    assert moment("2027-03-28 02:30", now=MONDAY, zone=BERLIN) == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)


def test_a_time_that_occurs_twice_is_the_first():
    assert moment("2027-10-31 02:30", now=MONDAY, zone=BERLIN) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_a_skip_of_half_an_hour_is_known_too():
    skipped = moment("2027-10-03 02:10", now=MONDAY, zone="Australia/Lord_Howe")
    assert skipped == datetime(2027, 10, 2, 15, 30, tzinfo=UTC)


def test_a_day_alone_is_read_without_a_time():
    assert day("1.12.", today=date(2026, 11, 23)) == date(2026, 12, 1)


@given(st.text(max_size=20))
def test_a_text_is_read_or_refused_and_nothing_else(text: str):
    with suppress(Refused):
        assert moment(text, now=MONDAY, zone=BERLIN).tzinfo is not None
