"""What people see: the board, its summary, and what one of them is told in private."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot import people
from bot.db.database import Database
from bot.i18n import Language
from bot.slack.messenger import Messenger
from bot.slack.requests import Reader
from bot.surfaces import Place, Surface, Surfaces, place
from handlers.grooming.domain.sessions import Session
from handlers.grooming.service import Readings, Rounds, Sessions
from handlers.grooming.service.sessions import Table
from handlers.grooming.views import board, notes, summary

BOARD = "grooming.board"
SUMMARY = "grooming.summary"
FAREWELL = "grooming.farewell"
REMINDER = "grooming.reminder"
SURFACES = (BOARD, SUMMARY, FAREWELL, REMINDER)

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Drawing:
    database: Database
    surfaces: Surfaces
    messenger: Messenger
    sessions: Sessions
    rounds: Rounds
    readings: Readings
    default: Reader

    def show(self, payload: Payload) -> None:
        """Draw the newest state, after judging whether everybody has voted."""
        session_id: int = payload["session"]
        self.rounds.settle(session_id)
        table = self.sessions.table(session_id)
        self._show(BOARD, table, thread="")
        if not table.board.session.link:
            self._keep_link(session_id)

    def summary(self, payload: Payload) -> None:
        """One message in the board's thread at the end."""
        table = self.sessions.table(payload["session"])
        standing = self._place(BOARD, table.board.session.id)
        if standing:
            self._show(SUMMARY, table, thread=standing.timestamp)

    def farewell(self, payload: Payload) -> None:
        session = self.sessions.table(payload["session"]).board
        t = self._language(session.session)
        self.surfaces.tell(
            session.session.facilitator,
            FAREWELL,
            str(session.session.id),
            summary.farewell_message(t, session),
        )

    def findings(self, payload: Payload) -> None:
        session, found = self.readings.told(payload["session"])
        message = notes.findings_message(self._language(session), session, found)
        self.surfaces.whisper(session.channel, session.facilitator, message)

    def nudge(self, payload: Payload) -> None:
        """Remind one person, unless they have voted meanwhile."""
        session, owing = self.rounds.owing(payload["session"])
        person: str = payload["person"]
        if person in owing:
            subject = f"{session.id}:{session.options.deadline}:{person}"
            t = self._language(session, person)
            self.surfaces.tell(person, REMINDER, subject, notes.nudge_message(t, session))

    def _show(self, kind: str, table: Table, *, thread: str) -> None:
        session, t = table.board.session, table.team.language
        surface = Surface(
            kind,
            str(session.id),
            session.channel,
            owner=session.facilitator,
            thread=thread,
            is_over=session.state.is_over,
        )
        if kind == BOARD:
            message = board.board_message(t, table.board, table.circle, table.settings)
        else:
            message = summary.summary_message(t, table.board)
        self.surfaces.show(surface, message)

    def _keep_link(self, session_id: int) -> None:
        standing = self._place(BOARD, session_id)
        if standing:
            link = self.messenger.permalink(standing.channel, standing.timestamp)
            self.sessions.keep_link(session_id, link=link)

    def _place(self, kind: str, session_id: int) -> Place | None:
        with self.database.reading() as tx:
            return place(tx, kind, str(session_id))

    def _language(self, session: Session, person: str = "") -> Language:
        """How to talk to one person in private, the facilitator unless another is named."""
        with self.database.reading() as tx:
            found = people.reader(tx, person or session.facilitator, session.channel, default=self.default)
            team = people.team_language(tx, session.channel)
        return found.language if found else team or self.default.language
