"""What comes in over HTTP: Slack's deliveries, webhooks, and the questions of whoever operates the bot.

Each delivery is judged in one order: path, method, size, signature, form.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from slack_bolt import App, BoltRequest
from slack_sdk.signature import SignatureVerifier

from bot import metrics
from bot.readiness import Readiness
from bot.version import VERSION

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LARGEST_BODY = 1_000_000
READ_AT_ONCE = 65_536
# A body that is too large is still read away up to this, so that its sender sees the answer.
LARGEST_DISCARDED = 16_000_000
SLACK_PATH = "/slack/events"


@dataclass(frozen=True, slots=True)
class Answer:
    status: HTTPStatus
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """Header names are in small letters."""

    body: bytes
    headers: Mapping[str, str]


Receive = Callable[[Delivery], Answer]

ACCEPTED = Answer(HTTPStatus.OK)
UNAUTHORIZED = Answer(HTTPStatus.UNAUTHORIZED)
UNREADABLE = Answer(HTTPStatus.BAD_REQUEST)


class Edge:
    """The WSGI application. `receivers` are the paths that take deliveries, each with what takes them."""

    def __init__(
        self, receivers: Mapping[str, Receive], readiness: Readiness, *, is_open: Callable[[], bool]
    ) -> None:
        self._receivers = receivers
        self._is_open = is_open
        self._readiness = readiness
        self._pages: Mapping[str, Callable[[], Answer]] = {
            "/healthz": _health,
            "/readyz": self._ready,
            "/metrics": _metrics,
        }

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        answer = self._answer(environ)
        start_response(
            f"{answer.status.value} {answer.status.phrase}",
            [*answer.headers, ("Content-Length", str(len(answer.body)))],
        )
        return [answer.body]

    def _answer(self, environ: "WSGIEnvironment") -> Answer:
        path, method = environ.get("PATH_INFO", ""), environ["REQUEST_METHOD"]
        if page := self._pages.get(path):
            return page() if method == "GET" else _wrong_method("GET")
        if receive := self._receivers.get(path):
            return self._received(environ, receive) if method == "POST" else _wrong_method("POST")
        return Answer(HTTPStatus.NOT_FOUND)

    def _received(self, environ: "WSGIEnvironment", receive: Receive) -> Answer:
        if not self._is_open():
            return Answer(HTTPStatus.SERVICE_UNAVAILABLE)
        body = _body(environ)
        if body is None:
            return Answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return receive(Delivery(body, _headers(environ)))

    def _ready(self) -> Answer:
        checks = self._readiness.report()
        if set(checks.values()) == {"ok"}:
            return _json(HTTPStatus.OK, {"status": "ready", "checks": checks})
        return _json(HTTPStatus.SERVICE_UNAVAILABLE, {"status": "not_ready", "checks": checks})


class SlackReceiver:
    """Checks Slack's signature and hands what is genuine and readable to Bolt."""

    def __init__(self, bolt: App, *, signing_secret: str) -> None:
        self._bolt = bolt
        self._verifier = SignatureVerifier(signing_secret)

    def __call__(self, delivery: Delivery) -> Answer:
        if not self._is_genuine(delivery):
            return UNAUTHORIZED
        body = _slack_body(delivery)
        if body is None:
            return UNREADABLE
        # The mode in which Bolt takes a body that has been read, and checks no signature.
        request = BoltRequest(body=body, headers=dict(delivery.headers), mode="socket_mode")
        response = self._bolt.dispatch(request)
        headers = tuple(
            (name, value)
            for name, value in response.first_headers_without_set_cookie().items()
            if name.lower() != "content-length"
        )
        return Answer(HTTPStatus(response.status), response.body.encode(), headers)

    def _is_genuine(self, delivery: Delivery) -> bool:
        try:
            return self._verifier.is_valid_request(delivery.body, dict(delivery.headers))
        except (ValueError, TypeError):  # a time-stamp that is no number, bytes that are no text
            return False


def _slack_body(delivery: Delivery) -> dict[str, Any] | None:
    """What Slack sends is a form or a JSON object, alone or as a form's `payload`, and says what it is.

    It is read here, since Bolt takes every form in which that word occurs for a payload, and loses it.
    """
    try:
        text = delivery.body.decode()
        form = {} if text.startswith("{") else dict(parse_qsl(text, keep_blank_values=True))
        body = form if "command" in form or "ssl_check" in form else json.loads(form.get("payload", text))
    except ValueError:
        return None
    return body if isinstance(body, dict) and body.keys() & {"type", "command", "ssl_check"} else None


def _body(environ: "WSGIEnvironment") -> bytes | None:
    """The body, or `None` if it is too large; a chunked one tells its length only at its end."""
    length = environ.get("CONTENT_LENGTH", "")
    if not length and not environ.get("wsgi.input_terminated"):
        return b""
    stream = environ["wsgi.input"]
    announced = int(length) if length else LARGEST_DISCARDED
    if length and announced <= LARGEST_BODY:
        return bytes(stream.read(announced))
    body = bytes(stream.read(LARGEST_BODY + 1))
    if len(body) <= LARGEST_BODY:
        return body
    left = min(announced, LARGEST_DISCARDED) - len(body)
    while left > 0 and (read := stream.read(min(left, READ_AT_ONCE))):
        left -= len(read)
    return None


def _headers(environ: "WSGIEnvironment") -> dict[str, str]:
    headers = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    return {**headers, "content-type": environ.get("CONTENT_TYPE", "")}


def _health() -> Answer:
    return _json(HTTPStatus.OK, {"status": "ok", "version": VERSION})


def _metrics() -> Answer:
    return Answer(HTTPStatus.OK, metrics.exposition(), (("Content-Type", metrics.CONTENT_TYPE),))


def _wrong_method(allowed: str) -> Answer:
    return Answer(HTTPStatus.METHOD_NOT_ALLOWED, headers=(("Allow", allowed),))


def _json(status: HTTPStatus, content: Mapping[str, Any]) -> Answer:
    body = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
    return Answer(status, body, (("Content-Type", "application/json"),))
