"""Socket Mode: up to ten connections, any of which may get a delivery, with acknowledgements."""

import asyncio
import json
import random
import secrets
import threading
import time
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from sandbox.slack.announcements import Announcements
from sandbox.slack.delivery.answers import ACK_SECONDS, Answer, Repeat
from sandbox.slack.installation import Installation
from sandbox.slack.moments import random_name
from sandbox.slack.refusals import Json, Refusal

MOST_CONNECTIONS = 10
_CONNECTION_SECONDS = 18_060
_GOING_AWAY = 1001
_GRACE_SECONDS = 10.0
_TICKETS = 100


class ConnectionLost(Exception):
    """The connection ended before the app acknowledged what went through it."""


@dataclass(eq=False, slots=True)
class _Connection:
    socket: WebSocket
    loop: asyncio.AbstractEventLoop
    greeted: asyncio.Event = field(default_factory=asyncio.Event)
    """Nothing goes out before `hello`."""
    waiting: dict[str, Future[Any]] = field(default_factory=dict)

    def send(self, message: Json) -> None:
        """From any thread; returns when the message is on its way."""
        sending = asyncio.run_coroutine_threadsafe(self._send(message), self.loop)
        try:
            sending.result(ACK_SECONDS)
        except (CancelledError, TimeoutError, RuntimeError, WebSocketDisconnect) as error:
            raise ConnectionLost from error

    def close(self) -> None:
        """Safe when the server, and its loop with it, has ended before."""
        if self.loop.is_running():
            asyncio.run_coroutine_threadsafe(self._close(), self.loop).result(ACK_SECONDS)

    async def greet(self, hello: Json) -> None:
        await self.socket.send_text(json.dumps(hello))
        self.greeted.set()

    async def _send(self, message: Json) -> None:
        await self.greeted.wait()
        await self.socket.send_text(json.dumps(message))

    async def _close(self) -> None:
        if self.socket.application_state is WebSocketState.CONNECTED:
            await self.socket.close(_GOING_AWAY)


class SocketHub:
    """The server's side of Socket Mode; `serve` runs in the event loop, all else in any thread."""

    def __init__(self, installation: Installation, announcements: Announcements) -> None:
        self._installation = installation
        self._announcements = announcements
        self._changed = threading.Condition()
        self._connections: list[_Connection] = []
        self._tickets: list[str] = []
        self._disabled = False

    @property
    def connections(self) -> int:
        return len(self._connections)

    def ticket(self) -> str:
        """For `apps.connections.open`: opens one connection."""
        if self._disabled:
            raise Refusal("forbidden_team")
        with self._changed:
            self._tickets = [*self._tickets[-_TICKETS:], random_name()]
            return self._tickets[-1]

    async def serve(self, socket: WebSocket) -> None:
        if not self._redeem(socket.query_params.get("ticket", "")):
            await socket.close()
            return
        await socket.accept()
        if len(self._connections) >= MOST_CONNECTIONS:
            await socket.send_text(json.dumps(_disconnect("too_many_websockets")))
            await socket.close()
            return
        connection = _Connection(socket, asyncio.get_running_loop())
        self._register(connection)
        try:
            await connection.greet(self._hello(debug="debug_reconnects" in socket.query_params))
            await self._listen(connection)
        except (WebSocketDisconnect, RuntimeError):
            return  # the app hung up, or the server ends
        finally:
            self._unregister(connection)

    def send(self, kind: str, payload: Json, repeat: Repeat) -> Answer:
        """Through any connection; one that ends before the acknowledgement is replaced by another in time."""
        envelope = _envelope(kind, payload, repeat)
        name = envelope["envelope_id"]
        deadline = time.monotonic() + ACK_SECONDS
        while (connection := self._reserved(name, deadline)) is not None:
            try:
                connection.send(envelope)
                body = connection.waiting[name].result(max(0.0, deadline - time.monotonic()))
            except ConnectionLost:
                continue
            except TimeoutError:
                return Answer(ok=False, status=0, error="operation_timeout", retry_reason="timeout")
            finally:
                connection.waiting.pop(name, None)
            return Answer(ok=True, body=body)
        return Answer(ok=False, status=0, error="dispatch_failed", retry_reason="connection_failed")

    def wait_for_connection(self, seconds: float = ACK_SECONDS) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: bool(self._connections), seconds)

    def refresh(self, *, grace: float = _GRACE_SECONDS) -> None:
        """End every connection as Slack does every few hours: warn, wait, request the refresh, close."""
        old = list(self._connections)
        for connection in old:
            self._tell(connection, "warning")
        with self._changed:
            self._changed.wait_for(lambda: not set(old) & set(self._connections), grace)
        for connection in set(old) & set(self._connections):
            self._tell(connection, "refresh_requested")
            self._end(connection)

    def disable(self) -> None:
        """Socket Mode was switched off in the app's settings."""
        self._disabled = True
        for connection in list(self._connections):
            self._tell(connection, "link_disabled")
        self.drop_all()

    def enable(self) -> None:
        self._disabled = False

    def drop_all(self) -> None:
        """Every connection ends at once, without a word."""
        for connection in list(self._connections):
            self._end(connection)

    def close(self) -> None:
        self.drop_all()

    def _end(self, connection: _Connection) -> None:
        self._unregister(connection)
        connection.close()

    def _tell(self, connection: _Connection, reason: str) -> None:
        try:
            connection.send(_disconnect(reason))
        except ConnectionLost:
            self._unregister(connection)

    def _redeem(self, ticket: str) -> bool:
        with self._changed:
            if self._disabled or ticket not in self._tickets:
                return False
            self._tickets.remove(ticket)
            return True

    def _hello(self, *, debug: bool) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "connection_info": {"app_id": self._installation.app_id},
            "debug_info": {
                "host": "applink-sandbox",
                "build_number": 1,
                "approximate_connection_time": 360 if debug else _CONNECTION_SECONDS,
            },
        }

    async def _listen(self, connection: _Connection) -> None:
        while True:
            self._acknowledge(connection, await connection.socket.receive_text())

    def _acknowledge(self, connection: _Connection, text: str) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            return  # Slack ignores what it cannot read
        waiting = connection.waiting.get(message.get("envelope_id", ""))
        if waiting is not None and not waiting.done():
            waiting.set_result(message.get("payload") or None)

    def _register(self, connection: _Connection) -> None:
        with self._changed:
            self._connections.append(connection)
            self._changed.notify_all()
        self._announcements.tell("sockets", connections=len(self._connections))

    def _unregister(self, connection: _Connection) -> None:
        with self._changed:
            if connection not in self._connections:
                return
            self._connections.remove(connection)
            waiting = list(connection.waiting.values())
            self._changed.notify_all()
        for future in waiting:
            if not future.done():
                future.set_exception(ConnectionLost())
        self._announcements.tell("sockets", connections=len(self._connections))

    def _reserved(self, envelope_id: str, deadline: float) -> _Connection | None:
        """Any connection, with a place for the acknowledgement that it will bring."""
        with self._changed:
            self._changed.wait_for(lambda: bool(self._connections), max(0.0, deadline - time.monotonic()))
            if not self._connections or time.monotonic() > deadline:
                return None
            connection = random.choice(self._connections)  # noqa: S311 - no secret
            connection.waiting[envelope_id] = Future()
            return connection


def _disconnect(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-sandbox"}}


def _envelope(kind: str, payload: Json, repeat: Repeat) -> Json:
    accepts = kind != "events_api" and payload.get("type") not in {"shortcut", "message_action"}
    envelope: Json = {
        "envelope_id": "-".join(
            (secrets.token_hex(4), *(secrets.token_hex(2) for _ in range(3)), random_name(6))
        ),
        "payload": payload,
        "type": kind,
        "accepts_response_payload": accepts,
    }
    if kind == "events_api":
        envelope |= {"retry_attempt": repeat.attempt, "retry_reason": repeat.reason}
    return envelope
