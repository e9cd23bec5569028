"""The outbox's rules, on both databases."""

import threading
import time
from datetime import timedelta

import pytest

from bot.db import outbox
from bot.db.outbox import Effect, Urgency
from tests.fakes import MONDAY_MORNING

NOW = MONDAY_MORNING


def ask(database, key="1", **about):
    due_at = about.pop("due_at", outbox.AT_ONCE)
    with database.transaction() as tx:
        outbox.enqueue(tx, Effect("test.show", key=key, payload={"id": key}, **about), due_at=due_at)


def take(database, *, owner="w1", now=NOW, lease=30.0, limit=10):
    with database.transaction() as tx:
        return outbox.claim(tx, owner=owner, now=now, lease=lease, limit=limit)


def keys(claims):
    return [claim.effect.key for claim in claims]


def settle(database, claim, owner="w1"):
    with database.transaction() as tx:
        outbox.settle(tx, claim, owner=owner)


def test_an_effect_that_is_asked_for_many_times_waits_once(each_database):
    for _ in range(300):
        ask(each_database)
    claims = take(each_database)
    assert keys(claims) == ["1"]
    settle(each_database, claims[0])
    assert take(each_database) == []


def test_an_effect_asked_for_while_it_runs_runs_again(each_database):
    ask(each_database)
    [claim] = take(each_database)
    ask(each_database)
    settle(each_database, claim)
    assert keys(take(each_database)) == ["1"]


def test_an_effect_whose_transaction_is_rolled_back_was_never_asked_for(each_database):
    with pytest.raises(ZeroDivisionError), each_database.transaction() as tx:
        outbox.enqueue(tx, Effect("test.show", key="1"))
        1 / 0  # noqa: B018 - a failure inside the transaction
    assert take(each_database) == []


def test_asking_again_never_makes_an_effect_later(each_database):
    ask(each_database, due_at=NOW + timedelta(minutes=1))
    ask(each_database, due_at=NOW + timedelta(hours=1))
    assert take(each_database) == []
    assert keys(take(each_database, now=NOW + timedelta(minutes=2))) == ["1"]


def test_asking_again_makes_an_effect_earlier(each_database):
    ask(each_database, due_at=NOW + timedelta(hours=1))
    ask(each_database)
    assert keys(take(each_database)) == ["1"]


def test_an_effect_that_asks_for_itself_later_does_not_run_at_once(each_database):
    ask(each_database)
    [claim] = take(each_database)
    ask(each_database, due_at=NOW + timedelta(minutes=5))
    settle(each_database, claim)
    assert take(each_database) == []
    assert keys(take(each_database, now=NOW + timedelta(minutes=6))) == ["1"]


def test_one_lane_runs_one_effect_at_a_time_in_order(each_database):
    for key in ("first", "second", "third"):
        ask(each_database, key, lane="jira:PROJ-1")
    ask(each_database, "elsewhere", lane="jira:PROJ-2")
    claims = take(each_database)
    assert sorted(keys(claims)) == ["elsewhere", "first"]
    assert take(each_database, owner="w2") == []
    settle(each_database, next(claim for claim in claims if claim.effect.key == "first"))
    assert keys(take(each_database, owner="w2")) == ["second"]


def test_a_long_lane_does_not_hold_up_the_others(each_database):
    for number in range(60):
        ask(each_database, f"wave-{number}", lane="slack:D1")
    ask(each_database, "vote", lane="slack:C1")
    assert sorted(keys(take(each_database, limit=4))) == ["vote", "wave-0"]


def test_a_form_goes_first_and_of_redraws_the_one_clicked_last(each_database):
    for key, urgency in (
        ("old redraw", Urgency.REDRAW),
        ("refresh", Urgency.BACKGROUND),
        ("new redraw", Urgency.REDRAW),
        ("answer", Urgency.NORMAL),
        ("form", Urgency.FORM),
    ):
        ask(each_database, key, urgency=urgency)
        time.sleep(0.002)
    order = [keys(take(each_database, limit=1))[0] for _ in range(5)]
    assert order == ["form", "answer", "new redraw", "old redraw", "refresh"]


def test_a_lease_that_runs_out_is_taken_by_another_worker(each_database):
    ask(each_database)
    [claim] = take(each_database, owner="killed", lease=0.0)
    [again] = take(each_database, owner="w2")
    assert again.effect == claim.effect


def test_a_worker_that_lost_its_lease_cannot_settle_what_another_one_holds(each_database):
    ask(each_database)
    [lost] = take(each_database, owner="slow", lease=0.0)
    [held] = take(each_database, owner="w2")
    settle(each_database, lost, owner="slow")
    with each_database.reading() as tx:
        assert outbox.backlog(tx).running == 1
    settle(each_database, held, owner="w2")
    with each_database.reading() as tx:
        assert outbox.backlog(tx) == outbox.Backlog(0, 0, 0, 0.0)


def test_a_lease_that_is_renewed_is_kept(each_database):
    ask(each_database)
    claims = take(each_database, lease=0.05)
    with each_database.transaction() as tx:
        outbox.renew(tx, claims, owner="w1", lease=30.0)
    time.sleep(0.06)
    assert take(each_database, owner="w2") == []


def test_what_is_put_back_waits_its_time_and_counts_its_faults(each_database):
    ask(each_database)
    [claim] = take(each_database)
    with each_database.transaction() as tx:
        outbox.put_back(tx, claim, owner="w1", seconds=0.05, fault="Jira is not available")
    assert take(each_database) == []
    with each_database.reading() as tx:
        assert outbox.pending(tx, "test.show", "1") == "Jira is not available"
    time.sleep(0.06)
    [again] = take(each_database)
    assert again.attempts == 1


def test_asking_for_what_was_put_back_does_not_end_its_pause(each_database):
    ask(each_database)
    [claim] = take(each_database)
    with each_database.transaction() as tx:
        outbox.put_back(tx, claim, owner="w1", seconds=60, fault="Slack asks for a pause")
    ask(each_database)
    assert take(each_database) == []


def test_a_lane_whose_obstacle_is_gone_goes_on_at_once(each_database):
    ask(each_database, lane="slack:C1")
    [claim] = take(each_database)
    with each_database.transaction() as tx:
        outbox.put_back(tx, claim, owner="w1", seconds=600, fault="not_in_channel")
    with each_database.transaction() as tx:
        outbox.hasten(tx, "slack:C1")
    assert keys(take(each_database)) == ["1"]


def test_what_is_parked_stays_until_it_is_asked_for_again(each_database):
    ask(each_database)
    [claim] = take(each_database)
    with each_database.transaction() as tx:
        outbox.park(tx, claim, owner="w1", fault="ZeroDivisionError")
    assert take(each_database) == []
    with each_database.reading() as tx:
        assert outbox.parked(tx) == [outbox.Parked("test.show", "1", "ZeroDivisionError", 1)]
    ask(each_database)
    assert [claim.attempts for claim in take(each_database)] == [0]


def test_what_has_not_begun_can_be_taken_back(each_database):
    ask(each_database, "waits")
    ask(each_database, "runs")
    while "runs" not in keys(claims := take(each_database, limit=1)):
        settle(each_database, claims[0])
        ask(each_database, "waits")
    with each_database.transaction() as tx:
        outbox.withdraw(tx, "test.show", "waits")
        outbox.withdraw(tx, "test.show", "runs")
    with each_database.reading() as tx:
        assert (outbox.backlog(tx).waiting, outbox.backlog(tx).running) == (0, 1)


def test_a_worker_that_stops_leaves_its_effects_to_the_next(each_database):
    ask(each_database)
    take(each_database, owner="stopping")
    with each_database.transaction() as tx:
        outbox.release(tx, owner="stopping")
    assert keys(take(each_database, owner="w2")) == ["1"]


class Race:
    """Several claimers at once; it sees when two effects of one lane are held at the same time."""

    def __init__(self, database):
        self.database = database
        self.done: list[str] = []
        self.doubled: list[str] = []
        self._held: set[str] = set()
        self._guard = threading.Lock()

    def work(self, owner):
        while claims := take(self.database, owner=owner, limit=5):
            for claim in claims:
                self._hold(claim.effect.lane)
            for claim in claims:
                with self._guard:
                    self._held.discard(claim.effect.lane)
                    self.done.append(claim.effect.key)
                settle(self.database, claim, owner)

    def _hold(self, lane):
        with self._guard:
            if lane in self._held:
                self.doubled.append(lane)
            self._held.add(lane)


def test_what_a_killed_worker_left_is_free_where_there_can_be_no_other(each_database):
    ask(each_database)
    take(each_database, owner="killed")
    with each_database.transaction() as tx:
        outbox.release_all(tx)
    assert keys(take(each_database, owner="w2")) == ["1"]


def test_two_workers_never_take_the_same_effect_nor_two_of_one_lane(each_database):
    """Four claimers race over 40 lanes of 5 effects each; whoever takes one settles it."""
    for number in range(200):
        ask(each_database, str(number), lane=f"lane-{number % 40}")
    race = Race(each_database)
    threads = [threading.Thread(target=race.work, args=(f"w{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    race.work("last")  # what the others held while the first of them found nothing more to take
    assert race.doubled == []
    assert sorted(race.done, key=int) == [str(number) for number in range(200)]


def test_a_commit_with_effects_wakes_the_worker_and_one_without_does_not(database):
    woken = []
    database.after_effects.append(lambda: woken.append(1))
    with database.transaction():
        pass
    assert woken == []
    ask(database)
    assert woken == [1]
