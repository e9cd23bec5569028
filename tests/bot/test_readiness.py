import time

import pytest

from bot import migrations
from bot.db.database import Database
from bot.errors import Unavailable
from bot.readiness import DatabaseState, Readiness, TokenWatch
from bot.slack.faults import SlackRefused


@pytest.fixture
def empty(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    yield database
    database.dispose()


def test_a_report_names_each_check():
    readiness = Readiness({"one": lambda: None, "two": lambda: "It is broken."})
    assert readiness.report() == {"one": "ok", "two": "It is broken."}


def test_a_database_without_our_tables_is_not_up_to_date_until_it_is_upgraded(empty):
    state = DatabaseState(empty)
    assert state.fault() is None
    assert "taktgeber db upgrade" in state.migration_fault()
    migrations.upgrade(empty)
    assert state.migration_fault() is None


def test_a_database_that_does_not_answer_is_told(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}")
    state = DatabaseState(database)
    assert "does not answer" in state.fault()
    assert not state.is_migrated()
    database.dispose()


def test_the_token_is_not_trusted_before_slack_was_asked():
    assert TokenWatch(lambda: None).fault() == "Slack has not been asked yet."


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (SlackRefused("invalid_auth"), "Slack does not accept the bot token: invalid_auth"),
        (Unavailable("Slack"), "Slack does not answer."),
    ],
)
def test_what_slack_says_of_the_token_is_kept_until_it_says_otherwise(error, told):
    answers = [error, None]

    def ask():
        if (answer := answers.pop(0)) is not None:
            raise answer

    watch = TokenWatch(ask)
    watch.look()
    assert watch.fault() == told
    watch.look()
    assert watch.fault() is None


def test_it_asks_by_itself():
    asked = []
    watch = TokenWatch(lambda: asked.append(1))
    watch.start()
    end = time.monotonic() + 5
    while watch.fault() is not None and time.monotonic() < end:
        time.sleep(0.01)
    watch.stop()
    assert asked == [1]
