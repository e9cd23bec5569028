"""Shared pacing: a limit holds over all threads and processes that ask for it."""

import threading
import time

import pytest

from bot.db import pace
from bot.db.pace import Limit


def take(database, *limits):
    with database.transaction() as tx:
        return pace.take(tx, *limits)


def test_the_first_call_goes_at_once_and_the_next_one_waits(each_database):
    limit = Limit("slack:post:C1", 10.0)
    assert take(each_database, limit) == 0
    assert take(each_database, limit) == pytest.approx(10.0, abs=0.5)


def test_a_burst_goes_at_once_and_is_paid_for_afterwards(each_database):
    limit = Limit("slack:chat.update", 10.0, burst=3)
    assert [take(each_database, limit) for _ in range(3)] == [0, 0, 0]
    assert take(each_database, limit) == pytest.approx(10.0, abs=0.5)


def test_of_several_limits_all_are_taken_or_none(each_database):
    channel, workspace = Limit("channel", 10.0), Limit("workspace", 10.0, burst=5)
    assert take(each_database, channel, workspace) == 0
    for _ in range(10):
        assert take(each_database, channel, workspace) > 0
    assert [take(each_database, workspace) for _ in range(4)] == [0, 0, 0, 0]
    assert take(each_database, workspace) > 0


def test_a_pause_that_slack_asks_for_holds_for_everybody(each_database):
    limit = Limit("slack:chat.update", 0.01, burst=10)
    with each_database.transaction() as tx:
        pace.push_back(tx, limit.key, seconds=30.0)
    assert take(each_database, limit) == pytest.approx(30.0, abs=0.5)


def test_many_takers_keep_one_limit_together(each_database):
    limit = Limit("shared", 0.05)
    taken: list[float] = []

    def work():
        for _ in range(5):
            while (wait := take(each_database, limit)) > 0:
                time.sleep(wait)
            taken.append(time.time())

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 15
    assert max(taken) - min(taken) >= 14 * 0.05 * 0.95


def test_a_limit_at_rest_is_forgotten(each_database):
    take(each_database, Limit("old", 0.0))
    take(each_database, Limit("held", 60.0))
    with each_database.transaction() as tx:
        pace.forget(tx, rested_for=0.0)
    with each_database.reading() as tx:
        assert [row.key for row in tx.query(pace.PaceRow)] == ["held"]
