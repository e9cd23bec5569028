"""Public holidays by country, Land and municipality."""

from datetime import date

import pytest

from bot.errors import Refused
from bot.people.holiday_calendars import holiday_name, is_bridge_day, read_calendar

LAENDER = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("DE", "DE"),
        ("de-by", "DE-BY"),
        (" DE-Bayern ", "DE-BY"),
        ("DE-Augsburg", "DE-Augsburg"),
        ("DE-BY+Catholic", "DE-BY+catholic"),
        ("DE-BY+public", "DE-BY"),
        ("AT-9", "AT-9"),
    ],
)
def test_calendars_are_read_as_people_write_them(written, meant):
    assert str(read_calendar(written)) == meant


@pytest.mark.parametrize(
    ("written", "near"),
    [("DE-Bayer", "DE-BY"), ("DE-Sachs", "DE-SN"), ("DE-BY+katholisch", r"DE-BY\+catholic"), ("DEU", "DE")],
)
def test_an_unknown_calendar_is_refused_with_the_nearest(written, near):
    with pytest.raises(Refused, match=f"I know no holiday calendar “.*{near}"):
        read_calendar(written)


@pytest.mark.parametrize("written", ["", "Ω", "-"])
def test_what_resembles_nothing_is_refused_with_the_form(written):
    with pytest.raises(Refused, match="Write it like DE, DE-BY"):
        read_calendar(written)


@pytest.mark.parametrize("land", LAENDER)
def test_every_land_has_its_calendar(land):
    assert holiday_name(f"DE-{land}", date(2026, 10, 3), language="de") == "Tag der Deutschen Einheit"


@pytest.mark.parametrize(
    ("calendar", "day", "name"),
    [
        ("DE-BY", date(2026, 1, 6), "Heilige Drei Könige"),
        ("DE-BE", date(2026, 1, 6), None),
        ("DE-BE", date(2026, 3, 8), "Frauentag"),
        ("DE-SN", date(2026, 11, 18), "Buß- und Bettag"),
        ("DE-BY", date(2026, 8, 8), None),
        ("DE-Augsburg", date(2026, 8, 8), "Augsburger Hohes Friedensfest"),
        ("DE-BY", date(2026, 8, 15), None),
        ("DE-BY+catholic", date(2026, 8, 15), "Mariä Himmelfahrt"),
        ("DE-TH", date(2026, 6, 4), None),
        ("DE-TH+catholic", date(2026, 6, 4), "Fronleichnam"),
        ("", date(2026, 1, 1), None),
    ],
)
def test_a_holiday_counts_where_it_is_one(calendar, day, name):
    found = holiday_name(calendar, day, language="de")
    assert (found is None) == (name is None)
    assert name is None or name in found


def test_a_holiday_has_a_name_in_the_readers_language():
    day = date(2026, 4, 3)
    assert [holiday_name("DE", day, language=code) for code in ("de", "en")] == ["Karfreitag", "Good Friday"]
    assert holiday_name("FR", date(2026, 7, 14), language="de"), "where it is not known in German"


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        (date(2026, 5, 15), True),  # the Friday after Ascension Day
        (date(2026, 5, 14), False),  # Ascension Day itself
        (date(2026, 5, 13), False),
        (date(2026, 5, 16), False),
        (date(2026, 1, 5), True),  # the Monday before Epiphany
    ],
)
def test_a_bridge_day_parts_a_holiday_from_the_weekend(day, is_one):
    assert is_bridge_day("DE-BY", day) is is_one
