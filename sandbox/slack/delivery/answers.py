"""What comes back from the app for one delivery."""

from dataclasses import dataclass
from typing import Any, Protocol

from sandbox.slack.refusals import Json

ACK_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Answer:
    """`error` is what Slack would show or write down: `operation_timeout`, `dispatch_failed`, or ""."""

    ok: bool
    status: int = 200
    body: Any = None
    error: str = ""
    retry_reason: str = ""
    no_retry: bool = False


@dataclass(frozen=True, slots=True)
class Repeat:
    """Which repetition of an event this is, and why."""

    attempt: int = 0
    reason: str = ""


class Transport(Protocol):
    """One way to the app; `send` blocks until the answer is there or three seconds have passed."""

    def send(self, kind: str, payload: Json, repeat: Repeat) -> Answer: ...

    def close(self) -> None: ...
