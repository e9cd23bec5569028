"""The tick: once a second, in every worker process, what is due by the clock becomes effects."""

import logging
from collections.abc import Iterable
from datetime import UTC

from apscheduler.schedulers.background import BackgroundScheduler

from bot.clock import Clock
from bot.cron import Cron
from bot.db import schedules
from bot.db.database import Database
from bot.db.schedules import Schedule
from bot.feature import Feature, Job

log = logging.getLogger(__name__)

TICK_SECONDS = 1


class Scheduler:
    """Any number may tick on one database: a schedule's row is moved on by whoever locks it first."""

    def __init__(self, database: Database, features: Iterable[Feature], clock: Clock) -> None:
        self._database = database
        self._schedules = [_schedule(job) for feature in features for job in feature.jobs]
        self._clock = clock
        self._are_written = False
        # A tick that comes late is not made up for: the next one sees what is due anyway.
        self._ticks = BackgroundScheduler(timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1})
        self._ticks.add_job(self._tick_safely, "interval", seconds=TICK_SECONDS, misfire_grace_time=None)

    def start(self) -> None:
        self._ticks.start()

    def stop(self) -> None:
        """Wait for the tick that runs, and begin no other."""
        self._ticks.shutdown(wait=True)

    def tick(self) -> None:
        """Ask for what is due now; the first time, write down what the features declare."""
        now = self._clock()
        if not self._are_written:
            with self._database.transaction() as tx:
                schedules.ensure(tx, self._schedules, now=now)
            self._are_written = True
        with self._database.reading() as tx:
            if not schedules.is_any_due(tx, now):
                return
        with self._database.transaction() as tx:
            schedules.tick(tx, now)

    def _tick_safely(self) -> None:
        try:
            self.tick()
        except Exception:
            # The database may be away for a while. APScheduler would log this too, but go on in silence after
            # its own errors; the scheduler is one of the three places that catch all.
            log.exception("The schedules could not be looked at; they are tried again in a second")


def _schedule(job: Job) -> Schedule:
    return Schedule(job.name, Cron(job.cron), job.effect, job.grace)
