from typing import Any

import pytest

from sandbox.faults import KNOWN, Faults, UnknownFault, WrongSetting


@pytest.fixture
def faults() -> Faults:
    return Faults()


def test_a_fault_is_off_until_it_is_switched_on(faults: Faults) -> None:
    assert not faults.is_on("jira_down")
    assert faults.take("jira_down") is None
    faults.switch_on("jira_down")
    assert faults.is_on("jira_down")
    assert faults.take("jira_down") == {"name": "jira_down"}
    faults.switch_off("jira_down")
    assert faults.active() == {}


def test_a_fault_with_times_switches_itself_off(faults: Faults) -> None:
    faults.switch_on("slack_429", times=2, retry_after=1)
    assert faults.active() == {"slack_429": {"retry_after": 1, "method": "", "times": 2}}
    assert [faults.take("slack_429") is None for _ in range(3)] == [False, False, True]


def test_a_fault_may_be_meant_for_one_method(faults: Faults) -> None:
    faults.switch_on("slack_429", times=1, method="chat.update")
    assert faults.take("slack_429", "chat.postMessage") is None
    taken = faults.take("slack_429", "chat.update")
    assert taken == {"name": "slack_429", "retry_after": 5, "method": "chat.update"}


@pytest.mark.parametrize("act", ["switch_on", "switch_off", "is_on", "take"])
def test_an_unknown_fault_is_answered_with_the_known_ones(faults: Faults, act: str) -> None:
    with pytest.raises(UnknownFault) as refused:
        getattr(faults, act)("jira_on_fire")
    assert all(name in str(refused.value) for name in KNOWN)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"seconds": "long"}, "is a number"),
        ({"seconds": -1}, "is a number"),
        ({"colour": "red"}, "It has: seconds."),
        ({"times": 0}, "starts at 1"),
    ],
)
def test_a_wrong_setting_is_refused(faults: Faults, settings: dict[str, Any], said: str) -> None:
    with pytest.raises(WrongSetting, match=said):
        faults.switch_on("slack_slow", **settings)
    assert not faults.is_on("slack_slow")


def test_a_setting_that_is_a_text_takes_no_number(faults: Faults) -> None:
    with pytest.raises(WrongSetting, match="is a text"):
        faults.switch_on("jira_429", reason=5)
