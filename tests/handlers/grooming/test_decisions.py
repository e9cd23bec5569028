import pytest

from bot.slack.replies import OpenModal
from tests.handlers.grooming.conftest import ANNA, BEN, CARA, Team, issue, whispered


def revealed(team: Team, line: str = "PROJ-1 PROJ-2", card: str = "5") -> None:
    team.types(line)
    team.presses(f"grooming.vote.{card}", person=BEN)
    team.presses("grooming.reveal")


def test_another_value_is_chosen_from_the_deck(team: Team):
    revealed(team)
    reply = team.presses("grooming.other")
    assert isinstance(reply, OpenModal)
    assert "Write 5 to PROJ-1" not in str(reply.modal.blocks)
    team.submits(reply.modal, value="8")
    assert team.tracker.stored["PROJ-1"].estimate == 8


@pytest.mark.parametrize(
    ("action", "outcome"),
    [("grooming.not_ready", "not ready"), ("grooming.split", "to be split"), ("grooming.skip", "skipped")],
)
def test_a_story_can_be_set_aside(team: Team, action: str, outcome: str):
    revealed(team)
    team.presses(action)
    assert f"Title of PROJ-1 – {outcome}" in team.text
    assert "grooming.vote.5" in team.buttons()
    assert team.tracker.stored["PROJ-1"].estimate is None


def test_a_special_card_is_no_estimate(team: Team):
    revealed(team)
    value = team.button("grooming.accept")["value"].replace(":5", ":inf")
    assert "is not a card of this deck" in team.refusal("presses", "grooming.accept", value=value)


def test_a_stale_accept_changes_nothing_and_says_so(team: Team):
    revealed(team)
    old = team.button("grooming.accept")["value"]
    team.presses("grooming.again")
    assert "The round that you saw on PROJ-1 is over" in team.refusal("presses", "grooming.accept", value=old)
    assert team.tracker.stored["PROJ-1"].estimate is None


def test_a_double_accept_changes_nothing_and_says_so(team: Team):
    revealed(team)
    old = team.button("grooming.accept")["value"]
    team.presses("grooming.accept")
    assert "PROJ-1 has been dealt with already" in team.refusal("presses", "grooming.accept", value=old)


def test_an_accept_before_the_reveal_is_refused(team: Team):
    team.types("PROJ-1")
    value = team.button("grooming.reveal")["value"] + ":5"
    assert "have not been revealed yet" in team.refusal("presses", "grooming.accept", value=value)


def test_only_the_facilitator_accepts(team: Team):
    team.types("PROJ-3", person=CARA)
    revealed(team, "PROJ-1")
    assert "Only <@UANNA>" in team.refusal("presses", "grooming.accept", person=BEN)


def test_the_decision_is_told_in_one_comment_that_is_updated(team: Team):
    revealed(team)
    team.presses("grooming.accept")
    comments = team.tracker.comments["PROJ-1"]
    assert len(comments) == 1
    told = next(iter(comments.values()))
    assert "Estimated in grooming: 5 (1 vote, 1 round, consensus)." in told
    assert "Decided by Anna." in told
    team.presses("grooming.undo")
    assert list(team.tracker.comments["PROJ-1"]) == list(comments)
    assert "was taken back" in next(iter(team.tracker.comments["PROJ-1"].values()))


def test_undo_writes_the_former_value_back(team: Team):
    team.tracker.stored["PROJ-1"] = issue("PROJ-1", estimate=2.0)
    revealed(team)
    team.presses("grooming.accept")
    assert team.tracker.stored["PROJ-1"].estimate == 5
    team.presses("grooming.undo")
    assert team.tracker.stored["PROJ-1"].estimate == 2
    assert "*5* · undone" in team.text
    assert "grooming.undo" not in team.buttons()


def test_an_undone_story_is_voted_on_again_only_by_vote_again(team: Team):
    revealed(team)
    team.presses("grooming.accept")
    team.presses("grooming.undo")
    assert "*<https://jira.example/browse/PROJ-2|PROJ-2>" in team.text
    team.presses("grooming.again")
    team.presses("grooming.skip")
    assert "*<https://jira.example/browse/PROJ-1|PROJ-1> Title of PROJ-1*" in team.text


def test_undo_is_possible_after_the_end(team: Team):
    revealed(team, "PROJ-1")
    team.presses("grooming.accept")
    assert "This session has ended" in team.text
    team.presses("grooming.undo")
    assert team.tracker.stored["PROJ-1"].estimate is None
    assert "*5* · undone" in team.text


def test_an_old_undo_button_changes_nothing(team: Team):
    revealed(team)
    team.presses("grooming.accept")
    old = team.button("grooming.undo")["value"]
    team.presses("grooming.undo")
    assert "There is nothing to undo on PROJ-1" in team.refusal("presses", "grooming.undo", value=old)


def test_an_undo_does_not_take_back_what_somebody_wrote_since(team: Team):
    revealed(team)
    team.presses("grooming.accept")
    team.tracker.set_estimate("PROJ-1", 13.0)
    team.presses("grooming.undo")
    assert team.tracker.stored["PROJ-1"].estimate == 13
    assert "not undone: it has been changed to 13 in Jira since" in team.text


def test_a_value_changed_in_jira_meanwhile_is_shown_and_asked_about(team: Team):
    revealed(team)
    team.tracker.set_estimate("PROJ-1", 3.0)
    team.presses("grooming.accept")
    assert "you decided *5*, but Jira shows *3* now" in team.text
    assert team.tracker.stored["PROJ-1"].estimate == 3
    team.presses("grooming.overwrite")
    assert team.tracker.stored["PROJ-1"].estimate == 5
    assert "*5* · written" in team.text


def test_jiras_value_can_be_kept(team: Team):
    revealed(team)
    team.tracker.set_estimate("PROJ-1", 3.0)
    team.presses("grooming.accept")
    old = team.button("grooming.keep")["value"]
    team.presses("grooming.keep")
    assert team.tracker.stored["PROJ-1"].estimate == 3
    assert "*3* · kept here" in team.text
    assert "answered already" in team.refusal("presses", "grooming.overwrite", value=old)


def test_a_refused_write_says_why(team: Team):
    team.types("PROJ-1 PROJ-2")
    team.tracker.refuse_estimate = "Field is not on the screen"
    team.presses("grooming.vote.5")
    team.presses("grooming.reveal")
    team.presses("grooming.accept")
    assert "*5* · refused: " in team.text
    assert "not on the screen" in team.text


def test_a_day_without_jira_loses_nothing(team: Team):
    revealed(team)
    team.tracker.down = True
    team.presses("grooming.accept")
    assert "Jira: 1 change waiting" in team.text
    assert "*5* · waiting for Jira" in team.text
    team.presses("grooming.vote.3", person=BEN)
    team.presses("grooming.reveal")
    team.presses("grooming.accept")
    assert "Jira: 2 changes waiting" in team.text
    team.tracker.down = False
    team.wait(hours=20)
    assert team.tracker.stored["PROJ-1"].estimate == 5
    assert team.tracker.stored["PROJ-2"].estimate == 3
    assert "waiting" not in team.text


def test_a_waiting_write_can_be_undone(team: Team):
    revealed(team)
    team.tracker.down = True
    team.presses("grooming.accept")
    team.presses("grooming.undo")
    team.tracker.down = False
    team.wait(hours=1)
    assert team.tracker.stored["PROJ-1"].estimate is None
    assert "*5* · undone" in team.text


def test_a_dry_run_writes_nothing(team: Team):
    revealed(team, "PROJ-1 dry")
    assert team.label("grooming.accept") == "Keep 5"
    team.presses("grooming.accept")
    assert team.tracker.stored["PROJ-1"].estimate is None
    assert team.tracker.comments == {}
    assert "dry run, not written" in team.text


def test_a_typed_title_is_kept_here(team: Team):
    revealed(team, '"Pay by invoice"')
    team.presses("grooming.accept")
    assert "• Pay by invoice – *5* · kept here" in team.text


def test_cards_without_numbers_are_kept_here(team: Team):
    revealed(team, "PROJ-1 deck=small,medium,large", card="medium")
    assert team.label("grooming.accept") == "Keep medium"
    team.presses("grooming.accept")
    assert "*medium* · kept here" in team.text


def test_the_facilitators_part_can_be_handed_over(team: Team):
    team.types("PROJ-3", person=CARA)
    team.types("PROJ-1")
    reply = team.presses("grooming.more")
    assert isinstance(reply, OpenModal)
    team.submits(reply.modal, facilitator=BEN)
    assert "led by <@UBEN>" in team.text
    team.presses("grooming.vote.5")
    assert "Only <@UBEN>" in team.refusal("presses", "grooming.reveal", person=ANNA)
    team.presses("grooming.reveal", person=BEN)


def test_the_part_goes_to_nobody_from_outside(team: Team):
    team.types("PROJ-1")
    reply = team.presses("grooming.more")
    assert isinstance(reply, OpenModal)
    told = team.refusal("submits", reply.modal, facilitator="UZOE")
    assert told == "<@UZOE> takes no part in this session. Please choose one of the team's members."


def test_the_part_passes_on_when_the_facilitator_has_left(team: Team):
    from bot.people import leave

    team.types("PROJ-3", person=CARA)
    team.types("PROJ-1")
    team.presses("grooming.vote.5")
    with team.database.transaction() as tx:
        leave(tx, "C1", ANNA)
    team.presses("grooming.reveal", person=BEN)
    assert "led by <@UBEN>" in team.text


def test_the_part_passes_on_while_the_facilitator_is_absent(team: Team):
    from bot.people import Absence, go_away

    team.types("PROJ-3", person=CARA)
    team.types("PROJ-1")
    team.presses("grooming.vote.5", person=BEN)
    with team.database.transaction() as tx:
        go_away(tx, Absence(ANNA, team.clock().date()))
    team.presses("grooming.vote.5", person=CARA)
    assert "All have voted" in team.text
    team.presses("grooming.reveal", person=BEN)
    assert "led by <@UBEN>" in team.text


def test_the_end_sums_up_in_the_thread_and_tells_the_facilitator_alone(team: Team):
    revealed(team)
    team.presses("grooming.accept")
    team.presses("grooming.end")
    assert "1 story estimated · 5 points · 1 round · 1 without an estimate" in team.text
    assert "Title of PROJ-2 – unresolved" in team.text
    by_surface = {post.note["surface"]: post for post in team.messenger.posted}
    assert by_surface["grooming.summary"].thread == by_surface["grooming.board"].timestamp
    assert by_surface["grooming.farewell"].channel == "DANNA"
    assert "The grooming that you led has ended" in by_surface["grooming.farewell"].message.text


def test_names_on_votes_and_reasons_are_forgotten_at_the_end(team: Team):
    from handlers.grooming.store.tables import VoteRow

    revealed(team)
    team.presses("grooming.end")
    with team.database.reading() as tx:
        votes = [(vote.voter, vote.card, vote.reason) for vote in tx.query(VoteRow)]
    assert votes == [(None, "5", "")]
    assert "<@UBEN>" not in team.text


def test_a_cancelled_session_says_who_did_it(team: Team):
    team.types("PROJ-1")
    value = team.button("grooming.end")["value"]
    team.presses("grooming.cancel", value=value, view_id="V1")
    assert "<@UANNA> cancelled it." in team.text
    assert team.buttons() == {}


def test_an_end_twice_says_so(team: Team):
    team.types("PROJ-1")
    value = team.button("grooming.end")["value"]
    team.presses("grooming.end")
    assert "This session has ended" in team.refusal("presses", "grooming.end", value=value)


def test_sessions_are_deleted_after_two_years(team: Team):
    team.types("PROJ-1")
    team.presses("grooming.end")
    job = team.feature.jobs[0]
    team.clock.advance(days=729)
    team.feature.effects[job.effect.kind]({})
    assert "PROJ-1" in whispered(team.types("list"))
    team.clock.advance(days=2)
    team.feature.effects[job.effect.kind]({})
    assert "no grooming in this channel yet" in whispered(team.types("list"))
