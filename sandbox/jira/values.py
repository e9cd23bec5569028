"""Reads the values that a client sends for fields, and refuses in Jira's words what a field cannot hold."""

import math
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sandbox.jira import adf
from sandbox.jira.errors import FieldRefused
from sandbox.jira.fields import Field
from sandbox.jira.records import Project, RichText
from sandbox.jira.rich_text import from_adf, from_wiki
from sandbox.jira.store import PRIORITIES, Store

_LONGEST_SUMMARY = 255


class Reader:
    """Turns JSON into canonical values for issues of one project."""

    def __init__(self, store: Store, project: Project, *, rest: str) -> None:
        self._store = store
        self._project = project
        self._rest = rest
        self._readers: Mapping[str, Callable[[Any], Any]] = {
            "text": _summary,
            "rich": self.rich,
            "number": _number,
            "user": self._user,
            "priority": self._priority,
            "type": self._type,
            "labels": _labels,
            "versions": self._versions,
            "sprint": self._sprint,
            "date": _day,
        }

    def value(self, field: Field, raw: object) -> Any:  # noqa: ANN401  # each field has a value of its own kind
        return self._readers[field.kind](raw)

    def rich(self, raw: object) -> RichText | None:
        if raw is None:
            return None
        if self._rest != "3":
            if isinstance(raw, str):
                return from_wiki(raw)
            raise FieldRefused("Operation value must be a string")
        if adf.first_fault(raw) or not isinstance(raw, dict):
            raise FieldRefused(
                "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
            )
        return from_adf(raw)

    def _user(self, raw: object) -> str | None:
        named = _named(raw, "accountId", "id", "name")
        if named is None:
            return None
        account = self._store.account_named(named)
        if account is None or not account.active:
            raise FieldRefused(f"User '{named}' cannot be assigned issues.")
        return account.account_id

    def _priority(self, raw: object) -> str:
        named = _named(raw, "id", "name")
        for priority in PRIORITIES:
            if named in {priority.id, priority.name, priority.german}:
                return priority.id
        raise FieldRefused(f"The priority selected is invalid: {named}.")

    def _type(self, raw: object) -> str:
        named = _named(raw, "id", "name")
        for kind in self._project.types:
            if named in {kind.id, kind.name, kind.original}:
                return kind.id
        raise FieldRefused("Specify a valid issue type")

    def _versions(self, raw: object) -> tuple[str, ...]:
        if not isinstance(raw, list):
            raise FieldRefused("data was not an array")
        return tuple(self._version(one) for one in raw)

    def _version(self, raw: object) -> str:
        named = _named(raw, "id", "name")
        for version in self._store.versions_of(self._project):
            if named in {version.id, version.name}:
                return version.id
        raise FieldRefused(f"Version name '{named}' is not valid")

    def _sprint(self, raw: object) -> tuple[int, ...]:
        if raw is None:
            return ()
        if isinstance(raw, bool) or not isinstance(raw, int | str) or not str(raw).isdigit():
            raise FieldRefused("Number value expected as the Sprint id.")
        sprint = self._store.sprints.get(int(raw))
        if sprint is None or sprint.state == "closed":
            raise FieldRefused(f"Sprint with id '{raw}' does not exist or is closed.")
        return (sprint.id,)


def _named(raw: object, *names: str) -> str | None:
    if raw is None:
        return None
    if isinstance(raw, Mapping):
        for name in names:
            if name in raw:
                return None if raw[name] is None else str(raw[name])
    raise FieldRefused("data was not an object")


def _summary(raw: object) -> str:
    if not isinstance(raw, str):
        raise FieldRefused("Operation value must be a string")
    if not raw.strip():
        raise FieldRefused("You must specify a summary of the issue.")
    if "\n" in raw or "\r" in raw:
        raise FieldRefused("The summary is invalid because it contains newline characters.")
    if len(raw) > _LONGEST_SUMMARY:
        raise FieldRefused("Summary must be less than 255 characters.")
    return raw


def _number(raw: object) -> float | None:
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
        raise FieldRefused("Operation value must be a number")
    return float(raw)


def _labels(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(label, str) for label in raw):
        raise FieldRefused("data was not an array of strings")
    for label in raw:
        if not label or any(character.isspace() for character in label):
            raise FieldRefused(f"The label '{label}' contains spaces which is invalid.")
    return tuple(dict.fromkeys(raw))


def _day(raw: object) -> str | None:
    if raw is None:
        return None
    try:
        return date.fromisoformat(str(raw)).isoformat()
    except ValueError:
        raise FieldRefused("Operation value must be a date in the format yyyy-MM-dd") from None


def operated(current: object, operations: object) -> Any:  # noqa: ANN401  # JSON before it is read
    """What an `update` (`[{"add": "blue"}]`) makes of a field's present JSON value."""
    if not isinstance(operations, list):
        raise FieldRefused("data was not an array")
    value: Any = current
    for operation in operations:
        if not isinstance(operation, Mapping) or len(operation) != 1:
            raise FieldRefused("data was not an object")
        ((verb, operand),) = operation.items()
        value = _operated(value, verb, operand)
    return value


def _operated(value: Any, verb: str, operand: Any) -> Any:  # noqa: ANN401  # JSON before it is read
    if verb == "set":
        return operand
    if verb == "add" and isinstance(value, list):
        return [*value, operand]
    if verb == "remove" and isinstance(value, list):
        return [one for one in value if not _same(one, operand)]
    raise FieldRefused(f"Operation '{verb}' is not supported by this field.")


def _same(one: object, other: object) -> bool:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return any(key in other and one.get(key) == other[key] for key in ("id", "name"))
    return one == other
