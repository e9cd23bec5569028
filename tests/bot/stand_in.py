"""The little of Slack that the bot's outer edges need: `auth.test`, Socket Mode, and a way to be down."""

import json
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

SCOPES = (
    "commands,app_mentions:read,chat:write,channels:read,groups:read,im:write,users:read,channels:join,channels:history,"
    "groups:history"
)


class SlackStandIn:
    def __init__(self) -> None:
        self.scopes = SCOPES
        self.refusal = ""  # Slack's word for why it refuses every call
        self.dates: list[str] = []  # what it says the time is, instead of the truth
        self.acknowledged: queue.Queue[dict[str, Any]] = queue.Queue()
        self.connections: list[ServerConnection] = []
        self.api_url = ""
        self.socket_url = ""

    def answer(self, method: str) -> dict[str, Any]:
        if self.refusal:
            return {"ok": False, "error": self.refusal}
        if method == "apps.connections.open":
            return {"ok": True, "url": self.socket_url}
        if method == "users.info":
            return {"ok": True, "user": {"id": "U1", "name": "ada", "tz": "Europe/Berlin", "locale": "en-GB"}}
        return {
            "ok": True,
            "user": "taktgeber",
            "user_id": "U1",
            "team": "Example",
            "team_id": "T1",
            "bot_id": "B1",
        }

    def deliver(self, **envelope: Any) -> None:
        self.connections[-1].send(json.dumps(envelope))

    def drop_connections(self) -> None:
        for connection in self.connections:
            connection.close()

    def take(self, connection: ServerConnection) -> None:
        self.connections.append(connection)
        try:
            connection.send(json.dumps({"type": "hello", "num_connections": 1}))
            for message in connection:
                self.acknowledged.put(json.loads(message))
        except ConnectionClosed:
            return


@contextmanager
def slack(port: int = 0) -> Iterator[SlackStandIn]:
    stand_in = SlackStandIn()

    class Calls(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = json.dumps(stand_in.answer(self.path.rpartition("/")[2])).encode()
            self.send_response_only(200)
            if not stand_in.dates:
                self.send_header("Date", self.date_time_string())
            for date in stand_in.dates:
                self.send_header("Date", date)
            self.send_header("x-oauth-scopes", stand_in.scopes)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the standard library
            """Nothing to say."""

    with (
        ThreadingHTTPServer(("127.0.0.1", port), Calls) as calls,
        serve(stand_in.take, "127.0.0.1", 0) as sockets,
    ):
        stand_in.api_url = f"http://127.0.0.1:{calls.server_port}/api/"
        stand_in.socket_url = f"ws://127.0.0.1:{sockets.socket.getsockname()[1]}/link"
        threads = [threading.Thread(target=server.serve_forever, daemon=True) for server in (calls, sockets)]
        for thread in threads:
            thread.start()
        yield stand_in
        stand_in.drop_connections()
        calls.shutdown()
        sockets.shutdown()
        for thread in threads:
            thread.join()
