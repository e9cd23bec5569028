import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from sandbox.server import NotLoopback, PortInUse, Server


def _app() -> Starlette:
    return Starlette(routes=[Route("/", lambda _: PlainTextResponse("here"))])


def test_it_serves_on_a_free_port():
    with Server(_app()) as server:
        assert httpx.get(server.url, trust_env=False).text == "here"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.com"])  # noqa: S104 - to be refused
def test_an_address_that_is_not_loopback_is_refused(host: str):
    with pytest.raises(NotLoopback, match="loopback"):
        Server(_app(), host=host)


def test_a_port_in_use_is_named():
    with Server(_app()) as server, pytest.raises(PortInUse, match=f"Port {server.port} is in use"):
        Server(_app(), server.port)
