"""`taktgeber doctor`: looks at everything that the bot stands on, and says what to mend."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot import zones
from bot.app import Taktgeber, assemble
from bot.clock import RemoteClock
from bot.db import outbox
from bot.readiness import DatabaseState
from bot.scopes import ESSENTIAL, SCOPES
from bot.settings import Settings

CALL_SECONDS = 5
# Slack refuses what is signed more than five minutes away, and so do we.
SKEW_FAULT_SECONDS = 300
SKEW_WARN_SECONDS = 30


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    level: Level
    topic: str
    text: str

    @property
    def is_fault(self) -> bool:
        return self.level is Level.FAIL

    def __str__(self) -> str:
        return f"{self.level:<4}  {self.topic}: {self.text}"


def examine(settings: Settings) -> list[Finding]:
    taktgeber = assemble(settings)
    try:
        return [
            *_slack(settings),
            *_database(taktgeber),
            *_jira(taktgeber),
            *_clock(taktgeber),
            Finding(Level.OK, "time zones", f"tzdata {zones.version()}"),
        ]
    finally:
        taktgeber.close()


def _slack(settings: Settings) -> Iterator[Finding]:
    client = WebClient(
        settings.slack_bot_token.reveal(), base_url=settings.slack_api_url, timeout=CALL_SECONDS
    )
    try:
        answer = client.auth_test()
    except (SlackApiError, SlackClientError, OSError) as error:
        yield _failed_call("bot token", "SLACK_BOT_TOKEN", error)
    else:
        yield Finding(Level.OK, "bot token", f"the bot is “{answer.get('user')}” in “{answer.get('team')}”.")
        yield from _scopes(_header(answer, "x-oauth-scopes"))
        yield from _skew(_header(answer, "date"))
    if settings.slack_app_token is None:
        yield Finding(Level.OK, "deliveries", "Slack delivers over HTTP, to /slack/events.")
    else:
        yield _app_token(settings.slack_app_token.reveal(), settings.slack_api_url)


def _app_token(token: str, api_url: str) -> Finding:
    try:
        WebClient(base_url=api_url, timeout=CALL_SECONDS).apps_connections_open(app_token=token)
    except (SlackApiError, SlackClientError, OSError) as error:
        return _failed_call("app token", "SLACK_APP_TOKEN", error)
    return Finding(Level.OK, "app token", "Slack delivers by Socket Mode.")


def _failed_call(topic: str, variable: str, error: Exception) -> Finding:
    if isinstance(error, SlackApiError):
        code = error.response.get("error")
        return Finding(
            Level.FAIL, topic, f"Slack refuses it ({code}). Install the app anew and set {variable}."
        )
    return Finding(Level.FAIL, topic, f"Slack does not answer ({type(error).__name__}). Check the network.")


def _scopes(header: str) -> Iterator[Finding]:
    granted = {scope.strip() for scope in header.split(",") if scope.strip()}
    missing = [scope for scope in SCOPES if scope not in granted]
    for scope in missing if granted else []:
        level = Level.FAIL if scope in ESSENTIAL else Level.WARN
        mend = "Update the app with the output of: taktgeber manifest"
        yield Finding(level, "scopes", f"{scope} is not granted, so {SCOPES[scope]}. {mend}")
    if not granted:
        yield Finding(Level.WARN, "scopes", "Slack did not say which scopes are granted.")
    elif not missing:
        yield Finding(Level.OK, "scopes", "all that are needed are granted.")


def _skew(date: str) -> Iterator[Finding]:
    if not date:
        return
    skew = abs((datetime.now(UTC) - parsedate_to_datetime(date)).total_seconds())
    level = Level.OK
    if skew > SKEW_WARN_SECONDS:
        level = Level.FAIL if skew > SKEW_FAULT_SECONDS else Level.WARN
    mend = "" if level is Level.OK else " Let this machine's clock be set by NTP."
    yield Finding(level, "clock", f"this machine is {skew:.0f} s away from Slack's time.{mend}")


def _database(taktgeber: Taktgeber) -> Iterator[Finding]:
    state = DatabaseState(taktgeber.database)
    if fault := state.fault():
        yield Finding(Level.FAIL, "database", f"{fault}. Check DATABASE_URL and that the server runs.")
        return
    yield Finding(Level.OK, "database", f"{taktgeber.database.engine.dialect.name} answers.")
    if fault := state.migration_fault():
        yield Finding(Level.FAIL, "migrations", fault)
        return
    yield Finding(Level.OK, "migrations", "the database is up to date.")
    yield from _effects(taktgeber)


def _effects(taktgeber: Taktgeber) -> Iterator[Finding]:
    with taktgeber.database.reading() as tx:
        backlog, parked = outbox.backlog(tx), outbox.parked(tx)
    for effect in parked:
        text = f"{effect.kind} {effect.key} was given up after {effect.attempts} attempts: {effect.fault}"
        yield Finding(Level.WARN, "effects", text)
    waits = f", the oldest for {backlog.oldest:.0f} s" if backlog.oldest else ""
    yield Finding(Level.OK, "effects", f"{backlog.waiting} wait{waits}; {backlog.parked} are given up.")


def _jira(taktgeber: Taktgeber) -> Iterator[Finding]:
    if taktgeber.tracker is None:
        yield Finding(Level.OK, "jira", "is not set up; rituals run without it.")
        return
    health = taktgeber.tracker.check()
    for problem in health.problems:
        yield Finding(Level.FAIL, "jira", str(problem))
    if not health.problems:
        yield Finding(Level.OK, "jira", f"{health.title or health.deployment} knows us as {health.account}.")
    for note in health.notes:
        yield Finding(Level.OK, "jira", str(note))


def _clock(taktgeber: Taktgeber) -> Iterator[Finding]:
    clock = taktgeber.clock
    if not isinstance(clock, RemoteClock):
        return
    clock.start()
    if clock.fault:
        yield Finding(Level.FAIL, "CLOCK_URL", clock.fault)
    else:
        yield Finding(Level.OK, "CLOCK_URL", f"tells {clock():%Y-%m-%dT%H:%M:%SZ}.")


def _header(answer: SlackResponse, name: str) -> str:
    """Header names come in any case, and their values as one text or a list of them."""
    headers: dict[str, Any] = {key.lower(): value for key, value in answer.headers.items()}
    value = headers.get(name, "")
    return value if isinstance(value, str) else ",".join(value)
