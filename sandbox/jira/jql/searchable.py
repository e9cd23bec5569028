"""What JQL can ask of one field, and what of the site and the person it has to know for that."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.jira.jql.tokens import JqlError
from sandbox.jira.records import Account, Issue
from sandbox.jira.store import Store

SAME = frozenset({"=", "!=", "IN", "NOT IN"})
EMPTY = frozenset({"IS", "IS NOT"})
COMPARED = frozenset({"<", "<=", ">", ">="})
CONTAINS = frozenset({"~", "!~"})

Values = tuple[Any, ...]
Function = Callable[[tuple[str, ...]], Values]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose search it is, in which records; `now` carries that person's zone."""

    store: Store
    actor: Account
    now: datetime


@dataclass(frozen=True, slots=True)
class Searchable:
    """`values` of an issue are compared with what a typed word is `meant` to be; none of them is empty."""

    name: str
    operators: frozenset[str]
    values: Callable[[Issue], Values]
    meant: Callable[[str], Values]
    functions: Mapping[str, Function] = field(default_factory=dict)
    sort_key: Callable[[Issue], Any] | None = None


def single(field_id: str) -> Callable[[Issue], Values]:
    """The values of a field that holds one or none."""

    def values(issue: Issue) -> Values:
        value = issue.values.get(field_id)
        return () if value is None else (value,)

    return values


def several(field_id: str) -> Callable[[Issue], Values]:
    return lambda issue: tuple(issue.values.get(field_id) or ())


def no_value(word: str, field_name: str) -> JqlError:
    return JqlError(f"The value '{word}' does not exist for the field '{field_name}'.")
