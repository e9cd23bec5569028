from tests.handlers.grooming.conftest import ANNA, BEN, CARA, Team


def test_a_story_goes_from_the_command_to_the_estimate_in_jira(team: Team):
    team.types("proj-1 PROJ-2")
    assert "Title of PROJ-1" in team.text
    team.presses("grooming.vote.3", person=ANNA)
    team.presses("grooming.vote.5", person=BEN)
    assert "2 have voted" in team.text
    team.presses("grooming.vote.5", person=CARA)
    assert "All have voted" in team.text
    team.wait(seconds=11)
    assert team.label("grooming.accept") == "Write 5 to PROJ-1"
    team.presses("grooming.accept")
    assert team.tracker.stored["PROJ-1"].estimate == 5
    assert "*5* · written" in team.text
    assert "Title of PROJ-2" in team.text
