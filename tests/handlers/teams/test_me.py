"""`/takt me`: what one chooses for oneself, and what is known of one."""

from datetime import date

import pytest

from bot import people
from bot.i18n import Language
from bot.people import OwnSettings
from bot.slack.presenter import view_body
from bot.slack.replies import Close, FieldErrors
from tests.handlers.teams.conftest import ANNA, BEN, element, field_names, text_of

OWN = {"language": "de", "zone": "America/New_York", "days": ("0", "1"), "holidays": "us-ny"}


def chosen(company, user=ANNA):
    with company.database.reading() as tx:
        return people.own_settings(tx, user)


@pytest.mark.parametrize("line", ["me", "ich"])
def test_the_form_shows_teams_roles_and_absences(set_up, line):
    set_up.submits(set_up.opens("roles"), qa=(BEN,), product=(BEN,))
    set_up.types("away 2026-12-24", person=BEN)
    modal = set_up.opens(line, person=BEN)
    told = text_of(view_body(modal, Language("en")))
    assert "Shop (<#C1>): Product and QA" in told
    assert "on Dec 24, 2026" in told
    assert field_names(modal) == ["language", "zone", "days", "holidays"]


def test_somebody_without_team_and_absence_reads_that(company):
    told = text_of(view_body(company.opens("me", person="USTRANGER"), Language("en")))
    assert "None. `/takt away` tells me of one." in told


def test_what_one_chooses_holds_until_it_is_emptied_again(company):
    assert isinstance(company.submits(company.opens("me"), **OWN), Close)
    assert chosen(company) == OwnSettings("de", "America/New_York", frozenset({0, 1}), "US-NY")
    modal = company.opens("me")
    assert element(modal, "zone")["initial_value"] == "America/New_York"
    assert element(modal, "language")["initial_option"]["value"] == "de"
    company.submits(modal, language="auto", zone=None, days=(), holidays=None)
    assert chosen(company) == OwnSettings()


def test_ones_own_zone_and_language_are_the_readers(company):
    company.submits(company.opens("me"), **OWN)
    with company.database.reading() as tx:
        reader = people.reader(tx, ANNA, default=company.reader)
        working = people.is_working_day(tx, ANNA, date(2026, 11, 26))
    assert (reader.language, reader.zone) == (Language("de"), "America/New_York")
    assert not working, "a Thursday"


def test_somebody_whom_slack_has_not_told_us_of_may_choose_too(company):
    company.submits(company.opens("me", person="USTRANGER"), person="USTRANGER", **OWN)
    assert chosen(company, "USTRANGER").language == "de"


def test_what_is_wrong_is_told_at_its_field(company):
    reply = company.submits(company.opens("me"), **{**OWN, "zone": "Berln", "holidays": "Bavaria"})
    assert isinstance(reply, FieldErrors)
    assert set(reply.errors) == {"zone", "holidays"}
    assert chosen(company) == OwnSettings()
