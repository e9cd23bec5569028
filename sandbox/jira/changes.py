"""What an edit changes of an issue, as its history tells it."""

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.jira.fields import FIELDS, Field
from sandbox.jira.records import ChangedField, Issue, Project
from sandbox.jira.store import PRIORITIES, Store

Told = tuple[str | None, str | None]
NOTHING: Told = (None, None)

# History calls these fields by other names than the field list does.
_HISTORY_NAMES = {"fixVersions": "Fix Version", "issuelinks": "Link"}


def changed_fields(store: Store, issue: Issue, values: dict[str, Any]) -> tuple[ChangedField, ...]:
    """Only what really becomes different."""
    return tuple(
        _changed(store, issue, FIELDS[name], value)
        for name, value in values.items()
        if issue.values.get(name) != value
    )


def _changed(store: Store, issue: Issue, field: Field, value: object) -> ChangedField:
    return ChangedField(
        field_id=field.id,
        name=_HISTORY_NAMES.get(field.id, field.name if field.custom else field.id),
        custom=bool(field.custom),
        before=_told(store, issue, field, issue.values.get(field.id)),
        after=_told(store, issue, field, value),
    )


def resolution_change(*, resolved: bool) -> ChangedField:
    done: Told = ("10000", "Done")
    before, after = (NOTHING, done) if resolved else (done, NOTHING)
    return ChangedField("resolution", "resolution", custom=False, before=before, after=after)


def rank_change(*, higher: bool) -> ChangedField:
    told = "Ranked higher" if higher else "Ranked lower"
    return ChangedField("customfield_10019", "Rank", custom=True, before=("", ""), after=("", told))


def _told(store: Store, issue: Issue, field: Field, value: Any) -> Told:  # noqa: ANN401  # see `Reader.value`
    """The id and the text of a value; fields without ids have the text alone."""
    if value in (None, "", ()):
        return NOTHING
    if field.kind in _TEXTS:
        return None, _TEXTS[field.kind](value)
    if field.kind in _NAMES:
        names = _NAMES[field.kind](store, store.projects[issue.project])
        ids = value if isinstance(value, tuple) else (value,)
        return ", ".join(str(one) for one in ids), ", ".join(names[one] for one in ids)
    return None, str(value)


def number_text(value: float) -> str:
    return f"{value:g}"


_TEXTS: Mapping[str, Callable[[Any], str]] = {
    "rich": lambda value: value.wiki,
    "number": number_text,
    "labels": " ".join,
}
_NAMES: Mapping[str, Callable[[Store, Project], Mapping[Any, str]]] = {
    "user": lambda store, _: {one.account_id: one.name for one in store.accounts.values()},
    "status": lambda _, project: {one.id: one.name for one in project.statuses},
    "type": lambda _, project: {one.id: one.name for one in project.types},
    "priority": lambda _store, _project: {one.id: one.name for one in PRIORITIES},
    "versions": lambda store, _: {one.id: one.name for one in store.versions.values()},
    "sprint": lambda store, _: {one.id: one.name for one in store.sprints.values()},
}
