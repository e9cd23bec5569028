"""One message, and the messages of one conversation in the order of their `ts`."""

import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.slack.refusals import Json


@dataclass(slots=True)
class Message:
    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str = ""
    subtype: str = ""
    bot_id: str = ""
    app_id: str = ""
    username: str = ""
    client_msg_id: str = ""
    metadata: Json | None = None
    files: list[Json] = field(default_factory=list)
    edited: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    ephemeral_to: str = ""
    extra: Json = field(default_factory=dict)

    def as_json(self, team: str, *, with_metadata: bool = False) -> Json:
        shown: Json = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts, "team": team}
        shown |= {name: getattr(self, name) for name in _SHOWN_WHEN_SET if getattr(self, name)}
        shown |= self.extra
        if self.bot_id and not self.subtype:
            shown["bot_profile"] = {"id": self.bot_id, "app_id": self.app_id, "team_id": team}
        if self.reactions:
            shown["reactions"] = [
                {"name": name, "users": list(users), "count": len(users)}
                for name, users in self.reactions.items()
            ]
        if self.metadata is not None:
            # Without include_all_metadata Slack tells the kind of metadata and keeps what is in it.
            payload = self.metadata["event_payload"] if with_metadata else {}
            shown["metadata"] = {"event_type": self.metadata["event_type"], "event_payload": payload}
        return shown


_SHOWN_WHEN_SET = (
    "blocks",
    "attachments",
    "thread_ts",
    "subtype",
    "bot_id",
    "app_id",
    "username",
    "client_msg_id",
    "files",
    "edited",
)


class Timeline:
    """Messages by `ts`; threads hang on their parent and stay out of the channel's own line."""

    def __init__(self) -> None:
        self._messages: dict[str, Message] = {}
        self._line: list[str] = []
        self._threads: dict[str, list[str]] = {}

    def __len__(self) -> int:
        return len(self._messages)

    def add(self, message: Message, *, broadcast: bool = False) -> None:
        self._messages[message.ts] = message
        if message.thread_ts:
            self._threads.setdefault(message.thread_ts, []).append(message.ts)
        if not message.thread_ts or broadcast:
            self._line.append(message.ts)

    def find(self, ts: str) -> Message | None:
        return self._messages.get(ts)

    def remove(self, ts: str) -> None:
        message = self._messages.pop(ts)
        _remove_sorted(self._line, ts)
        if message.thread_ts:
            _remove_sorted(self._threads[message.thread_ts], ts)

    def replies(self, ts: str) -> list[Message]:
        return [self._messages[reply] for reply in self._threads.get(ts, ()) if reply in self._messages]

    def between(self, oldest: str, latest: str, *, inclusive: bool) -> list[Message]:
        """Oldest first; an empty bound is no bound."""
        low = bisect.bisect_left(self._line, oldest) if inclusive else bisect.bisect_right(self._line, oldest)
        high = len(self._line)
        if latest:
            search = bisect.bisect_right if inclusive else bisect.bisect_left
            high = search(self._line, latest)
        return [self._messages[ts] for ts in self._line[low if oldest else 0 : high]]

    def newest(self, count: int) -> Iterator[Message]:
        """Newest first."""
        return (self._messages[ts] for ts in reversed(self._line[-count:]))

    def thread_facts(self, ts: str) -> Json:
        """What a parent tells about its thread."""
        replies = self.replies(ts)
        if not replies:
            return {}
        people = list(dict.fromkeys(reply.user for reply in replies))
        return {
            "thread_ts": ts,
            "reply_count": len(replies),
            "reply_users_count": len(people),
            "reply_users": people[:5],
            "latest_reply": replies[-1].ts,
            "is_locked": False,
            "subscribed": False,
        }


def _remove_sorted(line: list[str], ts: str) -> None:
    place = bisect.bisect_left(line, ts)
    if place < len(line) and line[place] == ts:
        del line[place]
