"""Which events of the workspace a person's window may hear of."""

from typing import Any

from sandbox.slack.person import Person
from sandbox.slack.workspace import Workspace

Json = dict[str, Any]
_OWN = frozenset(
    {
        "ephemeral",
        "ephemeral_changed",
        "ephemeral_deleted",
        "view_opened",
        "view_updated",
        "view_closed",
        "home_published",
    }
)
_IN_CHANNELS = frozenset({"message", "message_changed", "message_deleted"})


class Sight:
    def __init__(self, workspace: Workspace, person: Person) -> None:
        self._workspace = workspace
        self._person = person

    def sees(self, kind: str, data: Json) -> bool:
        if kind in _OWN:
            return bool(data["user"] == self._person.id)
        return kind not in _IN_CHANNELS or self._sees_channel(data["channel"])

    def _sees_channel(self, channel: str) -> bool:
        conversation = self._workspace.conversations.by_id(channel)
        if conversation is None:
            return False
        is_guest = bool(self._workspace.member(self._person.handle).guest)
        return self._person.id in conversation.members or (conversation.sees_everyone and not is_guest)
