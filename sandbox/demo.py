"""`make demo`: starts the sandbox and the bot against it, and ends all of it on Ctrl-C."""

import argparse
import os
import shlex
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any, NoReturn

import yaml

from sandbox import world
from sandbox.bot_process import BotProcess
from sandbox.sandbox import Sandbox
from sandbox.server import PortInUse
from sandbox.voice import say

_WRONG_USAGE = 2
_HIGHEST_PORT = 65_535
_MANIFEST = Path(__file__).parents[1] / "manifest.yml"
_PASSED_ON = ("HOME", "LANG", "LC_ALL", "PATH", "PYTHONPATH", "TMPDIR", "VIRTUAL_ENV")


class _OneLineParser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(_WRONG_USAGE, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    bot_port = None if options.no_bot else _free_port()
    try:
        sandbox = _sandbox(options, bot_port)
    except (world.WorldError, PortInUse) as error:
        reason = error.strerror if isinstance(error, PortInUse) else error
        print(f"sandbox: {reason}", file=sys.stderr)  # noqa: T201  # a command line speaks by printing
        return _WRONG_USAGE
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    say(f"Open {sandbox.page_url} in a browser. Ctrl-C ends everything.")
    with sandbox, TemporaryDirectory(prefix="taktgeber-demo-") as folder:
        say(f"The imitation Jira is at {sandbox.jira_url}.")
        if bot_port is None:
            _explain_by_hand(sandbox)
            stop.wait()
        else:
            environment = _bot_environment(sandbox, bot_port, Path(folder))
            with BotProcess(options.bot_command, environment) as bot:
                _wait(stop, bot)
    say("Everything has ended.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _OneLineParser(
        prog="python -m sandbox", description="An imitation Slack and Jira on loopback, with the bot in them."
    )
    parser.add_argument("--backlog", metavar="FILE", help="a CSV file whose stories fill Jira")
    parser.add_argument("--world", metavar="FILE", help="a YAML file that describes the company")
    parser.add_argument(
        "--port", type=_port, default=0, help="of the page and of Slack (default: a free one)"
    )
    parser.add_argument("--jira-port", type=_port, default=0, help="of Jira (default: a free one)")
    parser.add_argument("--http", action="store_true", help="deliver by signed HTTP, not by Socket Mode")
    parser.add_argument("--no-bot", action="store_true", help="start no bot, and print the settings for one")
    parser.add_argument(
        "--bot-command",
        type=shlex.split,
        default=[sys.executable, "-m", "bot", "serve"],
        help=argparse.SUPPRESS,
    )
    return parser


def _port(typed: str) -> int:
    if not typed.isdigit() or int(typed) > _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to {_HIGHEST_PORT}, not “{typed}”")
    return int(typed)


def _sandbox(options: argparse.Namespace, bot_port: int | None) -> Sandbox:
    by_hand = "http://127.0.0.1:3000" if options.http else None
    return Sandbox(
        world.load(options.world),
        backlog=options.backlog,
        slack_port=options.port,
        jira_port=options.jira_port,
        delivery="http" if options.http else "socket",
        bot_url=f"http://127.0.0.1:{bot_port}" if bot_port else by_hand,
        manifest=_manifest(),
    )


def _manifest() -> Mapping[str, Any] | None:
    """The bot's own manifest where it lies beside this package, as in a checkout."""
    if not _MANIFEST.exists():
        return None
    manifest: Mapping[str, Any] = yaml.safe_load(_MANIFEST.read_text(encoding="utf-8"))
    return manifest


def _bot_environment(sandbox: Sandbox, port: int, folder: Path) -> dict[str, str]:
    """Nothing of a real workspace comes in: only what any process needs, and the sandbox's settings."""
    return {
        **{name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        **sandbox.bot_environment(),
        "DATABASE_URL": f"sqlite:///{folder / 'taktgeber.db'}",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait(stop: Event, bot: BotProcess) -> None:
    """Until somebody ends the demo; a bot that ended by itself is reported, not started again."""
    while not stop.wait(0.2):
        if bot.exit_code is not None:
            say(f"The bot has ended with exit code {bot.exit_code}; the page stays open. Ctrl-C ends it.")
            stop.wait()


def _explain_by_hand(sandbox: Sandbox) -> None:
    say("No bot was started. One that you start yourself needs these settings:")
    for name, value in sandbox.bot_environment().items():
        say(f"  export {name}={shlex.quote(value)}")
