import re
from pathlib import Path

import pytest

from sandbox.slack.api.methods import METHODS
from tests.sandbox.slack.reference import reference

_SOURCE = Path(__file__).parents[3] / "sandbox" / "slack"
# Said by Slack outside the index: by newer methods, by addresses, by answers to submissions.
_ELSEWHERE = {
    "expired_url",
    "used_url",
    "unknown_method",
    "invalid_response_action",
    "not_found",
    "forbidden_team",
    "invalid_limit",
}
_NEWER = {"blocks.validate"}


def _index() -> dict:
    return reference("web-api-methods-index.json")


@pytest.mark.parametrize("name", sorted(METHODS.keys() - _NEWER))
def test_a_method_has_the_scopes_that_slack_names(name: str):
    assert set(METHODS[name].scopes) == set(_index()["methods"][name]["bot_scopes"] or [])


@pytest.mark.parametrize("name", sorted(METHODS.keys() - _NEWER))
def test_a_method_requires_what_slack_requires_and_nothing_unknown(name: str):
    described = _index()["methods"][name]
    required = set(described["required_args"] or [])
    assert required <= set(METHODS[name].required)
    assert set(METHODS[name].required) <= required | set(described["optional_args"] or [])


def test_every_error_that_is_answered_is_one_of_slacks():
    index = _index()
    known = set(index["common_errors"]) | {
        error for method in index["methods"].values() for error in method["errors"] or []
    }
    said = {
        error
        for path in _SOURCE.rglob("*.py")
        for error in re.findall(r"Refusal\(\s*\"([a-z_]+)\"", path.read_text())
    }
    assert said
    assert said - known - _ELSEWHERE == set()
