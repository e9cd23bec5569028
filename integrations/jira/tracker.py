"""`IssueTracker` on Jira's REST API: which call answers which question."""

from collections.abc import Sequence

from bot.errors import Refused
from integrations.jira.acceptance import is_acceptance_field
from integrations.jira.boards import JiraBoards
from integrations.jira.comments import JiraComments
from integrations.jira.errors import NAME, about_issue
from integrations.jira.estimates import JiraEstimates
from integrations.jira.health import health
from integrations.jira.keys import KEY, checked, project_of
from integrations.jira.mapping import READ_FIELDS, Json, issue_from_json, project_from_json
from integrations.jira.search import JiraSearch
from integrations.jira.site import Credentials, JiraSite
from integrations.ports import (
    Board,
    EstimateField,
    Found,
    Issue,
    IssueBatch,
    Preflight,
    Project,
    Sprint,
    SprintIssues,
    TrackerHealth,
)


def connect(*, site: str, email: str | None, token: str) -> "JiraTracker":
    """Make the tracker ready; nothing is asked of Jira yet."""
    return JiraTracker(JiraSite(Credentials(site.rstrip("/"), email, token)))


class JiraTracker:
    def __init__(self, site: JiraSite) -> None:
        self._site = site
        self._boards = JiraBoards(site)
        self._estimates = JiraEstimates(site, self._boards)
        self._comments = JiraComments(site)
        self._search = JiraSearch(site)

    @property
    def name(self) -> str:
        return NAME

    def issue(self, key: str, *, board: int | None = None) -> Issue:
        field = self.estimate_field(key, board=board)
        with about_issue(key), self._site.client() as client:
            raw = client.issue(checked(key), fields=",".join(self._read_fields([field]))).raw
        return self._issue(raw, field)

    def issues(self, keys: Sequence[str], *, board: int | None = None) -> IssueBatch:
        """In bulk; what is missing there is asked for alone, which finds moved issues and Jira's reason."""
        at_once = self._in_bulk([key.strip().upper() for key in keys], board=board)
        found: dict[str, Issue] = {}
        failed: dict[str, Refused] = {}
        for key in keys:
            try:
                found[key] = at_once.get(key.strip().upper()) or self.issue(key, board=board)
            except Refused as error:
                failed[key] = error
        return IssueBatch(found, failed)

    def search(self, jql: str, *, limit: int, board: int | None = None) -> Found:
        """Keys first: a search may lag behind the last change, reading the issues themselves does not."""
        keys, total = self._search.keys(jql, limit=limit)
        return Found(tuple(self.issues(keys, board=board).found.values()), total)

    def sprint(self, name_or_id: str | None, *, board: int | None, limit: int) -> SprintIssues:
        sprint = self._boards.sprint(name_or_id, board=board)
        jql = f"sprint = {sprint.id} AND statusCategory != Done ORDER BY Rank ASC"
        found = self.search(jql, limit=limit, board=board)
        return SprintIssues(sprint, found.issues, found.total)

    def estimate_field(self, key: str, *, board: int | None = None) -> EstimateField | None:
        return self._estimates.field(key, board=board)

    def preflight(self, key: str, *, board: int | None = None) -> Preflight:
        return self._estimates.preflight(key, board=board)

    def estimate(self, key: str, *, board: int | None = None) -> float | None:
        return self._estimates.read(key, board=board)

    def set_estimate(self, key: str, points: float | None, *, board: int | None = None) -> float | None:
        return self._estimates.write(key, points, board=board)

    def put_comment(
        self, key: str, *, marker: str, paragraphs: Sequence[str], comment_id: str | None = None
    ) -> str:
        return self._comments.put(key, marker=marker, paragraphs=paragraphs, comment_id=comment_id)

    def projects(self) -> tuple[Project, ...]:
        with self._site.client() as client:
            return tuple(project_from_json(project.raw) for project in client.projects())

    def boards(self, project: str) -> tuple[Board, ...]:
        return self._boards.of_project(project)

    def sprints(self, board: int) -> tuple[Sprint, ...]:
        return self._boards.sprints(board)

    def check(self) -> TrackerHealth:
        return health(self._site)

    def _issue(self, raw: Json, field: EstimateField | None) -> Issue:
        return issue_from_json(
            raw,
            site_url=self._site.url,
            estimate_field=field.id if field else None,
            acceptance_fields=self._acceptance_fields(),
        )

    def _read_fields(self, estimate_fields: Sequence[EstimateField | None]) -> list[str]:
        estimates = {field.id for field in estimate_fields if field}
        return [*READ_FIELDS, *self._acceptance_fields(), *sorted(estimates)]

    def _acceptance_fields(self) -> list[str]:
        return [field["id"] for field in self._site.fields() if is_acceptance_field(str(field.get("name")))]

    def _in_bulk(self, keys: Sequence[str], *, board: int | None) -> dict[str, Issue]:
        """The issues that Jira gives at once, by their present key."""
        good = [key for key in keys if KEY.fullmatch(key)]
        by_project = {project_of(key): key for key in good}
        fields = {project: self.estimate_field(key, board=board) for project, key in by_project.items()}
        raw = self._search.read(good, self._read_fields(list(fields.values())))
        return {one["key"]: self._issue(one, fields.get(project_of(one["key"]))) for one in raw}
