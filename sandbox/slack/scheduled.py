"""Messages that wait for their minute."""

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.slack.drafts import Draft
from sandbox.slack.refusals import Json, Refusal

_PER_WINDOW = 30
_WINDOW_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Scheduled:
    id: str
    channel: str
    post_at: int
    created: int
    draft: Draft

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "channel_id": self.channel,
            "post_at": self.post_at,
            "date_created": self.created,
            "text": self.draft.text,
        }


class ScheduledMessages:
    def __init__(self) -> None:
        self._by_id: dict[str, Scheduled] = {}

    def __iter__(self) -> Iterator[Scheduled]:
        return iter(sorted(self._by_id.values(), key=lambda one: one.post_at))

    def add(self, message: Scheduled) -> None:
        window = message.post_at // _WINDOW_SECONDS
        near = [
            one
            for one in self._by_id.values()
            if one.channel == message.channel and one.post_at // _WINDOW_SECONDS == window
        ]
        if len(near) >= _PER_WINDOW:
            raise Refusal("restricted_too_many")
        self._by_id[message.id] = message

    def take(self, message_id: str) -> Scheduled | None:
        return self._by_id.pop(message_id, None)

    def find(self, message_id: str) -> Scheduled | None:
        return self._by_id.get(message_id)
