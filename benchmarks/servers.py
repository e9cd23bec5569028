"""Servers under load, each in a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import httpx

SECRET = "benchmark"
READY_SECONDS = 15.0


def environment(database_url: str, port: int, **more: str) -> dict[str, str]:
    """What the bot needs to know; its Slack is an address where nobody answers."""
    return {
        "PATH": os.environ["PATH"],
        "SLACK_BOT_TOKEN": "xoxb-benchmark",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
        "DATABASE_URL": database_url,
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "LOG_LEVEL": "WARNING",
        **more,
    }


@contextmanager
def bot(command: str, environ: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """`taktgeber <command>`; yields its address and process id."""
    with _running([sys.executable, "-m", "bot", command], environ) as process:
        yield f"http://127.0.0.1:{environ['PORT']}", process.pid


@contextmanager
def bare(port: int) -> Iterator[str]:
    """A bare Bolt app, served as `taktgeber web` serves ours."""
    options = ["-k", "gthread", "--threads", "32", "-w", "1", "--keep-alive", "75", "--log-level", "warning"]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        *options,
        "-b",
        f"127.0.0.1:{port}",
        "benchmarks.bare:create()",
    ]
    with _running(command, environment("", port)):
        yield f"http://127.0.0.1:{port}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: Sequence[str], environ: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env=dict(environ))
    try:
        _await_answer(f"http://127.0.0.1:{environ['PORT']}/healthz", process)
        yield process
    finally:
        process.terminate()
        process.wait(15)


def _await_answer(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(url)
        except httpx.HTTPError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"Nothing answers at {url}.")
