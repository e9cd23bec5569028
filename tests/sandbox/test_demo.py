import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from sandbox.bot_process import BotProcess

BOT = """\
import os, signal, sys, threading
ended = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: ended.set())
print("bot at", os.getpid(), "knows", sorted(name for name in os.environ if name[:4] in ("SLAC", "JIRA")))
print("database", os.environ["DATABASE_URL"])
ended.wait(30)
print("bot says goodbye")
"""


@contextmanager
def demo(*options: str) -> Iterator["subprocess.Popen[str]"]:
    """The demo as a child process, which is gone when the block ends, whatever the test found."""
    environment = {**os.environ, "SLACK_BOT_TOKEN": "xoxb-of-a-real-workspace", "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdout, process.stderr):
            if pipe:
                pipe.close()


def bot_command(folder: Path, program: str = BOT) -> str:
    file = folder / "fake_bot.py"
    file.write_text(program)
    return f"{sys.executable} {file}"


def line_with(process: "subprocess.Popen[str]", word: str) -> str:
    assert process.stdout
    return next(line for line in process.stdout if word in line)


def refusal(*options: str) -> str:
    """What a demo that does not start says, in one line, before it ends with 2."""
    with demo(*options) as process:
        out, err = process.communicate(timeout=9)
        assert (process.returncode, out, err.count("\n")) == (2, "", 1)
        return err


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.slow
def test_the_demo_starts_and_ends_all_that_belongs_to_it(tmp_path: Path, number: signal.Signals) -> None:
    with demo("--bot-command", bot_command(tmp_path)) as process:
        assert process.stdout
        page = process.stdout.readline().split()[1]
        told = line_with(process, "bot at")
        assert httpx.get(f"{page}clock", trust_env=False).text.endswith("Z\n")
        process.send_signal(number)
        rest, _ = process.communicate(timeout=15)
    assert "bot │ bot says goodbye" in rest
    assert process.returncode == 0
    assert not is_running(int(told.split()[4]))


@pytest.mark.slow
def test_the_bot_gets_the_settings_of_the_sandbox_and_nothing_else(tmp_path: Path) -> None:
    with demo("--bot-command", bot_command(tmp_path)) as process:
        told = line_with(process, "knows")
        database = line_with(process, "database").split("sqlite:///")[1].strip()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=15)
    assert "['JIRA_EMAIL', 'JIRA_TOKEN', 'JIRA_URL', 'JIRA_WEBHOOK_SECRET', 'SLACK_API_URL'" in told
    assert "'SLACK_APP_TOKEN', 'SLACK_BOT_TOKEN']" in told
    assert not Path(database).parent.exists()


@pytest.mark.slow
def test_a_bot_in_http_mode_gets_a_signing_secret(tmp_path: Path) -> None:
    with demo("--http", "--bot-command", bot_command(tmp_path)) as process:
        told = line_with(process, "knows")
    assert "SLACK_SIGNING_SECRET" in told
    assert "SLACK_APP_TOKEN" not in told


@pytest.mark.slow
def test_a_bot_that_ends_is_reported_and_the_page_stays(tmp_path: Path) -> None:
    with demo("--bot-command", bot_command(tmp_path, "raise SystemExit(3)")) as process:
        assert process.stdout
        page = process.stdout.readline().split()[1]
        assert "exit code 3" in line_with(process, "The bot has ended")
        assert httpx.get(f"{page}clock", trust_env=False).status_code == 200


@pytest.mark.slow
def test_a_terminal_that_goes_away_stops_nothing_and_harms_nothing() -> None:
    with demo("--no-bot") as process:
        assert process.stdout
        process.stdout.readline()
        process.stdout.close()
        process.send_signal(signal.SIGHUP)
        assert process.wait(9) == 0
        assert process.stderr
        assert process.stderr.read() == ""


@pytest.mark.slow
def test_without_a_bot_the_settings_are_printed() -> None:
    with demo("--no-bot") as process:
        assert line_with(process, "SLACK_API_URL").strip().endswith("/api/")


def test_a_bot_that_does_not_end_is_ended(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    deaf = (
        "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('deaf')\ntime.sleep(30)\n"
    )
    command = bot_command(tmp_path, deaf).split()
    with BotProcess(command, {"PYTHONUNBUFFERED": "1"}, seconds_to_end=0.2) as bot:
        out = ""
        while "deaf" not in out:
            out += capfd.readouterr().out
            time.sleep(0.01)
    assert bot.exit_code == -signal.SIGKILL


def test_a_port_in_use_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert refusal("--no-bot", "--port", str(port)) == f"sandbox: Port {port} is in use.\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--backlog", "nowhere.csv"], "nowhere.csv: the backlog cannot be read"),
        (["--world", "nowhere.yml"], "nowhere.yml: the world cannot be read"),
        (["--port", "many"], "a port is a number from 0 to 65535, not “many”"),
        (["--port", "70000"], "not “70000”"),
        (["--colour", "red"], "unrecognized arguments: --colour red"),
    ],
)
def test_wrong_use_gets_one_clear_line(options: list[str], said: str) -> None:
    assert said in refusal("--no-bot", *options)
