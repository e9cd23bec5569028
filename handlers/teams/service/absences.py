"""Being away and being back."""

from datetime import date

from bot import people
from bot.clock import Clock
from bot.db.database import Database
from bot.db.outbox import AT_ONCE, enqueue
from bot.people import Absence
from handlers.teams.domain.inputs import Span
from handlers.teams.domain.refusals import NoDeputy, OwnDeputy
from handlers.teams.service import outside


class Absences:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def go(self, person: str, span: Span, *, deputy: str | None) -> Absence:
        """Keep the absence; the deputy hears of it in their own working hours."""
        absence = Absence(person, span.first, span.last, deputy)
        with self._database.transaction() as tx:
            if deputy == person:
                raise OwnDeputy
            if deputy and not people.is_colleague(tx, deputy):
                raise NoDeputy(deputy)
            people.go_away(tx, absence)
            if deputy:
                moment = people.working_moment(tx, deputy, self._clock()) or AT_ONCE
                enqueue(tx, outside.tell_deputy(person, span.first.isoformat()), due_at=moment)
        return absence

    def back(self, person: str, *, on: date) -> Absence:
        with self._database.transaction() as tx:
            return people.come_back(tx, person, on=on)

    def begun(self, person: str, first: date) -> Absence | None:
        """The absence that begins on a day, if it still stands."""
        with self._database.reading() as tx:
            standing = people.absence_of(tx, person, on=first)
        return standing if standing and standing.first == first else None
