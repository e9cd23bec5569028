"""What an imitation Jira site remembers: its issues, projects, boards, sprints, versions and people."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

Json = dict[str, Any]
Deployment = Literal["cloud", "server"]
SprintState = Literal["closed", "active", "future"]


@dataclass(frozen=True, slots=True)
class Account:
    account_id: str
    handle: str
    name: str
    email: str
    zone: str = "Europe/Berlin"
    locale: str = "en-US"
    active: bool = True


@dataclass(frozen=True, slots=True)
class Status:
    """`original` is its English name, by which worlds and JQL may call it in any language."""

    id: str
    name: str
    original: str
    category: Literal["new", "indeterminate", "done"]


@dataclass(frozen=True, slots=True)
class IssueType:
    id: str
    name: str
    original: str


@dataclass(frozen=True, slots=True)
class Priority:
    id: str
    name: str
    german: str


@dataclass(slots=True)
class Project:
    id: str
    key: str
    name: str
    managed: Literal["company", "team"]
    lead: str
    statuses: tuple[Status, ...]
    types: tuple[IssueType, ...]
    estimate_field: str
    screen: set[str]
    """The ids of the fields that one may set when creating or editing."""
    last_number: int = 0


@dataclass(slots=True)
class Board:
    """A kanban board has no sprints, and no field that it estimates with."""

    id: int
    name: str
    project: str
    kind: Literal["scrum", "simple", "kanban"]


@dataclass(slots=True)
class Sprint:
    id: int
    name: str
    state: SprintState
    board: int
    goal: str = ""
    start: datetime | None = None
    end: datetime | None = None
    completed: datetime | None = None


@dataclass(slots=True)
class RelatedWork:
    id: str
    category: str
    title: str
    url: str


@dataclass(slots=True)
class Version:
    id: str
    project: str
    name: str
    description: str = ""
    released: bool = False
    archived: bool = False
    start: date | None = None
    release: date | None = None
    driver: str | None = None
    approvers: list[Json] = field(default_factory=list)
    related_work: list[RelatedWork] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RichText:
    """One text in the two languages that Jira's two interfaces speak: ADF (v3) and wiki markup (v2)."""

    adf: Json
    wiki: str


@dataclass(slots=True)
class Comment:
    id: str
    author: str
    body: RichText
    created: datetime
    updated: datetime
    update_author: str


@dataclass(frozen=True, slots=True)
class ChangedField:
    field_id: str
    name: str
    custom: bool
    before: tuple[str | None, str | None]
    after: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Change:
    id: str
    author: str
    at: datetime
    items: tuple[ChangedField, ...]


@dataclass(frozen=True, slots=True)
class LinkType:
    id: str
    name: str
    inward: str
    outward: str


@dataclass(frozen=True, slots=True)
class Link:
    """`source` blocks (duplicates, relates to) `target`; both are issue ids."""

    id: str
    type: LinkType
    source: str
    target: str


@dataclass(slots=True)
class RemoteLink:
    id: int
    global_id: str
    link: Json
    relationship: str = ""


@dataclass(slots=True, eq=False)
class Issue:
    """`values` holds each field's canonical value under its id: ids of accounts, of versions and so on."""

    id: str
    key: str
    project: str
    created: datetime
    updated: datetime
    values: dict[str, Any]
    rank: int = 0
    hidden: bool = False
    resolved: datetime | None = None
    reference_points: float | None = None
    """What a team once estimated, for the sandbox's page only; no answer of the site shows it."""
    comments: list[Comment] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    remote_links: list[RemoteLink] = field(default_factory=list)
