import pytest

from bot.people.teams import TeamRow
from tests.handlers.grooming.conftest import ANNA, BEN, CARA, Team


def all_vote(team: Team, *cards: str) -> None:
    for person, card in zip((ANNA, BEN, CARA), cards, strict=True):
        team.presses(f"grooming.vote.{card}", person=person)


def settings(team: Team, **chosen: object) -> None:
    with team.database.transaction() as tx:
        tx.query(TeamRow).one().settings = {"grooming": chosen}


def test_the_facilitator_reveals_at_any_time(team: Team):
    team.types("PROJ-1")
    team.presses("grooming.vote.5", person=BEN)
    team.presses("grooming.reveal")
    assert "*5*  1 vote · <@UBEN>" in team.text
    assert "grooming.vote.5" not in team.buttons()


def test_nothing_is_revealed_where_nobody_has_voted(team: Team):
    team.types("PROJ-1")
    assert "Nobody has voted on PROJ-1 yet" in team.refusal("presses", "grooming.reveal")


def test_only_the_facilitator_or_an_admin_reveals(team: Team):
    team.types("PROJ-1", person=BEN)  # Ben set the team up, too: he administers it
    team.types("PROJ-2", person=ANNA)
    team.presses("grooming.vote.5")
    told = team.refusal("presses", "grooming.reveal", person=CARA)
    assert told == "Only <@UANNA>, who leads this session, or an admin of the team can do that."
    team.presses("grooming.reveal", person=BEN)
    assert "grooming.accept" in team.buttons()


def test_a_second_reveal_says_that_it_is_done(team: Team):
    team.types("PROJ-1")
    value = team.button("grooming.reveal")["value"]
    team.presses("grooming.vote.5")
    team.presses("grooming.reveal")
    assert "have been revealed already" in team.refusal("presses", "grooming.reveal", value=value)


def test_the_last_vote_begins_a_last_call_of_ten_seconds(team: Team):
    team.types("PROJ-1")
    all_vote(team, "3", "5", "5")
    team.wait(seconds=9)
    assert "grooming.accept" not in team.buttons()
    team.wait(seconds=2)
    assert "grooming.accept" in team.buttons()


def test_a_changed_vote_does_not_restart_the_last_call(team: Team):
    team.types("PROJ-1")
    all_vote(team, "3", "5", "5")
    team.wait(seconds=8)
    team.presses("grooming.vote.8", person=BEN)
    team.wait(seconds=3)
    assert "*8*  1 vote · <@UBEN>" in team.text


def test_a_withdrawn_vote_ends_the_last_call(team: Team):
    team.types("PROJ-1")
    all_vote(team, "3", "5", "5")
    value = team.button("grooming.mine")["value"]
    team.presses("grooming.withdraw", person=BEN, value=value, view_id="V1")
    assert "All have voted" not in team.text
    team.wait(seconds=60)
    assert "grooming.accept" not in team.buttons()
    team.presses("grooming.vote.5", person=BEN)
    team.wait(seconds=9)
    assert "grooming.accept" not in team.buttons()
    team.wait(seconds=2)
    assert "grooming.accept" in team.buttons()


def test_reveal_ends_the_last_call_at_once(team: Team):
    team.types("PROJ-1")
    all_vote(team, "3", "5", "5")
    team.presses("grooming.reveal")
    assert "grooming.accept" in team.buttons()
    team.presses("grooming.again")
    team.wait(seconds=20)
    assert "grooming.vote.5" in team.buttons()


def test_a_team_can_switch_the_automatic_reveal_off(team: Team):
    team.types("PROJ-1")
    settings(team, auto_reveal=False)
    all_vote(team, "3", "5", "5")
    team.wait(seconds=60)
    assert "grooming.accept" not in team.buttons()


def test_the_deadline_reveals_what_has_been_voted_on(team: Team):
    team.types("PROJ-1 deadline=2h")
    team.presses("grooming.vote.5", person=BEN)
    team.wait(hours=1, minutes=59)
    assert "grooming.accept" not in team.buttons()
    team.wait(minutes=2)
    assert "grooming.accept" in team.buttons()


def test_a_deadline_without_votes_leaves_the_story_open(team: Team):
    team.types("PROJ-1 deadline=2h")
    team.wait(hours=3)
    assert "grooming.vote.5" in team.buttons()


def test_the_result_is_sorted_with_unsure_first_and_both_ends_asked(team: Team):
    team.types("PROJ-1")
    all_vote(team, "8", "?", "3")
    team.presses("grooming.reveal")
    assert team.text.index("*?*  1 vote") < team.text.index("*3*  1 vote") < team.text.index("*8*  1 vote")
    assert "median 5.5 · lowest 3 · highest 8" in team.text
    assert "<@UCARA> (*3*) and <@UANNA> (*8*): what speaks for it?" in team.text
    assert "*8* · no consensus" in team.text
    assert team.label("grooming.accept") == "Write 8 to PROJ-1"


def test_neighbouring_cards_are_a_consensus_on_the_higher_one(team: Team):
    team.types("PROJ-1")
    all_vote(team, "3", "5", "3")
    team.presses("grooming.reveal")
    assert "*5* · consensus" in team.text


def test_an_anonymous_result_names_nobody(team: Team):
    team.types("PROJ-1 anonymous")
    all_vote(team, "8", "5", "3")
    team.presses("grooming.reveal")
    assert "*8*  1 vote" in team.text
    assert "Whoever chose *3* or *8*" in team.text
    assert "<@UBEN>" not in team.text


def test_without_a_size_there_is_nothing_to_accept(team: Team):
    team.types("PROJ-1")
    all_vote(team, "?", "inf", "coffee")
    team.presses("grooming.reveal")
    assert "nobody gave a size" in team.text
    assert "grooming.accept" not in team.buttons()
    assert "grooming.split" in team.buttons()


def test_the_last_two_rounds_stay_visible(team: Team):
    team.types("PROJ-1")
    for card in ("1", "2", "3"):
        team.presses(f"grooming.vote.{card}", person=BEN)
        team.presses("grooming.reveal")
        team.presses("grooming.again")
    assert "Round 1" not in team.text
    assert "Round 2: 2 × 1" in team.text
    assert "Round 3: 3 × 1" in team.text


def test_after_enough_rounds_without_consensus_a_story_is_parked(team: Team):
    team.types("PROJ-1 PROJ-2")
    settings(team, consensus={"park_after": 2})
    all_vote(team, "1", "20", "5")
    team.presses("grooming.reveal")
    team.presses("grooming.again")
    all_vote(team, "1", "20", "5")
    team.presses("grooming.reveal")
    assert "not ready: No consensus after 2 rounds." in team.text
    assert "Title of PROJ-2" in team.text


def test_t_shirts_become_their_numbers(team: Team):
    team.types("PROJ-1 method=tshirt")
    team.presses("grooming.vote.XL")
    team.presses("grooming.reveal")
    assert team.label("grooming.accept") == "Write XL (8) to PROJ-1"
    team.presses("grooming.accept")
    assert team.tracker.stored["PROJ-1"].estimate == 8


@pytest.mark.parametrize("method", ["rice", "wsjf", "moscow", "matrix", "magic"])
def test_a_method_that_is_not_there_is_refused_with_what_there_is(team: Team, method: str):
    told = team.refusal("types", f"PROJ-1 method={method}")
    assert told == f"“{method}” is not a method here. There are: poker, tshirt."
