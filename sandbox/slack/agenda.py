"""What falls due at a moment of the sandbox's clock: repeated deliveries and scheduled messages."""

import heapq
import itertools
import threading
from collections.abc import Callable
from datetime import datetime

from sandbox.clock import Clock

_LOOK_EVERY = 0.02


class Agenda:
    """One thread, started with the first entry, that looks at the clock fifty times a second."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._entries: list[tuple[datetime, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._changed = threading.Condition()
        self._closed = False
        self._thread: threading.Thread | None = None

    def add(self, due: datetime, act: Callable[[], None]) -> None:
        with self._changed:
            if self._closed:
                return
            heapq.heappush(self._entries, (due, next(self._order), act))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="sandbox-agenda", daemon=True)
                self._thread.start()
            self._changed.notify()

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def _run(self) -> None:
        while (act := self._next()) is not None:
            act()

    def _next(self) -> Callable[[], None] | None:
        with self._changed:
            while not self._closed:
                if self._entries and self._entries[0][0] <= self._clock.now():
                    return heapq.heappop(self._entries)[2]
                self._changed.wait(_LOOK_EVERY if self._entries else None)
        return None
