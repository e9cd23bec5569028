"""How an act of a person ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.slack.delivery.answers import Answer


class ClientRefused(Exception):
    """The client does not let a person do this; the message is a sentence that says why."""


class Waited(AssertionError):
    """What was waited for did not come in time."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`error` is what Slack shows the person, as `operation_timeout`; `errors` are a form's, by block_id."""

    ok: bool
    status: int = 200
    body: Any = None
    error: str = ""
    errors: Mapping[str, str] | None = None

    @classmethod
    def of(cls, answer: Answer, *, errors: Mapping[str, str] | None = None) -> "Outcome":
        return cls(answer.ok and not errors, answer.status, answer.body, answer.error, errors)


DONE = Outcome(ok=True)
