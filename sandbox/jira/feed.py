"""Tells those who watch, such as the page, what happens on the site."""

from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock

from sandbox.jira.records import Json


@dataclass(frozen=True, slots=True)
class Event:
    kind: str
    data: Json


class Subscription:
    """A queue of events of one watcher; to be closed when nobody reads it any more."""

    def __init__(self, feed: "Feed") -> None:
        self._feed = feed
        self._queue: SimpleQueue[Event] = SimpleQueue()

    def put(self, event: Event) -> None:
        self._queue.put(event)

    def next(self, timeout: float | None = None) -> Event | None:
        """The next event, or `None` if there was none within so many seconds."""
        try:
            return self._queue.get(timeout=timeout)
        except Empty:
            return None

    def close(self) -> None:
        self._feed.leave(self)


class Feed:
    def __init__(self) -> None:
        self._lock = Lock()
        self._watchers: list[Subscription] = []

    def join(self) -> Subscription:
        subscription = Subscription(self)
        with self._lock:
            self._watchers.append(subscription)
        return subscription

    def leave(self, subscription: Subscription) -> None:
        with self._lock:
            if subscription in self._watchers:
                self._watchers.remove(subscription)

    def tell(self, kind: str, data: Json) -> None:
        with self._lock:
            watchers = list(self._watchers)
        for watcher in watchers:
            watcher.put(Event(kind, data))
