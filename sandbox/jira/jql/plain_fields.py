"""The fields whose values speak for themselves: keys, texts, numbers, moments and the rank."""

import re
from collections.abc import Mapping
from datetime import date as calendar_date
from datetime import datetime
from functools import partial

from sandbox.jira.errors import JiraRefused
from sandbox.jira.fields import FIELDS, RANK, Field
from sandbox.jira.jql import moments
from sandbox.jira.jql.searchable import (
    COMPARED,
    CONTAINS,
    EMPTY,
    SAME,
    Function,
    Scope,
    Searchable,
    Values,
    single,
)
from sandbox.jira.jql.tokens import JqlError
from sandbox.jira.records import Issue


def key(scope: Scope) -> Searchable:
    def meant(word: str) -> Values:
        if re.fullmatch(r"[A-Z][A-Z0-9_]*-\d+|\d+", word.upper()) is None:
            raise JqlError(f"The issue key '{word}' for field 'issuekey' is invalid.")
        try:
            return (_key_order(scope.store.visible_issue(word)),)
        except JiraRefused:
            raise JqlError(f"An issue with key '{word}' does not exist for field 'issuekey'.") from None

    return Searchable(
        "issuekey",
        SAME | EMPTY | COMPARED,
        lambda issue: (_key_order(issue),),
        meant,
        {"linkedissues": partial(_linked, scope)},
        _key_order,
    )


def _linked(scope: Scope, arguments: tuple[str, ...]) -> Values:
    key, *names = arguments or ("",)
    issue = scope.store.issues.get(key.upper())
    if issue is None or issue.hidden:
        raise JqlError(f"Issue '{key}' could not be found in function 'linkedIssues'.")
    found = []
    for link in scope.store.links_of(issue):
        outward = link.source == issue.id
        told = link.type.outward if outward else link.type.inward
        if not names or told in names:
            found.append(_key_order(scope.store.issue(link.target if outward else link.source)))
    return tuple(found)


def text(_: Scope) -> Searchable:
    def values(issue: Issue) -> Values:
        bodies = (comment.body.wiki for comment in issue.comments)
        return (" ".join([issue.values["summary"], _wiki(issue), *bodies]),)

    return Searchable("text", CONTAINS, values, lambda word: (word,))


def words(_: Scope, field: Field) -> Searchable:
    def values(issue: Issue) -> Values:
        text = _wiki(issue) if field.kind == "rich" else issue.values.get(field.id)
        return (text,) if text else ()

    key = (lambda issue: issue.values["summary"].casefold()) if field.id == "summary" else None
    return Searchable(field.id, CONTAINS | EMPTY, values, lambda word: (word,), sort_key=key)


def number(_: Scope, field: Field) -> Searchable:
    def meant(word: str) -> Values:
        try:
            return (float(word),)
        except ValueError:
            raise JqlError(f"The value '{word}' for the field '{field.name}' is not a number.") from None

    return Searchable(
        field.name,
        SAME | EMPTY | COMPARED,
        single(field.id),
        meant,
        sort_key=lambda issue: issue.values.get(field.id),
    )


def moment(scope: Scope, field: Field) -> Searchable:
    def when(issue: Issue) -> datetime | None:
        known = {"created": issue.created, "updated": issue.updated, "resolutiondate": issue.resolved}
        return known[field.id]

    def values(issue: Issue) -> Values:
        moment_of_it = when(issue)
        return (moment_of_it,) if moment_of_it else ()

    return Searchable(
        field.id,
        SAME | EMPTY | COMPARED,
        values,
        lambda word: (moments.moment(word, now=scope.now, field=field.id),),
        _time_functions(scope),
        when,
    )


def date(scope: Scope, field: Field) -> Searchable:
    def values(issue: Issue) -> Values:
        day = issue.values.get(field.id)
        midnight = datetime.min.time()
        return (
            (datetime.combine(calendar_date.fromisoformat(day), midnight, scope.now.tzinfo),) if day else ()
        )

    return Searchable(
        field.id,
        SAME | EMPTY | COMPARED,
        values,
        lambda word: (moments.moment(word, now=scope.now, field=field.id),),
        _time_functions(scope),
        lambda issue: issue.values.get(field.id),
    )


def _time_functions(scope: Scope) -> Mapping[str, Function]:
    def function(name: str) -> Function:
        return lambda arguments: (moments.function_moment(name, arguments, now=scope.now),)

    names = ("now", "startOfDay", "endOfDay", "startOfWeek", "endOfWeek", "startOfMonth", "endOfMonth")
    return {name.casefold(): function(name) for name in names}


def rank(_scope: Scope, _field: Field) -> Searchable:
    return Searchable(
        FIELDS[RANK].name, frozenset(), lambda issue: (issue.rank,), lambda word: (word,),
        sort_key=lambda issue: issue.rank,
    )  # fmt: skip


def _wiki(issue: Issue) -> str:
    description = issue.values.get("description")
    return description.wiki if description else ""


def _key_order(issue: Issue) -> tuple[str, int]:
    project, _, number = issue.key.rpartition("-")
    return project, int(number)
