"""Issues: reading, creating, editing and moving them through their workflow."""

from collections.abc import Iterable
from typing import Any

from sandbox.jira.errors import FieldRefused, JiraRefused, not_on_screen
from sandbox.jira.fields import FIELDS, Field
from sandbox.jira.records import Issue, Json, Project
from sandbox.jira.rest.edge import Call, Path, Reply, page
from sandbox.jira.rest.rendered import rendered_fields
from sandbox.jira.store import PRIORITIES
from sandbox.jira.values import Reader, operated


def wanted_fields(asked: Iterable[str]) -> list[str]:
    """The ids of the fields that a request asks for; `*all`, `*navigable` and `-comment` included."""
    names = [name.strip() for name in asked if name.strip()]
    if not names or any(name in {"*all", "*navigable"} for name in names):
        left_out = {name.removeprefix("-") for name in names if name.startswith("-")}
        every = [name for name in FIELDS if name not in left_out]
        return [name for name in every if name != "comment"] if "*navigable" in names else every
    return [name for name in names if name in FIELDS]


def found(call: Call) -> Issue:
    return call.site.store.visible_issue(call.path["key"])


def project_of(call: Call, issue: Issue) -> Project:
    return call.site.store.projects[issue.project]


def issue_json(call: Call, issue: Issue, *, fields: list[str], expand: str) -> Json:
    shape = call.shape.issue(issue, fields=fields)
    expanded = {name.strip() for name in expand.split(",")}
    if "names" in expanded:
        shape["names"] = {name: FIELDS[name].name_in(call.site.language) for name in fields}
    if "changelog" in expanded:
        changes = [call.shape.change(change) for change in reversed(issue.changes)]
        shape["changelog"] = {
            "startAt": 0, "maxResults": len(changes), "total": len(changes), "histories": changes,
        }  # fmt: skip
    if "renderedFields" in expanded:
        shape["renderedFields"] = rendered_fields(issue, fields)
    return shape


def read(call: Call) -> Json:
    fields = wanted_fields(call.query.get("fields", "").split(","))
    return issue_json(call, found(call), fields=fields, expand=call.query.get("expand", ""))


def bulk_read(call: Call) -> Json:
    body = call.json()
    fields = wanted_fields(body.get("fields") or ())
    issues, errors = [], []
    for key in body.get("issueIdsOrKeys") or ():
        try:
            issue = call.site.store.visible_issue(str(key))
        except JiraRefused as refusal:
            errors.append({"id": str(key), "errorMessage": str(refusal)})
        else:
            issues.append(issue_json(call, issue, fields=fields, expand=",".join(body.get("expand") or ())))
    return {"issues": issues, "issueErrors": errors}


def create(call: Call) -> Reply:
    body = call.json()
    fields = dict(body.get("fields") or {})
    where = fields.pop("project", None)
    if not isinstance(where, dict):
        raise JiraRefused(400, errors={"project": "Specify a valid project ID or key"})
    try:
        project = call.site.store.project(str(where.get("key") or where.get("id")))
    except JiraRefused:
        raise JiraRefused(400, errors={"project": "valid project is required"}) from None
    missing = {"summary": "You must specify a summary of the issue.", "issuetype": "Specify an issue type"}
    absent = {name: text for name, text in missing.items() if name not in fields}
    if absent:
        raise JiraRefused(400, errors=absent)
    values = _read_fields(call, project, fields)
    issue = call.site.work.create(project, call.actor, values)
    return Reply(201, {"id": issue.id, "key": issue.key, "self": call.shape.self_link(f"issue/{issue.id}")})


def edit(call: Call) -> Reply:
    issue, body = found(call), call.json()
    project = project_of(call, issue)
    fields = dict(body.get("fields") or {})
    comments: list[Any] = []
    errors: dict[str, str] = {}
    for name, operations in (body.get("update") or {}).items():
        if name == "comment":
            comments = [operation.get("add", {}).get("body") for operation in operations]
            continue
        try:
            fields[name] = operated(_present(call, issue, name), operations)
        except FieldRefused as refusal:
            errors[name] = str(refusal)
    if errors:
        raise JiraRefused(400, errors=errors)
    values = _read_fields(call, project, fields)
    reader = Reader(call.site.store, project, rest=call.rest)
    bodies = [text for text in map(reader.rich, comments) if text]
    call.site.work.edit(issue, call.actor, values)
    for text in bodies:
        call.site.work.comment(issue, call.actor, text)
    return Reply(204)


def delete(call: Call) -> Reply:
    call.site.work.delete(found(call), call.actor)
    return Reply(204)


def assign(call: Call) -> Reply:
    issue = found(call)
    project = project_of(call, issue)
    call.site.work.edit(issue, call.actor, _read_fields(call, project, {"assignee": call.json()}))
    return Reply(204)


def editable(call: Call) -> Json:
    issue = found(call)
    project = project_of(call, issue)
    fields = {}
    for name in sorted(_screen(call, project)):
        field = FIELDS[name]
        fields[name] = _meta(call, project, field)
    return {"fields": fields}


def changelog(call: Call) -> Json:
    issue = found(call)
    return page(call, [call.shape.change(change) for change in issue.changes], usual=100)


def transitions(call: Call) -> Json:
    project = project_of(call, found(call))
    listed = [
        {
            "id": str(number * 10 + 1),
            "name": status.name,
            "to": call.shape.status(status),
            "hasScreen": False,
            "isGlobal": True,
            "isInitial": False,
            "isAvailable": True,
            "isConditional": False,
        }
        for number, status in enumerate(project.statuses, 1)
    ]
    asked = call.query.get("transitionId")
    return {
        "expand": "transitions",
        "transitions": [one for one in listed if asked is None or one["id"] == asked],
    }


def transition(call: Call) -> Reply:
    """The id may come as a number, which the real sites take too."""
    issue, body = found(call), call.json()
    project = project_of(call, issue)
    wanted = body.get("transition") or {}
    places = {str(number * 10 + 1): status for number, status in enumerate(project.statuses, 1)}
    status = places.get(str(wanted.get("id"))) if isinstance(wanted, dict) else None
    if status is None:
        raise JiraRefused(
            400, "It seems that you have tried to perform a workflow operation that is not valid."
        )
    values = _read_fields(call, project, dict(body.get("fields") or {}))
    call.site.work.edit(issue, call.actor, {**values, "status": status.id})
    return Reply(204)


def _present(call: Call, issue: Issue, name: str) -> Any:  # noqa: ANN401  # JSON
    return call.shape.value(issue, FIELDS[name]) if name in FIELDS else None


def _screen(call: Call, project: Project) -> set[str]:
    if call.site.faults.is_on("jira_refuses_field"):
        return project.screen - {project.estimate_field}
    return project.screen


def _read_fields(call: Call, project: Project, fields: dict[str, Any]) -> dict[str, Any]:
    """All of them or none: every field that is refused is named in one answer."""
    reader = Reader(call.site.store, project, rest=call.rest)
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, raw in fields.items():
        if name not in _screen(call, project):
            errors[name] = not_on_screen(name)
            if name == project.estimate_field:
                call.site.faults.take("jira_refuses_field")
            continue
        try:
            values[name] = reader.value(FIELDS[name], raw)
        except FieldRefused as refusal:
            errors[name] = str(refusal)
    if errors:
        raise JiraRefused(400, errors=errors)
    return values


def _meta(call: Call, project: Project, field: Field) -> Json:
    schema: Json = {"type": field.type}
    if field.items:
        schema["items"] = field.items
    if field.custom:
        schema |= {"custom": field.custom, "customId": int(field.id.removeprefix("customfield_"))}
    else:
        schema["system"] = field.id
    several = field.type == "array"
    meta: Json = {
        "required": field.id in {"summary", "issuetype"},
        "schema": schema,
        "name": field.name_in(call.site.language),
        "key": field.id,
        "operations": ["add", "set", "remove"] if several else ["set"],
    }
    allowed = _allowed(call, project, field)
    return {**meta, "allowedValues": allowed} if allowed is not None else meta


def _allowed(call: Call, project: Project, field: Field) -> list[Json] | None:
    match field.kind:
        case "priority":
            return [call.shape.priority(priority) for priority in PRIORITIES]
        case "type":
            return [call.shape.issue_type(kind) for kind in project.types]
        case "versions":
            return [call.shape.version(version) for version in call.site.store.versions_of(project)]
        case _:
            return None


PATHS = (
    Path("POST", "/rest/api/{rest}/issue", create),
    Path("POST", "/rest/api/{rest}/issue/bulkfetch", bulk_read),
    Path("GET", "/rest/api/{rest}/issue/{key}", read),
    Path("PUT", "/rest/api/{rest}/issue/{key}", edit),
    Path("DELETE", "/rest/api/{rest}/issue/{key}", delete),
    Path("PUT", "/rest/api/{rest}/issue/{key}/assignee", assign),
    Path("GET", "/rest/api/{rest}/issue/{key}/editmeta", editable),
    Path("GET", "/rest/api/{rest}/issue/{key}/changelog", changelog),
    Path("GET", "/rest/api/{rest}/issue/{key}/transitions", transitions),
    Path("POST", "/rest/api/{rest}/issue/{key}/transitions", transition),
)
