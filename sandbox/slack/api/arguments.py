"""The arguments of one call, however they arrived: form fields, JSON, JSON inside form fields."""

import json
from collections.abc import Mapping
from typing import Any

from sandbox.slack.refusals import Json, Refusal, wrong_arguments

_YES = frozenset({"1", "true", "True"})
_MOST_PER_PAGE = 1000


class Arguments:
    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = given

    def __contains__(self, name: str) -> bool:
        return self._given.get(name) not in (None, "")

    def as_json(self) -> Json:
        return {name: value for name, value in self._given.items() if name != "token"}

    def text(self, name: str, default: str = "") -> str:
        value = self._given.get(name)
        return default if value is None else str(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self._given.get(name)
        return default if value is None else value is True or str(value) in _YES

    def number(self, name: str, default: int) -> int:
        try:
            return int(self._given.get(name) or default)
        except ValueError:
            raise wrong_arguments(f"must be an integer [json-pointer:/{name}]") from None

    def names(self, name: str) -> list[str]:
        """A list given as JSON array, as repeated value or separated by commas."""
        value = self.decoded(name) if self.text(name).startswith("[") else self._given.get(name)
        if isinstance(value, list):
            return [str(one) for one in value]
        return [one for one in self.text(name).split(",") if one]

    def decoded(self, name: str, error: str = "") -> Any:  # noqa: ANN401 - JSON of any shape
        """A structure, given as such or as a JSON string; `None` when it is absent."""
        value = self._given.get(name)
        if not isinstance(value, str) or not value:
            return value or None
        try:
            return json.loads(value)
        except ValueError:
            raise (
                Refusal(error) if error else wrong_arguments(f"invalid JSON [json-pointer:/{name}]")
            ) from None

    def page(self, default: int) -> tuple[int, int]:
        """Offset and length of the page that `cursor` and `limit` ask for."""
        limit = self.number("limit", default)
        if not 0 < limit <= _MOST_PER_PAGE:
            raise Refusal("invalid_limit")
        return _offset(self.text("cursor")), limit


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    prefix, _, number = cursor.partition(":")
    if prefix != "next" or not number.isdigit():
        raise Refusal("invalid_cursor")
    return int(number)


def page_of(items: list[Json], arguments: Arguments, default: int = 100) -> tuple[list[Json], Json]:
    """One page and the `response_metadata` that leads to the next."""
    offset, limit = arguments.page(default)
    more = offset + limit < len(items)
    return items[offset : offset + limit], {"next_cursor": f"next:{offset + limit}" if more else ""}
