"""An issue tracker held in memory: for tests, and for trying the bot without accounts."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.errors import Refused, Unavailable
from integrations.ports import (
    Board,
    EstimateField,
    Found,
    Issue,
    IssueBatch,
    NotFound,
    Preflight,
    Project,
    Rejected,
    Sprint,
    SprintIssues,
    TrackerHealth,
)
from integrations.refusals import (
    empty_query,
    no_points,
    no_such_board,
    no_such_issue,
    no_such_sprint,
    not_available,
    out_of_reach,
    refused,
    sprint_needs_board,
)
from integrations.sprints import chosen_sprint

NAME = "Jira"
FIELD = "Story Points"
PROJECT_QUERY = re.compile(r"project\s*=\s*\"?(\w+)\"?", re.IGNORECASE)
KEYS_QUERY = re.compile(r"(?:key|issuekey)\s+in\s*\(([^()]*)\)", re.IGNORECASE)
ORDER = re.compile(r"\s+order\s+by\s+.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MemoryBoard:
    """A board with its sprints, in order, and the keys of their issues, as ranked."""

    board: Board
    project: str
    estimates: bool = True
    sprints: Mapping[Sprint, Sequence[str]] = field(default_factory=dict)

    @property
    def estimate_field(self) -> EstimateField | None:
        return EstimateField(id="points", name=FIELD, board=self.board.id) if self.estimates else None


class MemoryTracker:
    """Set `down` and every call fails; set `refuse_estimate` to a reason and no estimate can be written."""

    def __init__(self, *issues: Issue, boards: Iterable[MemoryBoard] = ()) -> None:
        self.stored = {issue.key: issue for issue in issues}
        self.comments: dict[str, dict[str, str]] = {}
        self.down = False
        self.refuse_estimate = ""
        self._boards = {board.board.id: board for board in boards}

    @property
    def name(self) -> str:
        return NAME

    def issue(self, key: str, *, board: int | None = None) -> Issue:
        self._reach()
        self._check_board(board)
        return self._stored(key)

    def issues(self, keys: Sequence[str], *, board: int | None = None) -> IssueBatch:
        self._reach()
        self._check_board(board)
        found: dict[str, Issue] = {}
        failed: dict[str, Refused] = {}
        for key in keys:
            try:
                found[key] = self._stored(key)
            except NotFound as error:
                failed[key] = error
        return IssueBatch(found, failed)

    def search(self, jql: str, *, limit: int, board: int | None = None) -> Found:
        self._reach()
        self._check_board(board)
        if not jql.strip():
            raise empty_query()
        issues = tuple(self._matching(ORDER.sub("", jql.strip())))
        return Found(issues[:limit], len(issues))

    def sprint(self, name_or_id: str | None, *, board: int | None, limit: int) -> SprintIssues:
        self._reach()
        wanted = (name_or_id or "").strip()
        if wanted.isdecimal():
            sprint = self._sprint_by_id(int(wanted))
        elif board is None:
            raise sprint_needs_board()
        else:
            sprint = chosen_sprint(self.sprints(board), wanted)
        issues = tuple(issue for issue in self._issues_of(sprint) if not issue.is_done)
        return SprintIssues(sprint, issues[:limit], len(issues))

    def estimate_field(self, key: str, *, board: int | None = None) -> EstimateField | None:
        self._reach()
        if board is not None:
            return self._board(board).estimate_field
        project = key.strip().upper().rpartition("-")[0]
        fields = (each.estimate_field for each in self._boards.values() if each.project == project)
        return next((found for found in fields if found), EstimateField(id="points", name=FIELD))

    def preflight(self, key: str, *, board: int | None = None) -> Preflight:
        self._reach()
        try:
            self._stored(key)
        except NotFound as error:
            return Preflight(is_visible=False, field_name="", is_writable=False, mend=error.text)
        try:
            found = self._writable_field(key, board=board)
        except Refused as error:
            return Preflight(is_visible=True, field_name="", is_writable=False, mend=error.text)
        return Preflight(is_visible=True, field_name=found.name, is_writable=True)

    def estimate(self, key: str, *, board: int | None = None) -> float | None:
        issue = self.issue(key)
        return issue.estimate if self.estimate_field(key, board=board) else None

    def set_estimate(self, key: str, points: float | None, *, board: int | None = None) -> float | None:
        issue = self.issue(key)
        self._writable_field(key, board=board)
        self.stored[issue.key] = replace(issue, estimate=points)
        return points

    def put_comment(
        self, key: str, *, marker: str, paragraphs: Sequence[str], comment_id: str | None = None
    ) -> str:
        comments = self.comments.setdefault(self.issue(key).key, {})
        if comment_id not in comments:
            standing = (each for each, text in comments.items() if marker in text.split("\n\n"))
            comment_id = next(standing, str(1 + sum(len(each) for each in self.comments.values())))
        comments[comment_id] = "\n\n".join([*paragraphs, marker])
        return comment_id

    def projects(self) -> tuple[Project, ...]:
        self._reach()
        keys = {issue.project for issue in self.stored.values()}
        return tuple(Project(key, key) for key in sorted(keys))

    def boards(self, project: str) -> tuple[Board, ...]:
        self._reach()
        boards = tuple(each.board for each in self._boards.values() if each.project == project)
        if not boards and not any(issue.project == project for issue in self.stored.values()):
            raise refused(NAME, f"No project could be found with key '{project}'.")
        return boards

    def sprints(self, board: int) -> tuple[Sprint, ...]:
        self._reach()
        return tuple(sprint for sprint in self._board(board).sprints if sprint.state != "closed")

    def check(self) -> TrackerHealth:
        if self.down:
            return TrackerHealth(problems=(not_available(NAME, out_of_reach()),))
        return TrackerHealth(account="Taktgeber", deployment="memory", title=NAME)

    def _reach(self) -> None:
        if self.down:
            raise Unavailable(NAME, out_of_reach())

    def _stored(self, key: str) -> Issue:
        try:
            return self.stored[key.strip().upper()]
        except KeyError:
            raise no_such_issue(NAME, key) from None

    def _board(self, board: int) -> MemoryBoard:
        try:
            return self._boards[board]
        except KeyError:
            raise no_such_board(NAME, board) from None

    def _check_board(self, board: int | None) -> None:
        if board is not None:
            self._board(board)

    def _writable_field(self, key: str, *, board: int | None) -> EstimateField:
        found = self.estimate_field(key, board=board)
        if found is None:
            raise Rejected(no_points(NAME, key))
        if self.refuse_estimate:
            raise refused(NAME, self.refuse_estimate)
        return found

    def _matching(self, jql: str) -> Iterator[Issue]:
        project = PROJECT_QUERY.fullmatch(jql)
        keys = KEYS_QUERY.fullmatch(jql)
        if project:
            yield from (each for each in self.stored.values() if each.project == project[1].upper())
        elif keys:
            yield from (self._queried(key.strip(' "').upper()) for key in keys[1].split(","))
        else:
            raise refused(NAME, f"Error in the JQL Query: “{jql}” is more than this tracker understands.")

    def _queried(self, key: str) -> Issue:
        """A query, unlike a look at an issue, is refused for a key that does not exist."""
        if key not in self.stored:
            raise refused(NAME, f"An issue with key '{key}' does not exist for field 'key'.")
        return self.stored[key]

    def _sprint_by_id(self, sprint_id: int) -> Sprint:
        for each in self._boards.values():
            for sprint in each.sprints:
                if sprint.id == sprint_id:
                    return sprint
        raise no_such_sprint(NAME, sprint_id)

    def _issues_of(self, sprint: Sprint) -> Iterator[Issue]:
        for each in self._boards.values():
            yield from (self.stored[key] for key in each.sprints.get(sprint, ()))
