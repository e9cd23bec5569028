"""The time that people see and agree on, as a dependency that tests and the sandbox can hold or hurry.

Leases, pacing and time-outs do not use it: they use the machine's own clock.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx

Clock = Callable[[], datetime]

log = logging.getLogger(__name__)

ASK_EVERY_SECONDS = 1.0


def utc_now() -> datetime:
    return datetime.now(UTC)


class RemoteClock:
    """Tells the time of `CLOCK_URL`: asked every second, carried on by the machine's clock in between."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        self._ahead = timedelta()
        self._stopped = threading.Event()
        self.fault: str | None = "not asked yet"

    def __call__(self) -> datetime:
        with self._lock:
            return utc_now() + self._ahead

    def start(self) -> None:
        """Ask once, then every second in a thread of its own until `stop`."""
        with httpx.Client(timeout=2.0) as client:
            self._ask(client)
        threading.Thread(target=self._follow, name="clock", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()

    def _follow(self) -> None:
        with httpx.Client(timeout=2.0) as client:
            while not self._stopped.wait(ASK_EVERY_SECONDS):
                self._ask(client)

    def _ask(self, client: httpx.Client) -> None:
        began = time.monotonic()
        try:
            told = _instant(client.get(self._url).raise_for_status().text)
        except (httpx.HTTPError, ValueError) as error:
            if self.fault is None:
                log.warning("The clock at CLOCK_URL does not answer; the last time carries on: %s", error)
            self.fault = f"CLOCK_URL does not answer: {type(error).__name__}"
            return
        travelled = timedelta(seconds=(time.monotonic() - began) / 2)
        with self._lock:
            self._ahead = told + travelled - utc_now()
        self.fault = None


def _instant(line: str) -> datetime:
    told = datetime.fromisoformat(line.strip())
    if told.tzinfo is None:
        raise ValueError("the time has no zone")
    return told.astimezone(UTC)
