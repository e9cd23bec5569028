"""What happens in the workspace, told to whoever listens: the page's windows and tests."""

import queue
import threading
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from sandbox.slack.refusals import Json

_LONGEST_QUEUE = 10_000


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: the `kind` and its `data`.

    - `message`, `message_changed` {channel, message}; `message_deleted` {channel, ts}
    - `ephemeral`, `ephemeral_changed` {channel, user, message}; `ephemeral_deleted` {channel, user, ts}
    - `view_opened`, `view_updated`, `view_closed` {user, view}; `home_published` {user, view}
    - `channel_changed` {channel}: created, renamed, archived, topic, members, pins, bookmarks: read it again
    - `user_changed` {user}
    - `call` {method, arguments, ok, error, status, at, milliseconds}
    - `delivery` {kind, name, ok, error, attempt, at}; `sockets` {connections}
    """

    kind: str
    data: Json = field(default_factory=dict)


class Subscription:
    """A queue of events; one that nobody reads loses its oldest ones."""

    def __init__(self, announcements: "Announcements") -> None:
        self._announcements = announcements
        self._queue: queue.Queue[Event] = queue.Queue(_LONGEST_QUEUE)

    def next(self, timeout: float | None = None) -> Event | None:
        """The next event, or `None` when none came in time."""
        try:
            return self._queue.get(timeout=timeout)
        except queue.Empty:
            return None

    def close(self) -> None:
        self._announcements.forget(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def put(self, event: Event) -> None:
        while True:
            try:
                return self._queue.put_nowait(event)
            except queue.Full:
                self._drop_oldest()

    def _drop_oldest(self) -> None:
        try:
            self._queue.get_nowait()
        except queue.Empty:
            return


class Announcements:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._subscriptions: list[Subscription] = []

    def subscribe(self) -> Subscription:
        subscription = Subscription(self)
        with self._lock:
            self._subscriptions.append(subscription)
        return subscription

    def forget(self, subscription: Subscription) -> None:
        with self._lock:
            if subscription in self._subscriptions:
                self._subscriptions.remove(subscription)

    def tell(self, kind: str, /, **data: object) -> None:
        event = Event(kind, data)
        with self._lock:
            listeners = list(self._subscriptions)
        for listener in listeners:
            listener.put(event)
