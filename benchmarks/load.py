"""An open-loop load of signed Slack deliveries: each is sent at its moment, whatever became of the last."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from slack_sdk.signature import SignatureVerifier

CONNECTIONS = 64


@dataclass(slots=True)
class Answers:
    """How long each answer took in milliseconds, from its planned moment; what was not answered with 200."""

    milliseconds: list[float] = field(default_factory=list)
    failed: int = 0


async def send(url: str, *, secret: str, rate: float, seconds: float, body: Callable[[int], str]) -> Answers:
    """Send `rate` deliveries a second for `seconds`; `body(n)` is the n-th one's form body."""
    answers = Answers()
    free: asyncio.Queue[Connection] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        free.put_nowait(Connection(url))
    began = time.perf_counter() + 0.1
    async with asyncio.TaskGroup() as group:
        for number in range(int(rate * seconds)):
            moment = began + number / rate
            await asyncio.sleep(max(0.0, moment - time.perf_counter()))
            group.create_task(_deliver(free, signed(body(number), secret), moment, answers))
    while not free.empty():
        free.get_nowait().close()
    return answers


async def _deliver(
    free: "asyncio.Queue[Connection]", request: bytes, moment: float, answers: Answers
) -> None:
    connection = await free.get()
    try:
        status = await connection.ask(request)
    except (OSError, asyncio.IncompleteReadError):
        connection.close()
        status = 0
    free.put_nowait(connection)
    if status == 200:
        answers.milliseconds.append((time.perf_counter() - moment) * 1000)
    else:
        answers.failed += 1


def signed(body: str, secret: str) -> bytes:
    raw = body.encode()
    timestamp = str(int(time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=raw)
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {timestamp}\r\nX-Slack-Signature: {signature}\r\n"
        f"Content-Length: {len(raw)}\r\n\r\n"
    )
    return head.encode() + raw


class Connection:
    """One kept-alive connection, with no more HTTP than the load needs."""

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        self._host, self._port = address.hostname or "127.0.0.1", address.port or 80
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: bytes) -> int:
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._streams
        writer.write(request)
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = next(
            (int(line.split(":")[1]) for line in head.splitlines() if line.startswith("content-length:")), 0
        )
        await reader.readexactly(length)
        if "connection: close" in head:
            self.close()
        return int(head.split(" ", 2)[1])

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()
            self._streams = None
