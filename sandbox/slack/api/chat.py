"""chat.*: posting, changing, scheduling."""

from datetime import UTC, datetime, timedelta

from sandbox.slack import membership, posting
from sandbox.slack.api.call import Call
from sandbox.slack.api.content import draft_of
from sandbox.slack.conversations import Conversation
from sandbox.slack.drafts import Draft
from sandbox.slack.messages import Message
from sandbox.slack.refusals import Json, Refusal
from sandbox.slack.scheduled import Scheduled
from sandbox.slack.state import State

_LONGEST_UPDATE = 4_000
_FURTHEST = timedelta(days=120)


def post_message(call: Call) -> Json:
    channel = _target(call)
    draft = draft_of(call.arguments, call.state)
    _check_thread(channel, draft)
    message = posting.post(call.state, channel, call.bot, draft)
    shown = posting.shown(call.state, channel, message)
    return {"ok": True, "channel": channel.id, "ts": message.ts, "message": shown}


def post_ephemeral(call: Call) -> Json:
    channel = _target(call)
    user = call.arguments.text("user")
    if user not in channel.members:
        raise Refusal("user_not_in_channel")
    message = posting.post_ephemeral(call.state, channel, user, draft_of(call.arguments, call.state))
    return {"ok": True, "message_ts": message.ts}


def update(call: Call) -> Json:
    channel = call.conversation()
    message = _own_message(call, channel, "cant_update_message")
    _refuse_late_edit(call.state, message)
    draft = draft_of(call.arguments, call.state)
    if len(draft.text) > _LONGEST_UPDATE:
        raise Refusal("msg_too_long")
    posting.replace(call.state, channel, message, draft)
    shown = posting.shown(call.state, channel, message)
    del shown["ts"]
    return {"ok": True, "channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


def delete(call: Call) -> Json:
    channel = call.conversation()
    message = _own_message(call, channel, "cant_delete_message")
    posting.delete(call.state, channel, message.ts)
    return {"ok": True, "channel": channel.id, "ts": message.ts}


def get_permalink(call: Call) -> Json:
    channel = call.conversation()
    ts = call.arguments.text("message_ts")
    if channel.timeline.find(ts) is None:
        raise Refusal("message_not_found")
    return {"ok": True, "channel": channel.id, "permalink": permalink(call.state, channel, ts)}


def permalink(state: State, channel: Conversation, ts: str) -> str:
    return f"{state.base_url}/archives/{channel.id}/p{ts.replace('.', '')}"


def schedule_message(call: Call) -> Json:
    state, channel = call.state, _target(call)
    post_at = call.arguments.number("post_at", 0)
    due = datetime.fromtimestamp(post_at, UTC)
    if due <= state.moments.now():
        raise Refusal("time_in_past")
    if due > state.moments.now() + _FURTHEST:
        raise Refusal("time_too_far")
    draft = draft_of(call.arguments, state)
    scheduled = Scheduled(state.ids.new("Q"), channel.id, post_at, state.moments.seconds(), draft)
    state.scheduled.add(scheduled)
    state.agenda.add(due, lambda: _post_scheduled(state, scheduled.id))
    shown = {"type": "delayed_message", "text": draft.text, "user": call.bot, "team": state.team}
    return {
        "ok": True,
        "channel": channel.id,
        "scheduled_message_id": scheduled.id,
        "post_at": post_at,
        "message": shown | {"bot_id": state.installation.bot_id},
    }


def delete_scheduled_message(call: Call) -> Json:
    channel = call.conversation()
    found = call.state.scheduled.find(call.arguments.text("scheduled_message_id"))
    if found is None or found.channel != channel.id:
        raise Refusal("invalid_scheduled_message_id")
    call.state.scheduled.take(found.id)
    return {"ok": True}


def list_scheduled_messages(call: Call) -> Json:
    channel = call.arguments.text("channel")
    found = [one.as_json() for one in call.state.scheduled if channel in {"", one.channel}]
    return {"ok": True, "scheduled_messages": found, "response_metadata": {"next_cursor": ""}}


def _post_scheduled(state: State, message_id: str) -> None:
    with state.lock:
        scheduled = state.scheduled.take(message_id)
        # Slack's own flaw: a scheduled message with metadata is never posted.
        if scheduled is None or scheduled.draft.metadata:
            return
        channel = state.conversations.by_id(scheduled.channel)
        if channel is not None and not channel.is_archived and state.bot in channel.members:
            posting.post(state, channel, state.bot, scheduled.draft)


def _target(call: Call) -> Conversation:
    """Where to post: a channel's id or name, or a person's id, which opens the direct message."""
    given = call.arguments.text("channel")
    person = call.state.people.by_id(given)
    if person is not None:
        if person.deactivated:
            raise Refusal("channel_not_found")
        return membership.direct(call.state, call.bot, person.id)
    named = call.state.conversations.by_name(given)
    channel = named if named and named.visible_to(call.bot) else call.conversation()
    if channel.is_archived:
        raise Refusal("is_archived")
    if call.bot not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def _check_thread(channel: Conversation, draft: Draft) -> None:
    if draft.thread_ts and channel.timeline.find(draft.thread_ts) is None:
        raise Refusal("cannot_reply_to_message")


def _own_message(call: Call, channel: Conversation, refusal: str) -> Message:
    message = channel.timeline.find(call.arguments.text("ts"))
    if message is None:
        raise Refusal("message_not_found")
    if message.user != call.bot:
        raise Refusal(refusal)
    return message


def _refuse_late_edit(state: State, message: Message) -> None:
    if state.edit_window is None:
        return
    posted = datetime.fromtimestamp(float(message.ts), UTC)
    if state.moments.now() - posted >= state.edit_window:
        raise Refusal("edit_window_closed")
