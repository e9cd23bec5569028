"""Socket Mode's connections: how many, how they end, and what happens to what was under way."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from threading import Thread

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection
from websockets.sync.client import connect as dial

from tests.sandbox.slack.conftest import Bench


@pytest.fixture
def opened(bench: Bench):
    """Open a raw connection and read its hello."""
    with ExitStack() as sockets:
        yield lambda: sockets.enter_context(dial(_address(bench), proxy=None))


def _address(bench: Bench) -> str:
    token = bench.workspace.installation.app_token
    return WebClient(base_url=f"{bench.url}/api/").apps_connections_open(app_token=token)["url"]


def _read(socket: ClientConnection) -> dict:
    return json.loads(socket.recv(timeout=5))


def _acknowledge(socket: ClientConnection, **payload) -> None:
    socket.send(json.dumps({"envelope_id": _read(socket)["envelope_id"], "payload": payload}))


def test_a_connection_begins_with_hello(bench: Bench, opened: Callable[[], ClientConnection]):
    hello = _read(opened())
    assert hello["type"] == "hello"
    assert hello["num_connections"] == 1
    assert hello["connection_info"]["app_id"] == bench.workspace.installation.app_id


def test_a_ticket_opens_one_connection(bench: Bench):
    url = _address(bench)
    with dial(url, proxy=None):
        pass
    with pytest.raises(InvalidStatus, match="403"), dial(url, proxy=None):
        pass


def test_the_eleventh_connection_is_turned_away(opened: Callable[[], ClientConnection]):
    for _ in range(10):
        _read(opened())
    farewell = _read(opened())
    assert (farewell["type"], farewell["reason"]) == ("disconnect", "too_many_websockets")


def test_an_event_that_nobody_acknowledges_comes_again(bench: Bench, opened: Callable[[], ClientConnection]):
    socket = opened()
    _read(socket)
    bench.anna.say("team", "hello")
    first, second = _read(socket), _read(socket)
    assert (first["retry_attempt"], second["retry_attempt"], second["retry_reason"]) == (0, 1, "timeout")
    assert first["payload"]["event_id"] == second["payload"]["event_id"]
    assert first["envelope_id"] != second["envelope_id"]


def test_what_was_under_way_on_a_lost_connection_goes_over_another(
    bench: Bench, opened: Callable[[], ClientConnection]
):
    lost = opened()
    _read(lost)
    outcomes = []
    typing = Thread(target=lambda: outcomes.append(bench.anna.command("/groom", channel="team")))
    typing.start()
    assert _read(lost)["type"] == "slash_commands"
    other = opened()
    _read(other)
    lost.close()
    _acknowledge(other, text="started")
    typing.join()
    assert outcomes[0].ok
    assert bench.anna.sees("started", "team")


def test_a_command_that_nobody_acknowledges_times_out(bench: Bench, opened: Callable[[], ClientConnection]):
    _read(opened())
    assert bench.anna.command("/groom", channel="team").error == "operation_timeout"


def test_a_refresh_warns_first(bench: Bench, opened: Callable[[], ClientConnection]):
    socket = opened()
    _read(socket)
    bench.workspace.deliveries.hub.refresh(grace=0.1)
    assert [_read(socket)["reason"] for _ in range(2)] == ["warning", "refresh_requested"]


def test_a_disabled_app_is_told_and_cannot_connect(bench: Bench, opened: Callable[[], ClientConnection]):
    socket = opened()
    _read(socket)
    bench.workspace.deliveries.hub.disable()
    assert _read(socket)["reason"] == "link_disabled"
    with pytest.raises(ConnectionClosed):
        socket.recv(timeout=5)
    with pytest.raises(SlackApiError):
        opened()


def test_a_bolt_app_comes_back_after_its_connections_were_dropped(bench: Bench, bolt: App, connect):
    @bolt.command("/groom")
    def groom(ack):
        ack("started")

    connect()
    bench.workspace.deliveries.hub.refresh()
    bench.anna.wait_for(lambda: bench.anna.command("/groom", channel="team").ok)
