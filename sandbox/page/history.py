"""What a person sees in a conversation, in pages: a long channel is too much at once."""

from collections.abc import Iterable
from typing import Any

from sandbox.page.endpoint import Asked, NotUnderstood
from sandbox.slack import posting
from sandbox.slack.conversations import Conversation
from sandbox.slack.messages import Message
from sandbox.slack.refusals import Refusal

Json = dict[str, Any]
PAGE = 50


def messages(asked: Asked) -> Json:
    """The newest messages before `before`, oldest first, and whether there are older ones."""
    workspace = asked.bench.workspace
    before = asked.query.get("before", "")
    with workspace.lock:
        conversation = conversation_of(asked)
        timeline = conversation.timeline
        found = timeline.between("", before, inclusive=False)[-PAGE - 1 :] if before else newest(conversation)
        page = found[-PAGE:]
        more = len(found) > PAGE
        oldest = page[0].ts if page and more else ""
        private = [
            message
            for message in conversation.ephemerals.get(asked.person.id, {}).values()
            if not message.thread_ts and message.ts >= oldest and (not before or message.ts < before)
        ]
        return {"messages": _shown(asked, conversation, [*page, *private]), "more": more}


def newest(conversation: Conversation) -> list[Message]:
    return list(conversation.timeline.newest(PAGE + 1))[::-1]


def thread(asked: Asked) -> Json:
    ts = asked.text("ts")
    with asked.bench.workspace.lock:
        conversation = conversation_of(asked)
        parent = conversation.timeline.find(ts)
        private = conversation.ephemerals.get(asked.person.id, {}).values()
        replies = [*conversation.timeline.replies(ts), *(one for one in private if one.thread_ts == ts)]
        return {"messages": _shown(asked, conversation, [*([parent] if parent else []), *replies])}


def conversation_of(asked: Asked) -> Conversation:
    try:
        return asked.bench.workspace.conversations.seen_by(asked.text("channel"), asked.person.id)
    except Refusal as refusal:
        raise NotUnderstood("There is no such channel for this person.") from refusal


def message_of(asked: Asked) -> Json | None:
    """The message that an act is about, as the person sees it; acts in modals and at home have none."""
    if "ts" not in asked.body:
        return None
    ts = asked.text("ts")
    with asked.bench.workspace.lock:
        conversation = conversation_of(asked)
        private = conversation.ephemerals.get(asked.person.id, {}).get(ts)
        message = private or conversation.timeline.find(ts)
        if message is None:
            raise NotUnderstood("This message is not there any more.")
        return _shown(asked, conversation, [message])[0]


def _shown(asked: Asked, conversation: Conversation, found: Iterable[Message]) -> list[Json]:
    workspace = asked.bench.workspace
    ordered = sorted(found, key=lambda message: message.ts)
    return [posting.shown(workspace, conversation, one) | {"channel": conversation.id} for one in ordered]
