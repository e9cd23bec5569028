"""Live events for the page's windows: one listener to workspace and site each for all of them."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Any, Protocol

from starlette.responses import StreamingResponse

from sandbox.page.bench import Bench
from sandbox.page.readings import clock_shape
from sandbox.page.shapes import jira_line_shape, logged_shape
from sandbox.page.sight import Sight

Json = dict[str, Any]
_HEARTBEAT_SECONDS = 15.0
_LISTENING_SECONDS = 1.0


class _Event(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def data(self) -> Json: ...


class _Subscription(Protocol):
    def next(self, timeout: float | None = None) -> _Event | None: ...
    def close(self) -> None: ...


@dataclass(eq=False, slots=True)
class Window:
    """An open page: what its person may see goes into its queue."""

    sight: Sight
    loop: asyncio.AbstractEventLoop
    queue: asyncio.Queue[tuple[str, Json]] = field(default_factory=asyncio.Queue)

    def put(self, kind: str, data: Json) -> None:
        try:
            self.loop.call_soon_threadsafe(self.queue.put_nowait, (kind, data))
        except RuntimeError:
            return  # the server stopped in the meantime


class Broadcast:
    """Listens while at least one window is open."""

    def __init__(self, bench: Bench, *, on_jira: Callable[[str], bool]) -> None:
        """`on_jira` hears of each kind of event on the site and tells whether the tour moved on by it."""
        self._bench = bench
        self._on_jira = on_jira
        self._lock = Lock()
        self._windows: set[Window] = set()
        self._listeners = 0

    def tell(self, kind: str, data: Json) -> None:
        """To all windows whose person may see it."""
        with self._lock:
            windows = list(self._windows)
        for window in windows:
            if window.sight.sees(kind, data):
                window.put(kind, data)

    def enter(self, window: Window) -> None:
        with self._lock:
            self._windows.add(window)
            if self._listeners:
                return
            self._listeners = 2
        self._listen(self._bench.workspace.subscribe(), self._from_workspace)
        self._listen(self._bench.jira.subscribe(), self._from_jira)

    def leave(self, window: Window) -> None:
        with self._lock:
            self._windows.discard(window)

    def _listen(self, subscription: _Subscription, heard: Callable[[_Event], None]) -> None:
        Thread(target=self._relay, args=(subscription, heard), name="page-events", daemon=True).start()

    def _relay(self, subscription: _Subscription, heard: Callable[[_Event], None]) -> None:
        while self._is_wanted():
            event = subscription.next(timeout=_LISTENING_SECONDS)
            if event is not None:
                heard(event)
        subscription.close()

    def _is_wanted(self) -> bool:
        """A listener that is not wanted any more takes itself off the count."""
        with self._lock:
            if self._windows:
                return True
            self._listeners -= 1
            return False

    def _from_workspace(self, event: _Event) -> None:
        if event.kind in {"call", "delivery"}:
            self.tell("logged", logged_shape(event.kind, event.data))
        else:
            self.tell(event.kind, event.data)

    def _from_jira(self, event: _Event) -> None:
        if event.kind == "call":
            return self.tell("logged", jira_line_shape(event.data))
        if self._on_jira(event.kind):
            self.tell("tour", {})
        return self.tell("jira", event.data)

    async def stream(self, window: Window) -> AsyncIterator[str]:
        """Server-sent events until the browser goes; without news the time of day keeps the line alive."""
        self.enter(window)
        try:
            yield _line("clock", clock_shape(self._bench))
            while True:
                yield _line(*await self._next(window))
        finally:
            self.leave(window)

    async def _next(self, window: Window) -> tuple[str, Json]:
        pause = _LISTENING_SECONDS if self._bench.clock.speed > 1 else _HEARTBEAT_SECONDS
        try:
            return await asyncio.wait_for(window.queue.get(), pause)
        except TimeoutError:
            return "clock", clock_shape(self._bench)


def stream_response(broadcast: Broadcast, sight: Sight) -> StreamingResponse:
    window = Window(sight, asyncio.get_running_loop())
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(broadcast.stream(window), media_type="text/event-stream", headers=headers)


def _line(kind: str, data: Json) -> str:
    return f"data: {json.dumps({'kind': kind, 'data': data})}\n\n"
