"""The log of Web API calls, bounded, without tokens."""

from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from threading import Lock

from sandbox.slack.refusals import Json

_REMEMBERED = 2_000


@dataclass(frozen=True, slots=True)
class ApiCall:
    method: str
    arguments: Json
    status: int
    ok: bool
    error: str
    at: str
    milliseconds: float

    def as_json(self) -> Json:
        return asdict(self)


class Calls:
    """Newest last; the oldest fall out."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._calls: deque[ApiCall] = deque(maxlen=_REMEMBERED)

    def __iter__(self) -> Iterator[ApiCall]:
        with self._lock:
            return iter(list(self._calls))

    def __len__(self) -> int:
        return len(self._calls)

    def add(self, call: ApiCall) -> None:
        with self._lock:
            self._calls.append(call)

    def of(self, method: str) -> list[ApiCall]:
        return [call for call in self if call.method == method]

    def clear(self) -> None:
        with self._lock:
            self._calls.clear()
