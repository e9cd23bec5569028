"""What becomes of messages: threads, edits, deletions, metadata, escaping, scheduling, files, marks."""

from datetime import timedelta

import httpx
import pytest
from slack_sdk.errors import SlackApiError

from sandbox.slack.markup import escaped_post
from tests.sandbox.slack.conftest import Bench
from tests.sandbox.slack.recorder import Recorder


def _refusal(bench: Bench, method: str, **arguments) -> str:
    with pytest.raises(SlackApiError) as caught:
        bench.client.api_call(method, json=arguments)
    return caught.value.response["error"]


@pytest.mark.parametrize(
    ("posted", "stored"),
    [
        ("a & b", "a &amp; b"),
        ("a &amp; b", "a &amp; b"),
        ("1 < 2", "1 &lt; 2"),
        ("a -> b", "a -&gt; b"),
        ("> quoted", "> quoted"),
        (
            "<@U1> in <#C1|team> at <https://a.example/?b&c|here>",
            "<@U1> in <#C1|team> at <https://a.example/?b&amp;c|here>",
        ),
        ("<b>bold</b>", "&lt;b&gt;bold&lt;/b&gt;"),
    ],
)
def test_control_characters_are_escaped_as_slack_does(posted: str, stored: str):
    assert escaped_post(posted) == stored


def test_timestamps_are_unique_and_increase(bench: Bench):
    stamps = [bench.anna.say("team", str(number))["ts"] for number in range(50)]
    assert stamps == sorted(set(stamps))


def test_replies_stay_in_their_thread_unless_broadcast(bench: Bench):
    parent = bench.post("parent")
    bench.post("quiet", thread_ts=parent["ts"])
    bench.post("loud", thread_ts=parent["ts"], reply_broadcast=True)
    assert [message["text"] for message in bench.anna.messages("team")] == ["parent", "loud"]
    thread = bench.client.conversations_replies(channel=bench.team, ts=parent["ts"])["messages"]
    assert [message["text"] for message in thread] == ["parent", "quiet", "loud"]
    assert thread[0]["reply_count"] == 2
    assert _refusal(bench, "chat.postMessage", channel=bench.team, text="x", thread_ts="1.000001") == (
        "cannot_reply_to_message"
    )


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("lobby", "not_in_channel"),
        ("secret", "channel_not_found"),
        ("old", "is_archived"),
        ("C404", "channel_not_found"),
    ],
)
def test_where_the_app_may_not_post(bench: Bench, channel: str, error: str):
    found = bench.workspace.conversations.by_name(channel)
    assert _refusal(bench, "chat.postMessage", channel=found.id if found else channel, text="x") == error


def test_nothing_at_all_and_wrong_blocks_are_refused(bench: Bench):
    assert _refusal(bench, "chat.postMessage", channel=bench.team) == "no_text"
    with pytest.raises(SlackApiError) as caught:
        bench.post(blocks=[{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}])
    answer = caught.value.response
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    ]


def test_only_own_messages_are_changed_and_only_while_they_are_there(bench: Bench):
    theirs, mine = bench.anna.say("team", "mine"), bench.post("mine")
    assert (
        _refusal(bench, "chat.update", channel=bench.team, ts=theirs["ts"], text="x") == "cant_update_message"
    )
    assert _refusal(bench, "chat.delete", channel=bench.team, ts=theirs["ts"]) == "cant_delete_message"
    bench.workspace.delete_message("team", mine["ts"])
    assert _refusal(bench, "chat.update", channel=bench.team, ts=mine["ts"], text="x") == "message_not_found"


def test_the_edit_window_can_be_closed(bench: Bench):
    ts = bench.post()["ts"]
    bench.workspace.edit_window = timedelta(0)
    assert _refusal(bench, "chat.update", channel=bench.team, ts=ts, text="x") == "edit_window_closed"


def test_an_update_of_more_than_4000_characters_is_too_long(bench: Bench):
    ts = bench.post()["ts"]
    assert _refusal(bench, "chat.update", channel=bench.team, ts=ts, text="x" * 4_001) == "msg_too_long"


def test_metadata_is_shown_to_those_who_ask_and_survives_an_update(bench: Bench):
    metadata = {"event_type": "taktgeber", "event_payload": {"surface": "board"}}
    ts = bench.post(metadata=metadata)["ts"]
    bench.client.chat_update(channel=bench.team, ts=ts, text="new")

    def shown(**asked) -> dict:
        return bench.client.conversations_history(channel=bench.team, **asked)["messages"][0]["metadata"]

    assert shown(include_all_metadata=True) == metadata
    assert shown() == {"event_type": "taktgeber", "event_payload": {}}


@pytest.mark.parametrize(
    "metadata", [{"event_type": "x"}, {"event_type": "x", "event_payload": {"a": {"b": {"c": 1}}}}]
)
def test_deep_or_incomplete_metadata_is_refused(bench: Bench, metadata: dict):
    error = _refusal(bench, "chat.postMessage", channel=bench.team, text="x", metadata=metadata)
    assert error == "invalid_metadata_schema"


def test_an_ephemeral_message_is_for_members_and_cannot_be_updated(bench: Bench):
    outsider = bench.workspace.person("dora").id
    asked = {"channel": bench.team, "user": outsider, "text": "x"}
    assert _refusal(bench, "chat.postEphemeral", **asked) == "user_not_in_channel"
    ts = bench.client.chat_postEphemeral(channel=bench.team, user=bench.anna.id, text="psst")["message_ts"]
    assert _refusal(bench, "chat.update", channel=bench.team, ts=ts, text="x") == "message_not_found"
    assert bench.anna.sees("psst", "team")
    assert not bench.ben.sees("psst", "team")
    history = bench.client.conversations_history(channel=bench.team)["messages"]
    assert "psst" not in str(history)


def test_posting_to_a_person_opens_the_direct_message(bench: Bench):
    channel = bench.client.chat_postMessage(channel=bench.anna.id, text="hello Anna")["channel"]
    assert channel.startswith("D")
    assert bench.anna.last_message("@taktgeber")["text"] == "hello Anna"


def test_a_scheduled_message_comes_when_its_time_has_come(bench: Bench):
    now = bench.workspace.moments.seconds()
    bench.client.chat_scheduleMessage(channel=bench.team, text="later", post_at=now + 600)
    bench.client.chat_scheduleMessage(
        channel=bench.team,
        text="never",
        post_at=now + 500,
        metadata={"event_type": "x", "event_payload": {}},
    )
    assert not bench.anna.sees("later", "team")
    bench.workspace.clock.advance(700)
    bench.anna.wait_for(lambda: bench.anna.sees("later", "team"))
    assert not bench.anna.sees("never", "team")


@pytest.mark.parametrize(("seconds", "error"), [(-10, "time_in_past"), (121 * 86_400, "time_too_far")])
def test_a_schedule_has_its_limits(bench: Bench, seconds: int, error: str):
    post_at = bench.workspace.moments.seconds() + seconds
    assert _refusal(bench, "chat.scheduleMessage", channel=bench.team, text="x", post_at=post_at) == error


def test_thirty_messages_fit_into_five_minutes(bench: Bench):
    post_at = (bench.workspace.moments.seconds() // 300 + 2) * 300
    for _ in range(30):
        bench.client.chat_scheduleMessage(channel=bench.team, text="x", post_at=post_at)
    error = _refusal(bench, "chat.scheduleMessage", channel=bench.team, text="x", post_at=post_at)
    assert error == "restricted_too_many"


def test_a_picture_is_uploaded_shared_and_fetched(bench: Bench):
    content = b"\x89PNG picture"
    shared = bench.client.files_upload_v2(
        channel=bench.team, filename="a.png", content=content, initial_comment="look", alt_txt="A picture"
    )
    message = bench.anna.last_message("team")
    assert (message["text"], message["subtype"]) == ("look", "file_share")
    assert httpx.get(message["files"][0]["url_private"], trust_env=False).content == content
    block = {"type": "image", "slack_file": {"id": shared["files"][0]["id"]}, "alt_text": "A picture"}
    assert bench.post(blocks=[block])["ok"]
    stranger = {"type": "image", "slack_file": {"id": "F404"}, "alt_text": "x"}
    assert (
        _refusal(bench, "chat.postMessage", channel=bench.team, text="x", blocks=[stranger])
        == "invalid_blocks"
    )


def test_reactions_and_pins_are_put_on_once(bench: Bench):
    item = {"channel": bench.team, "timestamp": bench.post()["ts"]}
    bench.client.reactions_add(name="eyes", **item)
    assert _refusal(bench, "reactions.add", name="eyes", **item) == "already_reacted"
    assert bench.anna.last_message("team")["reactions"][0]["count"] == 1
    bench.client.pins_add(**item)
    assert _refusal(bench, "pins.add", **item) == "already_pinned"
    bench.client.pins_remove(**item)
    assert _refusal(bench, "pins.remove", **item) == "no_pin"


def test_a_subscription_hears_what_happens_in_its_order(bench: Bench, recorder: Recorder):
    with bench.workspace.subscribe() as subscription:
        ts = bench.post("one")["ts"]
        bench.client.chat_update(channel=bench.team, ts=ts, text="two")
        bench.client.chat_delete(channel=bench.team, ts=ts)
        kinds = []
        while (event := subscription.next(0.3)) is not None:
            kinds.append(event.kind)
    told = [kind for kind in kinds if kind.startswith("message")]
    assert told == ["message", "message_changed", "message_deleted"]
    assert kinds.count("call") == 3
