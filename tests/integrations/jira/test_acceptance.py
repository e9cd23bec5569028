"""Where acceptance criteria are found in a description."""

import pytest

from bot.text import Markup
from integrations.jira.acceptance import criteria_in, is_acceptance_field


@pytest.mark.parametrize(
    "title",
    [
        "*Acceptance criteria*",
        "*Acceptance Criteria:*",
        "Acceptance criteria:",
        "*Akzeptanzkriterien*",
        "_Akzeptanzkriterien:_",
        "*2. Abnahmekriterien*",
    ],
)
def test_a_section_of_that_name_is_found_up_to_the_next_heading(title):
    text = Markup(f"Some words.\n\n{title}\n• fast\n• safe\n\n*Notes*\nlater")
    assert criteria_in(text) == "• fast\n• safe"


def test_criteria_may_stand_in_the_line_itself():
    assert criteria_in(Markup("Acceptance criteria: it is fast\nand safe")) == "it is fast\nand safe"


def test_a_sentence_that_mentions_criteria_is_no_section():
    assert criteria_in(Markup("We have no acceptance criteria yet.\nSorry.")) == ""


def test_scenarios_are_found_in_english_and_german():
    text = Markup("Login.\nGiven a user\nWhen they log in\n• Then they see it\nand smile")
    assert criteria_in(text) == "Given a user\nWhen they log in\n• Then they see it\nand smile"
    german = Markup("Angenommen jemand zahlt\nWenn das Geld kommt\nDann gibt es Ware")
    assert criteria_in(german) == german


def test_a_line_that_happens_to_begin_with_when_is_no_scenario():
    assert criteria_in(Markup("When I pay nothing happens.\nAnd it is slow.")) == ""


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("Acceptance Criteria", True), ("Akzeptanzkriterien (Team A)", True), ("Story Points", False)],
)
def test_a_field_is_known_by_its_name(name, is_one):
    assert is_acceptance_field(name) is is_one
