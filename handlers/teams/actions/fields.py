"""Reading a form: each field by its own rule, all that is wrong told at once."""

from collections.abc import Callable
from typing import TypeVar

from bot.errors import Refused
from bot.slack.requests import Submission

Value = TypeVar("Value")


class Fields:
    def __init__(self, submission: Submission) -> None:
        self._submission = submission
        self.errors: dict[str, str] = {}

    def read(self, name: str, meaning: Callable[[str], Value], *, otherwise: Value) -> Value:
        """What a text field means; `otherwise` where it cannot be read, and the error is kept."""
        try:
            return meaning(self._submission.text(name))
        except Refused as refused:
            self.errors[name] = self._submission.reader.language.render(refused.text)
            return otherwise
