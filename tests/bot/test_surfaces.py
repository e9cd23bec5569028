"""Living messages: posted once, redrawn where they stand, never lost and never doubled."""

import time

import pytest

from bot import people, surfaces
from bot.db import outbox, pace
from bot.db.outbox import Effect
from bot.errors import Later, Unavailable
from bot.i18n import Language
from bot.slack import blocks
from bot.slack.faults import MissingScope, NotEditable, RateLimited, Unclear
from bot.slack.messenger import Profile
from bot.slack.replies import Message, Modal
from bot.slack.requests import Reader
from bot.surfaces import Surface, Surfaces

ENGLISH = Reader(Language("en"), "Europe/Berlin")
BOARD = Surface("grooming.board", "7", "C1", owner="U1")
HELLO = Message("hello")
CHANGED = Message("changed")
FORM = Modal("grooming.start", "Start", (blocks.section("One moment …"),), external_id="form-7")


@pytest.fixture
def board(database, messenger):
    return Surfaces(database, messenger, default=ENGLISH)


def rest(database):
    """Let the pacing of all messages and channels be at rest."""
    with database.transaction() as tx:
        tx.query(pace.PaceRow).delete()


def test_a_surface_is_posted_once_and_then_redrawn(board, messenger, database):
    board.show(BOARD, HELLO)
    rest(database)
    board.show(BOARD, CHANGED)
    [posted] = messenger.posted
    assert (posted.message, posted.edits) == (CHANGED, 1)


def test_a_message_names_its_surface_and_effect_in_its_metadata(board, messenger, database):
    board.show(BOARD, HELLO)
    note = messenger.posted[0].note
    assert (note["surface"], note["subject"]) == ("grooming.board", "7")
    assert len(note["effect"]) == 32
    with database.reading() as tx:
        assert surfaces.place(tx, "grooming.board", "7") == surfaces.Place(
            "C1", messenger.posted[0].timestamp
        )


def test_a_post_whose_answer_got_lost_is_found_and_not_repeated(board, messenger, database):
    messenger.failing_after.append(Unclear("Slack", "timeout"))
    with pytest.raises(Unavailable):
        board.show(BOARD, HELLO)
    with pytest.raises(Later):
        board.show(BOARD, CHANGED)
    rest(database)
    board.show(BOARD, CHANGED)
    [posted] = messenger.posted
    assert posted.message == CHANGED


def test_a_worker_that_dies_between_post_and_checkpoint_leaves_no_second_message(board, messenger, database):
    messenger.failing_after.append(SystemExit())
    with pytest.raises(SystemExit):
        board.show(BOARD, HELLO)
    restarted = Surfaces(database, messenger, default=ENGLISH)
    with pytest.raises(Later):
        restarted.show(BOARD, HELLO)
    rest(database)
    restarted.show(BOARD, HELLO)
    assert len(messenger.posted) == 1


def test_a_post_that_did_not_happen_is_made_after_the_look(board, messenger, database):
    messenger.failing.append(Unclear("Slack", "connection refused"))
    with pytest.raises(Unavailable):
        board.show(BOARD, HELLO)
    rest(database)
    board.show(BOARD, HELLO)
    assert len(messenger.posted) == 1


def test_without_the_history_scope_it_posts_again_and_says_so(board, messenger, database, caplog):
    messenger.failing_after.append(Unclear("Slack", "timeout"))
    with pytest.raises(Unavailable):
        board.show(BOARD, HELLO)
    rest(database)
    messenger.failing.append(MissingScope("missing_scope"))
    board.show(BOARD, HELLO)
    assert len(messenger.posted) == 2
    assert "may now stand twice" in caplog.text


def test_one_message_changes_at_most_every_second_and_a_half(board, database):
    board.show(BOARD, HELLO)
    with pytest.raises(Later) as later:
        board.show(BOARD, CHANGED)
    assert 1.0 < later.value.seconds <= 1.5


def test_one_channel_takes_a_new_message_a_second(board):
    board.show(BOARD, HELLO)
    with pytest.raises(Later) as later:
        board.show(Surface("grooming.board", "8", "C1", owner="U1"), HELLO)
    assert 0.5 < later.value.seconds <= 1.05
    board.show(Surface("grooming.board", "9", "C2", owner="U1"), HELLO)


def test_a_pause_that_slack_asks_for_is_kept_by_all_updates(board, messenger, database):
    board.show(BOARD, HELLO)
    board.show(Surface("grooming.board", "8", "C2", owner="U1"), HELLO)
    rest(database)
    messenger.failing.append(RateLimited("Slack", "too many requests", retry_after=30.0))
    with pytest.raises(Later) as later:
        board.show(BOARD, CHANGED)
    assert later.value.seconds == 30.0
    with pytest.raises(Later) as later:
        board.show(Surface("grooming.board", "8", "C2", owner="U1"), CHANGED)
    assert later.value.seconds == pytest.approx(30.0 - 9 * 1.5, abs=0.5)


def test_a_deleted_message_is_posted_anew_while_its_matter_is_open(board, messenger, database):
    board.show(BOARD, HELLO)
    messenger.delete(messenger.posted[0])
    rest(database)
    with pytest.raises(Later):
        board.show(BOARD, CHANGED)
    rest(database)
    board.show(BOARD, CHANGED)
    [posted] = messenger.posted
    assert posted.message == CHANGED


def test_a_deleted_message_whose_matter_is_over_stays_deleted(board, messenger, database):
    over = Surface("grooming.board", "7", "C1", owner="U1", is_over=True)
    board.show(BOARD, HELLO)
    messenger.delete(messenger.posted[0])
    rest(database)
    board.show(over, CHANGED)
    rest(database)
    board.show(over, CHANGED)
    assert messenger.posted == []


def test_a_message_that_may_no_longer_be_edited_is_succeeded_by_a_new_one(board, messenger, database):
    board.show(BOARD, HELLO)
    rest(database)
    messenger.failing.append(NotEditable("edit_window_closed"))
    with pytest.raises(Later):
        board.show(BOARD, CHANGED)
    rest(database)
    board.show(BOARD, CHANGED)
    assert [posted.message for posted in messenger.posted] == [HELLO, CHANGED]


def test_a_public_channel_is_joined(board, messenger, database):
    messenger.closed["C1"] = "not_in_channel"
    with pytest.raises(Later):
        board.show(BOARD, HELLO)
    rest(database)
    board.show(BOARD, HELLO)
    assert len(messenger.posted) == 1


def test_where_it_may_not_write_its_owner_is_told_once_and_the_work_waits(board, messenger, database):
    messenger.people["U1"] = Profile("U1", "Anna", "en", None)
    messenger.closed["G1"] = "channel_not_found"  # a private channel, which only its members can open
    private = Surface("grooming.board", "7", "G1", owner="U1")
    for _ in range(3):
        rest(database)
        with pytest.raises(Unavailable):
            board.show(private, HELLO)
    rest(database)
    [told] = messenger.posted
    assert told.channel == "D1"
    assert "/invite @Taktgeber" in told.message.text
    del messenger.closed["G1"]
    board.show(private, HELLO)
    assert messenger.posted[-1].channel == "G1"


def test_an_invitation_lets_what_waited_go_on_at_once(database, clock):
    with database.transaction() as tx:
        outbox.enqueue(tx, Effect("grooming.show", "7", lane=surfaces.lane("C1")))
        [claim] = outbox.claim(tx, owner="w", now=clock(), lease=30, limit=1)
        outbox.put_back(tx, claim, owner="w", seconds=600, fault="not_in_channel")
    with database.transaction() as tx:
        surfaces.invited(tx, "C1")
    with database.reading() as tx:
        assert outbox.has_work(tx, now=clock())


def test_a_direct_message_remembers_its_channel(board, messenger, database):
    with database.transaction() as tx:
        people.remember(tx, Profile("U1", "Anna", "en", None))
    board.tell("U1", "grooming.ended", "7", HELLO)
    messenger.failing.append(AssertionError("the channel is known by now"))
    assert board.direct_channel("U1") == "D1"
    assert messenger.posted[0].channel == "D1"


def test_a_whisper_that_is_refused_goes_as_a_direct_message(board, messenger):
    messenger.closed["C1"] = "not_in_channel"
    board.whisper("C1", "U1", HELLO)
    assert messenger.posted[0].channel == "D1"


def test_a_modal_is_filled_where_it_stands(board, messenger):
    messenger.views["form-7"] = FORM
    assert board.fill(FORM, ENGLISH.language, asked_at=0.0)


def test_a_modal_that_does_not_stand_yet_is_filled_a_moment_later(board):
    with pytest.raises(Later):
        board.fill(FORM, ENGLISH.language, asked_at=time.time())


def test_a_modal_that_was_closed_is_left_alone(board):
    assert not board.fill(FORM, ENGLISH.language, asked_at=0.0)
