"""What a client does not let people do."""

import pytest

from sandbox.slack.person import ClientRefused
from tests.sandbox.slack.conftest import Bench
from tests.sandbox.slack.recorder import Recorder
from tests.sandbox.slack.shapes import actions, button, field, modal, select


def _open(bench: Bench, view: dict) -> None:
    bench.client.views_open(trigger_id=bench.workspace.triggers.issue(bench.anna.id), view=view)


@pytest.mark.parametrize("channel", ["old", "lobby", "secret", "nowhere"])
def test_nobody_writes_where_they_are_not_or_where_it_is_archived(bench: Bench, channel: str):
    with pytest.raises(ClientRefused):
        bench.ben.say(channel, "hello")


def test_a_private_channel_is_seen_by_its_members_only(bench: Bench):
    assert "secret" not in {channel.get("name") for channel in bench.ben.channels()}
    assert "secret" in {channel.get("name") for channel in bench.anna.channels()}
    with pytest.raises(ClientRefused):
        bench.ben.messages("secret")


def test_a_guest_sees_only_channels_they_are_in_and_a_single_channel_guest_has_no_commands(
    bench: Bench, recorder: Recorder
):
    cem, dora = bench.workspace.person("cem"), bench.workspace.person("dora")
    assert {channel["name"] for channel in cem.channels()} == {"team"}
    bench.workspace.join("dora", "team")
    assert cem.command("/groom", channel="team").ok
    with pytest.raises(ClientRefused):
        dora.command("/groom", channel="team")
    bench.workspace.guests_may_use_commands = False
    with pytest.raises(ClientRefused):
        cem.command("/groom", channel="team")
    with pytest.raises(ClientRefused):
        cem.join("lobby")


def test_a_deactivated_person_does_nothing(bench: Bench):
    bench.workspace.deactivate("ben")
    with pytest.raises(ClientRefused, match="deactivated"):
        bench.ben.say("team", "hello")


def test_a_command_is_unknown_or_said_in_a_thread(bench: Bench, recorder: Recorder):
    with pytest.raises(ClientRefused, match="not a valid command"):
        bench.anna.command("/nonsense", channel="team")
    parent = bench.anna.say("team", "hello")
    with pytest.raises(ClientRefused, match="threads"):
        bench.anna.say("team", "/groom", thread_ts=parent["ts"])
    assert [kind for kind, _, _ in recorder.sent if kind == "slash_commands"] == []


def test_a_button_must_be_there(bench: Bench):
    message = bench.anna.say("team", "no buttons here")
    with pytest.raises(ClientRefused):
        bench.anna.click("vote.5", message)
    with pytest.raises(ClientRefused):
        bench.anna.click("vote.5")


def test_a_button_of_a_deleted_message_cannot_be_pressed(bench: Bench):
    ts = bench.post(blocks=[actions(button())])["ts"]
    shown = bench.anna.last_message("team")
    bench.client.chat_delete(channel=bench.team, ts=ts)
    with pytest.raises(ClientRefused, match="not there any more"):
        bench.anna.click("5", shown)


def test_a_stale_button_is_pressed_as_it_was_shown(bench: Bench, recorder: Recorder):
    ts = bench.post(blocks=[actions(button())])["ts"]
    shown = bench.anna.last_message("team")
    bench.client.chat_update(channel=bench.team, ts=ts, text="closed", blocks=[{"type": "divider"}])
    with pytest.raises(ClientRefused):
        bench.anna.click("5", shown)
    bench.anna.click("5", shown, stale=True)
    assert recorder.last()["actions"][0]["action_id"] == "vote.5"


def test_another_persons_ephemeral_message_cannot_be_clicked(bench: Bench, recorder: Recorder):
    bench.client.chat_postEphemeral(
        channel=bench.team, user=bench.anna.id, text="x", blocks=[actions(button())]
    )
    with pytest.raises(ClientRefused):
        bench.ben.click("5")
    with pytest.raises(ClientRefused):
        bench.ben.click("5", bench.anna.last_message("team"))


def test_a_confirmation_that_is_declined_sends_nothing(bench: Bench, recorder: Recorder):
    words = {"type": "plain_text", "text": "Sure?"}
    asked = {"title": words, "text": words, "confirm": words, "deny": words}
    bench.post(blocks=[actions(button(confirm=asked))])
    recorder.sent.clear()
    bench.anna.click("5", confirmed=False)
    assert [kind for kind, _, _ in recorder.sent if kind == "interactive"] == []


def test_an_option_must_be_offered(bench: Bench, recorder: Recorder):
    bench.post(blocks=[actions(select())])
    with pytest.raises(ClientRefused, match="does not offer"):
        bench.anna.choose("pick", "c")


@pytest.mark.parametrize(
    ("element", "wrong"),
    [
        ({"type": "plain_text_input", "action_id": "x"}, ""),
        ({"type": "plain_text_input", "action_id": "x", "min_length": 3}, "ab"),
        ({"type": "email_text_input", "action_id": "x"}, "anna"),
        ({"type": "url_text_input", "action_id": "x"}, "somewhere"),
        ({"type": "number_input", "action_id": "x", "is_decimal_allowed": False}, "1.5"),
        ({"type": "number_input", "action_id": "x", "is_decimal_allowed": True, "max_value": "5"}, "6"),
        ({"type": "number_input", "action_id": "x", "is_decimal_allowed": True}, "many"),
    ],
)
def test_a_form_is_not_sent_with_a_wrong_field(bench: Bench, recorder: Recorder, element: dict, wrong: str):
    _open(bench, modal(field("name", element)))
    with pytest.raises(ClientRefused, match="not complete"):
        bench.anna.submit({"name": wrong})
    assert bench.anna.field_errors().keys() == {"name"}
    assert recorder.sent == []


def test_an_optional_field_may_stay_empty(bench: Bench, recorder: Recorder):
    _open(bench, modal(field("name", optional=True)))
    assert bench.anna.submit().ok


def test_a_field_takes_no_more_than_it_holds(bench: Bench):
    _open(bench, modal(field("name", {"type": "plain_text_input", "action_id": "x", "max_length": 3})))
    with pytest.raises(ClientRefused, match="3 characters"):
        bench.anna.fill("name", "abcd")
    with pytest.raises(ClientRefused, match="no field"):
        bench.anna.fill("other", "x")


def test_a_form_must_be_open(bench: Bench):
    with pytest.raises(ClientRefused, match="No modal"):
        bench.anna.submit()


def test_people_change_only_their_own_messages(bench: Bench):
    message = bench.anna.say("team", "mine")
    with pytest.raises(ClientRefused):
        bench.ben.edit(message, "yours")
    with pytest.raises(ClientRefused):
        bench.ben.delete(message)
    bench.anna.delete(bench.ben.say("team", "an administrator deletes this"))
