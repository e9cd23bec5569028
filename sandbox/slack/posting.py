"""Messages come, change and go: told to the page's windows and to the app."""

from sandbox.slack.conversations import Conversation
from sandbox.slack.drafts import Draft
from sandbox.slack.elements import with_ids
from sandbox.slack.messages import Message
from sandbox.slack.refusals import Json
from sandbox.slack.state import State


def post(state: State, channel: Conversation, user: str, draft: Draft) -> Message:
    message = _composed(state, channel, user, draft)
    channel.timeline.add(message, broadcast=draft.broadcast)
    channel.is_open = True
    _announce(state, "message", channel, message=shown(state, channel, message))
    _tell_app(state, channel, shown(state, channel, message))
    return message


def post_ephemeral(state: State, channel: Conversation, to: str, draft: Draft) -> Message:
    message = _composed(state, channel, state.bot, draft)
    message.ephemeral_to = to
    channel.ephemerals.setdefault(to, {})[message.ts] = message
    _announce(state, "ephemeral", channel, user=to, message=shown(state, channel, message))
    return message


def replace(state: State, channel: Conversation, message: Message, draft: Draft) -> None:
    """Draw a message anew; metadata that the draft does not name stays, an empty one goes."""
    before = shown(state, channel, message)
    message.text, message.blocks = draft.text, with_ids(draft.blocks)
    message.attachments = draft.attachments
    if draft.metadata is not None:
        message.metadata = draft.metadata or None
    message.edited = {"user": message.user, "ts": state.moments.new_ts()}
    after = shown(state, channel, message)
    if message.ephemeral_to:
        _announce(state, "ephemeral_changed", channel, user=message.ephemeral_to, message=after)
        return
    _announce(state, "message_changed", channel, message=after)
    _tell_app(state, channel, _change(state, "message_changed", message=after, previous_message=before))


def delete(state: State, channel: Conversation, ts: str) -> None:
    message = channel.timeline.find(ts)
    if message is None:
        raise KeyError(ts)
    before = shown(state, channel, message)
    channel.timeline.remove(ts)
    channel.pins.pop(ts, None)
    _announce(state, "message_deleted", channel, ts=ts)
    _tell_app(state, channel, _change(state, "message_deleted", deleted_ts=ts, previous_message=before))


def delete_ephemeral(state: State, channel: Conversation, message: Message) -> None:
    channel.ephemerals[message.ephemeral_to].pop(message.ts, None)
    _announce(state, "ephemeral_deleted", channel, user=message.ephemeral_to, ts=message.ts)


def shown(state: State, channel: Conversation, message: Message, *, with_metadata: bool = False) -> Json:
    """The message as the Web API shows it, with what hangs on it."""
    content = message.as_json(state.team, with_metadata=with_metadata)
    if message.ephemeral_to:
        return content | {"is_ephemeral": True}
    content |= channel.timeline.thread_facts(message.ts)
    if message.thread_ts and (parent := channel.timeline.find(message.thread_ts)):
        content["parent_user_id"] = parent.user
    if message.ts in channel.pins:
        content["pinned_to"] = [channel.id]
    return content


def _composed(state: State, channel: Conversation, user: str, draft: Draft) -> Message:
    member = state.people.by_id(user)
    by_bot = bool(member and member.bot_id)
    return Message(
        ts=state.moments.new_ts(),
        channel=channel.id,
        user=user,
        text=draft.text,
        blocks=with_ids(draft.blocks),
        attachments=draft.attachments,
        thread_ts=draft.thread_ts,
        subtype=draft.subtype,
        bot_id=state.installation.bot_id if by_bot else "",
        app_id=state.installation.app_id if by_bot else "",
        username=draft.username,
        metadata=draft.metadata or None,
        files=draft.files,
        extra=draft.extra,
    )


def _change(state: State, subtype: str, **content: object) -> Json:
    return {"type": "message", "subtype": subtype, "hidden": True, "ts": state.moments.new_ts(), **content}


def _announce(state: State, kind: str, channel: Conversation, **data: object) -> None:
    state.announcements.tell(kind, channel=channel.id, **data)


def _tell_app(state: State, channel: Conversation, message: Json) -> None:
    """The app hears messages only where it is a member."""
    if state.bot not in channel.members:
        return
    event = {**message, "channel": channel.id, "channel_type": channel.kind, "event_ts": message["ts"]}
    state.deliveries.event(event)
    if message.get("user") != state.bot and "subtype" not in message and f"<@{state.bot}>" in message["text"]:
        mention = {key: event[key] for key in _MENTION_KEYS if key in event}
        state.deliveries.event(mention | {"type": "app_mention"})


_MENTION_KEYS = (
    "user",
    "text",
    "ts",
    "team",
    "blocks",
    "thread_ts",
    "client_msg_id",
    "channel",
    "event_ts",
    "files",
)
