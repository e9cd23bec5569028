"""`/takt away` and `/takt back`."""

from datetime import date

import pytest

from bot import people
from bot.i18n import Language
from bot.people import Absence
from tests.handlers.teams.conftest import ADMIN, ANNA, BEN, CEM, GUEST

VACATION = Absence(ANNA, date(2026, 12, 21), date(2027, 1, 6))


def absences(company, user=ANNA):
    with company.database.reading() as tx:
        return people.absences_of(tx, [user])


@pytest.mark.parametrize(
    "line",
    [
        "away 2026-12-21..2027-01-06",
        "weg 21.12.-6.1.",
        "away 21.12. bis 6.1.",
        "weg vom 21.12.2026 bis 6.1.2027",
        "away 21.12...6.1.",
        "away 2026-12-21 – 2027-01-06",
        "AWAY 2026-12-21 to 2027-01-06",
    ],
)
def test_spans_are_read_in_german_and_english(company, line):
    assert "You are away from Dec 21, 2026 to Jan 6, 2027." in company.reads(line)
    assert absences(company) == (VACATION,)


@pytest.mark.parametrize(
    ("line", "kept", "told"),
    [
        ("away tomorrow", (date(2026, 11, 24), date(2026, 11, 24)), "You are away on Nov 24, 2026."),
        ("weg Freitag", (date(2026, 11, 27), date(2026, 11, 27)), "You are away on Nov 27, 2026."),
        ("away", (date(2026, 11, 23), None), "You are away from Nov 23, 2026 until you are back."),
    ],
)
def test_one_day_or_until_further_word_is_possible_too(company, line, kept, told):
    assert told in company.reads(line)
    assert absences(company) == (Absence(ANNA, *kept),)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("away someday", "I cannot read “someday”"),
        ("away 2027-01-06..2026-12-21", "ends before it begins"),
        ("away 2026-11-01..2026-11-05", "is over already"),
        ("away 1/12/2026", "can be read in two ways"),
        ("away 1.12. bis 2.12. bis 3.12.", "as a span of days"),
        (f"away tomorrow <@{BEN}> <@{CEM}>", "Please name one deputy, or nobody."),
        (f"away tomorrow <@{ANNA}>", "You cannot stand in for yourself."),
        (f"away tomorrow <@{GUEST}>", "<@UGUEST> is a guest, a bot or has left"),
        ("away tomorrow @ben", "I know nobody called “@ben”"),
        ("back", "You are not marked as away, so nothing was changed."),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(company, line, told):
    assert told in company.refusal(line)
    assert absences(company) == ()


def test_a_deputy_is_told_in_their_own_working_hours(set_up):
    told = set_up.reads(f"away 2026-12-21..2027-01-06 <@{CEM}|cem>")
    assert "with <@UCEM> as deputy" in told
    assert set_up.told == [], "it is three in the morning in New York"
    set_up.clock.advance(hours=4)
    set_up.works()
    [(channel, message)] = set_up.told
    assert channel == "DCEM"
    assert message.startswith("<@UANNA> is away from Dec 21, 2026 to Jan 6, 2027.")


def test_a_deputy_is_not_told_of_an_absence_that_was_taken_back(set_up):
    set_up.types(f"away 2026-12-21 <@{CEM}>")
    set_up.types("back 2026-12-21")
    set_up.clock.advance(hours=12)
    set_up.works()
    assert set_up.told == []


def test_a_deputy_who_is_away_too_is_refused(company):
    company.types("away 2026-12-24", person=BEN)
    assert "<@UBEN> is away in that time, too" in company.refusal(f"away 2026-12-21..2027-01-06 <@{BEN}>")


def test_days_that_overlap_are_refused_with_the_way_out(company):
    company.types("away 2026-12-21..2027-01-06")
    assert "`/takt back 2026-12-21`" in company.refusal("away 2026-12-24")
    company.types("back 2026-12-21")
    assert absences(company) == ()


@pytest.mark.parametrize("line", ["back", "zurück", "zurueck"])
def test_whoever_is_back_is_asked_again(company, line):
    company.types("away")
    assert "Welcome back." in company.reads(line)
    assert absences(company) == ()


def test_it_is_told_in_german(company):
    company.language = Language("de")
    assert "Du bist vom 21.12.2026 bis 06.01.2027 abwesend." in company.reads("weg 21.12.-6.1.")
    company.language = Language("de", formal=True)
    assert "Sie sind am 24.11.2026 abwesend." in company.reads("weg morgen", person=ADMIN)


def test_old_absences_are_swept_away(company):
    company.types("away tomorrow")
    company.clock.advance(days=80)
    company.feature.effects["teams.sweep"]({})
    assert absences(company)
    company.clock.advance(days=20)
    company.feature.effects["teams.sweep"]({})
    assert absences(company) == ()
