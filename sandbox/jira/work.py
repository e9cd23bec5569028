"""What can be done to an issue: create, edit, comment, link and delete it; each act is told and recorded."""

from typing import Any

from sandbox.clock import Clock
from sandbox.jira.announcer import Announcer
from sandbox.jira.changes import changed_fields, rank_change, resolution_change
from sandbox.jira.fields import SPRINT
from sandbox.jira.records import (
    Account,
    Change,
    ChangedField,
    Comment,
    Issue,
    Json,
    Link,
    LinkType,
    Project,
    RemoteLink,
    RichText,
)
from sandbox.jira.shape import status_of
from sandbox.jira.store import PRIORITIES, Store


class Work:
    """Takes canonical values, checked by whoever calls; the caller holds the store's lock."""

    def __init__(self, store: Store, clock: Clock, announcer: Announcer) -> None:
        self._store = store
        self._clock = clock
        self._announcer = announcer

    def create(self, project: Project, actor: Account, values: dict[str, Any]) -> Issue:
        project.last_number += 1
        now = self._clock.now()
        usual = {
            "issuetype": project.types[0].id,
            "status": project.statuses[0].id,
            "priority": PRIORITIES[2].id,
            "reporter": actor.account_id,
        }
        issue = Issue(
            id=self._store.new_id(),
            key=f"{project.key}-{project.last_number}",
            project=project.key,
            created=now,
            updated=now,
            values={**usual, **values},
            rank=1 + max((one.rank for one in self._store.issues.values()), default=0),
        )
        self._store.add_issue(issue)
        self._announcer.issue("created", issue, actor)
        return issue

    def edit(self, issue: Issue, actor: Account, values: dict[str, Any]) -> None:
        """An edit that changes nothing leaves no trace, as in Jira."""
        if SPRINT in values:
            values = {**values, SPRINT: self._past_sprints(issue) + values[SPRINT]}
        items = changed_fields(self._store, issue, values)
        if not items:
            return
        issue.values.update(values)
        self._record(issue, actor, [*items, *self._resolved(issue)])

    def delete(self, issue: Issue, actor: Account) -> None:
        self._announcer.issue("deleted", issue, actor)
        self._store.remove_issue(issue)

    def rank(self, issues: list[Issue], actor: Account, *, before: Issue | None, after: Issue | None) -> None:
        """Puts them, in this order, before one issue or after another."""
        order = [one for one in sorted(self._store.issues.values(), key=_rank) if one not in issues]
        anchor = before or after
        place = order.index(anchor) + (1 if before is None else 0) if anchor else len(order)
        was = {issue.key: issue.rank for issue in issues}
        for number, issue in enumerate([*order[:place], *issues, *order[place:]]):
            issue.rank = number
        for issue in issues:
            if issue.rank != was[issue.key]:
                self._record(issue, actor, [rank_change(higher=issue.rank < was[issue.key])])

    def comment(self, issue: Issue, actor: Account, body: RichText) -> Comment:
        now, author = self._clock.now(), actor.account_id
        comment = Comment(self._store.new_id(), author, body, now, now, author)
        issue.comments.append(comment)
        issue.updated = now
        self._announcer.comment("created", issue, comment)
        return comment

    def edit_comment(self, issue: Issue, comment: Comment, actor: Account, body: RichText) -> None:
        comment.body, comment.update_author, comment.updated = body, actor.account_id, self._clock.now()
        self._announcer.comment("updated", issue, comment)

    def delete_comment(self, issue: Issue, comment: Comment) -> None:
        issue.comments.remove(comment)
        self._announcer.comment("deleted", issue, comment)

    def link(self, kind: LinkType, *, source: Issue, target: Issue) -> Link:
        """The same link a second time is the first one."""
        for link in self._store.links_of(source):
            if (link.type, link.source, link.target) == (kind, source.id, target.id):
                return link
        link = Link(self._store.new_id(), kind, source.id, target.id)
        self._store.links[link.id] = link
        self._announcer.link("created", link)
        return link

    def unlink(self, link: Link) -> None:
        self._announcer.link("deleted", link)
        del self._store.links[link.id]

    def remote_link(
        self, issue: Issue, global_id: str, link: Json, relationship: str
    ) -> tuple[RemoteLink, bool]:
        """The link and whether it is new; the same `global_id` is the same link."""
        for known in issue.remote_links:
            if global_id and known.global_id == global_id:
                known.link, known.relationship = link, relationship
                return known, False
        new = RemoteLink(int(self._store.new_id()), global_id, link, relationship)
        issue.remote_links.append(new)
        return new, True

    def _past_sprints(self, issue: Issue) -> tuple[int, ...]:
        """An issue never leaves a sprint that is closed."""
        sprints = issue.values.get(SPRINT) or ()
        return tuple(one for one in sprints if self._store.sprint(one).state == "closed")

    def _resolved(self, issue: Issue) -> list[ChangedField]:
        done = status_of(self._store, issue).category == "done"
        if done == (issue.resolved is not None):
            return []
        issue.resolved = self._clock.now() if done else None
        return [resolution_change(resolved=done)]

    def _record(self, issue: Issue, actor: Account, items: list[ChangedField]) -> None:
        issue.updated = self._clock.now()
        change = Change(self._store.new_id(), actor.account_id, issue.updated, tuple(items))
        issue.changes.append(change)
        self._announcer.issue("updated", issue, actor, change)


def _rank(issue: Issue) -> int:
    return issue.rank
