"""Delivers what happens on the site to one address outside, signed, in order and with retries."""

import hashlib
import hmac
import json
import uuid
from collections import deque
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Event, Thread

import httpx

from sandbox.jira.records import Json

_PAUSES = (0.0, 1.0, 5.0, 15.0)
_DELIVERIES_KEPT = 1000
_SERVER_ERROR = 500
_ASKS_TO_REPEAT = frozenset({408, 409, 425, 429})


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt to deliver, as the log shows it; `status` is 0 where nobody answered."""

    identifier: str
    event: str
    attempt: int
    status: int


class Webhook:
    """One registered webhook; a thread of its own sends, so that no request waits for the receiver."""

    def __init__(self, url: str, secret: str, *, pauses: tuple[float, ...] = _PAUSES) -> None:
        self.deliveries: deque[Delivery] = deque(maxlen=_DELIVERIES_KEPT)
        self._url = url
        self._secret = secret.encode()
        self._pauses = pauses
        self._queue: SimpleQueue[Json | None] = SimpleQueue()
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="jira-webhook", daemon=True)
        self._thread.start()

    def send(self, body: Json) -> None:
        self._queue.put(body)

    def close(self) -> None:
        self._stopping.set()
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        with httpx.Client(timeout=5, trust_env=False) as client:
            while (body := self._queue.get()) is not None:
                self._deliver(client, body)

    def _deliver(self, client: httpx.Client, body: Json) -> None:
        """Until the receiver takes it, or refuses it in a way that repeating cannot mend."""
        identifier = str(uuid.uuid4())
        for attempt, pause in enumerate(self._pauses):
            if self._stopping.wait(pause):
                return
            status = self._post(client, body, identifier, attempt)
            self.deliveries.append(Delivery(identifier, str(body["webhookEvent"]), attempt, status))
            if 0 < status < _SERVER_ERROR and status not in _ASKS_TO_REPEAT:
                return

    def _post(self, client: httpx.Client, body: Json, identifier: str, attempt: int) -> int:
        content = json.dumps(body, ensure_ascii=False).encode()
        signature = hmac.new(self._secret, content, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/json; charset=UTF-8",
            "User-Agent": "Atlassian Webhook HTTP Client",
            "X-Hub-Signature": f"sha256={signature}",
            "X-Atlassian-Webhook-Identifier": identifier,
            "X-Atlassian-Webhook-Flow": "Primary" if attempt == 0 else "Secondary",
        }
        if attempt:
            headers["X-Atlassian-Webhook-Retry"] = str(attempt)
        try:
            return client.post(self._url, content=content, headers=headers).status_code
        except httpx.HTTPError:
            return 0
