"""The worker: carries out what commits asked for, as often as it takes and no more than it must."""

import logging
import os
import random
import socket
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from bot.clock import Clock
from bot.db import outbox
from bot.db.database import Database
from bot.db.outbox import Claim
from bot.errors import Later, Refused, Unavailable
from bot.feature import Perform

log = logging.getLogger(__name__)

THREADS = 8
LOOK_SECONDS = 0.2  # how soon a commit of another process is seen; one of this process wakes the worker
LEASE_SECONDS = 15.0
RENEW_SECONDS = LEASE_SECONDS / 3
BUG_ATTEMPTS = 5
LONGEST_PAUSE_SECONDS = 900.0
DATABASE_PAUSE_SECONDS = 1.0


class Worker:
    """Start any number, in any number of processes: leases and lanes keep them out of each other's way."""

    def __init__(
        self, database: Database, effects: Mapping[str, Perform], clock: Clock, *, threads: int = THREADS
    ) -> None:
        self._database = database
        self._effects = effects
        self._clock = clock
        self._threads = threads
        self.name = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:6]}"
        self._running: dict[int, Claim] = {}
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="effect")
        self._loop = threading.Thread(target=self._work, name="worker", daemon=True)
        self._beat = time.monotonic()
        self._renewed = time.monotonic()
        database.after_effects.append(self._wake.set)

    def start(self) -> None:
        if self._database.is_sqlite:  # a lock on the file keeps a second worker out
            with self._database.transaction() as tx:
                outbox.release_all(tx)
        self._loop.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Take nothing new, let what runs end within `timeout` seconds, leave the rest to others."""
        deadline = time.monotonic() + timeout
        self._stopping.set()
        self._wake.set()
        if self._loop.is_alive():
            self._loop.join(timeout)
        self._pool.shutdown(wait=False, cancel_futures=True)
        while self._busy() and time.monotonic() < deadline:
            time.sleep(0.02)
        with self._database.transaction() as tx:
            outbox.release(tx, owner=self.name)

    def heartbeat(self) -> float:
        """Seconds since the loop last came round."""
        return time.monotonic() - self._beat

    def run_due(self) -> int:
        """Carry out, in this thread, what is due now; return how many effects that were."""
        claims = self._claimed(self._threads)
        for claim in claims:
            self._carry_out(claim)
        return len(claims)

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._beat = time.monotonic()
            try:
                self._wake.clear()
                took = self._hand_out()
                self._renew()
            except Exception:
                log.exception("The worker cannot reach its database; it tries again")
                self._stopping.wait(DATABASE_PAUSE_SECONDS)
                continue
            if not took:
                self._wake.wait(LOOK_SECONDS)

    def _hand_out(self) -> bool:
        free = self._threads - self._busy()
        if free <= 0:
            return False
        with self._database.reading() as tx:
            if not outbox.has_work(tx, now=self._clock()):
                return False
        claims = self._claimed(free)
        for claim in claims:
            self._pool.submit(self._carry_out, claim)
        return bool(claims)

    def _claimed(self, limit: int) -> list[Claim]:
        with self._database.transaction() as tx:
            claims = outbox.claim(tx, owner=self.name, now=self._clock(), lease=LEASE_SECONDS, limit=limit)
        with self._lock:
            self._running.update({claim.id: claim for claim in claims})
        return claims

    def _renew(self) -> None:
        if time.monotonic() - self._renewed < RENEW_SECONDS:
            return
        self._renewed = time.monotonic()
        with self._lock:
            claims = list(self._running.values())
        if claims:
            with self._database.transaction() as tx:
                outbox.renew(tx, claims, owner=self.name, lease=LEASE_SECONDS)

    def _carry_out(self, claim: Claim) -> None:
        try:
            self._finish(claim, self._failure(claim))
        except Exception:
            # The database is away: the lease runs out, and the effect is taken again.
            log.exception("The end of effect %s could not be written", claim.effect.kind)
        finally:
            with self._lock:
                self._running.pop(claim.id, None)
            self._wake.set()

    def _failure(self, claim: Claim) -> Exception | None:
        try:
            self._effects[claim.effect.kind](claim.effect.payload)
        except Exception as error:  # noqa: BLE001 - the worker is one of the three places that catch all
            return error
        return None

    def _finish(self, claim: Claim, failure: Exception | None) -> None:
        kind, key = claim.effect.kind, claim.effect.key
        with self._database.transaction() as tx:
            match failure:
                case None:
                    outbox.settle(tx, claim, owner=self.name)
                case Later(seconds=seconds):
                    outbox.put_back(tx, claim, owner=self.name, seconds=seconds)
                case Unavailable() as away:
                    pause = away.retry_after or backoff(claim.attempts)
                    log.info("Effect %s %s waits %.1f s: %s", kind, key, pause, away)
                    outbox.put_back(tx, claim, owner=self.name, seconds=pause, fault=str(away))
                case Refused() as refused:
                    log.warning("Effect %s %s was refused for good: %s", kind, key, refused)
                    outbox.park(tx, claim, owner=self.name, fault=str(refused))
                case bug if claim.attempts + 1 < BUG_ATTEMPTS:
                    log.error("Effect %s %s failed; it is tried again", kind, key, exc_info=bug)
                    pause = backoff(claim.attempts)
                    outbox.put_back(tx, claim, owner=self.name, seconds=pause, fault=_named(bug))
                case bug:
                    log.error("Effect %s %s failed too often and is parked", kind, key, exc_info=bug)
                    outbox.park(tx, claim, owner=self.name, fault=_named(bug))

    def _busy(self) -> int:
        with self._lock:
            return len(self._running)


def backoff(attempts: int) -> float:
    """One second, doubling to fifteen minutes, with a quarter of jitter to either side."""
    pause = min(LONGEST_PAUSE_SECONDS, 2.0 ** min(attempts, 10))
    return pause * random.uniform(0.75, 1.25)  # noqa: S311 - jitter needs no secrecy


def _named(bug: Exception) -> str:
    """A bug's name without its text, which may hold what people typed."""
    return type(bug).__name__
