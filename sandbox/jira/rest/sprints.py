"""Sprints and the rank: what is planned for when, and in which order."""

from datetime import UTC, datetime
from typing import Any

from sandbox.jira.errors import JiraRefused
from sandbox.jira.fields import SPRINT
from sandbox.jira.records import Issue, Json, Sprint
from sandbox.jira.rest.agile import AGILE, issue_page, path_number, sprint_json
from sandbox.jira.rest.edge import Call, Path, Reply

_MOST_AT_ONCE = 50


def sprint(call: Call) -> Json:
    return sprint_json(call, _sprint(call))


def sprint_issues(call: Call) -> Json:
    number = _sprint(call).id
    return issue_page(
        call, [one for one in call.site.store.ranked() if number in (one.values.get(SPRINT) or ())]
    )


def create_sprint(call: Call) -> Reply:
    body = call.json()
    where = call.site.store.board(int(body.get("originBoardId") or 0))
    made = call.site.planning.create_sprint(
        where,
        str(body.get("name") or ""),
        goal=str(body.get("goal") or ""),
        start=_when(body.get("startDate")),
        end=_when(body.get("endDate")),
    )
    return Reply(201, sprint_json(call, made))


def update_sprint(call: Call) -> Json:
    known, body = _sprint(call), call.json()
    call.site.planning.update_sprint(
        known,
        name=str(body.get("name", known.name)),
        goal=str(body.get("goal", known.goal)),
        state=body.get("state", known.state),
        start=_when(body["startDate"]) if "startDate" in body else known.start,
        end=_when(body["endDate"]) if "endDate" in body else known.end,
    )
    return sprint_json(call, known)


def move_to_sprint(call: Call) -> Reply:
    known = _sprint(call)
    if known.state == "closed":
        raise JiraRefused(400, "Issues can be moved only to open or active sprints.")
    return _move(call, (known.id,))


def move_to_backlog(call: Call) -> Reply:
    return _move(call, ())


def rank(call: Call) -> Reply:
    body = call.json()
    issues = _several(call, body)
    before, after = (
        call.site.store.visible_issue(str(body[name])) if body.get(name) else None
        for name in ("rankBeforeIssue", "rankAfterIssue")
    )
    if (before is None) == (after is None):
        raise JiraRefused(400, "Either rankBeforeIssue or rankAfterIssue must be given.")
    if (before or after) in issues:
        raise JiraRefused(400, "An issue cannot be ranked against itself.")
    call.site.work.rank(issues, call.actor, before=before, after=after)
    return Reply(204)


def _move(call: Call, sprints: tuple[int, ...]) -> Reply:
    for issue in _several(call, call.json()):
        call.site.work.edit(issue, call.actor, {SPRINT: sprints})
    return Reply(204)


def _several(call: Call, body: Json) -> list[Issue]:
    keys = body.get("issues") or []
    if not keys or len(keys) > _MOST_AT_ONCE:
        raise JiraRefused(400, f"Between 1 and {_MOST_AT_ONCE} issues can be moved at once.")
    return [call.site.store.visible_issue(str(key)) for key in keys]


def _sprint(call: Call) -> Sprint:
    return call.site.store.sprint(path_number(call))


def _when(raw: Any) -> datetime | None:  # noqa: ANN401  # JSON
    if not raw:
        return None
    try:
        when = datetime.fromisoformat(str(raw))
    except ValueError:
        raise JiraRefused(400, f"'{raw}' is not a valid date.") from None
    return when.astimezone(UTC)


PATHS = (
    Path("POST", f"{AGILE}/sprint", create_sprint),
    Path("GET", f"{AGILE}/sprint/{{id}}", sprint),
    Path("PUT", f"{AGILE}/sprint/{{id}}", update_sprint),
    Path("POST", f"{AGILE}/sprint/{{id}}", update_sprint),
    Path("GET", f"{AGILE}/sprint/{{id}}/issue", sprint_issues),
    Path("POST", f"{AGILE}/sprint/{{id}}/issue", move_to_sprint),
    Path("POST", f"{AGILE}/backlog/issue", move_to_backlog),
    Path("PUT", f"{AGILE}/issue/rank", rank),
)
