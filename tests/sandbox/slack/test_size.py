"""A workspace of 500 people and 50,000 messages answers in milliseconds."""

import time

import pytest

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.slack import posting
from sandbox.slack.api.arguments import Arguments
from sandbox.slack.api.endpoint import Endpoint
from sandbox.slack.drafts import Draft
from sandbox.slack.workspace import Workspace
from sandbox.world import Channel, Company, Person, World

_MOST_SECONDS = 0.05


@pytest.fixture(scope="module")
def large() -> Workspace:
    people = tuple(Person(f"p{number}", f"Person {number}", f"p{number}@a.example") for number in range(500))
    everybody = ("taktgeber", *(person.handle for person in people))
    channels = tuple(Channel(f"c{number}", members=everybody) for number in range(50))
    workspace = Workspace(World(Company("Large", "large"), people, channels), clock=Clock(), faults=Faults())
    workspace.deliveries.hub.disable()
    bot = workspace.bot
    for channel in list(workspace.conversations):
        channel.members.pop(bot)  # so that the filling tells the app nothing
        for number in range(1_000):
            posting.post(workspace, channel, "U00000001", Draft(f"message {number}"))
        channel.members[bot] = None
    return workspace


@pytest.mark.parametrize(
    ("method", "more"),
    [
        ("conversations.history", {"limit": "100"}),
        ("conversations.info", {}),
        ("conversations.members", {"limit": "1000"}),
        ("conversations.list", {"limit": "200"}),
        ("users.list", {"limit": "200"}),
        ("users.info", {"user": "U00000400"}),
    ],
)
def test_a_call_is_answered_in_milliseconds(large: Workspace, method: str, more: dict[str, str]):
    endpoint = Endpoint(large)
    channel = large.channel("c7").id
    arguments = Arguments({"channel": channel, **more})
    seconds = []
    for _ in range(5):
        started = time.perf_counter()
        reply = endpoint.call(method, arguments, large.installation.bot_token)
        seconds.append(time.perf_counter() - started)
        assert reply.body["ok"]
    assert min(seconds) < _MOST_SECONDS
