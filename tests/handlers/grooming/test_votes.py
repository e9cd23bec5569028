import logging
from dataclasses import replace

import pytest

from bot.slack.replies import ChangeModal, OpenModal
from integrations.memory import MemoryTracker
from tests.handlers.grooming.conftest import ANNA, BEN, CARA, CHANNEL, Team, text_of, whispered


def modal_of(reply):
    assert isinstance(reply, OpenModal | ChangeModal)
    return reply.modal


def test_no_vote_is_told_before_the_reveal(team: Team, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    team.types('"A story" deck=1711,1811,1911')
    team.presses("grooming.vote.1811", person=BEN)
    drawn = team.board
    assert "1 has voted: <@UBEN> · 2 are missing" in team.text
    team.presses("grooming.vote.1711", person=BEN)
    assert team.board == drawn
    assert "1711" not in caplog.text
    assert not [effect for effect in team.seen if "1711" in effect or "1811" in effect]
    assert "1711" not in str([post.note for post in team.messenger.posted])
    assert "none yet" in text_of(modal_of(team.presses("grooming.mine", person=CARA)).blocks)


def test_a_vote_can_be_changed_until_the_reveal(team: Team):
    team.types("PROJ-1")
    team.presses("grooming.vote.3", person=BEN)
    team.presses("grooming.vote.8", person=BEN)
    team.presses("grooming.reveal")
    assert "*8*  1 vote" in team.text
    assert "*3*" not in team.text


def test_my_vote_shows_ones_own_and_takes_a_reason(team: Team):
    team.types("PROJ-1")
    team.presses("grooming.vote.3", person=BEN)
    modal = modal_of(team.presses("grooming.mine", person=BEN))
    assert "*3*" in text_of(modal.blocks)
    team.submits(modal, person=BEN, card="5", reason="A new <table>")
    assert "table" not in team.text
    team.presses("grooming.reveal")
    assert "• *5*: A new &lt;table&gt; – <@UBEN>" in team.text


def test_a_button_keeps_the_reason_given_before(team: Team):
    team.types("PROJ-1")
    modal = modal_of(team.presses("grooming.mine", person=BEN))
    team.submits(modal, person=BEN, card="5", reason="Because")
    team.presses("grooming.vote.8", person=BEN)
    team.presses("grooming.reveal")
    assert "• *8*: Because" in team.text


def test_a_vote_can_be_withdrawn(team: Team):
    team.types("PROJ-1")
    team.presses("grooming.vote.3", person=BEN)
    value = team.button("grooming.mine")["value"]
    reply = team.presses("grooming.withdraw", person=BEN, value=value, view_id="V1")
    assert "withdrawn" in text_of(modal_of(reply).blocks)
    assert "0 have voted" in team.text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("5", "5"),
        ("0,5", "½"),
        ("½", "½"),
        ("?", "?"),
        ("inf", "∞"),
        ("∞", "∞"),
        ("coffee", "☕"),
        ("☕", "☕"),
    ],
)
def test_a_vote_can_be_typed(team: Team, typed: str, shown: str):
    team.types("PROJ-1")
    told = whispered(team.types(f"vote {typed} proj-1", person=BEN))
    assert told == f"Your vote for PROJ-1: *{shown}*."
    team.presses("grooming.reveal")
    assert f"*{shown}*  1 vote" in team.text


def test_a_typed_vote_needs_no_key_where_one_story_is_in_turn(team: Team):
    team.types("PROJ-1")
    assert "PROJ-1" in whispered(team.types("stimme 13", person=BEN))


def test_a_typed_vote_asks_which_story_is_meant(team: Team):
    team.types("PROJ-1")
    team.types("PROJ-2")
    assert (
        team.refusal("types", "vote 5")
        == "Several stories are being voted on. Please name one: PROJ-2, PROJ-1."
    )


def test_a_typed_vote_without_a_card_is_refused(team: Team):
    assert "Please name a card" in team.refusal("types", "vote")


def test_a_typed_vote_without_a_session_is_refused(team: Team):
    assert "No session is open in this channel" in team.refusal("types", "vote 5")


def test_a_typed_vote_on_an_unknown_story_is_refused(team: Team):
    team.types("PROJ-1")
    assert team.refusal("types", "vote 5 PROJ-9") == "PROJ-9 is in no open session of this channel."


def test_a_card_that_is_not_in_the_deck_is_refused(team: Team):
    team.types("PROJ-1")
    told = team.refusal("types", "vote 7")
    assert told.startswith("“7” is not a card of this deck. There are: 0, ½, 1, 2, 3, 5, 8")


def test_an_observer_does_not_vote_and_is_not_waited_for(team: Team):
    team.types("PROJ-1 observers=<@UCARA|cara>")
    assert "observers do not vote" in team.refusal("presses", "grooming.vote.5", person=CARA)
    team.presses("grooming.vote.5", person=ANNA)
    team.presses("grooming.vote.5", person=BEN)
    assert "All have voted" in team.text


def test_someone_from_outside_the_team_does_not_vote(team: Team):
    team.types("PROJ-1")
    assert "Only the team's members vote here" in team.refusal("presses", "grooming.vote.5", person="UZOE")


def test_a_guest_votes_only_where_invited(team: Team):
    team.messenger.people[CARA] = replace(team.messenger.people[CARA], is_guest=True)
    team.types("PROJ-1")
    assert "Only the team's members vote" in team.refusal("presses", "grooming.vote.5", person=CARA)
    team.types("PROJ-2 with=<@UCARA>")
    team.presses("grooming.vote.5", person=CARA)
    assert "1 has voted" in team.text


def test_a_vote_for_an_earlier_round_is_refused(team: Team):
    team.types("PROJ-1")
    old = team.button("grooming.vote.5")["value"]
    team.presses("grooming.vote.5", person=BEN)
    team.presses("grooming.reveal")
    assert "is not being voted on now" in team.refusal("presses", "grooming.vote.5", value=old)
    team.presses("grooming.again")
    assert "The round that you saw on PROJ-1 is over" in team.refusal("presses", "grooming.vote.5", value=old)


def test_a_vote_after_the_end_is_refused(team: Team):
    team.types("PROJ-1")
    old = team.button("grooming.vote.5")["value"]
    team.presses("grooming.end")
    assert "This session has ended" in team.refusal("presses", "grooming.vote.5", value=old)


def test_a_deck_of_more_than_fifteen_cards_is_a_select(team: Team):
    team.types('"A story" deck=1,2,3,4,5,6,7,8,9,10,11,12,13')
    chosen = team.button("grooming.vote")["options"][6]["value"]
    team.presses("grooming.vote", value=chosen, person=BEN)
    team.presses("grooming.reveal")
    assert "*7*  1 vote" in team.text


def test_number_buttons_say_what_they_do(team: Team):
    team.types("PROJ-1")
    assert team.button("grooming.vote.5")["accessibility_label"] == "Vote 5 for PROJ-1"
    assert team.button("grooming.vote.coffee")["accessibility_label"] == "Vote a pause for PROJ-1"


def test_the_missing_are_named_to_the_facilitator_only_without_works_council_mode(team: Team):
    from bot.people.teams import TeamRow

    team.types("PROJ-1")
    team.presses("grooming.vote.5", person=ANNA)
    assert "Ben" not in text_of(modal_of(team.presses("grooming.more")).blocks)
    with team.database.transaction() as tx:
        tx.query(TeamRow).one().works_council = False
    assert "Not voted yet (only you see this): Ben, Cara" in text_of(
        modal_of(team.presses("grooming.more")).blocks
    )
    assert "Ben" not in team.text


def test_voters_are_a_number_where_the_team_says_so(team: Team):
    from bot.people.teams import TeamRow

    team.types("PROJ-1")
    with team.database.transaction() as tx:
        tx.query(TeamRow).one().settings = {"grooming": {"shows_voters": False}}
    team.presses("grooming.vote.5", person=BEN)
    assert "1 has voted · 2 are missing" in team.text
    assert "<@UBEN>" not in team.text


def test_while_the_members_are_unknown_whoever_sees_the_board_may_vote(team: Team, tracker: MemoryTracker):
    team.messenger.channels = {CHANNEL: ()}
    team.types("PROJ-1")
    team.presses("grooming.vote.5", person="UZOE")
    assert "1 has voted" in team.text
    assert "missing" not in team.text
