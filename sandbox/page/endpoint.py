"""One endpoint of the page's JSON interface: who asks, what for, and refusals as a sentence."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.faults import UnknownFault, WrongSetting
from sandbox.page.bench import Bench
from sandbox.slack.person import ClientRefused, Person

Json = dict[str, Any]
_LARGEST = 10_000_000


class NotUnderstood(ValueError):
    """The page was asked for something that does not exist, or in a form that it does not know."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: the person whose window it comes from, the query, and the body."""

    bench: Bench
    person: Person
    query: dict[str, str]
    body: Json
    content: bytes

    def text(self, name: str) -> str:
        value = self.query.get(name) or self.body.get(name)
        if not isinstance(value, str) or not value:
            raise NotUnderstood(f"“{name}” is missing.")
        return value


Answer = Callable[[Asked], Json]


def endpoint(bench: Bench, method: str, path: str, answer: Answer) -> Route:
    async def respond(request: Request) -> Response:
        content = await request.body()
        return await run_in_threadpool(_answered, bench, request, content, answer)

    return Route(f"/{path}", respond, methods=[method])


def _answered(bench: Bench, request: Request, content: bytes, answer: Answer) -> Response:
    try:
        shown = answer(_asked(bench, request, content))
    except (NotUnderstood, ClientRefused, UnknownFault, WrongSetting) as refusal:
        return JSONResponse({"error": str(refusal)}, status_code=400)
    return JSONResponse(shown, headers={"Cache-Control": "no-store"})


def _asked(bench: Bench, request: Request, content: bytes) -> Asked:
    if len(content) > _LARGEST:
        raise NotUnderstood("That is more than ten megabytes.")
    query = dict(request.query_params)
    is_json = request.headers.get("content-type", "").startswith("application/json")
    body = _parsed(content) if is_json else {}
    return Asked(bench, person_called(bench, query.get("as", "")), query, body, content)


def _parsed(content: bytes) -> Json:
    try:
        body = json.loads(content)
    except ValueError as error:
        raise NotUnderstood("The body is not JSON.") from error
    if not isinstance(body, dict):
        raise NotUnderstood("The body is not a JSON object.")
    return body


def person_called(bench: Bench, handle: str) -> Person:
    """The person of a window; without a handle the first of the workspace."""
    humans = [member for member in bench.workspace.people if not member.bot_id and not member.deactivated]
    for member in humans:
        if handle in {"", member.handle}:
            return bench.person(member.handle)
    raise NotUnderstood(f"Nobody here is called “{handle}”.")
