"""Boards: how they are set up, what stands on them, and in which field they estimate."""

import math

from sandbox.jira.changes import number_text
from sandbox.jira.errors import JiraRefused, not_on_screen
from sandbox.jira.fields import FIELDS, RANK, SPRINT
from sandbox.jira.records import Board, Issue, Json, Project
from sandbox.jira.rest.agile import AGILE, agile_link, issue_page, path_number, sprint_json
from sandbox.jira.rest.edge import Call, Path, page
from sandbox.jira.rest.issues import found, project_of


def boards(call: Call) -> Json:
    listed = list(call.site.store.boards.values())
    if where := call.query.get("projectKeyOrId"):
        key = call.site.store.project(where).key
        listed = [board for board in listed if board.project == key]
    if name := call.query.get("name"):
        listed = [board for board in listed if name.casefold() in board.name.casefold()]
    return page(call, [_board_json(call, board) for board in listed])


def board(call: Call) -> Json:
    return _board_json(call, _board(call))


def configuration(call: Call) -> Json:
    known = _board(call)
    project = call.site.store.projects[known.project]
    shape: Json = {
        "id": known.id,
        "name": known.name,
        "type": known.kind,
        "self": agile_link(call, f"board/{known.id}/configuration"),
        "location": {"type": "project", "key": project.key, "id": project.id, "name": project.name},
        "filter": {"id": str(10_000 + known.id), "self": call.shape.self_link(f"filter/{10_000 + known.id}")},
        "columnConfig": {
            "columns": [
                {
                    "name": one.name,
                    "statuses": [{"id": one.id, "self": call.shape.self_link(f"status/{one.id}")}],
                }
                for one in project.statuses
            ],
            "constraintType": "none",
        },
        "ranking": {"rankCustomFieldId": int(RANK.removeprefix("customfield_"))},
    }
    return shape if known.kind == "kanban" else {**shape, "estimation": _estimation(project)}


def _estimation(project: Project) -> Json:
    field = FIELDS[project.estimate_field]
    german = project.statuses[0].name != project.statuses[0].original
    named = {"fieldId": field.id, "displayName": field.name_in("de" if german else "en")}
    return {"type": "field", "field": named}


def board_sprints(call: Call) -> Json:
    known = _board(call)
    if known.kind == "kanban":
        raise JiraRefused(400, "The board does not support sprints")
    states = {state for state in call.query.get("state", "").split(",") if state}
    unknown = states - {"active", "future", "closed"}
    if unknown:
        raise JiraRefused(400, f"Invalid sprint state: {min(unknown)}.")
    listed = [one for one in call.site.store.sprints_of(known.id) if not states or one.state in states]
    return page(call, [sprint_json(call, one) for one in listed])


def board_issues(call: Call) -> Json:
    project = _board(call).project
    return issue_page(call, [one for one in call.site.store.ranked() if one.project == project])


def board_backlog(call: Call) -> Json:
    project = _board(call).project
    listed = (one for one in call.site.store.ranked() if one.project == project)
    return issue_page(call, [one for one in listed if one.resolved is None and not _open_sprints(call, one)])


def estimation(call: Call) -> Json:
    issue, project = found(call), _estimating_project(call)
    value = issue.values.get(project.estimate_field)
    shown = {} if value is None else {"value": number_text(value)}
    return {"fieldId": project.estimate_field, **shown}


def estimate(call: Call) -> Json:
    """Sets the board's field whatever the screens say, unless the fault forbids it."""
    issue, project = found(call), _estimating_project(call)
    if project_of(call, issue).key != project.key:
        raise JiraRefused(400, "The issue does not belong to the board.")
    if call.site.faults.take("jira_refuses_field"):
        refused = not_on_screen(project.estimate_field)
        raise JiraRefused(400, errors={project.estimate_field: refused})
    value = _points(call.json().get("value"))
    call.site.work.edit(issue, call.actor, {project.estimate_field: value})
    return estimation(call)


def _points(raw: object) -> float | None:
    if raw in (None, ""):
        return None
    try:
        points = float(str(raw))
    except ValueError:
        points = math.nan
    if not math.isfinite(points):
        raise JiraRefused(400, f"'{raw}' is an invalid number")
    return points


def _estimating_project(call: Call) -> Project:
    number = call.query.get("boardId", "")
    if not number.isdigit():
        raise JiraRefused(400, "The boardId parameter is required.")
    known = call.site.store.board(int(number))
    if known.kind == "kanban":
        raise JiraRefused(400, "The board does not have an estimation field.")
    return call.site.store.projects[known.project]


def _open_sprints(call: Call, issue: Issue) -> bool:
    sprints = issue.values.get(SPRINT) or ()
    return any(call.site.store.sprint(one).state != "closed" for one in sprints)


def _board(call: Call) -> Board:
    return call.site.store.board(path_number(call))


def _board_json(call: Call, board: Board) -> Json:
    project = call.site.store.projects[board.project]
    return {
        "id": board.id,
        "self": agile_link(call, f"board/{board.id}"),
        "name": board.name,
        "type": board.kind,
        "location": {
            "projectId": int(project.id),
            "displayName": f"{project.name} ({project.key})",
            "projectName": project.name,
            "projectKey": project.key,
            "projectTypeKey": "software",
            "name": f"{project.name} ({project.key})",
        },
    }


PATHS = (
    Path("GET", f"{AGILE}/board", boards),
    Path("GET", f"{AGILE}/board/{{id}}", board),
    Path("GET", f"{AGILE}/board/{{id}}/configuration", configuration),
    Path("GET", f"{AGILE}/board/{{id}}/sprint", board_sprints),
    Path("GET", f"{AGILE}/board/{{id}}/issue", board_issues),
    Path("GET", f"{AGILE}/board/{{id}}/backlog", board_backlog),
    Path("GET", f"{AGILE}/issue/{{key}}/estimation", estimation),
    Path("PUT", f"{AGILE}/issue/{{key}}/estimation", estimate),
)
