"""What we ask of an issue tracker, in our own words. Features import this module only, never an adapter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.errors import Refused, Unavailable
from bot.i18n import Text
from bot.text import Markup

# `Unavailable` lives in `bot.errors`, one word for every system, Slack included; it belongs to the port, too.
__all__ = [
    "Board",
    "Denied",
    "EstimateField",
    "Found",
    "Issue",
    "IssueBatch",
    "IssueTracker",
    "Link",
    "NotFound",
    "Preflight",
    "Project",
    "Rejected",
    "Sprint",
    "SprintIssues",
    "TrackerHealth",
    "Unavailable",
]

NOTHING = Markup()


class NotFound(Refused):
    """The other system answered that it has no such thing, or hides it from the bot."""


class Rejected(Refused):
    """The other system understood and said no; `reason` is what it said, in its own words."""

    def __init__(self, text: Text, *, reason: str = "") -> None:
        super().__init__(text)
        self.reason = reason


class Denied(Refused):
    """Credentials or permissions do not suffice; the text says what an administrator has to mend."""


@dataclass(frozen=True, slots=True)
class Link:
    """Another issue that this one points to; `blocks` means that it stands in this one's way."""

    kind: str
    key: str
    title: str
    is_done: bool
    blocks: bool


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as read a moment ago. The long texts are Slack markup already, the short ones plain text."""

    key: str
    project: str
    title: str
    kind: str
    status: str
    is_done: bool
    url: str
    description: Markup = NOTHING
    acceptance_criteria: Markup = NOTHING
    assignee: str = ""
    labels: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    estimate: float | None = None
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class IssueBatch:
    """What became of each key that was asked for, under the key as asked (an issue may have moved)."""

    found: Mapping[str, Issue]
    failed: Mapping[str, Refused]


@dataclass(frozen=True, slots=True)
class Found:
    """The first issues that a query finds; `total` counts all, perhaps roughly, if known."""

    issues: tuple[Issue, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class Project:
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Board:
    id: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Sprint:
    """A stretch of work on a board; `state` is `future`, `active` or `closed`."""

    id: int
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class SprintIssues:
    """The open issues of one sprint, in the order that the team ranked them."""

    sprint: Sprint
    issues: tuple[Issue, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class EstimateField:
    """Where estimates stand; `board` is set where the board's own estimation leads to the field."""

    id: str
    name: str
    board: int | None = None


@dataclass(frozen=True, slots=True)
class Preflight:
    """Whether an estimate could be written now; if not, `mend` says what to change."""

    is_visible: bool
    field_name: str
    is_writable: bool
    mend: Text | None = None


@dataclass(frozen=True, slots=True)
class TrackerHealth:
    """What an operator wants to know of the connection. Without `problems` it works."""

    account: str = ""
    deployment: str = ""
    title: str = ""
    problems: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()


class IssueTracker(Protocol):
    """Reads and writes issues; knows nothing of votes.

    Any call may raise `Unavailable` or `Denied`. Where a `board` is left out, one of the issue's
    project is taken. Every write is idempotent: done twice, it leaves the issue as once.
    """

    @property
    def name(self) -> str:
        """What people call the system."""

    def issue(self, key: str, *, board: int | None = None) -> Issue:
        """Raise `NotFound` if there is none."""

    def issues(self, keys: Sequence[str], *, board: int | None = None) -> IssueBatch:
        """Read many at once; a key that fails does not spoil the others."""

    def search(self, jql: str, *, limit: int, board: int | None = None) -> Found:
        """Raise `Rejected` with the tracker's reason if it does not accept the query."""

    def sprint(self, name_or_id: str | None, *, board: int | None, limit: int) -> SprintIssues:
        """Without a name the next sprint, else the active one; raise `NotFound` if there is none."""

    def estimate_field(self, key: str, *, board: int | None = None) -> EstimateField | None: ...

    def preflight(self, key: str, *, board: int | None = None) -> Preflight:
        """A key that does not exist is a finding here, not an error."""

    def estimate(self, key: str, *, board: int | None = None) -> float | None: ...

    def set_estimate(self, key: str, points: float | None, *, board: int | None = None) -> float | None:
        """Write the estimate (`None` clears it) and return what stands there afterwards."""

    def put_comment(
        self, key: str, *, marker: str, paragraphs: Sequence[str], comment_id: str | None = None
    ) -> str:
        """Leave exactly one comment of ours with this marker on the issue, saying this; return its id.

        The paragraphs are plain text. A comment that somebody deleted is written anew.
        """

    def projects(self) -> tuple[Project, ...]: ...

    def boards(self, project: str) -> tuple[Board, ...]: ...

    def sprints(self, board: int) -> tuple[Sprint, ...]:
        """The active and future ones, in the board's order."""

    def check(self) -> TrackerHealth:
        """Look whether the connection works; what does not is told, never raised."""
