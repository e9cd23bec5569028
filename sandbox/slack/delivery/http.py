"""Signed HTTP deliveries: JSON for events, form fields for commands, `payload=` for interactions."""

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import httpx

from sandbox.slack.delivery.answers import ACK_SECONDS, Answer, Repeat
from sandbox.slack.refusals import Json

_REASONS: tuple[tuple[type[httpx.HTTPError], str], ...] = (
    (httpx.TimeoutException, "http_timeout"),
    (httpx.ConnectError, "connection_failed"),
    (httpx.TooManyRedirects, "too_many_redirects"),
)


class HttpTransport:
    """Signs with the machine's time, for the app checks signatures against the machine's clock."""

    def __init__(self, url: str, signing_secret: str) -> None:
        self._url = url
        self._secret = signing_secret.encode()
        self._client = httpx.Client(
            timeout=ACK_SECONDS, follow_redirects=True, max_redirects=2, trust_env=False
        )

    def send(self, kind: str, payload: Json, repeat: Repeat) -> Answer:
        content_type, body = _encoded(kind, payload)
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
        if repeat.attempt:
            headers |= {"X-Slack-Retry-Num": str(repeat.attempt), "X-Slack-Retry-Reason": repeat.reason}
        try:
            response = self._client.post(self._url, content=body, headers=headers | self._signature(body))
        except httpx.HTTPError as error:
            return _unreachable(error)
        return _understood(response)

    def close(self) -> None:
        self._client.close()

    def _signature(self, body: bytes) -> dict[str, str]:
        timestamp = str(int(time.time()))
        signed = hmac.new(self._secret, f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={signed}"}


def _encoded(kind: str, payload: Json) -> tuple[str, bytes]:
    if kind == "events_api":
        return "application/json", json.dumps(payload).encode()
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return "application/x-www-form-urlencoded", urlencode(fields).encode()


def _unreachable(error: httpx.HTTPError) -> Answer:
    reason = next((name for kind, name in _REASONS if isinstance(error, kind)), "unknown_error")
    shown = "operation_timeout" if reason == "http_timeout" else "dispatch_failed"
    return Answer(ok=False, status=0, error=shown, retry_reason=reason)


def _understood(response: httpx.Response) -> Answer:
    is_json = response.headers.get("content-type", "").startswith("application/json")
    try:
        body = response.json() if is_json and response.content else response.text
    except ValueError:
        body = response.text
    ok = response.is_success
    return Answer(
        ok=ok,
        status=response.status_code,
        body=body or None,
        error="" if ok else "dispatch_failed",
        retry_reason="" if ok else "http_error",
        no_retry=response.headers.get("x-slack-no-retry") == "1",
    )
