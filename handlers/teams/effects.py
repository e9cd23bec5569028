"""What teams do outside: who belongs to a channel, what Jira has to choose from, a word to a deputy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot import people
from bot.clock import Clock
from bot.db.database import Database
from bot.db.outbox import enqueue
from bot.people import Directory
from bot.slack.requests import Reader
from bot.surfaces import Surfaces
from handlers.teams import store
from handlers.teams.service import Absences, outside
from handlers.teams.views import ids
from handlers.teams.views import own as own_views
from integrations.ports import IssueTracker

ABSENCES_KEPT = timedelta(days=90)

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Telling:
    """A deputy is told for whom they stand in."""

    database: Database
    surfaces: Surfaces
    absences: Absences
    default: Reader

    def deputy(self, payload: Payload) -> None:
        absence = self.absences.begun(payload["user"], date.fromisoformat(payload["first"]))
        if absence is None or absence.deputy is None:
            return
        with self.database.reading() as tx:
            reader = people.reader(tx, absence.deputy, default=self.default) or self.default
        message = own_views.deputy_message(reader.language, absence)
        subject = ids.about(absence.user, payload["first"], absence.deputy)
        self.surfaces.tell(absence.deputy, ids.DEPUTY, subject, message)


@dataclass(frozen=True, slots=True)
class Reading:
    """Members are read from Slack; projects and boards from Jira, where there is one."""

    database: Database
    directory: Directory
    tracker: IssueTracker | None
    clock: Clock

    def members(self, payload: Payload) -> None:
        self.directory.refresh(payload["channel"])

    def projects(self, _payload: Payload) -> None:
        if self.tracker is None:
            return
        labels = {project.key: f"{project.key} {project.name}" for project in self.tracker.projects()}
        with self.database.transaction() as tx:
            store.keep_offers(tx, store.PROJECTS, labels, at=self.clock())

    def boards(self, payload: Payload) -> None:
        if self.tracker is None:
            return
        project = payload["project"]
        labels = {str(board.id): f"{board.name} ({project})" for board in self.tracker.boards(project)}
        with self.database.transaction() as tx:
            store.keep_offers(tx, store.BOARDS, labels, project=project, at=self.clock())

    def sweep(self, _payload: Payload) -> None:
        """Once a day: what is out of date goes, what may have been missed is read again."""
        with self.database.transaction() as tx:
            people.forget_old_absences(tx, before=(self.clock() - ABSENCES_KEPT).date())
            for channel in people.home_channels(tx):
                enqueue(tx, outside.read_members(channel))
