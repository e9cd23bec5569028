"""A project's boards, their sprints, and the field in which they keep estimates."""

from collections.abc import Iterator

from integrations.jira.errors import NAME
from integrations.jira.mapping import Json, board_from_json, sprint_from_json
from integrations.jira.recent import Recent
from integrations.jira.site import JiraSite
from integrations.ports import Board, Denied, EstimateField, NotFound, Rejected, Sprint
from integrations.refusals import no_such_board, no_such_sprint, sprint_needs_board
from integrations.sprints import chosen_sprint

# Known by its type, whatever it is called on a site; company-managed "Story Points" is any number to Jira,
# so it is found through a board only.
STORY_POINTS_TYPE = "com.pyxis.greenhopper.jira:jsw-story-points"
CUSTOM_FIELD = "customfield_"
LIKELY_TO_ESTIMATE = ("scrum", "simple", "kanban")
BOARDS_LOOKED_AT = 5


class JiraBoards:
    def __init__(self, site: JiraSite) -> None:
        self._site = site
        self._of_project: Recent[tuple[Board, ...]] = Recent()
        self._estimation: Recent[EstimateField | None] = Recent()

    def of_project(self, project: str) -> tuple[Board, ...]:
        with self._site.client() as client:
            boards = client.boards(projectKeyOrID=project, maxResults=False)
        return tuple(board_from_json(board.raw) for board in boards)

    def sprints(self, board: int) -> tuple[Sprint, ...]:
        with self._site.client() as client:
            sprints = client.sprints(board, state="active,future", maxResults=False)
        return tuple(sprint_from_json(sprint.raw) for sprint in sprints)

    def sprint(self, name_or_id: str | None, *, board: int | None) -> Sprint:
        """Ids are known all over the site; names, and which sprint is next, only on a board."""
        wanted = (name_or_id or "").strip()
        if wanted.isdecimal():
            return self._sprint_by_id(int(wanted))
        if board is None:
            raise sprint_needs_board()
        return chosen_sprint(self.sprints(board), wanted)

    def _sprint_by_id(self, sprint_id: int) -> Sprint:
        try:
            with self._site.client() as client:
                return sprint_from_json(client.sprint(sprint_id).raw)
        except NotFound as error:
            raise no_such_sprint(NAME, sprint_id) from error

    def estimate_field(self, project: str, *, board: int | None) -> EstimateField | None:
        """The board's own estimation decides; without one the field's type does, never its name."""
        if board is not None:
            return self._estimation_of(board)
        return self._estimation_of_any_board(project) or self._field_by_type()

    def _estimation_of_any_board(self, project: str) -> EstimateField | None:
        try:
            found = (self._estimation_of(candidate) for candidate in self._candidates(project))
            return next((field for field in found if field), None)
        except (NotFound, Rejected, Denied):
            return None  # a Jira without boards, or none for the bot: the field's type is what is left

    def _candidates(self, project: str) -> Iterator[int]:
        boards = self._of_project.answer(project, lambda: self.of_project(project))
        known = sorted(
            (board for board in boards if board.kind in LIKELY_TO_ESTIMATE),
            key=lambda board: LIKELY_TO_ESTIMATE.index(board.kind),
        )
        yield from (board.id for board in known[:BOARDS_LOOKED_AT])

    def _estimation_of(self, board: int) -> EstimateField | None:
        return self._estimation.answer(board, lambda: self._ask_estimation(board))

    def _ask_estimation(self, board: int) -> EstimateField | None:
        try:
            configuration = self._site.send("GET", f"agile/1.0/board/{board}/configuration")
        except NotFound as error:
            raise no_such_board(NAME, board) from error
        field = (configuration.get("estimation") or {}).get("field") or {}
        field_id = field.get("fieldId")
        if not field_id or not self._holds_numbers(field_id):
            return None  # nothing, time or the number of issues: no place for points
        return EstimateField(id=field_id, name=str(field.get("displayName") or field_id), board=board)

    def _holds_numbers(self, field_id: str) -> bool:
        """Time is a number to Jira, too, but in a field of its own making."""
        numbers = (field["id"] for field in self._site.fields() if _type(field) == "number")
        return field_id.startswith(CUSTOM_FIELD) and field_id in numbers

    def _field_by_type(self) -> EstimateField | None:
        for field in self._site.fields():
            if (field.get("schema") or {}).get("custom") == STORY_POINTS_TYPE:
                return EstimateField(id=field["id"], name=str(field.get("name") or field["id"]))
        return None


def _type(field: Json) -> str:
    return str((field.get("schema") or {}).get("type", ""))
