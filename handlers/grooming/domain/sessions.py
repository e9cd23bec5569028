"""Sessions and their stories, as values: what stands in the database, read a moment ago."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.i18n import Text
from bot.text import Markup
from handlers.grooming.domain.decks import Deck
from handlers.grooming.domain.rounds import Ballot

MOST_STORIES = 50
ISSUE_KEY = re.compile(r"(?:https?://\S+/browse/)?(?P<key>[A-Za-z][A-Za-z0-9_]+-\d+)/?")
SHOWN_ROUNDS = 2  # so many earlier rounds stay visible


class Method(StrEnum):
    POKER = "poker"
    TSHIRT = "tshirt"


class Source(StrEnum):
    """Where a session's stories come from."""

    KEYS = "keys"
    JQL = "jql"
    SPRINT = "sprint"
    TITLES = "titles"

    @property
    def is_search(self) -> bool:
        """Whether only Jira knows which stories are meant."""
        return self in {Source.JQL, Source.SPRINT}


class SessionState(StrEnum):
    STARTING = "starting"
    OPEN = "open"
    ENDED = "ended"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        return self in {SessionState.ENDED, SessionState.CANCELLED}


class StoryState(StrEnum):
    WAITING = "waiting"
    VOTING = "voting"
    REVEALED = "revealed"
    DECIDED = "decided"
    NOT_READY = "not_ready"
    SPLIT = "split"
    SKIPPED = "skipped"

    @property
    def is_open(self) -> bool:
        return self in {StoryState.WAITING, StoryState.VOTING, StoryState.REVEALED}


class WriteState(StrEnum):
    """What became of a decision outside."""

    KEPT = "kept"  # there is no issue or no number to write
    DRY = "dry"  # the session writes nothing
    WAITING = "waiting"
    WRITTEN = "written"
    REFUSED = "refused"
    CONFLICT = "conflict"  # the value in Jira changed since the round began; a person is asked
    UNDOING = "undoing"
    UNDONE = "undone"

    @property
    def is_pending(self) -> bool:
        return self in {WriteState.WAITING, WriteState.UNDOING}


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What Jira says of an issue, besides its title and its estimate."""

    url: str
    kind: str
    status: str
    assignee: str = ""
    labels: tuple[str, ...] = ()
    description: Markup = Markup()  # noqa: RUF009 - a string never changes
    criteria: Markup = Markup()  # noqa: RUF009 - as above
    links: tuple[str, ...] = ()
    blockers: tuple[str, ...] = ()  # keys of open issues that stand in its way


@dataclass(frozen=True, slots=True)
class Writability:
    """Whether an estimate could be written, as the pre-flight found; `mend` says what to change."""

    is_writable: bool
    field_name: str
    mend: Text | None = None


@dataclass(frozen=True, slots=True)
class Round:
    number: int
    ballots: tuple[Ballot, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A value that somebody accepted; `former` stood in Jira before, `found` is what stands there now.

    `version` counts the story's decisions and undoings, so that a late write cannot answer for a newer one.
    """

    value: str
    number: float | None
    by: str
    write: WriteState
    version: int
    at: datetime
    former: float | None = None
    found: float | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One story. `base` is the estimate in Jira when the round began; `rounds` are those with votes."""

    id: int
    key: str
    title: str
    state: StoryState
    round: int
    is_read: bool = False
    base: float | None = None
    facts: IssueFacts | None = None
    writability: Writability | None = None
    last_call: datetime | None = None
    rounds: tuple[Round, ...] = ()
    decision: Decision | None = None
    reason: Text | None = None  # why it was parked, or why its write was refused

    @property
    def label(self) -> str:
        return self.key or self.title

    @property
    def ballots(self) -> tuple[Ballot, ...]:
        return next((played.ballots for played in self.rounds if played.number == self.round), ())

    @property
    def earlier(self) -> tuple[Round, ...]:
        return tuple(played for played in self.rounds if played.number < self.round)[-SHOWN_ROUNDS:]


def issue_key(text: str) -> str | None:
    """The key that a text is, in any case, or that an issue's address ends in."""
    found = ISSUE_KEY.fullmatch(text)
    return found["key"].upper() if found else None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about one story or the search that only the facilitator is told."""

    subject: str
    text: Text


@dataclass(frozen=True, slots=True)
class Options:
    """How a session is played, as its starter chose."""

    method: Method
    deck: Deck
    deadline: datetime | None = None
    is_anonymous: bool = False
    is_dry: bool = False
    is_asynchronous: bool = False
    observers: tuple[str, ...] = ()
    invited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stories:
    """What is to be groomed: keys and titles one by one, a query, or a sprint's name (empty: the next)."""

    source: Source
    items: tuple[str, ...] = ()
    query: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    id: int
    team_id: int
    channel: str
    facilitator: str
    state: SessionState
    stories: Stories
    options: Options
    started_at: datetime
    link: str = ""
    fault: Text | None = None  # why Jira cannot be read just now
    total: int | None = None  # a search found so many, and one is asked whether to take the first ones
    reason: Text | None = None  # why it was cancelled
    took_first: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """A whole session, ready to be shown."""

    session: Session
    stories: tuple[Story, ...]

    @property
    def in_turn(self) -> Story | None:
        """The story that a live session talks about."""
        lively = (StoryState.VOTING, StoryState.REVEALED)
        return next((story for story in self.stories if story.state in lively), None)

    @property
    def open(self) -> tuple[Story, ...]:
        return tuple(story for story in self.stories if story.state.is_open)

    @property
    def waiting(self) -> tuple[Story, ...]:
        return tuple(story for story in self.stories if story.state is StoryState.WAITING)

    @property
    def called(self) -> tuple[Story, ...]:
        """Whose turn it is to be voted on: the next one if none is in turn, or all at once."""
        if self.session.options.is_asynchronous:
            return self.waiting
        return () if self.in_turn else self.waiting[:1]

    @property
    def done(self) -> tuple[Story, ...]:
        return tuple(story for story in self.stories if not story.state.is_open)

    @property
    def last_decided(self) -> Story | None:
        """The story whose decision can be undone."""
        decided = [(story.decision.at, story.id, story) for story in self.stories if story.decision]
        return max(decided, key=lambda entry: entry[:2])[2] if decided else None

    @property
    def pending_writes(self) -> int:
        return sum(1 for story in self.stories if story.decision and story.decision.write.is_pending)

    @property
    def conflicts(self) -> tuple[Story, ...]:
        return tuple(
            story for story in self.stories if story.decision and story.decision.write is WriteState.CONFLICT
        )
