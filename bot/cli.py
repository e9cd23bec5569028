"""The command line: what may be asked, and which status each outcome has."""

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn
from uuid import uuid4

from bot import commands, zones
from bot.commands import WrongUse

log = logging.getLogger("bot")

DONE, SAYS_NO, WRONG_USE, DATABASE_IN_USE, BUG = 0, 1, 2, 3, 70


class Parser(argparse.ArgumentParser):
    """Says in one line what is wrong."""

    def error(self, message: str) -> NoReturn:
        raise WrongUse(f"{message.rstrip('.')}. Try: {self.prog} --help")


Subparsers = argparse._SubParsersAction  # noqa: SLF001 - argparse gives its type no other name


def main() -> NoReturn:
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Carry out one command and return its exit status."""
    zones.use_pinned()
    try:
        asked = parser().parse_args(arguments)
        command: Callable[[argparse.Namespace], bool] = asked.command
        return DONE if command(asked) else SAYS_NO
    except Exception as error:  # noqa: BLE001 - the last wall: whatever happens ends in a sentence and a status
        return _failed(error)


def parser() -> Parser:
    root = Parser(prog="taktgeber", description="The chat-ops bot that product teams run their rituals with.")
    top = root.add_subparsers(required=True, metavar="COMMAND")
    _add(top, "serve", commands.serve, "Run everything in one process.")
    _add(top, "web", commands.web, "Receive deliveries only, with gunicorn.")
    _add(top, "worker", commands.worker, "Carry out effects and schedules only.")
    _add(top, "doctor", commands.doctor, "Check tokens, scopes, Jira, database and clock.")
    manifest = _add(top, "manifest", commands.manifest, "Print the Slack manifest.")
    manifest.add_argument("--url", help="where Slack reaches the bot over HTTP; without it, Socket Mode")
    _add(top, "version", commands.version, "Print the version.")
    database = _group(top, "db", "Look after the database.")
    _add(database, "upgrade", commands.upgrade, "Bring the database up to this version.")
    schedule = _group(top, "schedule", "Calculate with schedules.")
    _declare_times(_add(schedule, "next", commands.schedule_next, "Print the next times, in UTC."))
    return root


def _add(
    under: "Subparsers[Parser]", name: str, command: Callable[[argparse.Namespace], bool], summary: str
) -> Parser:
    added = under.add_parser(name, help=summary, description=summary)
    added.set_defaults(command=command)
    return added


def _group(under: "Subparsers[Parser]", name: str, summary: str) -> "Subparsers[Parser]":
    return under.add_parser(name, help=summary, description=summary).add_subparsers(
        required=True, metavar="COMMAND"
    )


def _declare_times(command: Parser) -> None:
    command.add_argument("--at", required=True, metavar="HH:MM", help="the local time of day")
    command.add_argument("--days", default="mon-sun", help="weekdays such as mon-fri or mon,wed")
    command.add_argument("--zone", required=True, help="a time zone such as Europe/Berlin")
    command.add_argument("--from", required=True, dest="first", metavar="DATE", help="the first local day")
    command.add_argument("--count", type=int, default=1, help="how many times to print")


def _failed(error: Exception) -> int:
    """What to say and return; the errors that only some commands know are imported no earlier than here."""
    from sqlalchemy.exc import OperationalError  # noqa: PLC0415 - `version` has no need of it

    from bot.lock import InUse  # noqa: PLC0415 - likewise
    from bot.settings_reading import SettingsFault  # noqa: PLC0415 - likewise

    match error:
        case WrongUse() | SettingsFault():
            return _tell(str(error), WRONG_USE)
        case InUse():
            return _tell(str(error), DATABASE_IN_USE)
        case OperationalError():
            return _tell(f"The database does not answer: {error.orig}", SAYS_NO)
        case _:
            return _unexpected(error)


def _unexpected(error: Exception) -> int:
    reference = uuid4().hex[:8]
    if not logging.getLogger().handlers:
        commands.plain_logs()
    log.critical("An error that nobody expected, reference %s", reference, exc_info=error)
    return _tell(f"Something went wrong that should not have. Please report it: {reference}.", BUG)


def _tell(text: str, status: int) -> int:
    from bot.redaction import Redaction  # noqa: PLC0415 - only where something went wrong

    sys.stderr.write(f"{Redaction()(text.strip())}\n")
    return status
