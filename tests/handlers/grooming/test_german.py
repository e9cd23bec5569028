"""The labels that a German-speaking team reads, as the contract lists them."""

from tests.handlers.grooming.conftest import BEN, Team


def test_the_central_buttons_are_labelled_as_the_contract_says(team: Team):
    team.language = "de"
    team.types("PROJ-1")
    assert team.label("grooming.mine") == "Meine Stimme"
    assert team.label("grooming.reveal") == "Aufdecken"
    assert team.label("grooming.end") == "Sitzung beenden"
    team.presses("grooming.vote.5", person=BEN)
    team.presses("grooming.reveal")
    assert team.label("grooming.accept") == "5 in PROJ-1 schreiben"
    assert team.label("grooming.other") == "Anderer Wert"
    assert team.label("grooming.again") == "Neu abstimmen"
    assert team.label("grooming.not_ready") == "Nicht bereit"
    assert team.label("grooming.split") == "Aufteilen"
    assert team.label("grooming.skip") == "Überspringen"
    team.presses("grooming.accept")
    assert team.label("grooming.undo") == "Rückgängig"


def test_the_board_says_in_german_what_waits_for_jira(team: Team):
    team.language = "de"
    team.types("PROJ-1 PROJ-2")
    team.presses("grooming.vote.5", person=BEN)
    team.presses("grooming.reveal")
    team.tracker.down = True
    team.presses("grooming.accept")
    assert "Jira: 1 Änderung wartet" in team.text
    assert "wartet auf Jira" in team.text


def test_numbers_are_written_with_a_comma(team: Team):
    team.language = "de"
    team.types("PROJ-1")
    team.presses("grooming.vote.0.5", person=BEN)
    team.presses("grooming.reveal")
    assert "Median 0,5" in team.text
