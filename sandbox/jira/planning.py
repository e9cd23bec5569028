"""What can be done to sprints and versions; each act is told."""

from dataclasses import replace
from datetime import datetime

from sandbox.clock import Clock
from sandbox.jira.announcer import Announcer
from sandbox.jira.errors import JiraRefused
from sandbox.jira.records import Board, Project, Sprint, SprintState, Version
from sandbox.jira.store import Store

_NEXT: dict[SprintState, SprintState] = {"future": "active", "active": "closed"}
_LONGEST_SPRINT_NAME = 30


class Planning:
    """The caller holds the store's lock."""

    def __init__(self, store: Store, clock: Clock, announcer: Announcer) -> None:
        self._store = store
        self._clock = clock
        self._announcer = announcer

    def create_sprint(
        self,
        board: Board,
        name: str,
        *,
        goal: str = "",
        start: datetime | None = None,
        end: datetime | None = None,
    ) -> Sprint:
        _check_name(name)
        number = 1 + max(self._store.sprints, default=0)
        sprint = Sprint(number, name, "future", board.id, goal=goal, start=start, end=end)
        self._store.sprints[number] = sprint
        self._announcer.sprint("created", sprint)
        return sprint

    def update_sprint(
        self,
        sprint: Sprint,
        *,
        name: str,
        goal: str,
        state: SprintState,
        start: datetime | None,
        end: datetime | None,
    ) -> None:
        _check_name(name)
        if state not in {sprint.state, _NEXT.get(sprint.state)}:
            raise JiraRefused(400, f"A sprint cannot go from {sprint.state.upper()} to {state.upper()}.")
        began, closed = (state != sprint.state and state == one for one in ("active", "closed"))
        if began and not (start and end):
            raise JiraRefused(400, "To start a sprint, both its start date and its end date are needed.")
        sprint.name, sprint.goal, sprint.state, sprint.start, sprint.end = name, goal, state, start, end
        if closed:
            self._close(sprint)
        self._announcer.sprint("started" if began else "closed" if closed else "updated", sprint)

    def _close(self, sprint: Sprint) -> None:
        sprint.completed = self._clock.now()

    def create_version(self, project: Project, name: str, *, draft: Version) -> Version:
        """`draft` brings everything but the id; the name is unique in its project."""
        self._check_version_name(project, name)
        version = replace(draft, id=self._store.new_id(), project=project.key, name=name)
        self._store.versions[version.id] = version
        self._announcer.version("created", version)
        return version

    def update_version(self, version: Version, changed: Version) -> None:
        project = self._store.projects[version.project]
        if changed.name.casefold() != version.name.casefold():
            self._check_version_name(project, changed.name)
        verb = "updated"
        if changed.released != version.released:
            verb = "released" if changed.released else "unreleased"
        self._store.versions[version.id] = changed
        self._announcer.version(verb, changed)

    def move_unresolved(self, version: Version, to: Version) -> None:
        for issue in self._store.issues.values():
            versions = issue.values.get("fixVersions") or ()
            if issue.resolved is None and version.id in versions:
                moved = (to.id if one == version.id else one for one in versions)
                issue.values["fixVersions"] = tuple(dict.fromkeys(moved))

    def delete_version(self, version: Version) -> None:
        del self._store.versions[version.id]
        for issue in self._store.issues.values():
            kept = (one for one in issue.values.get("fixVersions") or () if one != version.id)
            issue.values["fixVersions"] = tuple(kept)
        self._announcer.version("deleted", version)

    def _check_version_name(self, project: Project, name: str) -> None:
        if not name.strip():
            raise JiraRefused(400, errors={"name": "You must specify a valid version name"})
        if any(one.name.casefold() == name.casefold() for one in self._store.versions_of(project)):
            raise JiraRefused(
                400, errors={"name": "A version with this name already exists in this project."}
            )


def _check_name(name: str) -> None:
    if not name.strip():
        raise JiraRefused(400, errors={"name": "The sprint name must not be empty."})
    if len(name) > _LONGEST_SPRINT_NAME:
        raise JiraRefused(400, errors={"name": "The sprint name must be shorter than 31 characters."})
