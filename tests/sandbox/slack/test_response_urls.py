import pytest
from slack_sdk.webhook import WebhookClient

from tests.sandbox.slack.conftest import Bench
from tests.sandbox.slack.recorder import Recorder
from tests.sandbox.slack.shapes import actions, button


@pytest.fixture
def clicked(bench: Bench, recorder: Recorder) -> WebhookClient:
    """The `response_url` of a click on a public message."""
    bench.post("board", blocks=[actions(button())])
    bench.ben.click("5")
    return WebhookClient(recorder.last()["response_url"])


def test_an_answer_is_private_unless_it_asks_for_the_channel(bench: Bench, clicked: WebhookClient):
    assert clicked.send(text="for Ben").status_code == 200
    assert bench.ben.sees("for Ben", "team")
    assert not bench.anna.sees("for Ben", "team")
    clicked.send(text="for all", response_type="in_channel")
    assert bench.anna.sees("for all", "team")


def test_the_clicked_message_can_be_replaced_and_deleted(bench: Bench, clicked: WebhookClient):
    clicked.send(text="closed", replace_original=True)
    assert bench.anna.sees("closed", "team")
    assert not bench.anna.sees("board", "team")
    clicked.send(delete_original=True)
    assert not bench.anna.sees("closed", "team")


def test_an_ephemeral_message_can_be_replaced_and_deleted(bench: Bench, recorder: Recorder):
    bench.client.chat_postEphemeral(
        channel=bench.team, user=bench.anna.id, text="asked", blocks=[actions(button())]
    )
    bench.anna.click("5")
    url = WebhookClient(recorder.last()["response_url"])
    url.send(text="answered", replace_original=True)
    assert bench.anna.last_message("team")["text"] == "answered"
    assert bench.anna.last_message("team")["is_ephemeral"]
    url.send(delete_original=True)
    assert not bench.anna.sees("answered", "team")


def test_it_can_be_used_five_times(clicked: WebhookClient):
    assert [clicked.send(text="again").status_code for _ in range(5)] == [200] * 5
    sixth = clicked.send(text="once more")
    assert (sixth.status_code, "used_url" in sixth.body) == (404, True)


def test_it_lives_half_an_hour_of_the_sandboxs_clock(bench: Bench, clicked: WebhookClient):
    bench.workspace.clock.advance(31 * 60)
    bench.anna.wait_for(lambda: bench.workspace.clock.speed == 1)
    late = clicked.send(text="too late")
    assert (late.status_code, "expired_url" in late.body) == (404, True)


def test_wrong_blocks_and_nothing_at_all_are_refused(clicked: WebhookClient):
    assert clicked.send(text="x", blocks=[{"type": "header"}]).status_code == 400
    assert clicked.send().status_code == 400
