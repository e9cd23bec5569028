"""The page's routes: its files, its JSON interface under `/page`, and the stream of live events."""

from collections.abc import Callable
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.page import acts, history, readings
from sandbox.page.bench import Bench
from sandbox.page.endpoint import Answer, Asked, Json, NotUnderstood, endpoint, person_called
from sandbox.page.events import Broadcast, stream_response
from sandbox.page.guard import SameMachine
from sandbox.page.sight import Sight
from sandbox.page.tour import Tour

_STATIC = Path(__file__).with_name("static")
_POLICY = (
    "default-src 'self'; img-src 'self' data: https: http:; "
    "frame-ancestors 'none'; form-action 'none'; base-uri 'none'"
)
"""Pictures may come from anywhere, as in Slack; scripts only from here."""

_READINGS: dict[str, Answer] = {
    "state": readings.state,
    "messages": history.messages,
    "thread": history.thread,
    "home": readings.home,
    "view": readings.view,
    "jira": readings.jira,
    "calls": readings.calls,
    "faults": readings.faults,
    "clock": readings.clock,
}
_ACTS: dict[str, Answer] = {
    "say": acts.say,
    "suggest": acts.suggest,
    "submit": acts.submit,
    "close": acts.close,
    "shortcut": acts.shortcut,
    "react": acts.react,
    "join": acts.join,
    "upload": acts.upload,
}


def routes(bench: Bench) -> list[BaseRoute]:
    """To be mounted after Slack's own routes."""
    guarded = [Middleware(SameMachine)]
    return [
        Route("/", _index, middleware=guarded),
        Mount("/page", routes=[*_interface(bench), _files()], middleware=guarded),
    ]


async def _index(_: Request) -> Response:
    headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache"}
    return FileResponse(_STATIC / "index.html", headers=headers)


def _files() -> Mount:
    return Mount("/static", app=StaticFiles(directory=_STATIC))


def _interface(bench: Bench) -> list[BaseRoute]:
    tour = Tour()
    broadcast = Broadcast(bench, on_jira=lambda kind: tour.note(jira=kind))
    followed = Followed(tour, broadcast)
    answers: dict[str, Answer] = {
        **_ACTS,
        "command": followed.noting(acts.command, lambda asked: {"command": asked.text("line")}),
        "act": followed.noting(acts.act, lambda asked: {"press": asked.text("action_id")}),
        "clock": followed.telling(acts.move_clock, "clock"),
        "faults": followed.telling(acts.switch_fault, "faults"),
    }
    return [
        _events(bench, broadcast),
        endpoint(bench, "GET", "tour", tour.reading),
        *(endpoint(bench, "GET", path, answer) for path, answer in _READINGS.items()),
        *(endpoint(bench, "POST", path, answer) for path, answer in answers.items()),
    ]


class Followed:
    """Acts of which other windows hear."""

    def __init__(self, tour: Tour, broadcast: Broadcast) -> None:
        self._tour = tour
        self._broadcast = broadcast

    def noting(self, answer: Answer, happened: Callable[[Asked], dict[str, str]]) -> Answer:
        """An act that may be a step of the tour."""

        def noted(asked: Asked) -> Json:
            shown = answer(asked)
            if shown["ok"] and self._tour.note(by=asked.person.handle, **happened(asked)):
                self._broadcast.tell("tour", {})
            return shown

        return noted

    def telling(self, answer: Answer, kind: str) -> Answer:
        """An act whose answer all windows get."""

        def told(asked: Asked) -> Json:
            shown = answer(asked)
            self._broadcast.tell(kind, shown)
            return shown

        return told


def _events(bench: Bench, broadcast: Broadcast) -> Route:
    async def respond(request: Request) -> Response:
        try:
            person = await run_in_threadpool(person_called, bench, request.query_params.get("as", ""))
        except NotUnderstood as refusal:
            return JSONResponse({"error": str(refusal)}, status_code=400)
        return stream_response(broadcast, Sight(bench.workspace, person))

    return Route("/events", respond)
