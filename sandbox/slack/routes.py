"""The workspace's addresses: Web API, Socket Mode, `response_url`s, uploads and files."""

import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from sandbox.slack.answering import use_response_url
from sandbox.slack.api.arguments import Arguments
from sandbox.slack.api.endpoint import Endpoint
from sandbox.slack.refusals import Json, Refusal
from sandbox.slack.state import State

_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"


def app(state: State) -> Starlette:
    return Starlette(routes=routes(state))


def routes(state: State) -> list[BaseRoute]:
    """To be mounted at the root, beside the page's own."""
    edge = _Edge(state)
    return [
        Route("/api/{method}", edge.api, methods=["GET", "POST"]),
        WebSocketRoute("/link/", edge.link),
        Route("/commands/{team}/{secret}", edge.response_url, methods=["POST"]),
        Route("/actions/{team}/{secret}", edge.response_url, methods=["POST"]),
        Route("/app/{team}/{secret}", edge.response_url, methods=["POST"]),
        Route("/upload/v1/{secret}", edge.upload, methods=["POST"]),
        Route("/avatars/{user}/{size:int}.svg", edge.avatar, methods=["GET"]),
        Route("/files-pri/{file}/{name}", edge.file, methods=["GET"]),
    ]


class _Edge:
    def __init__(self, state: State) -> None:
        self._state = state
        self._endpoint = Endpoint(state)

    async def api(self, request: Request) -> Response:
        given = await _given(request)
        if given is None:
            return JSONResponse({"ok": False, "error": "invalid_json"})
        token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        token = token or str(given.get("token") or "")
        method = request.path_params["method"]
        reply = await run_in_threadpool(self._endpoint.call, method, Arguments(given), token)
        return JSONResponse(reply.body, reply.status, reply.headers)

    async def link(self, socket: WebSocket) -> None:
        await self._state.deliveries.hub.serve(socket)

    async def response_url(self, request: Request) -> Response:
        given = await _given(request)
        if given is None:
            return PlainTextResponse("invalid_payload", 400)
        return await run_in_threadpool(self._respond, request.path_params["secret"], _unwrapped(given))

    def _respond(self, secret: str, content: Json) -> Response:
        try:
            with self._state.lock:
                use_response_url(self._state, secret, content)
        except Refusal as refusal:
            gone = refusal.error in {"expired_url", "used_url"}
            return JSONResponse(refusal.as_json(), 404 if gone else 400)
        return PlainTextResponse("ok")

    async def upload(self, request: Request) -> Response:
        content = await _uploaded(request)
        with self._state.lock:
            file = self._state.files.awaited(request.path_params["secret"])
            if file is None or file.content is not None:
                return PlainTextResponse("Not found", 404)
            if len(content) != file.size:
                return PlainTextResponse("Wrong length", 400)
            file.content = content
        return PlainTextResponse(f"OK - {len(content)}")

    def avatar(self, request: Request) -> Response:
        member = self._state.people.by_id(request.path_params["user"])
        if member is None:
            return PlainTextResponse("Not found", 404)
        return Response(member.picture(request.path_params["size"]), media_type="image/svg+xml")

    def file(self, request: Request) -> Response:
        with self._state.lock:
            file = self._state.files.find(request.path_params["file"])
            if file is None or file.content is None:
                return PlainTextResponse("Not found", 404)
            return Response(file.content, media_type=file.mimetype)


async def _given(request: Request) -> dict[str, Any] | None:
    """The arguments of the address and of the body; `None` when the body cannot be read."""
    given: dict[str, Any] = dict(request.query_params)
    if request.method == "GET":
        return given
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == _MULTIPART:
        async with request.form() as form:
            return given | {name: value for name, value in form.items() if isinstance(value, str)}
    body = await request.body()
    if kind == _FORM:
        return given | dict(parse_qsl(body.decode(), keep_blank_values=True))
    if kind != _JSON:
        return given
    try:
        content = json.loads(body or b"{}")
    except ValueError:
        return None
    return given | content if isinstance(content, dict) else None


def _unwrapped(given: dict[str, Any]) -> Json:
    """A form may carry the whole message in `payload`."""
    payload = given.get("payload")
    content = json.loads(payload) if isinstance(payload, str) else given
    return content if isinstance(content, dict) else {}


async def _uploaded(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith(_MULTIPART):
        return await request.body()
    async with request.form() as form:
        for value in form.values():
            if isinstance(value, UploadFile):
                return await value.read()
    return b""
