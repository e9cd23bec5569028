"""The whole process from outside: start, readiness, one at a time, and the end by a signal."""

import hashlib
import hmac
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests import postgres

ROOT = Path(__file__).parents[2]
SECRET = "signing-secret"
pytestmark = pytest.mark.slow


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def environment(slack_stand_in, tmp_path):
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "SLACK_BOT_TOKEN": "xoxb-1-bot",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack_stand_in.api_url,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'bot.db'}",
        "HOST": "127.0.0.1",
        "PORT": str(free_port()),
    }


@contextmanager
def running(command, environ):
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", command], env=environ, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def ask(environ, method, path, signed=(None, None)):
    body, headers = signed
    connection = http.client.HTTPConnection("127.0.0.1", int(environ["PORT"]), timeout=5)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response.status, response.read()
    except OSError:
        return 0, b""
    finally:
        connection.close()


def wait_until_ready(environ):
    end = time.monotonic() + 30
    while (answer := ask(environ, "GET", "/readyz"))[0] != 200 and time.monotonic() < end:
        time.sleep(0.05)
    return json.loads(answer[1])


def read_until(process, words):
    while words not in (line := process.stderr.readline()):
        assert line, f"the process ended before it said “{words}”"


def signed_command(text):
    body = urlencode(
        {"command": "/takt", "text": text, "user_id": "U1", "channel_id": "C1", "trigger_id": "1.2"}
    ).encode()
    stamp = str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    headers = {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return body, headers


@pytest.mark.timeout(60)
@pytest.mark.parametrize("command", ["serve", "web"])
def test_it_takes_commands_over_http_and_ends_cleanly_at_sigterm(environment, command):
    with running(command, environment) as process:
        assert wait_until_ready(environment) == {
            "status": "ready",
            "checks": {"database": "ok", "migrations": "ok", "slack": "ok"},
        }
        status, answer = ask(environment, "POST", "/slack/events", signed_command("help"))
        assert status == 200
        assert b"/groom" in answer
        assert ask(environment, "POST", "/jira/webhook")[0] == 404
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=12)
        assert process.returncode == 0
        assert "Traceback" not in log


@pytest.mark.timeout(60)
def test_in_socket_mode_the_path_for_http_does_not_exist(environment, slack_stand_in):
    environment["SLACK_APP_TOKEN"] = "xapp-1-app"
    with running("serve", environment) as process:
        assert wait_until_ready(environment)["status"] == "ready"
        assert ask(environment, "POST", "/slack/events", signed_command("help"))[0] == 404
        assert len(slack_stand_in.connections) == 1
        process.send_signal(signal.SIGINT)
        assert process.wait(12) == 0


@pytest.mark.timeout(60)
def test_it_starts_while_slack_refuses_and_says_so(environment, slack_stand_in):
    slack_stand_in.refusal = "invalid_auth"
    with running("serve", environment):
        end = time.monotonic() + 30
        while (
            b"invalid_auth" not in (answer := ask(environment, "GET", "/readyz"))[1]
            and time.monotonic() < end
        ):
            time.sleep(0.05)
        assert answer[0] == 503
        checks = json.loads(answer[1])["checks"]
        assert checks["slack"] == "Slack does not accept the bot token: invalid_auth"
        assert checks["database"] == "ok"


@pytest.mark.timeout(60)
def test_a_second_one_on_the_same_file_is_refused_while_short_commands_may_run(environment):
    with running("serve", environment):
        wait_until_ready(environment)
        for command, status in (("serve", 3), ("worker", 3), ("doctor", 0)):
            with running(command, environment | {"PORT": str(free_port())}) as second:
                _, said = second.communicate(timeout=30)
                assert second.returncode == status, said
                assert ("is in use by another" in said) == (status == 3)


@pytest.mark.timeout(60)
def test_a_port_that_is_taken_is_a_fault_of_the_settings(environment):
    with (
        socket.create_server(("127.0.0.1", int(environment["PORT"]))),
        running("serve", environment) as process,
    ):
        _, said = process.communicate(timeout=30)
        assert process.returncode == 2
        assert "PORT" in said


@pytest.mark.timeout(60)
def test_a_worker_ends_cleanly_at_sigterm(environment):
    with running("worker", environment) as process:
        read_until(process, "has begun")
        process.send_signal(signal.SIGTERM)
        assert process.wait(12) == 0


@pytest.mark.timeout(60)
def test_on_postgresql_a_worker_waits_until_the_database_was_upgraded(environment, postgres_server):
    with (
        postgres.fresh_database(postgres_server) as url,
        running("worker", environment | {"DATABASE_URL": url}) as process,
    ):
        read_until(process, "waits for the database")
        subprocess.run(
            [sys.executable, "-m", "bot", "db", "upgrade"],
            env=environment | {"DATABASE_URL": url},
            check=True,
        )
        read_until(process, "has begun")
        process.send_signal(signal.SIGTERM)
        assert process.wait(12) == 0
