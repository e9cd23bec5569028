"""Channels, private channels and direct messages with their members, pins and bookmarks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from sandbox.slack.messages import Message, Timeline
from sandbox.slack.refusals import Json, Refusal

Kind = Literal["channel", "group", "im", "mpim"]
API_TYPES = {"channel": "public_channel", "group": "private_channel", "im": "im", "mpim": "mpim"}


@dataclass(slots=True)
class Conversation:
    id: str
    name: str
    kind: Kind
    created: int
    creator: str
    members: dict[str, None] = field(default_factory=dict)
    """In the order of joining."""
    topic: str = ""
    purpose: str = ""
    is_archived: bool = False
    is_open: bool = True
    timeline: Timeline = field(default_factory=Timeline)
    ephemerals: dict[str, dict[str, Message]] = field(default_factory=dict)
    """Per person, by ts."""
    pins: dict[str, Json] = field(default_factory=dict)
    bookmarks: dict[str, Json] = field(default_factory=dict)

    @property
    def is_direct(self) -> bool:
        return self.kind in {"im", "mpim"}

    @property
    def sees_everyone(self) -> bool:
        return self.kind == "channel"

    def visible_to(self, user: str) -> bool:
        return self.sees_everyone or user in self.members

    def as_json(self, team: str, viewer: str) -> Json:
        if self.kind == "im":
            return self._direct_json(viewer)
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_im": False,
            "is_mpim": self.kind == "mpim",
            "is_private": self.kind != "channel",
            "is_archived": self.is_archived,
            "is_general": self.name == "general",
            "is_member": viewer in self.members,
            "is_shared": False,
            "is_ext_shared": False,
            "is_org_shared": False,
            "is_pending_ext_shared": False,
            "created": self.created,
            "creator": self.creator,
            "unlinked": 0,
            "context_team_id": team,
            "pending_shared": [],
            "previous_names": [],
            "shared_team_ids": [team],
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": self.purpose, "creator": "", "last_set": 0},
        }

    def _direct_json(self, viewer: str) -> Json:
        others = [user for user in self.members if user != viewer]
        return {
            "id": self.id,
            "created": self.created,
            "is_im": True,
            "is_org_shared": False,
            "is_archived": False,
            "user": (others or [viewer])[0],
            "is_open": self.is_open,
        }


class Conversations:
    """All conversations by id, by name, and direct messages by who is in them."""

    def __init__(self) -> None:
        self._by_id: dict[str, Conversation] = {}
        self._by_name: dict[str, Conversation] = {}
        self._direct: dict[frozenset[str], Conversation] = {}

    def __iter__(self) -> Iterator[Conversation]:
        return iter(self._by_id.values())

    def add(self, conversation: Conversation) -> Conversation:
        self._by_id[conversation.id] = conversation
        if conversation.is_direct:
            self._direct[frozenset(conversation.members)] = conversation
        else:
            self._by_name[conversation.name] = conversation
        return conversation

    def by_id(self, channel: str) -> Conversation | None:
        return self._by_id.get(channel)

    def by_name(self, name: str) -> Conversation | None:
        return self._by_name.get(name.removeprefix("#"))

    def direct(self, *users: str) -> Conversation | None:
        return self._direct.get(frozenset(users))

    def remove(self, conversation: Conversation) -> None:
        del self._by_id[conversation.id]
        self._by_name.pop(conversation.name, None)

    def rename(self, conversation: Conversation, name: str) -> None:
        self._by_name.pop(conversation.name, None)
        conversation.name = name
        self._by_name[name] = conversation

    def seen_by(self, channel: str, user: str) -> Conversation:
        """As the Web API resolves a channel for its caller: what one may not see does not exist."""
        found = self._by_id.get(channel)
        if found is None or not found.visible_to(user):
            raise Refusal("channel_not_found")
        return found
