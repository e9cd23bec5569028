"""The audit trail: what is recorded stays, what is erased is gone, and what was changed is named."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings, strategies
from sqlalchemy import delete, update

from bot.db import audit
from bot.db.audit import AuditDayRow, AuditEntryRow, AuditHeadRow, AuditPersonalRow
from bot.db.chain import Personal, fingerprint
from bot.db.extract import NotAnExtract, extract, verify_export
from tests.fakes import MONDAY_MORNING

RELEASE = "release:1"


def record(tx, *, subject=RELEASE, actor="U1", **about):
    return audit.record(tx, kind="releases.signed", subject=subject, actor=actor, at=MONDAY_MORNING, **about)


@pytest.fixture
def trail(database):
    """Five entries about a release, by three people."""
    with database.transaction() as tx:
        record(tx, after={"state": "approved"})
        record(
            tx, actor="U2", on_behalf="U3", before={"state": "open"}, after={"holder": Personal("U7", "U7")}
        )
        record(tx, actor="U3", reason="As <@U2> asked")
        record(tx, subject="release:2", actor="U2")
        record(tx, reason="Tests are green")
    return database


def verdict(database):
    with database.reading() as tx:
        return audit.verify(tx)


def test_an_entry_says_who_what_when_for_whom_and_from_what_to_what(trail):
    with trail.reading() as tx:
        entry = audit.entries(tx, subject=RELEASE)[1]
    assert (entry.number, entry.at, entry.kind, entry.subject) == (
        2,
        MONDAY_MORNING,
        "releases.signed",
        RELEASE,
    )
    assert (entry.actor, entry.on_behalf, entry.reason) == ("U2", "U3", "")
    assert (entry.before, entry.after) == ({"state": "open"}, {"holder": "U7"})


def test_a_subject_shows_only_its_own_entries(trail):
    with trail.reading() as tx:
        assert [entry.number for entry in audit.entries(tx, subject=RELEASE)] == [1, 2, 3, 5]


def test_an_empty_trail_holds(database):
    assert verdict(database).holds


def test_an_untouched_trail_holds(trail):
    assert (verdict(trail).first_bad, verdict(trail).count) == (None, 5)


@pytest.mark.parametrize(
    ("changed", "bad"),
    [
        (update(AuditEntryRow).where(AuditEntryRow.number == 3).values(body='{"forged":1}'), 3),
        (update(AuditEntryRow).where(AuditEntryRow.number == 3).values(subject="release:9"), 3),
        (update(AuditEntryRow).where(AuditEntryRow.number == 3).values(kind="releases.ticked"), 3),
        (update(AuditEntryRow).where(AuditEntryRow.number == 4).values(digest="0" * 64), 4),
        (update(AuditEntryRow).where(AuditEntryRow.number == 4).values(hash="0" * 64), 4),
        (update(AuditEntryRow).where(AuditEntryRow.number == 5).values(number=6), 5),
        (delete(AuditEntryRow).where(AuditEntryRow.number == 2), 2),
        (delete(AuditEntryRow).where(AuditEntryRow.number == 5), 5),
        (
            update(AuditPersonalRow)
            .where(AuditPersonalRow.number == 3, AuditPersonalRow.pointer == "/actor")
            .values(value="U9"),
            3,
        ),
        (update(AuditPersonalRow).where(AuditPersonalRow.number == 1).values(pointer="/after/state"), 1),
    ],
    ids=[
        "the body",
        "the subject",
        "the kind",
        "the digest",
        "the hash",
        "the number",
        "one gone",
        "the last gone",
        "a name",
        "where a name stands",
    ],
)
def test_a_change_behind_our_back_is_named(trail, changed, bad):
    with trail.transaction() as tx:
        tx.execute(changed)
    assert verdict(trail).first_bad == bad


def test_a_trail_that_was_cut_and_given_a_new_head_is_found_by_its_daily_head(trail):
    with trail.transaction() as tx:
        audit.close_day(tx, MONDAY_MORNING.date())
        tx.execute(delete(AuditPersonalRow).where(AuditPersonalRow.number == 5))
        tx.execute(delete(AuditEntryRow).where(AuditEntryRow.number == 5))
        tx.execute(update(AuditHeadRow).values(number=4, hash=audit.hash_at(tx, 4)))
    assert verdict(trail).first_bad == 5


def test_a_daily_head_that_was_changed_is_found(trail):
    with trail.transaction() as tx:
        audit.close_day(tx, MONDAY_MORNING.date())
        tx.execute(update(AuditDayRow).values(hash="0" * 64))
    assert verdict(trail).first_bad == 5


def test_a_day_is_closed_once_and_keeps_its_stamp(trail):
    day = date(2026, 11, 23)
    with trail.transaction() as tx:
        first = audit.close_day(tx, day)
        record(tx)
        assert audit.close_day(tx, day) == first
        audit.attest(tx, day, stamp="dG9rZW4=")
        assert audit.days(tx) == (audit.Day(day, first, "dG9rZW4="),)
    assert verdict(trail).holds


def test_a_person_is_forgotten_and_the_chain_still_holds(trail):
    with trail.transaction() as tx:
        assert audit.forget(tx, "U2") == 3
        entries = {entry.number: entry for entry in audit.entries(tx, subject=RELEASE)}
        words = json.dumps([row.value for row in tx.query(AuditPersonalRow)])
    assert (entries[2].actor, entries[2].on_behalf) == (None, "U3")
    assert entries[3].reason is None, "it mentions them"
    assert "U2" not in words
    assert verdict(trail).holds


def test_names_in_what_was_changed_are_forgotten_too(trail):
    with trail.transaction() as tx:
        audit.forget(tx, "U7")
        assert audit.entries(tx, subject=RELEASE)[1].after == {"holder": None}
    assert verdict(trail).holds


def test_signatures_stay_with_their_dossier(trail):
    with trail.transaction() as tx:
        assert audit.forget(tx, "U2", keeping={"releases.signed"}) == 0
        assert audit.entries(tx, subject=RELEASE)[1].actor == "U2"


def test_entries_whose_time_is_over_go_and_the_chain_still_holds(trail):
    with trail.transaction() as tx:
        assert audit.expire(tx, subject=RELEASE) == 4
        assert audit.entries(tx, subject=RELEASE) == ()
        assert [entry.number for entry in audit.entries(tx, subject="release:2")] == [4]
        assert {row.number for row in tx.query(AuditPersonalRow)} == {4}
    assert verdict(trail).holds


def test_an_erased_actor_cannot_be_guessed_from_what_is_left(trail):
    with trail.reading() as tx:
        bodies = [row.body for row in tx.query(AuditEntryRow).where(AuditEntryRow.number.in_((1, 5)))]
    first, second = (json.loads(body)["actor"]["sealed"] for body in bodies)
    assert first != second, "the same person looks different each time"


def test_many_recorders_at_once_make_one_chain(each_database):
    def run(actor):
        for _ in range(10):
            with each_database.transaction() as tx:
                record(tx, actor=actor)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(run, (f"U{n}" for n in range(8))))
    assert (verdict(each_database).first_bad, verdict(each_database).count) == (None, 80)


def test_an_entry_of_a_transaction_that_failed_leaves_no_gap(each_database):
    with pytest.raises(RuntimeError), each_database.transaction() as tx:
        record(tx)
        raise RuntimeError
    with each_database.transaction() as tx:
        assert record(tx) == 1
    assert verdict(each_database).holds


@pytest.fixture
def document(trail):
    opinion = {"text": "Keine Bedenken", "salt": "5f"}
    with trail.transaction() as tx:
        number = record(tx, after={"fact": fingerprint(opinion)})
        audit.close_day(tx, MONDAY_MORNING.date())
        record(tx, subject="release:2")
        return json.loads(json.dumps(extract(tx, (RELEASE,), facts=[(number, opinion)])))


def test_an_extract_holds_with_nothing_but_itself(document):
    assert (verify_export(document).first_bad, verify_export(document).count) == (None, 7)
    assert verify_export(document).head == document["head"]["hash"]


def test_an_extract_shows_only_its_subject(document):
    shown = [part["number"] for part in document["chain"] if "body" in part]
    assert shown == [1, 2, 3, 5, 6]
    assert "release:2" not in json.dumps(document)


def test_an_extract_begins_with_the_first_entry_of_its_subject(trail):
    with trail.reading() as tx:
        later = extract(tx, ("release:2",))
    assert (later["after"], verify_export(later).count) == (3, 2)
    assert verify_export(later).holds


def test_an_extract_about_nothing_is_empty_and_holds(trail):
    with trail.reading() as tx:
        empty = extract(tx, ("release:9",))
    assert (empty["chain"], verify_export(empty).holds) == ([], True)


def test_an_extract_after_an_erasure_holds_and_names_nobody(trail):
    with trail.transaction() as tx:
        audit.forget(tx, "U2")
        document = extract(tx, (RELEASE,))
    assert verify_export(document).holds
    assert "U2" not in json.dumps(document)


def forge(document, path, value):
    *way, last = path
    part = document
    for name in way:
        part = part[name]
    part[last] = value


@pytest.mark.parametrize(
    ("path", "value", "bad"),
    [
        (("chain", 0, "body", "after", "state"), "rejected", 1),
        (("chain", 1, "body", "before"), None, 2),
        (("chain", 1, "opened", "/actor", "value"), "U9", 2),
        (("chain", 1, "opened", "/after/holder", "value"), "U9", 2),
        (("chain", 3, "digest"), "0" * 64, 4),
        (("chain", 3, "number"), 9, 4),
        (("facts", 0, "content", "text"), "Bedenken", 6),
        (("facts", 0, "entry"), 4, 4),
        (("days", 0, "hash"), "0" * 64, 6),
        (("head", "hash"), "0" * 64, 7),
        (("previous",), "1" * 64, 1),
    ],
    ids=lambda value: "/".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_a_forged_extract_is_found(document, path, value, bad):
    forge(document, path, value)
    assert verify_export(document).first_bad == bad


def leaves(part, way=()):
    if isinstance(part, dict | list):
        items = part.items() if isinstance(part, dict) else enumerate(part)
        return [leaf for name, value in items for leaf in leaves(value, (*way, name))]
    return [way]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(data=strategies.data())
def test_whatever_is_changed_in_an_entry_of_an_extract_is_found(document, data):
    forged = json.loads(json.dumps(document))
    path = data.draw(strategies.sampled_from(leaves(document["chain"])))
    forge(forged["chain"], path, data.draw(strategies.text() | strategies.integers() | strategies.none()))
    assume(forged != document)
    try:
        holds = verify_export(forged).holds
    except NotAnExtract:
        holds = False
    assert not holds


def test_an_extract_without_its_last_entries_is_found(document):
    del document["chain"][-1]
    assert verify_export(document).first_bad == 7


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"format": "taktgeber-audit-1"},
        {"format": "taktgeber-audit-1", "days": 7},
        {"format": "something else", "chain": []},
    ],
)
def test_what_is_no_extract_is_refused(broken):
    with pytest.raises(NotAnExtract):
        verify_export(broken)
