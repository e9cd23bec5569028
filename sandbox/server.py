"""Run an ASGI application in a thread, on loopback only."""

import errno
import ipaddress
import socket
import threading
from types import TracebackType
from typing import Self

import uvicorn
from starlette.types import ASGIApp

_BACKLOG = 256
_STOP_SECONDS = 5.0


class NotLoopback(ValueError):
    def __init__(self, host: str) -> None:
        super().__init__(f"The sandbox serves on loopback only, and {host} is not a loopback address.")


class PortInUse(OSError):
    def __init__(self, port: int) -> None:
        super().__init__(errno.EADDRINUSE, f"Port {port} is in use.")


class Server:
    """`with Server(app) as server:` serves at `server.url`; port 0 takes a free one.

    The port is bound at construction, so `url` is known before the application starts.
    """

    def __init__(self, app: ASGIApp, port: int = 0, *, host: str = "127.0.0.1") -> None:
        _refuse_other_than_loopback(host)
        self._socket = _bound_socket(host, port)
        self.host = host
        self.port: int = self._socket.getsockname()[1]
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=1,
            ws="websockets-sansio",
            ws_ping_interval=None,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._serve, name=f"sandbox-{self.port}", daemon=True)

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    def start(self) -> None:
        self._socket.listen(_BACKLOG)
        self._thread.start()

    def stop(self) -> None:
        """End the server; open connections are closed after a second."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(_STOP_SECONDS)
        self._socket.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _serve(self) -> None:
        self._server.run(sockets=[self._socket])


def _refuse_other_than_loopback(host: str) -> None:
    try:
        address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        raise NotLoopback(host) from None
    if not address.is_loopback:
        raise NotLoopback(host)


def _bound_socket(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, so that asyncio sends small answers at once; else each call waits some 40 ms.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(port) from error
        raise
    return bound
