import logging
import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.cron import Cron
from bot.db import outbox, schedules
from bot.db.outbox import Effect
from bot.db.schedules import Schedule, ScheduleRow

NOON = datetime(2028, 5, 2, 12, 0, tzinfo=UTC)
SWEEP = Schedule(
    "house.sweep", Cron("0 * * * *"), Effect("sweep", key="", payload={"deep": True}), timedelta(minutes=10)
)


def ensure(database, *declared, now=NOON):
    with database.transaction() as tx:
        schedules.ensure(tx, declared, now=now)


def tick(database, now):
    with database.transaction() as tx:
        schedules.tick(tx, now)


def asked(database):
    with database.transaction() as tx:
        now = datetime.now(UTC)
        claims = outbox.claim(tx, owner="test", now=now, lease=1.0, limit=100)
        return [claim.effect for claim in claims]


def row(database, name="house.sweep"):
    with database.reading() as tx:
        return tx.get(ScheduleRow, name)


def test_what_is_due_becomes_one_effect_named_by_its_fire_time(each_database):
    ensure(each_database, SWEEP)
    tick(each_database, NOON + timedelta(hours=1, seconds=2))
    tick(each_database, NOON + timedelta(hours=1, seconds=3))
    [effect] = asked(each_database)
    assert (effect.kind, effect.key) == ("sweep", "house.sweep@2028-05-02T13:00:00+00:00")
    assert effect.payload == {"deep": True, "fired_at": "2028-05-02T13:00:00+00:00"}
    assert row(each_database).next_at == NOON + timedelta(hours=2)


def test_nothing_is_due_before_its_time(each_database):
    ensure(each_database, SWEEP)
    with each_database.reading() as tx:
        assert not schedules.is_any_due(tx, NOON + timedelta(minutes=59))
        assert schedules.is_any_due(tx, NOON + timedelta(minutes=60))
    tick(each_database, NOON + timedelta(minutes=59))
    assert asked(each_database) == []


def test_after_a_pause_the_latest_within_the_grace_counts_once_and_the_others_are_missed(
    each_database, caplog
):
    ensure(each_database, SWEEP)
    with caplog.at_level(logging.WARNING):
        tick(each_database, NOON + timedelta(hours=3, minutes=5))
    assert [effect.key for effect in asked(each_database)] == ["house.sweep@2028-05-02T15:00:00+00:00"]
    assert row(each_database).missed == 2
    assert "house.sweep" in caplog.text


def test_what_is_older_than_its_grace_is_only_recorded_as_missed(each_database):
    ensure(each_database, SWEEP)
    tick(each_database, NOON + timedelta(hours=3, minutes=11))
    assert asked(each_database) == []
    found = row(each_database)
    assert (found.missed, found.next_at) == (3, NOON + timedelta(hours=4))


def test_a_long_pause_does_not_count_for_ever(database):
    minutely = Schedule("often", Cron("* * * * *"), Effect("x", key=""), timedelta(minutes=1))
    ensure(database, minutely)
    tick(database, NOON + timedelta(days=3))
    assert len(asked(database)) == 1
    assert row(database, "often").missed == schedules.MOST_COUNTED - 1


def test_declaring_again_keeps_the_fire_time_that_is_due(database):
    ensure(database, SWEEP)
    ensure(database, SWEEP, now=NOON + timedelta(hours=5))
    assert row(database).next_at == NOON + timedelta(hours=1)


def test_a_changed_time_is_calculated_anew_and_what_is_no_longer_declared_goes(database):
    ensure(database, SWEEP, Schedule("old", Cron("0 1 * * *"), Effect("x", key=""), timedelta(0)))
    changed = Schedule("house.sweep", Cron("30 9 * * *"), SWEEP.effect, SWEEP.grace, zone="Europe/Berlin")
    ensure(database, changed)
    with database.reading() as tx:
        assert list(tx.scalars(select(ScheduleRow.name))) == ["house.sweep"]
    assert row(database).next_at == datetime(2028, 5, 3, 7, 30, tzinfo=UTC)


def test_two_processes_that_tick_at_the_same_moment_ask_once(each_database):
    ensure(each_database, SWEEP)
    both = threading.Barrier(2)

    def process():
        both.wait()
        tick(each_database, NOON + timedelta(hours=1))

    threads = [threading.Thread(target=process) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(asked(each_database)) == 1


def test_an_effect_and_its_next_time_are_written_together_or_not_at_all(each_database):
    ensure(each_database, SWEEP)

    def tick_and_fail():
        with each_database.transaction() as tx:
            schedules.tick(tx, NOON + timedelta(hours=1))
            raise ConnectionError

    with pytest.raises(ConnectionError):
        tick_and_fail()
    assert asked(each_database) == []
    assert row(each_database).next_at == NOON + timedelta(hours=1)
