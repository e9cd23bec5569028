"""An app that writes down what it is sent and answers what the test says."""

import threading
from collections import deque
from typing import Any

from sandbox.slack.delivery.answers import Answer, Repeat

Json = dict[str, Any]


class Recorder:
    """A `Transport`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.sent: list[tuple[str, Json, Repeat]] = []
        self.answers: deque[Answer] = deque()

    def send(self, kind: str, payload: Json, repeat: Repeat) -> Answer:
        with self._lock:
            self.sent.append((kind, payload, repeat))
            if kind == "events_api" or not self.answers:
                return Answer(ok=True)
            return self.answers.popleft()

    def close(self) -> None:
        self.answers.clear()

    def answer(self, body: Any) -> None:
        self.answers.append(Answer(ok=True, body=body))

    def last(self, kind: str = "interactive") -> Json:
        return next(payload for sent, payload, _ in reversed(self.sent) if sent == kind)

    def events(self, kind: str) -> list[Json]:
        with self._lock:
            return [
                payload["event"]
                for sent, payload, _ in self.sent
                if sent == "events_api" and payload["event"]["type"] == kind
            ]
