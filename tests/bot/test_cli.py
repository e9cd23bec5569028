import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot.version import VERSION

ROOT = Path(__file__).parents[2]
NEXT = ("schedule", "next", "--at", "02:30", "--zone", "Europe/Berlin")


@pytest.fixture
def bot(tmp_path):
    """Run a command as a person does, in an empty folder, with these settings only."""

    def run(*arguments, **environ):
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=tmp_path,
            env={**inherited, "PYTHONPATH": str(ROOT), **environ},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    return run


def one_line(text):
    assert text.count("\n") == 1, text
    return text.strip()


def test_the_version_is_printed(bot):
    done = bot("version")
    assert (done.returncode, done.stdout) == (0, f"taktgeber {VERSION}\n")


@pytest.mark.parametrize("arguments", [(), ("dance",), ("db",), ("manifest", "--loud"), ("version", "now")])
def test_wrong_usage_gets_one_clear_line(bot, arguments):
    done = bot(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--help" in one_line(done.stderr)


def test_help_names_the_commands(bot):
    done = bot("--help")
    assert done.returncode == 0
    for command in ("serve", "web", "worker", "doctor", "manifest", "version", "db", "schedule"):
        assert command in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("command", ["serve", "web", "worker", "doctor"])
def test_wrong_settings_end_the_start_with_one_message(bot, command):
    done = bot(command, PORT="none", JIRA_TOKEN="xoxb-never-shown")
    assert (done.returncode, done.stdout) == (2, "")
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "PORT", "JIRA_URL"):
        assert f"  {name} " in done.stderr
    assert "Traceback" not in done.stderr
    assert "never-shown" not in done.stderr


@pytest.mark.slow
def test_the_manifest_needs_no_settings(bot):
    done = bot("manifest", "--url", "https://taktgeber.example.com/")
    assert done.returncode == 0
    commands = yaml.safe_load(done.stdout)["features"]["slash_commands"]
    assert commands[0]["url"] == "https://taktgeber.example.com/slack/events"


def test_a_manifest_for_an_address_that_slack_cannot_reach_is_refused(bot):
    done = bot("manifest", "--url", "http://example.com")
    assert done.returncode == 2
    assert "https://" in one_line(done.stderr)


@pytest.mark.slow
def test_the_database_is_upgraded_and_again_without_harm(bot, tmp_path):
    for _ in range(2):
        done = bot("db", "upgrade", DATABASE_URL="sqlite:///bot.db")
        assert (done.returncode, done.stdout) == (0, "The database is up to date.\n")
    assert (tmp_path / "bot.db").exists()


@pytest.mark.slow
def test_a_database_that_does_not_answer_is_told_without_its_password(bot):
    done = bot("db", "upgrade", DATABASE_URL="postgresql://bot:hunter22@127.0.0.1:9/taktgeber")
    assert done.returncode == 1
    assert "The database does not answer" in done.stderr
    assert "Traceback" not in done.stderr
    assert "hunter22" not in done.stderr


def test_the_next_times_are_printed_in_utc_one_a_line(bot):
    done = bot(*NEXT, "--days", "mon-sun", "--from", "2028-10-28", "--count", "3")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "2028-10-28T00:30:00Z",
        "2028-10-29T00:30:00Z",
        "2028-10-30T01:30:00Z",
    ]


def test_the_first_day_counts_from_its_first_minute(bot):
    midnight = ("schedule", "next", "--at", "00:00", "--zone", "Europe/Berlin")
    done = bot(*midnight, "--from", "2028-03-27", "--days", "mon")
    assert done.stdout == "2028-03-26T22:00:00Z\n"


@pytest.mark.parametrize(
    "changed",
    [
        ("--at", "25:00"),
        ("--zone", "Europe/Atlantis"),
        ("--from", "1/12/2028"),
        ("--days", "someday"),
        ("--count", "0"),
        ("--count", "many"),
    ],
)
def test_what_is_no_time_is_refused_in_one_line(bot, changed):
    done = bot(*NEXT, "--from", "2028-10-28", *changed)
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line(done.stderr)


def test_an_error_that_nobody_expected_gets_a_reference_and_shows_no_secret(bot, tmp_path):
    (tmp_path / "broken.py").write_text(
        "from bot import cli, commands\n"
        "def version(asked): raise RuntimeError('xoxb-12-never-shown')\n"
        "commands.version = version\n"
        "raise SystemExit(cli.run(['version']))\n"
    )
    done = subprocess.run(
        [sys.executable, "broken.py"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 70
    reference = done.stderr.strip().rpartition(" ")[2].rstrip(".")
    assert done.stderr.count(reference) == 2
    assert "never-shown" not in done.stderr
