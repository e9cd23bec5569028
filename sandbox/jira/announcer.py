"""Says what happened on the site: to the page's subscriptions, and as webhooks in the shape of REST v2."""

from collections.abc import Callable

from sandbox.clock import Clock
from sandbox.jira.feed import Feed
from sandbox.jira.fields import FIELDS
from sandbox.jira.moments import sprint_dates
from sandbox.jira.records import Account, Change, Comment, Issue, Json, Link, Sprint, Version
from sandbox.jira.shape import Shape
from sandbox.jira.store import Store
from sandbox.jira.webhooks import Webhook

_BODY_FIELDS = tuple(name for name in FIELDS if name != "comment")


class Announcer:
    """`shape` builds REST v2 JSON; it is asked anew each time, for the site learns its address late."""

    def __init__(self, store: Store, clock: Clock, *, shape: Callable[[], Shape]) -> None:
        self.feed = Feed()
        self.webhooks: list[Webhook] = []
        self._store = store
        self._clock = clock
        self._shape = shape

    def issue(self, verb: str, issue: Issue, actor: Account, change: Change | None = None) -> None:
        """`verb` is created, updated or deleted."""
        self.feed.tell(f"issue_{verb}", {"key": issue.key, "actor": actor.handle})
        if issue.hidden:
            return
        shape = self._shape()
        body: Json = {"issue_event_type_name": _EVENT_TYPES[verb], "user": shape.user(actor)}
        body["issue"] = shape.issue(issue, fields=_BODY_FIELDS)
        if change:
            body["changelog"] = {"id": change.id, "items": [shape.changed(item) for item in change.items]}
        self._send(f"jira:issue_{verb}", body)

    def comment(self, verb: str, issue: Issue, comment: Comment) -> None:
        self.feed.tell(f"comment_{verb}", {"key": issue.key, "comment": comment.id})
        shape = self._shape()
        fields = ("summary", "issuetype", "project", "assignee", "priority", "status")
        body = {"comment": shape.comment(issue, comment), "issue": shape.issue(issue, fields=fields)}
        if not issue.hidden:
            self._send(f"comment_{verb}", body)

    def version(self, verb: str, version: Version) -> None:
        self.feed.tell(f"version_{verb}", {"version": version.id, "project": version.project})
        self._send(f"jira:version_{verb}", {"version": self._shape().version(version)})

    def sprint(self, verb: str, sprint: Sprint) -> None:
        self.feed.tell(f"sprint_{verb}", {"sprint": sprint.id})
        body = {
            "id": sprint.id,
            "self": f"{self._shape().self_link('').partition('/rest/')[0]}/rest/agile/1.0/sprint/{sprint.id}",
            "state": sprint.state,
            "name": sprint.name,
            "originBoardId": sprint.board,
            "goal": sprint.goal,
            **sprint_dates(sprint),
        }
        self._send(f"sprint_{verb}", {"sprint": body})

    def link(self, verb: str, link: Link) -> None:
        ends = [self._store.issue(link.source).key, self._store.issue(link.target).key]
        self.feed.tell(f"link_{verb}", {"keys": ends})
        kind = {
            "id": int(link.type.id),
            "name": link.type.name,
            "outwardName": link.type.outward,
            "inwardName": link.type.inward,
            "isSubTaskLinkType": False,
            "isSystemLinkType": False,
        }
        body = {
            "id": int(link.id),
            "sourceIssueId": int(link.source),
            "destinationIssueId": int(link.target),
            "issueLinkType": kind,
            "systemLink": False,
        }
        self._send(f"issuelink_{verb}", {"issueLink": body})

    def _send(self, event: str, body: Json) -> None:
        milliseconds = int(self._clock.now().timestamp() * 1000)
        for webhook in self.webhooks:
            webhook.send({"timestamp": milliseconds, "webhookEvent": event, **body})


_EVENT_TYPES = {"created": "issue_created", "updated": "issue_generic", "deleted": "issue_deleted"}
