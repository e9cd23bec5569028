"""What is attached to issues: comments, links between issues and links to elsewhere."""

from typing import Any

from sandbox.jira.errors import FieldRefused, JiraRefused, issue_not_found
from sandbox.jira.records import Comment, Issue, Json, Link, LinkType, RichText
from sandbox.jira.rest.edge import Call, Path, Reply, page
from sandbox.jira.rest.issues import found, project_of
from sandbox.jira.store import LINK_TYPES
from sandbox.jira.values import Reader


def comments(call: Call) -> Json:
    issue = found(call)
    listed = list(issue.comments)
    if call.query.get("orderBy", "").startswith("-"):
        listed.reverse()
    shaped = page(call, [call.shape.comment(issue, one) for one in listed], name="comments", usual=100)
    return {name: value for name, value in shaped.items() if name != "isLast"}


def comment(call: Call) -> Json:
    issue = found(call)
    return call.shape.comment(issue, call.site.store.comment(issue, call.path["id"]))


def add_comment(call: Call) -> Reply:
    issue = found(call)
    added = call.site.work.comment(issue, call.actor, _body(call, issue))
    return Reply(201, call.shape.comment(issue, added))


def edit_comment(call: Call) -> Json:
    issue = found(call)
    known: Comment = call.site.store.comment(issue, call.path["id"])
    call.site.work.edit_comment(issue, known, call.actor, _body(call, issue))
    return call.shape.comment(issue, known)


def delete_comment(call: Call) -> Reply:
    issue = found(call)
    call.site.work.delete_comment(issue, call.site.store.comment(issue, call.path["id"]))
    return Reply(204)


def _body(call: Call, issue: Issue) -> RichText:
    reader = Reader(call.site.store, project_of(call, issue), rest=call.rest)
    try:
        text = reader.rich(call.json().get("body"))
    except FieldRefused:
        text = None
    if text is None or not text.wiki.strip():
        raise JiraRefused(400, errors={"comment": "Comment body is not valid!"})
    return text


def link_types(call: Call) -> Json:
    return {"issueLinkTypes": [call.shape.link_type(kind) for kind in LINK_TYPES]}


def add_link(call: Call) -> Reply:
    """`inwardIssue` blocks `outwardIssue`, the way round that REST has it."""
    body = call.json()
    kind = _link_type(body.get("type"))
    ends = []
    for name in ("inwardIssue", "outwardIssue"):
        end = body.get(name)
        if not isinstance(end, dict):
            raise issue_not_found()
        ends.append(call.site.store.visible_issue(str(end.get("key") or end.get("id"))))
    source, target = ends
    call.site.work.link(kind, source=source, target=target)
    return Reply(201)


def _link_type(raw: Any) -> LinkType:  # noqa: ANN401  # JSON
    named = raw if isinstance(raw, dict) else {}
    for kind in LINK_TYPES:
        if named.get("name") == kind.name or str(named.get("id")) == kind.id:
            return kind
    raise JiraRefused(404, f"No issue link type with name '{named.get('name')}' found.")


def link(call: Call) -> Json:
    known = _link(call)
    store = call.site.store
    return {
        "self": call.shape.self_link(f"issueLink/{known.id}"),
        "id": known.id,
        "type": call.shape.link_type(known.type),
        "inwardIssue": call.shape.linked_issue(store.issue(known.source)),
        "outwardIssue": call.shape.linked_issue(store.issue(known.target)),
    }


def delete_link(call: Call) -> Reply:
    call.site.work.unlink(_link(call))
    return Reply(204)


def _link(call: Call) -> Link:
    known = call.site.store.links.get(call.path["id"])
    if known is None:
        raise JiraRefused(404, f"No issue link with id '{call.path['id']}' exists.")
    return known


def remote_links(call: Call) -> Any:  # noqa: ANN401  # one link or a list of them
    issue, wanted = found(call), call.query.get("globalId")
    listed = [call.shape.remote_link(issue, one) for one in issue.remote_links]
    if wanted is None:
        return listed
    for shaped in listed:
        if shaped["globalId"] == wanted:
            return shaped
    raise JiraRefused(404, f"The remote link with global ID '{wanted}' does not exist.")


def add_remote_link(call: Call) -> Reply:
    issue, body = found(call), call.json()
    target = body.get("object")
    if not isinstance(target, dict) or not target.get("url") or not target.get("title"):
        raise JiraRefused(400, errors={"title": "'title' is required.", "url": "'url' is required."})
    global_id, relationship = str(body.get("globalId") or ""), str(body.get("relationship") or "")
    added, is_new = call.site.work.remote_link(issue, global_id, target, relationship)
    self_link = call.shape.self_link(f"issue/{issue.key}/remotelink/{added.id}")
    return Reply(201 if is_new else 200, {"id": added.id, "self": self_link})


def delete_remote_link(call: Call) -> Reply:
    issue = found(call)
    kept = [one for one in issue.remote_links if str(one.id) != call.path["id"]]
    if len(kept) == len(issue.remote_links):
        raise JiraRefused(404, f"The remote link with ID '{call.path['id']}' does not exist.")
    issue.remote_links = kept
    return Reply(204)


PATHS = (
    Path("GET", "/rest/api/{rest}/issue/{key}/comment", comments),
    Path("POST", "/rest/api/{rest}/issue/{key}/comment", add_comment),
    Path("GET", "/rest/api/{rest}/issue/{key}/comment/{id}", comment),
    Path("PUT", "/rest/api/{rest}/issue/{key}/comment/{id}", edit_comment),
    Path("DELETE", "/rest/api/{rest}/issue/{key}/comment/{id}", delete_comment),
    Path("GET", "/rest/api/{rest}/issueLinkType", link_types),
    Path("POST", "/rest/api/{rest}/issueLink", add_link),
    Path("GET", "/rest/api/{rest}/issueLink/{id}", link),
    Path("DELETE", "/rest/api/{rest}/issueLink/{id}", delete_link),
    Path("GET", "/rest/api/{rest}/issue/{key}/remotelink", remote_links),
    Path("POST", "/rest/api/{rest}/issue/{key}/remotelink", add_remote_link),
    Path("DELETE", "/rest/api/{rest}/issue/{key}/remotelink/{id}", delete_remote_link),
)
