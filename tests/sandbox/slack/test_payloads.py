"""What the app is sent, held against the types of Slack's own framework."""

from typing import Any

import pytest

from tests.sandbox.slack.conftest import Bench
from tests.sandbox.slack.recorder import Recorder
from tests.sandbox.slack.reference import inbound_faults
from tests.sandbox.slack.shapes import actions, button, field, modal, option, plain, select

# The framework's types know no null for the enterprise, which Slack does send,
# and none of its actions is a datetimepicker's.
_FALSE_ALARMS = ("enterprise: None", "actions/0: {'type': 'datetimepicker'")


def _faults(kind: str, payload: dict[str, Any]) -> list[str]:
    return [fault for fault in inbound_faults(kind, payload) if not fault.startswith(_FALSE_ALARMS)]


def _message_faults(event: dict[str, Any]) -> list[str]:
    """The types take a stored message for an event: what they miss inside of it is no fault."""
    kinds = {"message_changed": "MessageChangedEvent", "message_deleted": "MessageDeletedEvent"}
    faults = _faults(kinds.get(event.get("subtype", ""), "AllMessageEvents"), event)
    return [fault for fault in faults if not fault.startswith(("message", "previous_message"))]


def _open(bench: Bench, view: dict[str, Any]) -> None:
    bench.client.views_open(trigger_id=bench.workspace.triggers.issue(bench.anna.id), view=view)


def test_a_command_is_complete(bench: Bench, recorder: Recorder):
    bench.anna.command("/groom PROJ-1 @ben #team #secret", channel="team")
    payload = recorder.last("slash_commands")
    team, secret = bench.team, bench.workspace.channel("secret").id
    assert payload["text"] == f"PROJ-1 <@{bench.ben.id}> <#{team}|team> <#{secret}|>"
    assert _faults("SlashCommand", payload) == []


def test_a_click_in_a_message_is_complete(bench: Bench, recorder: Recorder):
    bench.post(blocks=[actions(button())])
    bench.ben.click("vote.5")
    payload = recorder.last()
    assert _faults("BlockAction", payload) == []
    assert payload["message"]["blocks"][0]["block_id"] == "deck"
    assert payload["actions"][0]["value"] == "5"


def test_a_click_in_an_ephemeral_message_brings_no_content(bench: Bench, recorder: Recorder):
    bench.client.chat_postEphemeral(
        channel=bench.team, user=bench.anna.id, text="x", blocks=[actions(button())]
    )
    bench.anna.click("5")
    payload = recorder.last()
    assert "message" not in payload
    assert payload["container"]["is_ephemeral"]


@pytest.mark.parametrize(
    "case",
    [
        (select(), "B", {"selected_option": option("b")}),
        (select("multi_static_select"), ["a", "B"], {"selected_options": [option("a"), option("b")]}),
        ({"type": "datepicker", "action_id": "pick"}, "2026-12-24", {"selected_date": "2026-12-24"}),
        ({"type": "timepicker", "action_id": "pick"}, "09:30", {"selected_time": "09:30"}),
        (
            {"type": "datetimepicker", "action_id": "pick"},
            1_800_000_000,
            {"selected_date_time": 1_800_000_000},
        ),
        (
            {"type": "overflow", "action_id": "pick", "options": [option("a")]},
            "a",
            {"selected_option": option("a")},
        ),
        (
            {"type": "checkboxes", "action_id": "pick", "options": [option("a")]},
            ["a"],
            {"selected_options": [option("a")]},
        ),
        (
            {"type": "radio_buttons", "action_id": "pick", "options": [option("a")]},
            "a",
            {"selected_option": option("a")},
        ),
    ],
    ids=lambda case: case[0]["type"],
)
def test_a_choice_is_complete(bench: Bench, recorder: Recorder, case: tuple[dict, Any, dict]):
    element, value, expected = case
    bench.post(blocks=[actions(element)])
    bench.anna.choose("pick", value)
    payload = recorder.last()
    assert {key: payload["actions"][0][key] for key in expected} == expected
    assert _faults("BlockAction", payload) == []


def test_people_and_channels_are_chosen_by_name(bench: Bench, recorder: Recorder):
    bench.post(blocks=[actions({"type": "users_select", "action_id": "pick"})])
    bench.anna.choose("pick", "ben")
    assert recorder.last()["actions"][0]["selected_user"] == bench.ben.id
    bench.post(blocks=[actions({"type": "conversations_select", "action_id": "pick"})])
    bench.anna.choose("pick", "#team")
    assert recorder.last()["actions"][0]["selected_conversation"] == bench.team


def test_a_click_in_a_modal_is_complete_with_what_stands_in_it(bench: Bench, recorder: Recorder):
    _open(bench, modal(field(), actions(button())))
    bench.anna.fill("name", "Berg")
    bench.anna.click("5")
    payload = recorder.last()
    assert payload["view"]["state"]["values"]["name"]["name_input"]["value"] == "Berg"
    assert payload["container"]["view_id"] == payload["view"]["id"]


def test_a_submission_is_complete(bench: Bench, recorder: Recorder):
    _open(bench, modal(field(), close=plain("Cancel")))
    bench.anna.submit({"name": "Berg"})
    assert _faults("ViewSubmitAction", recorder.last()) == []


def test_a_closed_modal_is_told_when_the_app_wants_to_know(bench: Bench, recorder: Recorder):
    _open(bench, modal(field(), close=plain("Cancel"), notify_on_close=True))
    bench.anna.close_view(whole_stack=True)
    assert recorder.last()["is_cleared"]
    assert _faults("ViewClosedAction", recorder.last()) == []
    recorder.sent.clear()
    _open(bench, modal())
    bench.anna.close_view()
    assert recorder.sent == []


def test_an_external_select_asks_the_app(bench: Bench, recorder: Recorder):
    _open(bench, modal(field("issue", select("external_select"))))
    assert bench.anna.suggestions("pick", "ab") == []
    assert recorder.sent == []
    recorder.answer({"options": [option("proj-1"), option("proj-2")]})
    assert len(bench.anna.suggestions("pick", "proj")) == 2
    payload = recorder.last()
    assert (payload["type"], payload["value"], payload["block_id"]) == ("block_suggestion", "proj", "issue")
    bench.anna.submit({"issue": "PROJ-2"})
    values = recorder.last()["view"]["state"]["values"]
    assert values["issue"]["pick"]["selected_option"] == option("proj-2")


def test_shortcuts_are_complete(bench: Bench, recorder: Recorder):
    bench.anna.shortcut("start")
    assert _faults("GlobalShortcut", recorder.last()) == []
    message = bench.ben.say("team", "please groom this")
    bench.anna.shortcut("groom_it", message)
    assert _faults("MessageShortcut", recorder.last()) == []


def test_events_are_complete(bench: Bench, recorder: Recorder):
    parent = bench.ben.mention("hello", "team")
    bench.anna.edit(bench.anna.say("team", "firts"), "first")
    bench.anna.delete(bench.anna.say("team", "gone"))
    bench.anna.react("eyes", parent)
    bench.anna.open_home()
    bench.workspace.add_channel("new", "anna")
    bench.anna.leave("team")
    bench.ben.invite("anna", "team")
    bench.workspace.archive("lobby", by="anna")
    bench.workspace.rename("lobby", "hall")
    bench.workspace.change_person("ben", status_text="away")
    bench.workspace.delete_channel("hall", by="anna")
    expected = {
        "app_mention": "AppMentionEvent",
        "app_home_opened": "AppHomeOpenedEvent",
        "reaction_added": "ReactionAddedEvent",
        "member_joined_channel": "MemberJoinedChannelEvent",
        "member_left_channel": "MemberLeftChannelEvent",
        "channel_archive": "ChannelArchiveEvent",
        "channel_rename": "ChannelRenameEvent",
        "channel_deleted": "ChannelDeletedEvent",
        "user_change": "UserChangeEvent",
    }
    for kind, description in expected.items():
        event = bench.anna.wait_for(lambda kind=kind: recorder.events(kind))[0]
        assert (kind, _faults(description, event)) == (kind, [])
    bench.anna.wait_for(lambda: len(recorder.events("message")) >= 7)
    subtypes = {event.get("subtype", "") for event in recorder.events("message")}
    assert {"", "message_changed", "message_deleted", "channel_join", "channel_leave"} <= subtypes
    for event in recorder.events("message"):
        assert _message_faults(event) == []


def test_the_app_hears_nothing_from_where_it_is_not(bench: Bench, recorder: Recorder):
    bench.anna.say("lobby", "a secret")
    bench.anna.mention("hello", "secret")
    bench.anna.say("team", "heard")
    bench.anna.wait_for(lambda: recorder.events("message"))
    assert [event["text"] for event in recorder.events("message")] == ["heard"]
    assert recorder.events("app_mention") == []


def test_an_event_is_delivered_only_when_the_manifest_names_it(bench: Bench, recorder: Recorder):
    installation = bench.workspace.installation
    manifest = {**installation.manifest, "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}}}
    bench.workspace.deliveries.installation = type(installation)(manifest=manifest)
    bench.anna.mention("hello", "team")
    bench.anna.wait_for(lambda: recorder.events("app_mention"))
    assert recorder.events("message") == []
