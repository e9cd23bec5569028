"""Versions of a project: what is planned, released, counted and related to them."""

from dataclasses import replace
from datetime import date
from typing import Any

from sandbox.jira.errors import JiraRefused
from sandbox.jira.records import Issue, Json, RelatedWork, Version
from sandbox.jira.rest.edge import Call, Path, Reply, page

_APPROVALS = ("PENDING", "APPROVED", "DECLINED")


def versions(call: Call) -> list[Json]:
    project = call.site.store.project(call.path["key"])
    return [call.shape.version(version) for version in call.site.store.versions_of(project)]


def version_page(call: Call) -> Json:
    project = call.site.store.project(call.path["key"])
    states = {state for state in call.query.get("status", "").split(",") if state}
    typed = call.query.get("query", "").casefold()
    listed = [
        version
        for version in call.site.store.versions_of(project)
        if (not states or _state(version) in states) and typed in version.name.casefold()
    ]
    order = call.query.get("orderBy", "")
    if order.lstrip("+-") == "name":
        listed.sort(key=lambda version: version.name.casefold())
    elif order.lstrip("+-") == "releaseDate":
        listed.sort(key=lambda version: version.release or date.max)
    if order.startswith("-"):
        listed.reverse()
    return page(call, [call.shape.version(version) for version in listed])


def _state(version: Version) -> str:
    return "archived" if version.archived else "released" if version.released else "unreleased"


def version(call: Call) -> Json:
    return call.shape.version(_version(call))


def create(call: Call) -> Reply:
    body = call.json()
    where = body.get("projectId") or body.get("project")
    if where is None:
        raise JiraRefused(400, errors={"projectId": "Project must be specified to create a version."})
    project = call.site.store.project(str(where))
    draft = _changed(call, Version("", project.key, ""), body)
    made = call.site.planning.create_version(project, str(body.get("name") or ""), draft=draft)
    return Reply(201, call.shape.version(made))


def update(call: Call) -> Json:
    known, body = _version(call), call.json()
    changed = _changed(call, known, body)
    if body.get("moveUnfixedIssuesTo"):
        target = str(body["moveUnfixedIssuesTo"]).rpartition("/")[2]
        call.site.planning.move_unresolved(known, call.site.store.version(target))
    call.site.planning.update_version(known, changed)
    return call.shape.version(changed)


def delete(call: Call) -> Reply:
    call.site.planning.delete_version(_version(call))
    return Reply(204)


def unresolved_count(call: Call) -> Json:
    issues = _scope(call)
    return {
        "self": call.shape.self_link(f"version/{call.path['id']}"),
        "issuesCount": len(issues),
        "issuesUnresolvedCount": sum(issue.resolved is None for issue in issues),
    }


def related_counts(call: Call) -> Json:
    return {
        "self": call.shape.self_link(f"version/{call.path['id']}"),
        "issuesFixedCount": len(_scope(call)),
        "issuesAffectedCount": 0,
        "issueCountWithCustomFieldsShowingVersion": 0,
        "customFieldUsage": [],
    }


def related_work(call: Call) -> list[Json]:
    return [_work(one) for one in _version(call).related_work]


def add_related_work(call: Call) -> Reply:
    known, body = _version(call), call.json()
    work = RelatedWork(call.site.store.new_id(), *_work_parts(body))
    known.related_work.append(work)
    return Reply(201, _work(work))


def update_related_work(call: Call) -> Json:
    body = call.json()
    for work in _version(call).related_work:
        if work.id == str(body.get("relatedWorkId")):
            work.category, work.title, work.url = _work_parts(body)
            return _work(work)
    raise JiraRefused(404, "The related work does not exist.")


def delete_related_work(call: Call) -> Reply:
    known = _version(call)
    known.related_work = [one for one in known.related_work if one.id != call.path["work"]]
    return Reply(204)


def _work(work: RelatedWork) -> Json:
    return {"relatedWorkId": work.id, "category": work.category, "title": work.title, "url": work.url}


def _work_parts(body: Json) -> tuple[str, str, str]:
    if not body.get("category"):
        raise JiraRefused(400, errors={"category": "The category of the related work is required."})
    return str(body["category"]), str(body.get("title") or ""), str(body.get("url") or "")


def _version(call: Call) -> Version:
    return call.site.store.version(call.path["id"])


def _scope(call: Call) -> list[Issue]:
    known = _version(call)
    issues = call.site.store.issues.values()
    return [issue for issue in issues if known.id in (issue.values.get("fixVersions") or ())]


def _changed(call: Call, version: Version, body: Json) -> Version:
    """The version with what the body says of it; what it leaves out stays."""
    start = _day(body, "startDate", version.start)
    release = _day(body, "releaseDate", version.release)
    if start and release and start > release:
        raise JiraRefused(400, errors={"startDate": "The start date must be before the release date."})
    return replace(
        version,
        name=str(body.get("name", version.name)),
        description=str(body.get("description", version.description)),
        released=bool(body.get("released", version.released)),
        archived=bool(body.get("archived", version.archived)),
        start=start,
        release=release,
        driver=body.get("driver", version.driver),
        approvers=_approvers(call, body["approvers"]) if "approvers" in body else version.approvers,
    )


def _day(body: Json, name: str, present: date | None) -> date | None:
    if name not in body:
        return present
    if not body[name]:
        return None
    try:
        return date.fromisoformat(str(body[name]))
    except ValueError:
        raise JiraRefused(400, errors={name: "The date must be of the format yyyy-MM-dd"}) from None


def _approvers(call: Call, raw: Any) -> list[Json]:  # noqa: ANN401  # JSON
    approvers = []
    for one in raw or ():
        account = call.site.store.account_named(str(one.get("accountId")))
        status = one.get("status", "PENDING")
        if account is None or status not in _APPROVALS:
            raise JiraRefused(400, errors={"approvers": "An approver or its status is not valid."})
        told = {"accountId": account.account_id, "status": status, "description": one.get("description", "")}
        if one.get("declineReason"):
            told["declineReason"] = one["declineReason"]
        approvers.append(told)
    return approvers


PATHS = (
    Path("GET", "/rest/api/{rest}/project/{key}/versions", versions),
    Path("GET", "/rest/api/{rest}/project/{key}/version", version_page),
    Path("POST", "/rest/api/{rest}/version", create),
    Path("GET", "/rest/api/{rest}/version/{id}", version),
    Path("PUT", "/rest/api/{rest}/version/{id}", update),
    Path("DELETE", "/rest/api/{rest}/version/{id}", delete),
    Path("GET", "/rest/api/{rest}/version/{id}/unresolvedIssueCount", unresolved_count),
    Path("GET", "/rest/api/{rest}/version/{id}/relatedIssueCounts", related_counts),
    Path("GET", "/rest/api/{rest}/version/{id}/relatedwork", related_work),
    Path("POST", "/rest/api/{rest}/version/{id}/relatedwork", add_related_work),
    Path("PUT", "/rest/api/{rest}/version/{id}/relatedwork", update_related_work),
    Path("DELETE", "/rest/api/{rest}/version/{id}/relatedwork/{work}", delete_related_work),
)
