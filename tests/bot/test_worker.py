"""The worker: what it does with an effect that ends well, later, badly or not at all."""

import threading
import time

import pytest

from bot.db import outbox
from bot.db.outbox import Effect
from bot.errors import Later, Refused, Unavailable
from bot.i18n import say
from bot.worker import BUG_ATTEMPTS, Worker, backoff


class Deeds:
    """Effects that remember being carried out and end as they are told to."""

    def __init__(self):
        self.done = []
        self.ends = []

    def show(self, payload):
        self.done.append(payload["id"])
        if self.ends:
            end = self.ends.pop(0)
            if isinstance(end, Exception):
                raise end
            end()


@pytest.fixture
def deeds():
    return Deeds()


@pytest.fixture
def worker(each_database, deeds, clock):
    made = Worker(each_database, {"test.show": deeds.show}, clock)
    yield made
    made.stop(timeout=1)


def ask(database, key="1"):
    with database.transaction() as tx:
        outbox.enqueue(tx, Effect("test.show", key, {"id": key}))


def rows(database):
    with database.reading() as tx:
        return [(row.state, row.attempts, row.fault) for row in tx.query(outbox.EffectRow)]


def at_once(database):
    """Let what was put back be due again."""
    with database.transaction() as tx:
        tx.query(outbox.EffectRow).filter_by(state=outbox.RETRYING).update({"wake_at": 0.0})


def test_an_effect_that_is_done_is_forgotten(worker, deeds, each_database):
    ask(each_database)
    assert worker.run_due() == 1
    assert deeds.done == ["1"]
    assert rows(each_database) == []


def test_a_click_during_the_redraw_gets_a_redraw_of_its_own(worker, deeds, each_database):
    ask(each_database)
    deeds.ends = [lambda: ask(each_database)]
    worker.run_due()
    worker.run_due()
    assert deeds.done == ["1", "1"]
    assert rows(each_database) == []


def test_later_is_no_failure(worker, deeds, each_database):
    ask(each_database)
    deeds.ends = [Later(60)]
    worker.run_due()
    assert rows(each_database) == [(outbox.RETRYING, 0, "")]


def test_what_is_unavailable_is_tried_again_for_days(worker, deeds, each_database):
    ask(each_database)
    deeds.ends = [Unavailable("Jira", "HTTP 503") for _ in range(30)]
    for _ in range(30):
        worker.run_due()
        at_once(each_database)
    assert rows(each_database) == [(outbox.RETRYING, 30, "Jira is not available: HTTP 503")]
    worker.run_due()
    assert rows(each_database) == []


def test_the_pause_that_a_system_asks_for_is_kept(worker, deeds, each_database):
    ask(each_database)
    deeds.ends = [Unavailable("Jira", "HTTP 429", retry_after=120.0)]
    worker.run_due()
    with each_database.reading() as tx:
        [row] = tx.query(outbox.EffectRow)
        assert row.wake_at - time.time() == pytest.approx(120.0, abs=2)


def test_a_bug_is_tried_a_few_times_and_then_parked_without_its_text(worker, deeds, each_database):
    ask(each_database)
    deeds.ends = [ValueError("a vote of 5") for _ in range(BUG_ATTEMPTS)]
    for _ in range(BUG_ATTEMPTS):
        worker.run_due()
        at_once(each_database)
    assert rows(each_database) == [(outbox.PARKED, BUG_ATTEMPTS, "ValueError")]
    assert worker.run_due() == 0


def test_a_refusal_for_good_is_parked_with_its_sentence(worker, deeds, each_database):
    ask(each_database)
    deeds.ends = [Refused(say("What I can do"))]
    worker.run_due()
    assert rows(each_database) == [(outbox.PARKED, 1, "What I can do")]


def test_an_effect_that_nobody_knows_is_parked_at_last(worker, each_database):
    with each_database.transaction() as tx:
        outbox.enqueue(tx, Effect("gone.show", "1"))
    for _ in range(BUG_ATTEMPTS):
        worker.run_due()
        at_once(each_database)
    assert rows(each_database) == [(outbox.PARKED, BUG_ATTEMPTS, "KeyError")]


def test_a_running_worker_is_woken_by_a_commit(worker, deeds, each_database):
    done = threading.Event()
    deeds.ends = [done.set]
    worker.start()
    time.sleep(0.05)
    ask(each_database)
    assert done.wait(2)
    assert worker.heartbeat() < 2


def test_a_stopping_worker_ends_what_runs_and_takes_nothing_new(worker, deeds, each_database):
    begun, go_on = threading.Event(), threading.Event()

    def slow():
        begun.set()
        go_on.wait(5)

    deeds.ends = [slow]
    worker.start()
    ask(each_database)
    assert begun.wait(2)
    threading.Timer(0.2, go_on.set).start()
    worker.stop(timeout=5)
    ask(each_database, "2")
    assert rows(each_database) == [(outbox.WAITING, 0, "")]
    assert deeds.done == ["1"]


def test_two_workers_share_the_work_and_repeat_nothing(each_database, clock):
    done, guard = [], threading.Lock()

    def show(payload):
        with guard:
            done.append(payload["id"])

    for number in range(100):
        ask(each_database, str(number))
    workers = [Worker(each_database, {"test.show": show}, clock) for _ in range(2)]
    for worker in workers:
        worker.start()
    deadline = time.monotonic() + 8
    while rows(each_database) and time.monotonic() < deadline:
        time.sleep(0.02)
    for worker in workers:
        worker.stop()
    assert sorted(done, key=int) == [str(number) for number in range(100)]


def test_the_pause_doubles_up_to_a_quarter_of_an_hour():
    assert 0.75 <= backoff(0) <= 1.25
    assert 6 <= backoff(3) <= 10
    assert 675 <= backoff(10) <= 1125
    assert 675 <= backoff(1000) <= 1125
