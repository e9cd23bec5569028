"""The fields whose values have names: projects, statuses, types, people, versions, sprints and so on."""

from sandbox.jira.fields import SPRINT, Field
from sandbox.jira.jql.searchable import (
    COMPARED,
    EMPTY,
    SAME,
    Function,
    Scope,
    Searchable,
    Values,
    no_value,
    several,
    single,
)
from sandbox.jira.jql.tokens import JqlError
from sandbox.jira.records import Issue, Status
from sandbox.jira.shape import status_of, type_of
from sandbox.jira.store import PRIORITIES

_CATEGORY_NAMES = {"to do": "new", "in progress": "indeterminate", "done": "done", "2": "new", "3": "done"}
_CATEGORIES = {**_CATEGORY_NAMES, "4": "indeterminate", "new": "new", "indeterminate": "indeterminate"}


def project(scope: Scope, _: Field) -> Searchable:
    def meant(word: str) -> Values:
        named = word.casefold()
        for project in scope.store.projects.values():
            if named in {project.key.casefold(), project.name.casefold(), project.id}:
                return (project.key,)
        raise no_value(word, "project")

    return Searchable(
        "project",
        SAME | EMPTY,
        lambda issue: (issue.project,),
        meant,
        sort_key=lambda issue: issue.project,
    )


def _statuses(scope: Scope) -> list[Status]:
    return [status for project in scope.store.projects.values() for status in project.statuses]


def status(scope: Scope, _: Field) -> Searchable:
    def meant(word: str) -> Values:
        named = word.casefold()
        found = {
            status.id
            for status in _statuses(scope)
            if named in {status.name.casefold(), status.original.casefold(), status.id}
        }
        if not found:
            raise no_value(word, "status")
        return tuple(found)

    order = ("new", "indeterminate", "done")
    return Searchable(
        "status",
        SAME | EMPTY,
        lambda issue: (issue.values["status"],),
        meant,
        sort_key=lambda issue: order.index(status_of(scope.store, issue).category),
    )


def category(scope: Scope) -> Searchable:
    def meant(word: str) -> Values:
        if word.casefold() not in _CATEGORIES:
            raise no_value(word, "statusCategory")
        return (_CATEGORIES[word.casefold()],)

    def values(issue: Issue) -> Values:
        return (status_of(scope.store, issue).category,)

    return Searchable("statusCategory", SAME | EMPTY, values, meant)


def issue_type(scope: Scope, _: Field) -> Searchable:
    def meant(word: str) -> Values:
        named = word.casefold()
        kinds = (kind for project in scope.store.projects.values() for kind in project.types)
        found = {
            kind.id for kind in kinds if named in {kind.name.casefold(), kind.original.casefold(), kind.id}
        }
        if not found:
            raise no_value(word, "issuetype")
        return tuple(found)

    return Searchable(
        "issuetype",
        SAME | EMPTY,
        lambda issue: (issue.values["issuetype"],),
        meant,
        sort_key=lambda issue: type_of(scope.store, issue).name,
    )


def priority(_scope: Scope, _field: Field) -> Searchable:
    def meant(word: str) -> Values:
        for priority in PRIORITIES:
            if word.casefold() in {priority.name.casefold(), priority.german.casefold(), priority.id}:
                return (_importance(priority.id),)
        raise no_value(word, "priority")

    def key(issue: Issue) -> int:
        return _importance(issue.values["priority"])

    return Searchable("priority", SAME | EMPTY | COMPARED, lambda issue: (key(issue),), meant, sort_key=key)


def resolution(_scope: Scope, _field: Field) -> Searchable:
    def meant(word: str) -> Values:
        if word.casefold() not in {"done", "10000", "unresolved"}:
            raise no_value(word, "resolution")
        return ("unresolved" if word.casefold() == "unresolved" else "done",)

    def values(issue: Issue) -> Values:
        return ("unresolved" if issue.resolved is None else "done",)

    return Searchable("resolution", SAME, values, meant)


def user(scope: Scope, field: Field) -> Searchable:
    def meant(word: str) -> Values:
        for account in scope.store.accounts.values():
            if word.casefold() in {
                account.name.casefold(),
                account.email,
                account.account_id,
                account.handle,
            }:
                return (account.account_id,)
        raise no_value(word, field.id)

    def key(issue: Issue) -> str | None:
        who = issue.values.get(field.id)
        return scope.store.account(who).name if who else None

    me = {"currentuser": lambda _: (scope.actor.account_id,)}
    return Searchable(field.id, SAME | EMPTY, single(field.id), meant, me, key)


def labels(_: Scope, field: Field) -> Searchable:
    return Searchable(
        "labels",
        SAME | EMPTY,
        several(field.id),
        lambda word: (word,),
    )


def versions(scope: Scope, field: Field) -> Searchable:
    def meant(word: str) -> Values:
        named = word.casefold()
        found = [one.id for one in scope.store.versions.values() if named in {one.name.casefold(), one.id}]
        if not found:
            raise no_value(word, "fixVersion")
        return tuple(found)

    def those(*, released: bool) -> Function:
        return lambda _: tuple(
            one.id for one in scope.store.versions.values() if one.released is released and not one.archived
        )

    functions = {
        "releasedversions": those(released=True),
        "unreleasedversions": those(released=False),
    }
    return Searchable("fixVersion", SAME | EMPTY, several(field.id), meant, functions)


def sprint(scope: Scope, _: Field) -> Searchable:
    def meant(word: str) -> Values:
        if word.isdigit() and int(word) in scope.store.sprints:
            return (int(word),)
        found = [one.id for one in scope.store.sprints.values() if one.name.casefold() == word.casefold()]
        if not found:
            how = "id" if word.isdigit() else "name"
            raise JqlError(
                f"Sprint with {how} '{word}' does not exist or you do not have permission to view it."
            )
        return tuple(found)

    def in_state(state: str) -> Function:
        return lambda _: tuple(one.id for one in scope.store.sprints.values() if one.state == state)

    functions = {
        "opensprints": in_state("active"),
        "futuresprints": in_state("future"),
        "closedsprints": in_state("closed"),
    }
    return Searchable("sprint", SAME | EMPTY, several(SPRINT), meant, functions)


def _importance(priority: str) -> int:
    return -int(priority)
