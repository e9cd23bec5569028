"""A team grooms stories of its backlog, and the estimates stand in Jira."""

import json

import pytest

from sandbox.slack.outcomes import ClientRefused
from tests.journeys.town import town, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.timeout(60)]

TEAM = "team-checkout"


class Table:
    """The channel in which a session runs, as its people see it."""

    def __init__(self, sandbox):
        self.sandbox = sandbox
        self.anna, self.ben, self.cem, self.dana = (
            sandbox.person(handle) for handle in ("anna", "ben", "cem", "dana")
        )

    def board(self, person=None):
        boards = [
            message
            for message in (person or self.ben).messages(TEAM)
            if not message.get("is_ephemeral") and "grooming." in json.dumps(message.get("blocks", []))
        ]
        return boards[-1] if boards else None

    def text(self):
        return json.dumps(self.board() or {}, ensure_ascii=False)

    def wait_for(self, *texts):
        wait_for(lambda: all(text in self.text() for text in texts), what=f"{texts} on the board")

    def press(self, person, action_id):
        """Press once the button stands; a person, too, waits for it."""
        wait_for(lambda: f'"{action_id}"' in self.text(), what=action_id)
        outcome = person.click(action_id, self.board(person))
        assert outcome.ok, outcome
        return outcome

    def vote(self, **cards):
        for handle, card in cards.items():
            self.press(self.sandbox.person(handle), f"grooming.vote.{card}")

    def points(self, key):
        return self.sandbox.jira.issue(key)["fields"]["customfield_10016"]


@pytest.fixture(params=["socket", "http"])
def delivery(request):
    return request.param


@pytest.fixture
def table(tmp_path, delivery):
    with town(tmp_path, delivery=delivery) as (sandbox, _bot):
        yield Table(sandbox)


def estimate(table, key):
    """What stands in Jira as this issue's story points."""
    return table.sandbox.jira.estimate(key)


def test_four_people_groom_three_stories(table):
    outcome = table.anna.command("/groom CHK-7 CHK-8 chk-9 observers=@nora", channel=TEAM)
    assert outcome.ok, outcome

    # The first story: revealed by hand, no consensus, a second round, then accepted.
    table.wait_for("CHK-7", "grooming.vote.5")
    table.vote(anna=3, ben=8, cem=3)
    table.wait_for("3")
    assert "grooming.accept" not in table.text()
    table.press(table.anna, "grooming.reveal")
    table.wait_for("grooming.accept", "grooming.again")
    table.press(table.anna, "grooming.again")
    table.vote(anna=5, ben=5, cem=3)
    table.press(table.anna, "grooming.reveal")
    table.press(table.anna, "grooming.accept")
    wait_for(lambda: estimate(table, "CHK-7") == 5, what="5 points in Jira")

    # The second one: everybody has voted, so it is revealed by itself after the last call.
    table.wait_for("CHK-8", "grooming.vote.5")
    table.vote(anna=2, ben=2, cem=2, dana=2)
    wait_for(lambda: "grooming.accept" in table.text(), seconds=20, what="the reveal by itself")
    table.press(table.anna, "grooming.accept")
    wait_for(lambda: estimate(table, "CHK-8") == 2, what="2 points in Jira")

    # The third one: not ready, and the session is over.
    table.wait_for("CHK-9", "grooming.vote.5")
    table.vote(anna="inf", ben="?")
    table.press(table.anna, "grooming.reveal")
    table.press(table.anna, "grooming.not_ready")
    wait_for(lambda: "grooming.not_ready" not in table.text(), what="the end of the session")
    comments = table.sandbox.jira.issue("CHK-7").comments
    assert len(comments) == 1


def test_a_secret_stays_one_until_the_reveal(table):
    table.anna.command("/groom CHK-7", channel=TEAM)
    table.wait_for("grooming.vote.5")
    table.vote(ben=13, cem=1)
    table.wait_for(table.ben.id, table.cem.id)
    calls = json.dumps([str(call) for call in table.sandbox.workspace.calls])
    assert "grooming.accept" not in calls
    assert '"text": "13"' not in table.board().get("text", "")


def test_only_the_facilitator_reveals_and_others_are_told_who_may(table):
    table.anna.command("/groom CHK-7", channel=TEAM)
    table.wait_for("grooming.vote.5")
    table.vote(ben=3)
    table.press(table.ben, "grooming.reveal")
    told = wait_for(
        lambda: [message for message in table.ben.messages(TEAM) if message.get("is_ephemeral")],
        what="the sentence that says who may",
    )
    assert "leads this session" in told[-1]["text"]
    assert "grooming.accept" not in table.text()


def test_an_unknown_key_is_told_privately_and_the_others_go_on(table):
    table.anna.command("/groom CHK-7 NOPE-1", channel=TEAM)
    table.wait_for("CHK-7", "grooming.vote.5")
    wait_for(lambda: table.anna.sees("NOPE-1", TEAM), what="Jira's reason for Anna")
    assert not any("NOPE-1" in message["text"] for message in table.ben.messages(TEAM))


def test_a_day_without_jira_loses_nothing(table):
    table.anna.command("/groom CHK-7", channel=TEAM)
    table.wait_for("grooming.vote.5")
    table.sandbox.faults.switch_on("jira_down")
    table.vote(ben=3, anna=3)
    table.press(table.anna, "grooming.reveal")
    table.press(table.anna, "grooming.accept")
    table.wait_for("wartet")
    assert estimate(table, "CHK-7") is None
    table.sandbox.faults.switch_off("jira_down")
    wait_for(lambda: estimate(table, "CHK-7") == 3, seconds=30, what="the estimate once Jira is back")


def test_an_undone_estimate_is_taken_back_in_jira(table):
    table.anna.command("/groom CHK-7 CHK-8", channel=TEAM)
    table.wait_for("grooming.vote.5")
    table.vote(ben=3, anna=3)
    table.press(table.anna, "grooming.reveal")
    table.press(table.anna, "grooming.accept")
    wait_for(lambda: estimate(table, "CHK-7") == 3, what="3 points in Jira")
    table.press(table.anna, "grooming.undo")
    wait_for(lambda: estimate(table, "CHK-7") is None, what="the former value in Jira")


def test_a_button_that_is_not_there_cannot_be_pressed(table):
    table.anna.command("/groom CHK-7", channel=TEAM)
    table.wait_for("grooming.vote.5")
    with pytest.raises(ClientRefused):
        table.ben.click("grooming.accept", table.board())
