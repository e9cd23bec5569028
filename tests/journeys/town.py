"""The sandbox with the real bot in it, as `make demo` runs them: real protocols, real processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx

from sandbox.sandbox import Sandbox
from tests.ports import free_port

Found = TypeVar("Found")

READY_SECONDS = 20.0


class Bot:
    """`taktgeber serve`, or any other command, as a child that can be killed and started again."""

    def __init__(
        self, environment: Mapping[str, str], port: int, log: Path, *, command: str = "serve"
    ) -> None:
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "LOG_FORMAT": "json",
            **environment,
        }
        self._command = command
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"http://127.0.0.1:{port}"

    def start(self, *, ready: bool = True) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", *self._command.split()],
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        if ready:
            self.wait_until_ready()

    def wait_until_ready(self) -> None:
        wait_for(
            lambda: self._answer("/readyz") == 200, seconds=READY_SECONDS, what=f"{self._command} to be ready"
        )

    def kill(self) -> None:
        """As the machine would: no word, no last step, and nobody of the family is left."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> int:
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(15)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def log(self) -> str:
        return self._log.read_text()

    def _answer(self, path: str) -> int | None:
        assert self._process is not None
        assert self._process.poll() is None, f"the bot has ended:\n{self.log()[-3000:]}"
        try:
            return httpx.get(f"{self.url}{path}", timeout=2).status_code
        except httpx.HTTPError:
            return None


@contextmanager
def town(
    folder: Path, *, delivery: str, database_url: str = "", **about: Any
) -> Iterator[tuple[Sandbox, Bot]]:
    """The sandbox and a bot in it that is ready."""
    port = free_port()
    with Sandbox(delivery=delivery, bot_url=f"http://127.0.0.1:{port}", **about) as sandbox:
        environment = sandbox.bot_environment()
        environment["DATABASE_URL"] = database_url or f"sqlite:///{folder / 'bot.db'}"
        bot = Bot(environment, port, folder / "bot.log")
        bot.start()
        try:
            yield sandbox, bot
        finally:
            if bot.is_running():
                bot.stop()


def wait_for(look: Callable[[], Found], *, seconds: float = 8.0, what: str = "it") -> Found:
    """What `look` finds, as soon as it finds something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds:g} s in vain for {what}")
