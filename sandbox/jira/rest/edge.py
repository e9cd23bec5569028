"""What every request passes: the log of calls, the faults, the check of who is asking, and Jira's errors."""

import base64
import binascii
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from sandbox.jira.errors import JiraRefused
from sandbox.jira.moments import agile_moment
from sandbox.jira.records import Account, Json
from sandbox.jira.shape import Shape
from sandbox.jira.site import JiraSite, LoggedCall

_VERSIONS = {"cloud": ("2", "3", "latest"), "server": ("2", "latest")}
_MAINTENANCE = "<!DOCTYPE html><title>Jira</title><h1>We are improving your experience</h1><p>Back soon.</p>"


@dataclass(frozen=True, slots=True)
class Call:
    """One request as the functions behind the paths see it."""

    site: JiraSite
    actor: Account
    rest: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None

    @property
    def shape(self) -> Shape:
        return self.site.shape(self.rest)

    def json(self) -> Json:
        """The body, where an object is needed."""
        if not isinstance(self.body, dict):
            raise JiraRefused(
                400, "Invalid request payload. Refer to the REST API documentation and try again."
            )
        return self.body

    def number(self, name: str, usual: int, *, most: int = 10_000) -> int:
        """A number from the query, such as `startAt`."""
        typed = self.query.get(name)
        if typed is None:
            return usual
        if not typed.isdigit():
            raise JiraRefused(400, f"The value '{typed}' of the parameter '{name}' is no number.")
        return min(int(typed), most)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with a status of its own; without a body it is empty."""

    status: int
    body: Any = None


@dataclass(frozen=True, slots=True)
class Path:
    """`open_to_all` paths need no credentials."""

    method: str
    template: str
    answer: Callable[[Call], Any]
    open_to_all: bool = field(default=False, kw_only=True)


class Edge:
    """The one endpoint of all paths: reads the request, lets a `Path` answer, and logs what came of it."""

    def __init__(self, site: JiraSite, path: Path) -> None:
        self._site = site
        self._path = path

    async def respond(self, request: Request) -> Response:
        content = await request.body()
        return await run_in_threadpool(self._logged, request, content)

    def _logged(self, request: Request, content: bytes) -> Response:
        began = time.perf_counter()
        response = self._faulty() or self._answered(request, content)
        took = (time.perf_counter() - began) * 1000
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        body = _json_or_none(content)
        logged = body if isinstance(body, dict) else None
        self._site.calls.append(LoggedCall(request.method, path, response.status_code, took, logged))
        call = {"method": request.method, "path": path, "status": response.status_code, "milliseconds": took}
        self._site.announcer.feed.tell("call", call)
        return response

    def _faulty(self) -> Response | None:
        """The answer that a fault gives instead of the site's own, if one is on."""
        faults = self._site.faults
        if slow := faults.take("jira_slow"):
            self._site.stopping.wait(float(slow["seconds"]))
        if faults.take("jira_down"):
            return PlainTextResponse("Service Unavailable", status_code=503)
        if faults.take("jira_html"):
            return HTMLResponse(_MAINTENANCE)
        if faults.take("jira_500"):
            return _json_response(500, {"errorMessages": ["Internal server error"], "errors": {}})
        if limited := faults.take("jira_429"):
            return self._too_many(int(limited["retry_after"]), str(limited["reason"]))
        return None

    def _too_many(self, retry_after: int, reason: str) -> Response:
        reset = self._site.clock.now() + timedelta(seconds=retry_after)
        headers = {
            "Retry-After": str(retry_after),
            "RateLimit-Reason": reason,
            "X-RateLimit-Limit": "100",
            "X-RateLimit-Remaining": "0",
            "X-RateLimit-Reset": agile_moment(reset),
        }
        body = {"errorMessages": ["Rate limit exceeded."], "errors": {}}
        return JSONResponse(body, status_code=429, headers=headers)

    def _answered(self, request: Request, content: bytes) -> Response:
        site = self._site
        site.url = site.url or str(request.base_url).rstrip("/")
        try:
            call = Call(
                site,
                self._actor(request),
                self._version(request.path_params.get("rest")),
                request.path_params,
                request.query_params,
                _json(content),
            )
            with site.store.lock:
                answer = self._path.answer(call)
        except JiraRefused as refusal:
            headers = {"WWW-Authenticate": 'Basic realm="Jira"'} if refusal.status == 401 else None  # noqa: PLR2004  # Unauthorized
            return JSONResponse(refusal.body, status_code=refusal.status, headers=headers)
        reply = answer if isinstance(answer, Reply) else Reply(200, answer)
        return (
            Response(status_code=reply.status)
            if reply.body is None
            else _json_response(reply.status, reply.body)
        )

    def _version(self, asked: str | None) -> str:
        """`latest` is 2, as on the real sites; agile paths have no version and speak like 2."""
        if asked is None or asked == "latest":
            return "2"
        if asked not in _VERSIONS[self._site.deployment]:
            raise JiraRefused(404, f"There is no version {asked} of this interface.")
        return asked

    def _actor(self, request: Request) -> Account:
        account = self._account(request.headers.get("authorization", ""))
        if account is None and not self._path.open_to_all:
            raise JiraRefused(401, "Client must be authenticated to access this resource.")
        return account or self._site.bot

    def _account(self, authorization: str) -> Account | None:
        scheme, _, credentials = authorization.partition(" ")
        site = self._site
        if site.deployment == "server":
            known = scheme.casefold() == "bearer" and credentials == site.token
            return site.bot if known else None
        email, _, token = _decoded(credentials).partition(":")
        known = scheme.casefold() == "basic" and token == site.token
        return site.store.account_named(email) if known else None


def _decoded(credentials: str) -> str:
    try:
        return base64.b64decode(credentials, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _json(content: bytes) -> Any:  # noqa: ANN401  # JSON
    if not content:
        return None
    try:
        return json.loads(content)
    except ValueError:
        raise JiraRefused(
            400, "Invalid request payload. Refer to the REST API documentation and try again."
        ) from None


def _json_or_none(content: bytes) -> Any:  # noqa: ANN401  # JSON
    try:
        return json.loads(content) if content else None
    except ValueError:
        return None


def _json_response(status: int, body: object) -> Response:
    return JSONResponse(body, status_code=status)


def page(call: Call, items: list[Any], *, name: str = "values", usual: int = 50) -> Json:
    """A part of a list in the form that pages by `startAt`."""
    start, size = call.number("startAt", 0), call.number("maxResults", usual, most=1000)
    part = items[start : start + size]
    last = start + len(part) >= len(items)
    return {"maxResults": size, "startAt": start, "total": len(items), "isLast": last, name: part}
