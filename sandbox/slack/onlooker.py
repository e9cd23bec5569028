"""What one person sees in a Slack client."""

import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from sandbox.slack import membership, posting
from sandbox.slack.clients import Client
from sandbox.slack.conversations import Conversation
from sandbox.slack.delivery.payloads import Payloads
from sandbox.slack.messages import Message
from sandbox.slack.outcomes import ClientRefused, Waited
from sandbox.slack.people import Member
from sandbox.slack.refusals import Json
from sandbox.slack.state import State
from sandbox.slack.views import View

Found = TypeVar("Found")
_LOOK_EVERY = 0.02
_PAGE = 1_000


class Onlooker:
    """A channel is named by its id, `name` or `#name`, a direct message by `@handle`."""

    def __init__(self, state: State, handle: str) -> None:
        self._state = state
        self._member: Member = state.member(handle)
        self._payloads = Payloads(state, self._member)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.handle}>"

    @property
    def id(self) -> str:
        return self._member.id

    @property
    def handle(self) -> str:
        return self._member.handle

    @property
    def name(self) -> str:
        return self._member.name

    def channels(self) -> list[Json]:
        """Conversations that this person is in or may join, each with `is_member`."""
        with self._state.lock:
            return [
                conversation.as_json(self._state.team, self.id)
                | {"is_member": self.id in conversation.members}
                for conversation in self._state.conversations
                if self._may_see(conversation)
            ]

    def messages(self, channel: str, *, limit: int = _PAGE) -> list[Json]:
        """The newest ones, oldest first, without replies in threads; own ephemerals have `is_ephemeral`."""
        with self._state.lock:
            conversation = self._conversation(channel)
            own = [one for one in self._ephemerals(conversation) if not one.thread_ts]
            found = sorted([*conversation.timeline.newest(limit), *own], key=lambda message: message.ts)
            return [self._shown(conversation, message) for message in found[-limit:]]

    def thread(self, channel: str, ts: str) -> list[Json]:
        """The parent and its replies, own ephemerals included."""
        with self._state.lock:
            conversation = self._conversation(channel)
            parent = conversation.timeline.find(ts)
            own = [one for one in self._ephemerals(conversation) if one.thread_ts == ts]
            replies = sorted([*conversation.timeline.replies(ts), *own], key=lambda message: message.ts)
            return [
                self._shown(conversation, message) for message in [*([parent] if parent else []), *replies]
            ]

    def last_message(self, channel: str) -> Json | None:
        found = self.messages(channel, limit=1)
        return found[-1] if found else None

    def sees(self, text: str, channel: str) -> bool:
        """Whether a message in the channel, or a reply to one, contains the text in whatever place."""
        shown = [
            message
            for parent in self.messages(channel)
            for message in (self.thread(channel, parent["ts"]) or [parent])
        ]
        return any(text in str(message) for message in shown)

    def view(self) -> Json | None:
        """The modal on top, with what stands in its fields under `state.values`."""
        views = self.views()
        return views[-1] if views else None

    def views(self) -> list[Json]:
        with self._state.lock:
            return [self._state.shown_view(view) for view in self._state.views.stack(self.id)]

    def field_errors(self) -> Mapping[str, str]:
        """What the top modal shows beneath its fields, by block_id."""
        view = self._top()
        return dict(view.errors) if view else {}

    def home(self) -> Json | None:
        with self._state.lock:
            view = self._state.views.home(self.id)
            return self._state.shown_view(view) if view else None

    def commands(self) -> list[Json]:
        """What the composer completes."""
        return [dict(command) for command in self._state.installation.commands]

    def shortcuts(self) -> list[Json]:
        return [dict(shortcut) for shortcut in self._state.installation.shortcuts]

    def wait_for(self, predicate: Callable[[], Found], seconds: float = 5) -> Found:
        """The first answer that is true; real seconds."""
        deadline = time.monotonic() + seconds
        while not (found := predicate()):
            if time.monotonic() > deadline:
                raise Waited(f"{self.handle} waited {seconds} s in vain.")
            time.sleep(_LOOK_EVERY)
        return found

    @property
    def _client(self) -> Client:
        return self._state.clients.setdefault(self.id, Client())

    def _top(self) -> View | None:
        stack = self._state.views.stack(self.id)
        return stack[-1] if stack else None

    def _ephemerals(self, conversation: Conversation) -> list[Message]:
        return list(conversation.ephemerals.get(self.id, {}).values())

    def _shown(self, conversation: Conversation, message: Message) -> Json:
        shown = posting.shown(self._state, conversation, message)
        return {"is_ephemeral": False, **shown, "channel": conversation.id}

    def _may_see(self, conversation: Conversation) -> bool:
        is_inside = self.id in conversation.members
        return is_inside or (conversation.sees_everyone and not self._member.guest)

    def _conversation(self, name: str) -> Conversation:
        """The conversation that this person calls so; a direct message is opened."""
        if name.startswith("@"):
            return membership.direct(self._state, self.id, self._state.member(name).id)
        conversations = self._state.conversations
        found = conversations.by_id(name) or conversations.by_name(name)
        if found is None or not self._may_see(found):
            raise ClientRefused(f"{self.name} sees no channel “{name}”.")
        return found
