"""`/takt`: what waits, help, privacy, and any ritual by its name."""

from datetime import timedelta

import pytest

from bot.i18n import Language, say
from bot.people.waiting import Waiting
from bot.slack.presenter import message_body
from bot.slack.replies import Message, Whisper
from handlers.teams.service import Own
from handlers.teams.views.own import waiting_message
from tests.fakes import MONDAY_MORNING
from tests.handlers.teams.conftest import ANNA, text_of
from tests.limits import check_message

ENGLISH = Language("en")


@pytest.mark.parametrize("line", ["help", "Hilfe"])
def test_help_names_every_command_with_its_usage(company, line):
    told = company.reads(line)
    assert "`/takt away 2026-12-21..2027-01-06 @deputy`" in told
    assert "`/groom KEY …`" in told
    assert "`/groom list`" in told


@pytest.mark.parametrize("line", ["groom PROJ-1 dry", "/groom PROJ-1 dry", "GROOM PROJ-1 dry"])
def test_any_ritual_may_be_called_by_its_name(company, line):
    assert company.types(line) == Whisper(Message("started"))
    assert (company.asked[0].name, company.asked[0].line) == ("/groom", "PROJ-1 dry")


def test_an_unknown_word_is_refused_with_the_way_to_help(company):
    assert company.refusal("bake bread").startswith("I do not know “bake”. `/takt help`")


def test_nothing_waits_where_nothing_does(company):
    assert "Nothing waits for you." in company.reads("")


def test_what_waits_is_told_by_every_feature_and_in_the_order_of_its_time(database, clock):
    def votes(_tx, user):
        return (Waiting(say("Language"), channel="C1"),) if user == ANNA else ()

    def signatures(_tx, _user):
        later = MONDAY_MORNING + timedelta(hours=2)
        sign = Waiting(say("Roles"), url="https://example.slack.com/1", due=later)
        return (sign, Waiting(say("Save"), due=MONDAY_MORNING))

    own = Own(database, clock, waits=(votes, signatures))
    things = own.waiting(ANNA)
    assert [str(thing.text) for thing in things] == ["Save", "Roles", "Language"]
    shown = message_body(waiting_message(ENGLISH, things))
    check_message(shown)
    told = text_of(shown)
    assert "3 things wait for you" in told
    assert "<https://example.slack.com/1|Roles>, until <!date^" in told
    assert "Language (<#C1>)" in told


def test_a_hundred_things_that_wait_fit_in_a_message():
    shown = message_body(waiting_message(ENGLISH, (Waiting(say("Save")),) * 100))
    check_message(shown)
    assert "… and 60 more things" in text_of(shown)


@pytest.mark.parametrize("line", ["privacy", "Datenschutz"])
def test_privacy_says_what_is_kept_what_for_how_long_and_who_sees_it(company, line):
    told = company.reads(line)
    for part in ("When you are away", "What for: ", "How long: ", "Who sees it: "):
        assert part in told


@pytest.mark.parametrize("line", ["help", "", "privacy"])
def test_all_of_it_is_german_for_a_german(company, line):
    english = company.reads(line)
    company.language = Language("de")
    shared = set(english.splitlines()) & set(company.reads(line).splitlines())
    assert all(each.startswith("`/") for each in shared), "only the usage lines are the same"
