"""Fills a site from a world: accounts, projects with their boards, sprints and versions, and the stories."""

from datetime import datetime, timedelta
from typing import Any, Literal

from sandbox import world as worlds
from sandbox.jira.fields import COMPANY_POINTS, EDITABLE, SPRINT, TEAM_POINTS
from sandbox.jira.records import (
    Account,
    Board,
    Issue,
    IssueType,
    Link,
    Project,
    Sprint,
    Status,
    Version,
)
from sandbox.jira.rich_text import from_wiki
from sandbox.jira.store import LINK_TYPES, PRIORITIES, Store

BOT_HANDLE = "taktgeber"

_STATUSES = {
    "en": (
        Status("10000", "To Do", "To Do", "new"),
        Status("3", "In Progress", "In Progress", "indeterminate"),
        Status("10001", "Done", "Done", "done"),
    ),
    "de": (
        Status("10010", "Zu erledigen", "To Do", "new"),
        Status("10011", "In Arbeit", "In Progress", "indeterminate"),
        Status("10012", "Fertig", "Done", "done"),
    ),
}
_TYPES = {
    "en": (
        IssueType("10001", "Story", "Story"),
        IssueType("10002", "Task", "Task"),
        IssueType("10004", "Bug", "Bug"),
        IssueType("10003", "Epic", "Epic"),
    ),
    "de": (
        IssueType("10011", "Story", "Story"),
        IssueType("10012", "Aufgabe", "Task"),
        IssueType("10014", "Fehler", "Bug"),
        IssueType("10013", "Epic", "Epic"),
    ),
}


class Seed:
    """Writes a world into a store; days are counted from `now`."""

    def __init__(self, store: Store, *, now: datetime) -> None:
        self._store = store
        self._now = now

    def plant(self, world: worlds.World) -> None:
        self._account(world.people, world.company.domain)
        for project in world.projects:
            self._project(project)
        for project in world.projects:
            if project.kanban:
                self._board(project.kanban, project.key, "kanban")

    def _account(self, people: tuple[worlds.Person, ...], domain: str) -> None:
        bot = worlds.Person(BOT_HANDLE, "Taktgeber", f"{BOT_HANDLE}@{domain}")
        for number, person in enumerate((bot, *people)):
            account = Account(
                account_id=f"5b10ac8d82e05b22cc7d{number:04d}",
                handle=person.handle,
                name=person.name,
                email=person.email,
                zone=person.zone,
                locale=person.locale,
                active=not person.deactivated,
            )
            self._store.accounts[account.account_id] = account

    def _project(self, plan: worlds.Project) -> None:
        estimate_field = TEAM_POINTS if plan.managed == "team" else COMPANY_POINTS
        project = Project(
            id=self._store.new_id(),
            key=plan.key,
            name=plan.name,
            managed=plan.managed,
            lead=self._account_id(plan.lead) or next(iter(self._store.accounts)),
            statuses=_STATUSES[plan.language],
            types=_TYPES[plan.language],
            estimate_field=estimate_field,
            screen={*EDITABLE, estimate_field},
        )
        self._store.projects[project.key] = project
        board = self._board(plan.board, project.key, "simple" if plan.managed == "team" else "scrum")
        sprints = {sprint.name: self._sprint(sprint, board.id) for sprint in plan.sprints}
        versions = {version.name: self._version(version, project.key) for version in plan.versions}
        for story in plan.stories:
            self._story(
                story, plan.details_of(story.key), project=project, sprints=sprints, versions=versions
            )
        for key, details in plan.details:
            self._link(key, details.blocked_by)

    def _board(self, name: str, project: str, kind: Literal["scrum", "simple", "kanban"]) -> Board:
        board = Board(len(self._store.boards) + 1, name, project, kind)
        self._store.boards[board.id] = board
        return board

    def _sprint(self, plan: worlds.Sprint, board: int) -> int:
        sprint = Sprint(
            id=len(self._store.sprints) + 1,
            name=plan.name,
            state=plan.state,
            board=board,
            goal=plan.goal,
            start=self._in_days(plan.starts_in),
            end=self._in_days(plan.ends_in),
            completed=self._in_days(plan.ends_in) if plan.state == "closed" else None,
        )
        self._store.sprints[sprint.id] = sprint
        return sprint.id

    def _version(self, plan: worlds.Version, project: str) -> str:
        day = self._in_days(plan.releases_in)
        version = Version(
            id=self._store.new_id(),
            project=project,
            name=plan.name,
            description=plan.description,
            released=plan.released,
            release=day.date() if day else None,
        )
        self._store.versions[version.id] = version
        return version.id

    def _story(
        self,
        story: worlds.BacklogStory,
        details: worlds.StoryDetails,
        *,
        project: Project,
        sprints: dict[str, int],
        versions: dict[str, str],
    ) -> None:
        status = next(one for one in project.statuses if one.original == details.status)
        values: dict[str, Any] = {
            "summary": story.title,
            "description": from_wiki(story.description) if story.description else None,
            "issuetype": next(kind.id for kind in project.types if kind.original == details.type),
            "status": status.id,
            "priority": next(one.id for one in PRIORITIES if one.name == details.priority),
            "assignee": self._account_id(details.assignee),
            "reporter": self._account_id(details.reporter) or project.lead,
            "labels": details.labels,
            "fixVersions": (versions[details.version],) if details.version else (),
            SPRINT: (sprints[details.sprint],) if details.sprint else (),
        }
        issue = Issue(
            id=self._store.new_id(),
            key=story.key,
            project=project.key,
            created=self._now - timedelta(days=30),
            updated=self._now - timedelta(days=1),
            values=values,
            rank=len(self._store.issues),
            resolved=self._now - timedelta(days=8) if status.category == "done" else None,
            reference_points=story.points,
        )
        project.last_number = max(project.last_number, int(story.key.rpartition("-")[2]))
        self._store.add_issue(issue)

    def _link(self, key: str, blocked_by: str) -> None:
        if blocked_by:
            source, target = self._store.issue(blocked_by), self._store.issue(key)
            link = Link(self._store.new_id(), LINK_TYPES[0], source.id, target.id)
            self._store.links[link.id] = link

    def _account_id(self, handle: str) -> str | None:
        account = self._store.account_named(handle) if handle else None
        return account.account_id if account else None

    def _in_days(self, days: int | None) -> datetime | None:
        return None if days is None else self._now + timedelta(days=days)
