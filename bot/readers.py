"""How to talk to whom, remembered for a moment so that a click costs no query for it."""

import logging
import threading
import time

from bot import people
from bot.db.database import Database
from bot.errors import Unavailable
from bot.slack.faults import SlackRefused
from bot.slack.messenger import Messenger
from bot.slack.requests import Reader

log = logging.getLogger(__name__)

READER_SECONDS = 30.0  # how long a person's language may be out of date in a process
MOST_READERS = 10_000


class Readers:
    def __init__(self, database: Database, messenger: Messenger, default: Reader) -> None:
        self._database = database
        self._messenger = messenger
        self._default = default
        self._known: dict[tuple[str, str], tuple[float, Reader]] = {}
        self._lock = threading.Lock()

    def of(self, user: str, channel: str = "") -> Reader:
        now = time.monotonic()
        known = self._known.get((user, channel))
        if known and now - known[0] < READER_SECONDS:
            return known[1]
        reader = self._read(user, channel) or self._met(user, channel)
        with self._lock:
            if len(self._known) >= MOST_READERS:
                self._known.clear()
            self._known[user, channel] = (now, reader)
        return reader

    def forget(self) -> None:
        with self._lock:
            self._known.clear()

    def _read(self, user: str, channel: str) -> Reader | None:
        with self._database.reading() as tx:
            return people.reader(tx, user, channel, default=self._default)

    def _met(self, user: str, channel: str) -> Reader:
        """The very first contact: one look at their profile, a second at most, else the default language."""
        try:
            profile = self._messenger.profile(user, in_haste=True)
        except (SlackRefused, Unavailable) as error:
            log.info("The profile at a first contact could not be read: %s", error)
            return self._default
        with self._database.transaction() as tx:
            people.remember(tx, profile)
        return self._read(user, channel) or self._default
