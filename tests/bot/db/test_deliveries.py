"""Each delivery counts once."""

import threading

import pytest

from bot.db import deliveries
from bot.db.deliveries import DeliveryRow, Repeated


def begin(database, key, answer=None):
    with database.transaction() as tx:
        deliveries.begin(tx, key)
        deliveries.answered(tx, key, answer)


def command(database, line="/groom PROJ-1", person="U1", place="C1"):
    with database.transaction() as tx:
        key = deliveries.begin_command(tx, person=person, place=place, line=line)
        deliveries.answered(tx, key, {"text": "started"})


def test_a_repeated_delivery_gets_the_first_answer(each_database):
    begin(each_database, "trigger:1", {"text": "saved"})
    with pytest.raises(Repeated) as repeated:
        begin(each_database, "trigger:1")
    assert repeated.value.answer == {"text": "saved"}


def test_a_delivery_whose_use_case_failed_counts_when_it_comes_again(each_database):
    with pytest.raises(ZeroDivisionError), each_database.transaction() as tx:
        deliveries.begin(tx, "trigger:1")
        1 / 0  # noqa: B018 - a failure inside the transaction
    begin(each_database, "trigger:1")


def test_the_same_command_within_ten_seconds_is_one(each_database):
    command(each_database)
    with pytest.raises(Repeated) as repeated:
        command(each_database)
    assert repeated.value.answer == {"text": "started"}


@pytest.mark.parametrize("other", [{"line": "/groom PROJ-2"}, {"person": "U2"}, {"place": "C2"}])
def test_another_line_person_or_place_is_another_command(each_database, other):
    command(each_database)
    command(each_database, **other)


def test_the_same_command_later_is_a_new_one(each_database):
    command(each_database)
    with each_database.transaction() as tx:
        tx.query(DeliveryRow).update({"at": DeliveryRow.at - 11})
    command(each_database)


def test_two_deliveries_at_the_same_moment_count_once(each_database):
    counted, repeated = [], []

    def deliver():
        try:
            begin(each_database, "event:1")
            counted.append(1)
        except Repeated:
            repeated.append(1)

    threads = [threading.Thread(target=deliver) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(counted), len(repeated)) == (1, 5)


def test_deliveries_are_forgotten_after_26_hours(each_database):
    begin(each_database, "old")
    begin(each_database, "young")
    with each_database.transaction() as tx:
        tx.query(DeliveryRow).filter_by(key="old").update({"at": DeliveryRow.at - 26 * 3600 - 1})
        deliveries.forget_old(tx)
    with each_database.reading() as tx:
        assert [row.key for row in tx.query(DeliveryRow)] == ["young"]
