import logging
import time
from datetime import timedelta

from sqlalchemy import select

from bot.db.base import Base
from bot.db.outbox import Effect, EffectRow
from bot.feature import Feature, Job
from bot.scheduler import Scheduler

FEATURE = Feature("house", jobs=(Job("house.sweep", "*/5 * * * *", Effect("sweep", key="all")),))


def kinds(database):
    with database.reading() as tx:
        return list(tx.scalars(select(EffectRow.kind)))


def wait_until(fact, seconds=5.0):
    end = time.monotonic() + seconds
    while not fact() and time.monotonic() < end:
        time.sleep(0.05)
    return fact()


def test_what_features_declare_is_run_by_the_clock_that_people_see(database, clock):
    scheduler = Scheduler(database, (FEATURE,), clock)
    scheduler.tick()
    assert kinds(database) == []
    clock.advance(minutes=5)
    scheduler.tick()
    assert kinds(database) == ["sweep"]


def test_it_ticks_by_itself_until_it_is_stopped(database, clock):
    scheduler = Scheduler(database, (FEATURE,), clock)
    scheduler.tick()
    scheduler.start()
    clock.advance(minutes=5)
    assert wait_until(lambda: kinds(database) == ["sweep"])
    scheduler.stop()
    clock.now += timedelta(minutes=5)
    time.sleep(1.2)
    assert kinds(database) == ["sweep"]


def test_a_database_that_is_away_is_told_and_tried_again(database, clock, caplog):
    Base.metadata.drop_all(database.engine)
    scheduler = Scheduler(database, (FEATURE,), clock)
    with caplog.at_level(logging.ERROR):
        scheduler.start()
        assert wait_until(lambda: "could not be looked at" in caplog.text)
    Base.metadata.create_all(database.engine)
    assert wait_until(lambda: _is_written(database))
    scheduler.stop()


def _is_written(database):
    from bot.db.schedules import ScheduleRow

    with database.reading() as tx:
        return tx.scalar(select(ScheduleRow.name)) == "house.sweep"
