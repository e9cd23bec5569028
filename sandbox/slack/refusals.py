"""What the Web API answers when it does not do what it was asked."""

from typing import Any

Json = dict[str, Any]


class Refusal(Exception):
    """`{"ok": false, "error": …}` with what else Slack says about it."""

    def __init__(self, error: str, **details: object) -> None:
        super().__init__(error)
        self.error = error
        self.details = details

    def as_json(self) -> Json:
        return {"ok": False, "error": self.error, **self.details}


def wrong_arguments(*messages: str, error: str = "invalid_arguments") -> Refusal:
    return Refusal(error, response_metadata={"messages": [f"[ERROR] {message}" for message in messages]})
