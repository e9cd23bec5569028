"""What each command does. Each imports what it needs by itself, so that the short ones stay short."""

import argparse
import os
import sys
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot import zones
from bot.settings import Settings, database_url_from

# ruff: noqa: PLC0415 - importing Slack's and the database's libraries takes longer than most commands need

MOST_TIMES = 10_000


class WrongUse(Exception):
    """The command line, or something that it names, cannot be understood."""


def serve(_asked: argparse.Namespace) -> bool:
    settings = _settings_with_logs()
    from bot import serving

    serving.serve(settings)


def worker(_asked: argparse.Namespace) -> bool:
    settings = _settings_with_logs()
    from bot import serving

    serving.work(settings)


def web(_asked: argparse.Namespace) -> bool:
    settings = _settings_with_logs()
    from bot.gunicorn_server import GunicornServer

    GunicornServer(settings).run()
    return True


def doctor(_asked: argparse.Namespace) -> bool:
    """Says no if something has to be mended."""
    settings = _settings_with_logs(level="ERROR")
    from bot import doctor as examination
    from bot.redaction import Redaction

    redaction = Redaction(settings.secrets())
    findings = examination.examine(settings)
    for finding in findings:
        sys.stdout.write(f"{redaction(str(finding))}\n")
    return not any(finding.is_fault for finding in findings)


def manifest(asked: argparse.Namespace) -> bool:
    from bot import manifest as manifests

    url = None if asked.url is None else _public_address(asked.url)
    sys.stdout.write(manifests.text(url))
    return True


def version(_asked: argparse.Namespace) -> bool:
    from bot.version import VERSION

    sys.stdout.write(f"taktgeber {VERSION}\n")
    return True


def upgrade(_asked: argparse.Namespace) -> bool:
    url = database_url_from(os.environ)
    from bot import migrations
    from bot.db.database import Database

    database = Database(url.reveal())
    try:
        migrations.upgrade(database)
    finally:
        database.dispose()
    sys.stdout.write("The database is up to date.\n")
    return True


def schedule_next(asked: argparse.Namespace) -> bool:
    """Prints UTC instants, one a line."""
    from bot.cron import TICK, Cron, start_of_day

    if not zones.is_zone(asked.zone):
        raise WrongUse(f"“{asked.zone}” is not a time zone. Give a name such as Europe/Berlin.")
    if not 1 <= asked.count <= MOST_TIMES:
        raise WrongUse(f"--count has to be a number from 1 to {MOST_TIMES}.")
    zone, at = ZoneInfo(asked.zone), _time_of_day(asked.at)
    try:
        cron = Cron.daily(at, days=asked.days)
    except ValueError as error:
        raise WrongUse(f"--days is not understood: {error}.") from error
    moment = start_of_day(datetime.combine(_day(asked.first), time()), zone) - TICK
    for _ in range(asked.count):
        moment = cron.next_after(moment, zone)
        sys.stdout.write(f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}\n")
    return True


def plain_logs() -> None:
    """For an error before the settings are known."""
    from bot import logs
    from bot.redaction import Redaction

    logs.configure(level="INFO", form="console", redaction=Redaction())


def _settings_with_logs(level: str = "") -> Settings:
    settings = Settings.from_env(os.environ)
    from bot import logs
    from bot.redaction import Redaction

    redaction = Redaction(settings.secrets())
    logs.configure(level=level or settings.log_level, form=settings.log_format, redaction=redaction)
    return settings


def _public_address(url: str) -> str:
    from bot.settings_rules import public_address

    try:
        return public_address(url)
    except ValueError as error:
        raise WrongUse(f"--url {error}.") from error


def _time_of_day(text: str) -> time:
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - a time of day has no zone
    except ValueError as error:
        raise WrongUse(f"“{text}” is not a time of day. Give hours and minutes such as 02:30.") from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongUse(f"“{text}” is not a date. Give year, month and day such as 2028-10-27.") from error
