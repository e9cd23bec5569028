"""What is due at a moment: the end of a last call, the deadline, the reminder, the deletion."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.grooming.service import Rounds, Sessions

log = logging.getLogger(__name__)

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Moments:
    """Each looks again at the state: what no longer holds does nothing."""

    rounds: Rounds
    sessions: Sessions

    def last_call(self, payload: Payload) -> None:
        self.rounds.end_last_call(payload["story"])

    def deadline(self, payload: Payload) -> None:
        self.rounds.end_at_deadline(payload["session"])

    def remind(self, payload: Payload) -> None:
        self.rounds.remind(payload["session"])

    def forget(self, _payload: Payload) -> None:
        count = self.sessions.forget_old()
        if count:
            log.info("Deleted %s grooming sessions that were kept for two years", count)
