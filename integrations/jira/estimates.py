"""Estimates of issues: whether they can be written, writing them, reading them back."""

from bot.i18n import Text, say
from integrations.jira.boards import JiraBoards
from integrations.jira.errors import NAME, about_issue
from integrations.jira.keys import checked, project_of
from integrations.jira.mapping import Json, number
from integrations.jira.site import JiraSite
from integrations.ports import Denied, EstimateField, NotFound, Preflight, Rejected
from integrations.refusals import no_points


class JiraEstimates:
    def __init__(self, site: JiraSite, boards: JiraBoards) -> None:
        self._site = site
        self._boards = boards

    def field(self, key: str, *, board: int | None) -> EstimateField | None:
        return self._boards.estimate_field(project_of(key), board=board)

    def preflight(self, key: str, *, board: int | None) -> Preflight:
        try:
            editable = self._editable_fields(key)
        except NotFound as error:
            return Preflight(is_visible=False, field_name="", is_writable=False, mend=error.text)
        try:
            field = self.field(key, board=board)
        except NotFound as error:
            return Preflight(is_visible=True, field_name="", is_writable=False, mend=error.text)
        mend = _mend(key, field, editable)
        return Preflight(
            is_visible=True, field_name=field.name if field else "", is_writable=mend is None, mend=mend
        )

    def read(self, key: str, *, board: int | None) -> float | None:
        field = self.field(key, board=board)
        with about_issue(key), self._site.client() as client:
            raw: Json = client.issue(checked(key), fields=field.id if field else "summary").raw
        return number(raw["fields"].get(field.id)) if field else None

    def write(self, key: str, points: float | None, *, board: int | None) -> float | None:
        field = self.field(key, board=board)
        if field is None:
            with about_issue(key), self._site.client() as client:
                client.issue(checked(key), fields="summary")
            raise Rejected(no_points(NAME, key))
        with about_issue(key):
            if points is None or not self._estimated_on_board(key, points, field):
                self._edit(key, points, field)
        return self.read(key, board=board)

    def _estimated_on_board(self, key: str, points: float, field: EstimateField) -> bool:
        """Write by the board's own estimation call, which does not care for screens."""
        if field.board is None:
            return False
        try:
            self._site.send(
                "PUT",
                f"agile/1.0/issue/{checked(key)}/estimation",
                body={"value": _digits(points)},
                boardId=field.board,
            )
        except (Rejected, NotFound, Denied):
            return False  # editing the field says more clearly why, if it fails, too
        return True

    def _edit(self, key: str, points: float | None, field: EstimateField) -> None:
        self._site.send_api("PUT", f"issue/{checked(key)}", body={"fields": {field.id: points}})

    def _editable_fields(self, key: str) -> Json:
        with about_issue(key), self._site.client() as client:
            fields: Json = client.editmeta(checked(key)).get("fields") or {}
        return fields


def _mend(key: str, field: EstimateField | None, editable: Json) -> Text | None:
    if field is None:
        return no_points(NAME, key)
    if not editable:
        return say(
            "The bot’s Jira account may not edit {key}: it lacks the permission “Edit issues”, or the issue "
            "is closed for changes.",
            key=key,
        )
    if field.board is None and field.id not in editable:
        return say(
            "The field “{field}” is not on the edit screen of {key}. Put it there, or give the team the "
            "board that estimates with it.",
            field=field.name,
            key=key,
        )
    return None


def _digits(points: float) -> str:
    return str(int(points)) if points == int(points) else str(points)
