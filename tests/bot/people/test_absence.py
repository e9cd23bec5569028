"""Absence: who is away, from when to when, and who stands in."""

from datetime import date

import pytest

from bot import people
from bot.errors import Refused
from bot.people import Absence

FIRST, LAST = date(2026, 12, 21), date(2027, 1, 6)
BEFORE, DURING, AFTER = date(2026, 12, 20), date(2026, 12, 24), date(2027, 1, 7)


@pytest.fixture
def winter(database, team):
    """Anna is away, and Ben stands in for her."""
    with database.transaction() as tx:
        people.go_away(tx, Absence("U1", FIRST, LAST, "U2"))
    return database


@pytest.mark.parametrize(
    ("day", "is_away"), [(BEFORE, False), (FIRST, True), (DURING, True), (LAST, True), (AFTER, False)]
)
def test_an_absence_covers_its_days_and_no_others(winter, day, is_away):
    with winter.reading() as tx:
        assert people.is_away(tx, "U1", on=day) is is_away
        assert people.away(tx, ["U1", "U2"], on=day) == ({"U1"} if is_away else set())
        assert people.stood_in_for(tx, "U2", on=day) == ({"U1"} if is_away else set())


def test_members_who_are_away_are_not_present(winter, team):
    with winter.reading() as tx:
        present = people.present_members(tx, team.id, on=DURING)
        assert [member.name for member in present] == ["Ben", "Cem", "Dora"]
        assert len(people.present_members(tx, team.id, on=AFTER)) == 4


def test_an_absence_without_end_lasts_until_they_are_back(database):
    with database.transaction() as tx:
        people.go_away(tx, Absence("U1", FIRST))
        assert people.is_away(tx, "U1", on=date(2030, 1, 1))
        people.come_back(tx, "U1", on=DURING)
        assert not people.is_away(tx, "U1", on=DURING)
        assert people.is_away(tx, "U1", on=date(2026, 12, 23))


def test_coming_back_early_ends_the_absence_the_day_before(winter):
    with winter.transaction() as tx:
        assert people.come_back(tx, "U1", on=DURING) == Absence("U1", FIRST, LAST, "U2")
        assert people.absences_of(tx, ["U1"]) == (Absence("U1", FIRST, date(2026, 12, 23), "U2"),)


def test_an_absence_taken_back_on_its_first_day_is_gone(winter):
    with winter.transaction() as tx:
        people.come_back(tx, "U1", on=FIRST)
        assert people.absences_of(tx, ["U1"]) == ()


def test_who_is_not_away_cannot_come_back(winter):
    with winter.transaction() as tx, pytest.raises(Refused, match="not marked as away"):
        people.come_back(tx, "U1", on=BEFORE)


def test_the_same_days_once_more_change_the_deputy(winter):
    with winter.transaction() as tx:
        people.go_away(tx, Absence("U1", FIRST, LAST, "U3"))
        assert people.absences_of(tx, ["U1"]) == (Absence("U1", FIRST, LAST, "U3"),)


@pytest.mark.parametrize(
    ("first", "last"), [(DURING, AFTER), (BEFORE, FIRST), (DURING, None), (BEFORE, AFTER), (BEFORE, None)]
)
def test_days_that_overlap_another_absence_are_refused(winter, first, last):
    with winter.transaction() as tx:
        with pytest.raises(Refused, match="away from 2026-12-21 already"):
            people.go_away(tx, Absence("U1", first, last))
        assert len(people.absences_of(tx, ["U1"])) == 1


def test_a_deputy_who_is_away_too_is_refused(winter):
    with winter.transaction() as tx, pytest.raises(Refused, match="<@U1> is away in that time, too"):
        people.go_away(tx, Absence("U2", DURING, DURING, "U1"))


def test_old_absences_are_forgotten(winter):
    with winter.transaction() as tx:
        people.forget_old_absences(tx, before=LAST)
        assert people.absences_of(tx, ["U1"])
        people.forget_old_absences(tx, before=AFTER)
        assert people.absences_of(tx, ["U1"]) == ()


def test_who_leaves_stands_in_for_nobody(winter):
    with winter.transaction() as tx:
        people.forget_absences(tx, "U2")
        assert people.absences_of(tx, ["U1"]) == (Absence("U1", FIRST, LAST),)
        people.forget_absences(tx, "U1")
        assert people.absences_of(tx, ["U1"]) == ()
