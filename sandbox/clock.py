"""The sandbox's time: it runs fast rather than jumps, so that nothing due in between is missed."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock

FASTEST = 600.0


class Clock:
    """Aware UTC time that keeps pace with the machine's, but for the hours that `advance` makes it gain."""

    def __init__(
        self,
        start: datetime | None = None,
        *,
        fastest: float = FASTEST,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        if fastest <= 1:
            raise ValueError("A clock that runs fast needs a speed above 1.")
        self._monotonic = monotonic
        self._fastest = fastest
        self._lock = Lock()
        self._since = monotonic()
        self._origin = (start or datetime.now(UTC)).astimezone(UTC)
        self._to_gain = 0.0

    def now(self) -> datetime:
        with self._lock:
            return self._read()

    def advance(self, seconds: float) -> None:
        """Run at full speed until this many seconds more have been gained; what is still to gain adds up."""
        if seconds < 0:
            raise ValueError("The clock runs forwards only.")
        with self._lock:
            now, elapsed = self._read(), self._elapsed()
            self._to_gain = self._to_gain - self._gained(elapsed) + seconds
            self._since += elapsed
            self._origin = now

    @property
    def speed(self) -> float:
        """How many seconds pass in here in one second outside, just now."""
        with self._lock:
            return self._fastest if self._gained(self._elapsed()) < self._to_gain else 1.0

    def iso_line(self) -> str:
        """What `GET /clock` answers: `2028-10-27T07:10:00.123Z`."""
        return self.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def _read(self) -> datetime:
        elapsed = self._elapsed()
        return self._origin + timedelta(seconds=elapsed + self._gained(elapsed))

    def _elapsed(self) -> float:
        return self._monotonic() - self._since

    def _gained(self, elapsed: float) -> float:
        return min(self._to_gain, elapsed * (self._fastest - 1))
