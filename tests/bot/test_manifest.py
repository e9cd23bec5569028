import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from bot import manifest
from bot.scopes import ESSENTIAL, METHODS, SCOPES

ROOT = Path(__file__).parents[2]
SLACK = ROOT.parent / "shared" / "data" / "slack"
SCHEMA = SLACK / "manifest-schema" / "schemas" / "manifest.schema.2.0.0.json"
METHODS_INDEX = SLACK / "web-api-methods-index.json"
URL = "https://taktgeber.example.com"

# A call of slack_sdk's client: `self._client.chat_postMessage(`.
CALL = re.compile(r"\.((?:auth|chat|conversations|dnd|files|reactions|users|views)_[a-zA-Z]+)\(")
EVENT_SCOPES = {
    "app_mention": {"app_mentions:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "user_change": {"users:read"},
}


def socket_mode():
    return yaml.safe_load(manifest.text(None))


def over_http():
    return yaml.safe_load(manifest.text(URL))


def test_the_committed_manifest_is_what_the_command_prints():
    assert (ROOT / "manifest.yml").read_text() == manifest.text(None)


def test_what_is_printed_reads_as_what_was_meant():
    assert socket_mode() == manifest.manifest(manifest.features(), url=None)
    assert over_http() == manifest.manifest(manifest.features(), url=URL)


def test_it_names_exactly_the_commands_that_are_declared():
    declared = [command for feature in manifest.features() for command in feature.commands]
    named = socket_mode()["features"]["slash_commands"]
    assert [command["command"] for command in named] == [command.name for command in declared]
    assert all(command["should_escape"] is True and command["usage_hint"] for command in named)


def test_in_socket_mode_no_address_is_named():
    assert "http" not in manifest.text(None)
    assert socket_mode()["settings"]["socket_mode_enabled"] is True


def test_over_http_everything_goes_to_one_path():
    settings = over_http()["settings"]
    path = f"{URL}/slack/events"
    assert settings["socket_mode_enabled"] is False
    assert settings["event_subscriptions"]["request_url"] == path
    assert settings["interactivity"]["request_url"] == path
    assert settings["interactivity"]["message_menu_options_url"] == path
    assert {command["url"] for command in over_http()["features"]["slash_commands"]} == {path}


@pytest.mark.parametrize("read", [socket_mode, over_http])
def test_slack_would_accept_it(read):
    if not SCHEMA.exists():
        pytest.skip("Slack's manifest schema is not beside this project.")
    jsonschema.validate(read(), json.loads(SCHEMA.read_text()))


def test_every_event_that_a_feature_listens_to_is_covered_by_its_scopes():
    scopes = set(socket_mode()["oauth_config"]["scopes"]["bot"])
    for event in socket_mode()["settings"]["event_subscriptions"]["bot_events"]:
        assert EVENT_SCOPES[event] <= scopes


def test_every_method_that_the_code_calls_is_listed_and_covered():
    sources = [path.read_text() for path in (ROOT / "bot").rglob("*.py")]
    called = {call.replace("_", ".") for text in sources for call in CALL.findall(text)}
    assert called == set(METHODS)
    assert all(needed <= SCOPES.keys() for needed in METHODS.values())


def test_no_scope_is_asked_for_that_nothing_needs():
    calls = {scope for scopes in METHODS.values() for scope in scopes}
    events = socket_mode()["settings"]["event_subscriptions"]["bot_events"]
    needed = calls | {"commands"} | {scope for event in events for scope in EVENT_SCOPES[event]}
    assert needed == SCOPES.keys()
    assert SCOPES.keys() >= ESSENTIAL


def test_the_scopes_of_each_method_are_those_that_slack_documents():
    if not METHODS_INDEX.exists():
        pytest.skip("Slack's index of methods is not beside this project.")
    documented = json.loads(METHODS_INDEX.read_text())["methods"]
    for method, needed in METHODS.items():
        assert needed <= set(documented[method]["bot_scopes"]), method
