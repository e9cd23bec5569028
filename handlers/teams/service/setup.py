"""Setting a team up: who may, what changes, and what is read anew because of it."""

from collections.abc import Mapping
from typing import Any

from bot import people
from bot.clock import Clock
from bot.db import audit
from bot.db.database import Database
from bot.db.outbox import enqueue
from bot.slack.requests import Reader
from handlers.teams import store
from handlers.teams.domain.forms import SetupForm
from handlers.teams.domain.inputs import quiet_shown
from handlers.teams.domain.refusals import OnlyForAdmins, OnlyForMembers
from handlers.teams.service import outside
from handlers.teams.store import Tx


class Setup:
    def __init__(self, database: Database, clock: Clock, *, has_tracker: bool) -> None:
        self._database = database
        self._clock = clock
        self.has_tracker = has_tracker

    def teams_of(self, user: str) -> tuple[people.Team, ...]:
        with self._database.transaction() as tx:
            return people.teams_of(tx, user)

    def team_of(self, channel: str, *, person: str, reader: Reader) -> people.Team:
        with self._database.transaction() as tx:
            return people.team(tx, channel, caller=person, reader=reader)

    def team(self, team_id: int) -> people.Team:
        with self._database.reading() as tx:
            return people.team_by_id(tx, team_id)

    def begin(self, team_id: int, *, person: str) -> SetupForm:
        """What to fill the form with; Jira's projects are read meanwhile."""
        with self._database.transaction() as tx:
            team = people.team_by_id(tx, team_id)
            _admit(tx, team, person)
            if self.has_tracker:
                enqueue(tx, outside.read_projects())
            if self.has_tracker and team.project:
                enqueue(tx, outside.read_boards(team.project))
            chosen = () if team.follows_channel else tuple(m.user for m in people.members(tx, team.id))
            board = str(team.board) if team.board else ""
            return SetupForm(
                team,
                chosen,
                store.label_of(tx, store.PROJECTS, team.project or ""),
                store.label_of(tx, store.BOARDS, board),
            )

    def set_up(
        self, team_id: int, settings: people.TeamSettings, members: tuple[str, ...], *, person: str
    ) -> people.Team:
        with self._database.transaction() as tx:
            before = people.team_by_id(tx, team_id)
            _admit(tx, before, person)
            people.configure(tx, team_id, settings, by=person)
            people.choose(tx, team_id, members)
            enqueue(tx, outside.read_members(before.channel))
            after = people.team_by_id(tx, team_id)
            self._record(tx, before, after, person)
            return after

    def look_for_boards(self, project: str) -> None:
        with self._database.transaction() as tx:
            if self.has_tracker and project:
                enqueue(tx, outside.read_boards(project))

    def offers(self, kind: str, typed: str) -> tuple[tuple[str, str], ...]:
        with self._database.reading() as tx:
            return store.offers(tx, kind, typed)

    def _record(self, tx: Tx, before: people.Team, after: people.Team, person: str) -> None:
        old, new = _told(before), _told(after)
        changed = {name for name in new if old[name] != new[name]}
        if not changed:
            return
        audit.record(
            tx,
            kind="settings.changed",
            subject=f"team:{after.id}",
            actor=person,
            before={name: old[name] for name in changed},
            after={name: new[name] for name in changed},
            at=self._clock(),
        )


def _admit(tx: Tx, team: people.Team, person: str) -> None:
    """Admins of the team; as long as nobody has set it up, any of its people."""
    if people.may_administer(tx, team, person):
        return
    if team.is_set_up:
        raise OnlyForAdmins(people.admins(tx, team))
    is_in = not team.members_known or people.is_member(tx, team.id, person)
    if not is_in or not people.is_colleague(tx, person):
        raise OnlyForMembers


def _told(team: people.Team) -> Mapping[str, Any]:
    """A team's settings as the audit trail keeps them."""
    return {
        "name": team.name,
        "zone": team.zone,
        "language": team.language.code,
        "formal": team.language.formal,
        "days": sorted(team.working_days),
        "holidays": team.holidays,
        "quiet": quiet_shown(team.quiet),
        "project": team.project,
        "board": team.board,
        "follows_channel": team.follows_channel,
    }
