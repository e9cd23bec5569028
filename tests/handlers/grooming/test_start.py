from collections.abc import Mapping

import pytest

from bot.slack.replies import Close, FieldErrors, OpenModal
from bot.text import Markup
from integrations.ports import Link
from tests.handlers.grooming.conftest import ANNA, BEN, Team, buttons_of, issue, text_of, whispered


def opened(team: Team):
    reply = team.types("")
    assert isinstance(reply, OpenModal)
    return reply.modal


def test_the_board_stands_before_jira_has_answered(team: Team):
    team.tracker.down = True
    team.types("jql project = PROJ")
    assert "`project = PROJ`" in team.text
    assert "Jira is not answering. It is tried again by itself" in team.text
    team.tracker.down = False
    team.wait(minutes=20)
    assert "Title of PROJ-1" in team.text
    assert "not answering" not in team.text


def test_named_issues_can_be_voted_on_by_key_while_jira_is_down(team: Team):
    team.tracker.down = True
    team.types("PROJ-1 PROJ-99")
    assert "only the key is known" in team.text
    team.presses("grooming.vote.5", person=BEN)
    team.tracker.down = False
    team.wait(minutes=20)
    assert "Title of PROJ-1" in team.text
    assert "1 has voted" in team.text
    assert "PROJ-99" not in team.text


def test_an_unknown_key_is_told_privately_and_the_others_go_on(team: Team):
    team.types("PROJ-1 PROJ-99")
    assert team.whispers == ["• PROJ-99: Jira has no issue PROJ-99, or it is hidden from the bot."]
    assert team.messenger.whispers[0][1] == ANNA
    assert "PROJ-99" not in team.text
    assert "Title of PROJ-1" in team.text


def test_with_no_story_left_the_session_is_cancelled_and_says_so(team: Team):
    team.types("PROJ-98 PROJ-99")
    assert "*This session was cancelled.* None of its stories can be groomed." in team.text
    assert "PROJ-98" in team.whispers[0]


def test_a_search_that_finds_nothing_is_told_privately(team: Team):
    team.types("jql project = NONE")
    assert "The search finds no issues" in team.whispers[0]
    assert "This session was cancelled" in team.text


def test_a_search_that_jira_rejects_is_told_in_jiras_words(team: Team):
    team.types("jql nonsense ~~ 3")
    assert "This session was cancelled" in team.text
    assert "nonsense" in team.whispers[0]


def test_a_search_for_too_many_asks_whether_to_take_the_first(team: Team):
    team.types("jql project = MANY")
    assert "about 60 issues, and a session takes 50 at most" in team.whispers[0]
    asked = team.messenger.whispers[0][2]
    value = buttons_of(asked.blocks)["grooming.first"]["value"]
    team.presses("grooming.first", value=value)
    assert "0 of 50 stories dealt with" in team.text
    assert "answered already" in team.refusal("presses", "grooming.first", value=value)


def test_more_than_fifty_keys_are_refused(team: Team):
    keys = " ".join(f"MANY-{number}" for number in range(1, 52))
    assert "A session takes at most 50 stories, and these are 51." in team.refusal("types", keys)


@pytest.mark.parametrize("line", ["sprint Sprint 7", "sprint 7", "SPRINT"])
def test_a_sprint_is_groomed_by_name_or_number_or_as_the_next_one(team: Team, line: str):
    team.types(line)
    assert "Title of PROJ-2" in team.text
    assert "next: PROJ-3" in team.text


def test_a_sprint_that_is_not_there_is_told_privately(team: Team):
    team.types("sprint Sprint 99")
    assert "Sprint 99" in team.whispers[0]
    assert "This session was cancelled" in team.text


def test_the_same_issue_in_two_sessions_is_refused_with_a_link(team: Team):
    team.types("PROJ-1")
    told = team.refusal("types", "proj-1 PROJ-2")
    assert told.startswith(
        "PROJ-1 is being groomed in another session already: <https://example.slack.com/archives/C1/p"
    )
    team.presses("grooming.end")
    team.types("PROJ-1")
    assert "Title of PROJ-1" in team.text


def test_a_search_leaves_out_what_is_groomed_elsewhere(team: Team):
    team.types("PROJ-1")
    team.types("jql project = PROJ")
    assert "PROJ-1 is being groomed in another session already" in team.whispers[0]
    assert "0 of 2 stories dealt with" in team.text


def test_without_jira_a_session_runs_on_titles(team_without_jira: Team):
    team = team_without_jira
    team.types("PROJ-1")
    assert "*PROJ-1*" in team.text
    assert "Jira is not connected" in team.refusal("types", "jql project = PROJ")


def test_the_facts_of_a_story_are_shown(team: Team):
    blocker = Link("blocks", "PROJ-7", "Blocker", is_done=False, blocks=True)
    team.tracker.stored["PROJ-1"] = issue(
        "PROJ-1",
        assignee="Ben & Co",
        labels=("ui",),
        links=(blocker,),
        estimate=21.0,
        acceptance_criteria=Markup(),
        description=Markup("A " + "long " * 400 + "text"),
    )
    team.types("PROJ-1")
    assert "Story · To Do · assigned to Ben &amp; Co · `ui` · in Jira: 21" in team.text
    assert "|read on in Jira>" in team.text
    assert "There are no acceptance criteria." in team.text
    assert "It is blocked by PROJ-7." in team.text
    assert "above the team's limit of 20" in team.text
    assert ":white_check_mark: The estimate can be written to the field “Story Points”." in team.text


def test_a_title_that_a_person_typed_cannot_mention_anyone(team: Team):
    team.types('"Ask &lt;!channel&gt; now"')
    assert "Ask &lt;!channel&gt; now" in team.text


@pytest.mark.parametrize("line", ["pay by invoice", "PROJ-1 and", "PROJ"])
def test_words_that_are_no_story_are_refused(team: Team, line: str):
    assert "is neither an issue key nor a title in quotes" in team.refusal("types", line)


def test_an_unknown_option_is_refused_with_what_there_is(team: Team):
    told = team.refusal("types", "PROJ-1 colour=red")
    assert told == "“colour=” is not an option here. There are: method=, deck=, deadline=, observers=, with=."


@pytest.mark.parametrize("deadline", ["yesterday", "2020-01-01", "1/12/2026"])
def test_a_deadline_that_cannot_be_is_refused(team: Team, deadline: str):
    assert f"“{deadline}”" in team.refusal("types", f"PROJ-1 deadline={deadline}")


def test_observers_that_slack_does_not_know_are_refused(team: Team):
    assert "I know nobody called “@bob”" in team.refusal("types", "PROJ-1 observers=@bob")


def test_in_a_direct_message_one_is_sent_to_the_channel(team: Team):
    assert "Please type the command in the team's channel" in team.refusal("types", "PROJ-1", channel="D1")


def test_jql_without_a_search_is_refused(team: Team):
    assert "Please write the search after `jql`" in team.refusal("types", "jql")


def test_help_lists_the_usage(team: Team):
    told = whispered(team.types("hilfe"))
    assert "• `/groom jql &lt;JQL&gt;` – groom what a search finds, at most 50" in told
    assert "observers=@a,@b" in told


def test_the_list_shows_the_sessions_of_the_channel(team: Team):
    assert "no grooming in this channel yet" in whispered(team.types("list"))
    team.types("PROJ-1")
    team.types("jql project = NONE")
    told = whispered(team.types("liste"))
    assert "PROJ-1> – open" in told
    assert "project = NONE> – cancelled" in told


def test_stats_say_honestly_that_there_are_none(team: Team):
    assert "cycle times" in whispered(team.types("stats"))


FILLED: Mapping[str, object] = {"source": "keys", "stories": "PROJ-1, proj-2", "method": "poker"}


def test_the_form_starts_a_session(team: Team):
    reply = team.submits(opened(team), **FILLED, observers=(BEN,), options=("dry",), deadline="2h")
    assert isinstance(reply, Close)
    assert "dry run" in team.text
    assert "0 of 2 stories dealt with" in team.text


@pytest.mark.parametrize(
    ("entered", "fault"),
    [
        ({"stories": ""}, "stories"),
        ({"stories": "pay by invoice"}, "stories"),
        ({"deck": "1"}, "deck"),
        ({"deck": "S=1,M"}, "deck"),
        ({"deadline": "gestern"}, "deadline"),
        ({"stories": "PROJ-3"}, "stories"),
    ],
)
def test_the_form_says_at_the_field_what_is_wrong(team: Team, entered: Mapping[str, object], fault: str):
    team.types("PROJ-3")
    reply = team.submits(opened(team), **{**FILLED, **entered})
    assert isinstance(reply, FieldErrors)
    assert list(reply.errors) == [fault]
    assert whispered(team.types("list")).count("•") == 1


def test_titles_are_entered_one_a_line(team: Team):
    team.submits(opened(team), source="titles", stories='Pay by invoice\n "Refund" \n', method="tshirt")
    assert "*Pay by invoice*" in team.text
    assert 'next: "Refund"' in team.text
    assert "XXL" in text_of(team.board.blocks)
