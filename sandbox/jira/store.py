"""The records of a site and how they are found; a look-up that finds nothing is refused in Jira's words."""

from collections.abc import Iterator
from itertools import count
from threading import RLock

from sandbox.jira.errors import JiraRefused, issue_not_found
from sandbox.jira.records import (
    Account,
    Board,
    Comment,
    Issue,
    Link,
    LinkType,
    Priority,
    Project,
    Sprint,
    Version,
)

PRIORITIES = (
    Priority("1", "Highest", "Höchste"),
    Priority("2", "High", "Hoch"),
    Priority("3", "Medium", "Mittel"),
    Priority("4", "Low", "Niedrig"),
    Priority("5", "Lowest", "Niedrigste"),
)
LINK_TYPES = (
    LinkType("10000", "Blocks", "is blocked by", "blocks"),
    LinkType("10002", "Duplicate", "is duplicated by", "duplicates"),
    LinkType("10003", "Relates", "relates to", "relates to"),
)


class Store:
    """Everything that the site remembers, behind one lock that its callers hold."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.accounts: dict[str, Account] = {}
        self.projects: dict[str, Project] = {}
        self.boards: dict[int, Board] = {}
        self.sprints: dict[int, Sprint] = {}
        self.versions: dict[str, Version] = {}
        self.issues: dict[str, Issue] = {}
        self.links: dict[str, Link] = {}
        self._keys: dict[str, str] = {}
        self._numbers = count(10_000)

    def new_id(self) -> str:
        return str(next(self._numbers))

    def account(self, account_id: str) -> Account:
        return self.accounts[account_id]

    def account_named(self, name: str) -> Account | None:
        """By account id, handle (on a server: the user name) or e-mail address."""
        return next(
            (one for one in self.accounts.values() if name in {one.account_id, one.handle, one.email}), None
        )

    def project(self, key_or_id: str) -> Project:
        for project in self.projects.values():
            if key_or_id.upper() == project.key or key_or_id == project.id:
                return project
        raise JiraRefused(404, f"No project could be found with key '{key_or_id}'.")

    def add_issue(self, issue: Issue) -> None:
        self.issues[issue.key] = issue
        self._keys[issue.id] = issue.key

    def remove_issue(self, issue: Issue) -> None:
        del self.issues[issue.key], self._keys[issue.id]
        for link in list(self.links_of(issue)):
            del self.links[link.id]

    def issue(self, key_or_id: str) -> Issue:
        """Also the hidden ones, which only the sandbox's own controls may see."""
        issue = self.issues.get(key_or_id.upper())
        issue = issue or self.issues.get(self._keys.get(key_or_id, ""))
        if issue is None:
            raise issue_not_found()
        return issue

    def visible_issue(self, key_or_id: str) -> Issue:
        issue = self.issue(key_or_id)
        if issue.hidden:
            raise issue_not_found()
        return issue

    def ranked(self) -> list[Issue]:
        """All issues that may be seen, the most important first."""
        return sorted((one for one in self.issues.values() if not one.hidden), key=lambda issue: issue.rank)

    def board(self, number: int) -> Board:
        if number not in self.boards:
            raise JiraRefused(404, f"Board does not exist or you do not have permission to see it: {number}")
        return self.boards[number]

    def sprint(self, number: int) -> Sprint:
        if number not in self.sprints:
            raise JiraRefused(404, "Sprint does not exist or you do not have permission to view it.")
        return self.sprints[number]

    def sprints_of(self, board: int) -> list[Sprint]:
        return [sprint for sprint in self.sprints.values() if sprint.board == board]

    def version(self, version_id: str) -> Version:
        if version_id not in self.versions:
            raise JiraRefused(404, f"Could not find version for id '{version_id}'")
        return self.versions[version_id]

    def versions_of(self, project: Project) -> list[Version]:
        return [version for version in self.versions.values() if version.project == project.key]

    def comment(self, issue: Issue, comment_id: str) -> Comment:
        for comment in issue.comments:
            if comment.id == comment_id:
                return comment
        raise JiraRefused(404, f"Can not find a comment for the id: {comment_id}.")

    def links_of(self, issue: Issue) -> Iterator[Link]:
        return (link for link in self.links.values() if issue.id in {link.source, link.target})
