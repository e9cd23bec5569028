"""The bot as a child process: its log lines are shown, and it never outlives the block that started it."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from threading import Thread
from types import TracebackType
from typing import Self

from sandbox.voice import say

_SECONDS_TO_END = 12.0


class BotProcess:
    """A session of its own, so that Ctrl-C reaches it only through us: once, and as SIGTERM."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        seconds_to_end: float = _SECONDS_TO_END,
    ) -> None:
        self._command = list(command)
        self._seconds_to_end = seconds_to_end
        self._environment = dict(environment)

    @property
    def exit_code(self) -> int | None:
        return self._process.poll()

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(  # noqa: S603  # the command is the sandbox's own
            self._command,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        self._reader = Thread(target=self._show, name="bot-log", daemon=True)
        self._reader.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Asks it to end, and makes it end where it does not."""
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(self._seconds_to_end)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._reader.join(1)
        if self._process.stdout and not self._reader.is_alive():
            self._process.stdout.close()

    def _show(self) -> None:
        for line in self._process.stdout or ():
            say(f"bot │ {line.rstrip()}")
