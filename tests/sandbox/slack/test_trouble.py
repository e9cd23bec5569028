"""Rate limits, faults, and the log of calls."""

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.slack.api.call import Tier
from sandbox.slack.api.pacing import POSTING_BURST, Pacing
from tests.sandbox.slack.conftest import Bench


class Seconds:
    def __init__(self) -> None:
        self.passed = 0.0

    def __call__(self) -> float:
        return self.passed


def _failed(bench: Bench, **arguments) -> SlackApiError:
    with pytest.raises(SlackApiError) as caught:
        bench.client.chat_postMessage(channel=bench.team, text="x", **arguments)
    return caught.value


def test_a_method_has_its_tiers_calls_per_minute():
    seconds = Seconds()
    pacing = Pacing(seconds)
    assert [pacing.wait("chat.update", Tier.THREE) for _ in range(50)] == [0] * 50
    assert pacing.wait("chat.update", Tier.THREE) == 2
    assert pacing.wait("chat.delete", Tier.THREE) == 0
    seconds.passed = 2
    assert pacing.wait("chat.update", Tier.THREE) == 0


def test_a_channel_takes_a_post_a_second_after_a_short_burst():
    seconds = Seconds()
    pacing = Pacing(seconds)
    waits = [pacing.wait("chat.postMessage", Tier.POSTING, "C1") for _ in range(POSTING_BURST + 1)]
    assert waits == [0] * POSTING_BURST + [1]
    assert pacing.wait("chat.postMessage", Tier.POSTING, "C2") == 0
    seconds.passed = 1
    assert pacing.wait("chat.postMessage", Tier.POSTING, "C1") == 0


def test_too_many_calls_are_told_when_to_come_again(bench: Bench):
    for _ in range(POSTING_BURST):
        bench.post()
    refused = _failed(bench).response
    assert (refused.status_code, refused["error"]) == (429, "ratelimited")
    assert int(refused.headers["Retry-After"]) >= 1


@pytest.mark.parametrize(
    ("fault", "settings", "status"),
    [
        ("slack_429", {"retry_after": 7}, 429),
        ("slack_500", {}, 500),
        ("slack_down", {}, 503),
    ],
)
def test_a_fault_keeps_the_call_from_being_done(bench: Bench, fault: str, settings: dict, status: int):
    bench.workspace.faults.switch_on(fault, times=1, **settings)
    assert _failed(bench).response.status_code == status
    assert bench.anna.messages("team") == []
    assert bench.post()["ok"]


def test_a_lost_answer_hides_what_was_done(bench: Bench):
    bench.workspace.faults.switch_on("slack_lost_answer", times=1, method="chat.postMessage")
    assert _failed(bench).response.status_code == 500
    assert [message["text"] for message in bench.anna.messages("team")] == ["x"]


def test_calls_are_written_down_without_tokens(bench: Bench):
    bench.client.api_call(
        "chat.postMessage", data={"token": bench.client.token, "channel": bench.team, "text": "x"}
    )
    call = bench.workspace.calls.of("chat.postMessage")[-1]
    assert call.ok
    assert call.arguments == {"channel": bench.team, "text": "x"}
