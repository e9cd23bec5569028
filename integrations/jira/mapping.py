"""From Jira's JSON to our values. Pure, so that recorded answers test it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.text import Markup
from integrations.jira.acceptance import criteria_in
from integrations.jira.adf import markup_from_adf
from integrations.jira.wiki import markup_from_wiki
from integrations.ports import Board, Issue, Link, Project, Sprint

Json = Mapping[str, Any]

READ_FIELDS = (
    "summary",
    "status",
    "issuetype",
    "project",
    "description",
    "assignee",
    "labels",
    "issuelinks",
    "updated",
)
# How the relation reads from the issue that is held up, in English and German.
HELD_UP = ("blocked by", "depends on", "blockiert von", "blockiert durch", "abhängig von")


def issue_from_json(
    raw: Json, *, site_url: str, estimate_field: str | None, acceptance_fields: Sequence[str]
) -> Issue:
    fields: Json = raw.get("fields") or {}
    key: str = raw["key"]
    description = rich_text(fields.get("description"))
    return Issue(
        key=key,
        project=_named(fields.get("project"), "key") or key.rpartition("-")[0],
        title=str(fields.get("summary") or ""),
        kind=_named(fields.get("issuetype")),
        status=_named(fields.get("status")),
        is_done=is_done(fields),
        url=f"{site_url}/browse/{key}",
        description=description,
        acceptance_criteria=_acceptance_criteria(fields, acceptance_fields) or criteria_in(description),
        assignee=_named(fields.get("assignee"), "displayName"),
        labels=tuple(str(label) for label in fields.get("labels") or ()),
        links=tuple(_links(fields.get("issuelinks") or ())),
        estimate=number(fields.get(estimate_field)) if estimate_field else None,
        updated=moment(fields.get("updated")),
    )


def rich_text(value: object) -> Markup:
    """Long texts are documents in Cloud's API and wiki markup in the other."""
    if isinstance(value, Mapping):
        return markup_from_adf(value)
    return markup_from_wiki(value) if isinstance(value, str) else Markup()


def number(value: object) -> float | None:
    """An estimate as the API gives it: a number in a field, a string from the estimation call."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return None


def moment(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def is_done(fields: Json) -> bool:
    """By the status' category: names and workflows differ from project to project."""
    category = (fields.get("status") or {}).get("statusCategory") or {}
    return bool(category.get("key") == "done")


def _named(value: object, name: str = "name") -> str:
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else ""


def _acceptance_criteria(fields: Json, names: Sequence[str]) -> Markup:
    texts = (rich_text(fields.get(name)) for name in names)
    return next((text for text in texts if text), Markup())


def _links(raw: Sequence[Json]) -> Iterator[Link]:
    for link in raw:
        for side, words in (("inwardIssue", "inward"), ("outwardIssue", "outward")):
            other = link.get(side)
            if isinstance(other, Mapping):
                kind = _named(link.get("type"), words)
                yield Link(
                    kind=kind,
                    key=_named(other, "key"),
                    title=_named(other.get("fields"), "summary"),
                    is_done=is_done(other.get("fields") or {}),
                    blocks=any(held_up in kind.lower() for held_up in HELD_UP),
                )


def project_from_json(raw: Json) -> Project:
    return Project(key=str(raw["key"]), name=_named(raw) or str(raw["key"]))


def board_from_json(raw: Json) -> Board:
    return Board(id=int(raw["id"]), name=_named(raw), kind=_named(raw, "type"))


def sprint_from_json(raw: Json) -> Sprint:
    return Sprint(id=int(raw["id"]), name=_named(raw), state=_named(raw, "state").lower())
