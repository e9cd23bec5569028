"""Deliveries by HTTP, to a real Bolt app and to servers that misbehave."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from slack_bolt import App
from slack_bolt.adapter.starlette import SlackRequestHandler
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.server import Server
from sandbox.slack.delivery.http import HttpTransport
from tests.sandbox.slack.conftest import Bench


@dataclass(frozen=True)
class ServedBolt:
    app: App
    url: str


@pytest.fixture
def served_bolt(bench: Bench, bolt: App) -> Iterator[ServedBolt]:
    handler = SlackRequestHandler(bolt)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    with Server(Starlette(routes=[Route("/slack/events", events, methods=["POST"])])) as server:
        bench.workspace.deliveries.by_http(f"{server.url}/slack/events")
        yield ServedBolt(bolt, f"{server.url}/slack/events")


class Sluggard:
    """Takes what comes and answers with the next of its statuses, 200 when none is left."""

    def __init__(self, *statuses: int, headers: dict[str, str] | None = None) -> None:
        self.statuses = list(statuses)
        self.headers = headers or {}
        self.seen: list[dict[str, str]] = []

    async def take(self, request: Request) -> Response:
        self.seen.append(dict(request.headers))
        return Response(status_code=self.statuses.pop(0) if self.statuses else 200, headers=self.headers)

    def app(self) -> Starlette:
        return Starlette(routes=[Route("/", self.take, methods=["POST"])])


def test_a_bolt_app_accepts_the_address_and_the_signature(bench: Bench, served_bolt: ServedBolt):
    answer = bench.workspace.deliveries.verify_address()
    assert answer.ok
    assert answer.body["challenge"]


def test_a_command_and_a_click_are_answered(bench: Bench, served_bolt: ServedBolt):
    @served_bolt.app.command("/groom")
    def groom(ack):
        ack("started", response_type="in_channel")

    assert bench.anna.command("/groom", channel="team").ok
    assert bench.ben.sees("started", "team")


def test_a_wrong_secret_is_refused_by_the_app(bench: Bench, served_bolt: ServedBolt):
    bench.workspace.deliveries.through(HttpTransport(served_bolt.url, "another secret"))
    assert bench.anna.command("/groom", channel="team").status == 401


def test_an_app_that_fails_shows_the_person_an_error(bench: Bench):
    with Server(Sluggard(500).app()) as server:
        bench.workspace.deliveries.by_http(server.url)
        outcome = bench.anna.command("/groom", channel="team")
    assert (outcome.ok, outcome.status, outcome.error) == (False, 500, "dispatch_failed")


def test_an_app_that_is_not_there_shows_the_person_an_error(bench: Bench):
    bench.workspace.deliveries.by_http("http://127.0.0.1:9")
    assert bench.anna.command("/groom", channel="team").error == "dispatch_failed"


def test_an_event_is_repeated_at_once_after_a_minute_and_after_five(bench: Bench):
    sluggard = Sluggard(500, 500, 500)
    with Server(sluggard.app()) as server:
        bench.workspace.deliveries.by_http(server.url)
        bench.anna.say("team", "hello")
        bench.anna.wait_for(lambda: len(sluggard.seen) == 2)
        bench.workspace.clock.advance(70)
        bench.anna.wait_for(lambda: len(sluggard.seen) == 3)
        bench.workspace.clock.advance(400)
        bench.anna.wait_for(lambda: len(sluggard.seen) == 4)
    numbers = [headers.get("x-slack-retry-num", "") for headers in sluggard.seen]
    assert numbers == ["", "1", "2", "3"]
    assert sluggard.seen[1]["x-slack-retry-reason"] == "http_error"


def test_an_app_may_refuse_repeats(bench: Bench):
    sluggard = Sluggard(500, 500, headers={"x-slack-no-retry": "1"})
    with Server(sluggard.app()) as server:
        bench.workspace.deliveries.by_http(server.url)
        bench.anna.say("team", "hello")
        bench.anna.wait_for(lambda: sluggard.seen)
        time.sleep(0.2)
    assert len(sluggard.seen) == 1
