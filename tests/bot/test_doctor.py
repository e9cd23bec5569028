import dataclasses
import time
from email.utils import formatdate

import pytest

from bot import migrations
from bot.db import outbox
from bot.db.database import Database
from bot.db.outbox import Effect
from bot.doctor import Level, examine
from bot.settings import Settings


@pytest.fixture
def settings(slack_stand_in, tmp_path):
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    database = Database(url)
    migrations.upgrade(database)
    database.dispose()
    return Settings.from_env(
        {
            "SLACK_BOT_TOKEN": "xoxb-1-bot",
            "SLACK_APP_TOKEN": "xapp-1-app",
            "SLACK_API_URL": slack_stand_in.api_url,
            "DATABASE_URL": url,
        }
    )


def findings(settings, topic):
    return [finding for finding in examine(settings) if finding.topic == topic]


def test_where_all_is_well_nothing_has_to_be_mended(settings):
    found = examine(settings)
    assert {finding.level for finding in found} == {Level.OK}
    assert {finding.topic for finding in found} >= {
        "bot token",
        "scopes",
        "app token",
        "clock",
        "database",
        "migrations",
        "effects",
        "jira",
        "time zones",
    }
    assert str(found[0]) == "ok    bot token: the bot is “taktgeber” in “Example”."


def test_a_token_that_slack_refuses_is_a_fault_of_its_variable(settings, slack_stand_in):
    slack_stand_in.refusal = "invalid_auth"
    [bot] = findings(settings, "bot token")
    [app] = findings(settings, "app token")
    assert bot.is_fault
    assert "(invalid_auth)" in bot.text
    assert "SLACK_BOT_TOKEN" in bot.text
    assert "SLACK_APP_TOKEN" in app.text


def test_slack_that_does_not_answer_is_a_fault(settings):
    away = dataclasses.replace(settings, slack_api_url="http://127.0.0.1:9/api/")
    [finding] = findings(away, "bot token")
    assert finding.is_fault
    assert "does not answer" in finding.text


def test_a_missing_scope_is_told_with_what_fails_without_it(settings, slack_stand_in):
    slack_stand_in.scopes = slack_stand_in.scopes.replace("channels:join,", "").replace("commands,", "")
    found = {finding.level: finding.text for finding in findings(settings, "scopes")}
    assert "commands is not granted, so no slash command works" in found[Level.FAIL]
    assert "channels:join is not granted" in found[Level.WARN]
    assert "taktgeber manifest" in found[Level.WARN]


@pytest.mark.parametrize(("away", "level"), [(5, Level.OK), (90, Level.WARN), (400, Level.FAIL)])
def test_a_clock_that_is_away_from_slacks_is_told(settings, slack_stand_in, away, level):
    slack_stand_in.dates = [formatdate(time.time() - away, usegmt=True)]
    [finding] = findings(settings, "clock")
    assert finding.level is level


def test_a_database_that_is_not_up_to_date_is_a_fault(settings, tmp_path):
    from bot.settings import Secret

    empty = dataclasses.replace(settings, database_url=Secret(f"sqlite:///{tmp_path / 'empty.db'}"))
    [finding] = findings(empty, "migrations")
    assert finding.is_fault
    assert "taktgeber db upgrade" in finding.text


def test_an_effect_that_was_given_up_is_shown_with_its_fault(settings):
    database = Database(settings.database_url.reveal())
    with database.transaction() as tx:
        outbox.enqueue(tx, Effect("grooming.write", key="7"))
        from datetime import UTC, datetime

        [claim] = outbox.claim(tx, owner="test", now=datetime.now(UTC), lease=1, limit=1)
        outbox.park(tx, claim, owner="test", fault="The field is on no screen")
    database.dispose()
    given_up, summary = findings(settings, "effects")
    assert "grooming.write 7 was given up after 1 attempts: The field is on no screen" in given_up.text
    assert given_up.level is Level.WARN
    assert summary.text == "0 wait; 1 are given up."


def test_a_clock_address_that_does_not_answer_is_a_fault(settings):
    remote = dataclasses.replace(settings, clock_url="http://127.0.0.1:9/clock")
    [finding] = findings(remote, "CLOCK_URL")
    assert finding.is_fault
