"""Whether this process may be sent work: what is checked, what is wrong, and the watch on Slack's token."""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot import migrations
from bot.db.database import Database
from bot.errors import Unavailable
from bot.slack.faults import SlackRefused

log = logging.getLogger(__name__)

OK_SECONDS = 30.0
FAULTY_SECONDS = 2.0

Check = Callable[[], str | None]
"""Returns what is wrong, or `None`."""


@dataclass(frozen=True, slots=True)
class Readiness:
    checks: Mapping[str, Check]

    def report(self) -> dict[str, str]:
        """Each check with `ok` or the reason why not."""
        return {name: check() or "ok" for name, check in self.checks.items()}


@dataclass(slots=True)
class DatabaseState:
    """Whether the database answers and has the tables that this code needs."""

    database: Database
    _is_migrated: bool = field(default=False, init=False)

    def fault(self) -> str | None:
        try:
            with self.database.reading() as tx:
                tx.execute(select(1))
        except SQLAlchemyError as error:
            return f"The database does not answer: {type(error).__name__}"
        return None

    def migration_fault(self) -> str | None:
        if self.is_migrated():
            return None
        return "The database is not up to date, or does not answer; run: taktgeber db upgrade"

    def is_migrated(self) -> bool:
        """Asked again until the answer is yes: a database does not go back."""
        if not self._is_migrated:
            try:
                self._is_migrated = not migrations.pending(self.database)
            except SQLAlchemyError:
                return False
        return self._is_migrated


class TokenWatch:
    """Asks Slack now and then whether it still accepts the bot's token, in a thread of its own."""

    def __init__(self, ask: Callable[[], object]) -> None:
        self._ask = ask
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="token-watch", daemon=True)
        self._fault: str | None = "Slack has not been asked yet."

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()

    def fault(self) -> str | None:
        return self._fault

    def look(self) -> None:
        """Ask once, and keep the answer."""
        fault: str | None = None
        try:
            self._ask()
        except SlackRefused as error:
            fault = f"Slack does not accept the bot token: {error.code}"
        except Unavailable:
            fault = "Slack does not answer."
        if fault and fault != self._fault:
            log.warning("%s", fault)
        self._fault = fault

    def _watch(self) -> None:
        while not self._stopped.is_set():
            self.look()
            self._stopped.wait(FAULTY_SECONDS if self._fault else OK_SECONDS)
