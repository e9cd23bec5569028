"""How issues look in the answers of the platform interface (REST v2 and v3)."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sandbox.jira.fields import FIELDS, Field
from sandbox.jira.moments import moment, sprint_dates
from sandbox.jira.parts import Parts
from sandbox.jira.records import (
    Change,
    ChangedField,
    Comment,
    Issue,
    IssueType,
    Json,
    Link,
    RemoteLink,
    Sprint,
    Status,
)
from sandbox.jira.store import PRIORITIES, Store


class Shape(Parts):
    """Builds JSON for one version of the interface; `url` is the site's own address."""

    def comment(self, issue: Issue, comment: Comment) -> Json:
        return {
            "self": self.self_link(f"issue/{issue.id}/comment/{comment.id}"),
            "id": comment.id,
            "author": self.user(self.store.account(comment.author)),
            "body": self.rich(comment.body),
            "updateAuthor": self.user(self.store.account(comment.update_author)),
            "created": moment(comment.created),
            "updated": moment(comment.updated),
            "jsdPublic": True,
        }

    def comments(self, issue: Issue) -> Json:
        listed = [self.comment(issue, comment) for comment in issue.comments]
        return {"comments": listed, "maxResults": len(listed), "total": len(listed), "startAt": 0}

    def change(self, change: Change) -> Json:
        return {
            "id": change.id,
            "author": self.user(self.store.account(change.author)),
            "created": moment(change.at),
            "items": [self.changed(item) for item in change.items],
        }

    def changed(self, item: ChangedField) -> Json:
        shape = {
            "field": item.name,
            "fieldtype": "custom" if item.custom else "jira",
            "from": item.before[0],
            "fromString": item.before[1],
            "to": item.after[0],
            "toString": item.after[1],
        }
        return shape if self.deployment == "server" else {**shape, "fieldId": item.field_id}

    def link(self, link: Link, issue: Issue) -> Json:
        """A link as it stands at one of its two ends: the other end and the direction."""
        outward = link.source == issue.id
        other = self.store.issue(link.target if outward else link.source)
        return {
            "self": self.self_link(f"issueLink/{link.id}"),
            "id": link.id,
            "type": self.link_type(link.type),
            "outwardIssue" if outward else "inwardIssue": self.linked_issue(other),
        }

    def linked_issue(self, issue: Issue) -> Json:
        return self.issue(issue, fields=("summary", "status", "priority", "issuetype"))

    def remote_link(self, issue: Issue, link: RemoteLink) -> Json:
        return {
            "self": self.self_link(f"issue/{issue.key}/remotelink/{link.id}"),
            "id": link.id,
            "globalId": link.global_id,
            "relationship": link.relationship,
            "object": link.link,
        }

    def issue(self, issue: Issue, *, fields: Iterable[str]) -> Json:
        return {
            "id": issue.id,
            "key": issue.key,
            "self": self.self_link(f"issue/{issue.id}"),
            "fields": {name: self.value(issue, FIELDS[name]) for name in fields},
        }

    def value(self, issue: Issue, field: Field) -> Any:  # noqa: ANN401  # each field has JSON of its own kind
        if field.kind == "moment":
            return _moment_of(issue, field.id)
        shaped, value = _SHAPES.get(field.kind), issue.values.get(field.id)
        return shaped(self, issue, value) if shaped else value

    def sprint_value(self, sprint: Sprint) -> Json | str:
        if self.deployment == "server":
            parts = (
                f"id={sprint.id},rapidViewId={sprint.board},state={sprint.state.upper()},name={sprint.name}"
            )
            return (
                f"com.atlassian.greenhopper.service.sprint.Sprint@{sprint.id:x}[{parts},goal={sprint.goal}]"
            )
        return {
            "id": sprint.id,
            "name": sprint.name,
            "state": sprint.state,
            "boardId": sprint.board,
            "goal": sprint.goal,
            **sprint_dates(sprint),
        }


def type_of(store: Store, issue: Issue) -> IssueType:
    project = store.projects[issue.project]
    return next(kind for kind in project.types if kind.id == issue.values["issuetype"])


def status_of(store: Store, issue: Issue) -> Status:
    project = store.projects[issue.project]
    return next(status for status in project.statuses if status.id == issue.values["status"])


def _moment_of(issue: Issue, field: str) -> str | None:
    when = {"created": issue.created, "updated": issue.updated, "resolutiondate": issue.resolved}[field]
    return moment(when) if when else None


def _visible_links(store: Store, issue: Issue) -> list[Link]:
    ends = ((link, link.target if link.source == issue.id else link.source) for link in store.links_of(issue))
    return [link for link, other in ends if not store.issue(other).hidden]


def _resolution(shape: Shape, issue: Issue) -> Json | None:
    if issue.resolved is None:
        return None
    link = shape.self_link("resolution/10000")
    return {"self": link, "id": "10000", "name": "Done", "description": "Work has been completed."}


# How each kind of field turns its issue and canonical value into JSON; the others stay as they are.
_SHAPES: Mapping[str, Callable[[Shape, Issue, Any], Any]] = {
    "rich": lambda shape, _, value: shape.rich(value),
    "type": lambda shape, issue, _: shape.issue_type(type_of(shape.store, issue)),
    "project": lambda shape, issue, _: shape.project(shape.store.projects[issue.project]),
    "status": lambda shape, issue, _: shape.status(status_of(shape.store, issue)),
    "priority": lambda shape, _, value: shape.priority(next(one for one in PRIORITIES if one.id == value)),
    "resolution": lambda shape, issue, _: _resolution(shape, issue),
    "user": lambda shape, _, value: shape.user(shape.store.account(value)) if value else None,
    "versions": lambda shape, _, value: [shape.version(shape.store.version(one)) for one in value or ()],
    "links": lambda shape, issue, _: [shape.link(one, issue) for one in _visible_links(shape.store, issue)],
    "comments": lambda shape, issue, _: shape.comments(issue),
    "rank": lambda _shape, issue, _: f"0|i{issue.rank:05d}:",
    "sprint": lambda shape, _, value: (
        [shape.sprint_value(shape.store.sprint(one)) for one in value or ()] or None
    ),
    "labels": lambda _shape, _, value: list(value or ()),
}
