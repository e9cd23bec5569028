"""Rate limits as token buckets on the machine's clock."""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.slack.api.call import Tier

POSTING_BURST = 10
_MOST_BUCKETS = 10_000


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class Pacing:
    """A method has its tier's calls per minute; posting has one a second per channel, with a short burst."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._buckets: dict[str, _Bucket] = {}

    def wait(self, method: str, tier: Tier, channel: str = "") -> int:
        """Take one call; 0 when it may go through, else the seconds for `Retry-After`."""
        posting = tier is Tier.POSTING
        key = f"{method} {channel}" if posting else method
        size = POSTING_BURST if posting else tier.value
        return self._take(key, size, tier.value / 60)

    def _take(self, key: str, size: int, per_second: float) -> int:
        with self._lock:
            now = self._monotonic()
            bucket = self._buckets.setdefault(key, _Bucket(size, now))
            bucket.tokens = min(size, bucket.tokens + (now - bucket.at) * per_second)
            bucket.at = now
            if len(self._buckets) > _MOST_BUCKETS:
                del self._buckets[next(iter(self._buckets))]
            if bucket.tokens >= 1:
                bucket.tokens -= 1
                return 0
            return math.ceil((1 - bucket.tokens) / per_second)
