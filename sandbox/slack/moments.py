"""Ids and timestamps: unique, increasing, and shaped like Slack's."""

import itertools
import secrets
from collections.abc import Iterator
from datetime import datetime

from sandbox.clock import Clock

_MICROSECONDS = 1_000_000


class Ids:
    """Counts up per prefix, so that a world loaded twice has the same ids."""

    def __init__(self) -> None:
        self._counters: dict[str, Iterator[int]] = {}

    def new(self, prefix: str) -> str:
        counter = self._counters.setdefault(prefix, itertools.count(1))
        return f"{prefix}{next(counter):08d}"


class Moments:
    """`ts` values: the sandbox's time in seconds with six places, never twice the same."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def now(self) -> datetime:
        return self._clock.now()

    def seconds(self) -> int:
        return int(self._clock.now().timestamp())

    def new_ts(self) -> str:
        self._last = max(self._last + 1, int(self._clock.now().timestamp() * _MICROSECONDS))
        return f"{self._last // _MICROSECONDS}.{self._last % _MICROSECONDS:06d}"


def random_name(length: int = 12) -> str:
    return secrets.token_hex(length)
