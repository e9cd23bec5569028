"""What concerns one person: what waits for them, what they chose, and what is known of them."""

import math
from zoneinfo import ZoneInfo

from bot import people
from bot.clock import Clock
from bot.db.database import Database
from bot.people import OwnSettings
from bot.people.waiting import Waiting, Waits
from bot.slack.requests import Reader
from handlers.teams.domain.forms import Membership, Self


class Own:
    def __init__(self, database: Database, clock: Clock, *, waits: tuple[Waits, ...]) -> None:
        self._database = database
        self._clock = clock
        self._waits = waits

    def waiting(self, person: str) -> tuple[Waiting, ...]:
        """What waits for somebody, what is due first going first."""
        with self._database.transaction() as tx:
            found = [thing for tell in self._waits for thing in tell(tx, person)]
        return tuple(sorted(found, key=_when))

    def known(self, person: str, *, reader: Reader) -> Self:
        today = self._clock().astimezone(ZoneInfo(reader.zone)).date()
        with self._database.transaction() as tx:
            return Self(
                chosen=people.own_settings(tx, person),
                memberships=tuple(
                    Membership(team, people.roles_of(tx, team.id, person, on=today))
                    for team in people.teams_of(tx, person)
                ),
                absences=tuple(
                    absence
                    for absence in people.absences_of(tx, [person])
                    if absence.last is None or absence.last >= today
                ),
                has_dpo=people.has_dpo(tx),
            )

    def choose(self, person: str, chosen: OwnSettings) -> None:
        with self._database.transaction() as tx:
            people.choose_own(tx, person, chosen)


def _when(thing: Waiting) -> float:
    return thing.due.timestamp() if thing.due else math.inf
