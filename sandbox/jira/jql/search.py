"""Finds the issues that a query means, in its order."""

import operator
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.jira.jql.fields import searchable
from sandbox.jira.jql.searchable import Scope, Searchable
from sandbox.jira.jql.syntax import And, Clause, Empty, Function, Node, Not, Or, Query, Sort, Value, parse
from sandbox.jira.jql.tokens import JqlError
from sandbox.jira.records import Account, Issue
from sandbox.jira.store import Store

Test = Callable[[Issue], bool]

_COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


class Search:
    """Searches as one person at one moment; the caller holds the store's lock."""

    def __init__(self, store: Store, actor: Account, *, now: datetime) -> None:
        self._scope = Scope(store, actor, now.astimezone(ZoneInfo(actor.zone)))

    def issues(self, text: str, *, bounded: bool = True) -> list[Issue]:
        """All that match; a query without any condition is refused where it must be `bounded`."""
        query = parse(text)
        if bounded and query.where is None:
            raise JqlError(
                "Unbounded JQL queries are not allowed here. Please add a search restriction to your query."
            )
        matches = self._test(query.where) if query.where else _everything
        found = [issue for issue in self._scope.store.issues.values() if not issue.hidden and matches(issue)]
        return self._ordered(found, query)

    def _ordered(self, found: list[Issue], query: Query) -> list[Issue]:
        found.sort(key=lambda issue: int(issue.id), reverse=True)
        for sort in reversed(query.order):
            key = self._sort_key(sort)
            empty = [issue for issue in found if key(issue) is None]
            filled = [issue for issue in found if key(issue) is not None]
            found = [*sorted(filled, key=key, reverse=sort.descending), *empty]
        return found

    def _sort_key(self, sort: Sort) -> Callable[[Issue], Any]:
        field = searchable(self._scope, sort.field)
        if field.sort_key is None:
            raise JqlError(f"Not able to sort using field '{sort.field}'.")
        return field.sort_key

    def _test(self, node: Node) -> Test:
        match node:
            case And(parts):
                every = [self._test(part) for part in parts]
                return lambda issue: all(test(issue) for test in every)
            case Or(parts):
                some = [self._test(part) for part in parts]
                return lambda issue: any(test(issue) for test in some)
            case Not(part):
                inner = self._test(part)
                return lambda issue: not inner(issue)
            case Clause():
                return self._clause(node)

    def _clause(self, clause: Clause) -> Test:
        field = searchable(self._scope, clause.field)
        if clause.operator not in field.operators:
            raise JqlError(
                f"The operator '{clause.operator}' is not supported by the '{clause.field}' field."
            )
        if clause.operator in {"IS", "IS NOT"}:
            return _emptiness(field, clause)
        wanted = [one for operand in clause.operands for one in _meaning(field, operand)]
        with_empty = any(isinstance(operand, Empty) for operand in clause.operands)
        if clause.operator in _COMPARE:
            return _comparison(field, _COMPARE[clause.operator], wanted)
        if clause.operator in {"~", "!~"}:
            return _containment(field, str(wanted[0]), wanted_in=clause.operator == "~")
        return _membership(field, wanted, with_empty=with_empty, wanted_in=clause.operator in {"=", "IN"})


def _everything(_: Issue) -> bool:
    return True


def _meaning(field: Searchable, operand: Value | Function | Empty) -> tuple[Any, ...]:
    match operand:
        case Value(text):
            return field.meant(text)
        case Function(name, arguments):
            function = field.functions.get(name.casefold())
            if function is None:
                raise JqlError(f"Unable to find JQL function '{name}({', '.join(arguments)})'.")
            return function(arguments)
        case Empty():
            return ()


def _emptiness(field: Searchable, clause: Clause) -> Test:
    if not isinstance(clause.operands[0], Empty):
        raise JqlError(
            f"The operator '{clause.operator}' can only be used with EMPTY or NULL "
            f"for the '{clause.field}' field."
        )
    if clause.operator == "IS":
        return lambda issue: not field.values(issue)
    return lambda issue: bool(field.values(issue))


def _membership(field: Searchable, wanted: list[Any], *, with_empty: bool, wanted_in: bool) -> Test:
    """As in Jira, an empty field is not “different” from a value: != and NOT IN leave it out."""

    def test(issue: Issue) -> bool:
        values = field.values(issue)
        if not values:
            return with_empty and wanted_in
        return any(value in wanted for value in values) == wanted_in

    return test


def _comparison(field: Searchable, compare: Callable[[Any, Any], bool], wanted: list[Any]) -> Test:
    return lambda issue: any(compare(value, one) for value in field.values(issue) for one in wanted)


def _containment(field: Searchable, typed: str, *, wanted_in: bool) -> Test:
    """Every word must occur; one that ends in `*` as a beginning; quoted words side by side."""
    phrase = re.fullmatch(r'"(.+)"', typed.strip())
    words = [phrase[1]] if phrase else typed.split()
    patterns = [_word_pattern(word) for word in words]

    def test(issue: Issue) -> bool:
        texts = field.values(issue)
        found = bool(texts) and all(pattern.search(texts[0]) for pattern in patterns)
        return found == wanted_in

    return test


def _word_pattern(word: str) -> re.Pattern[str]:
    end = r"\w*" if word.endswith("*") else r"\b"
    return re.compile(rf"\b{re.escape(word.rstrip('*'))}{end}", re.IGNORECASE)
