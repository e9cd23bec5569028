from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.server import Server
from sandbox.slack.installation import DEFAULT_MANIFEST, DEFAULT_SCOPES
from sandbox.slack.person import Person
from sandbox.slack.routes import app as slack_app
from sandbox.slack.workspace import Workspace
from sandbox.world import Channel, Company, World
from sandbox.world import Person as WorldPerson
from tests.sandbox.slack.recorder import Recorder

WORLD = World(
    Company("Rakete", "rakete"),
    (
        WorldPerson("anna", "Anna Berg", "anna@rakete.example", locale="de-DE", is_admin=True),
        WorldPerson("ben", "Ben Ode", "ben@rakete.example", zone="America/New_York"),
        WorldPerson("cem", "Cem Acar", "cem@rakete.example", guest="multi"),
        WorldPerson("dora", "Dora Lux", "dora@rakete.example", guest="single"),
        WorldPerson("eva", "Eva Gone", "eva@rakete.example", deactivated=True),
    ),
    (
        Channel("team", members=("anna", "ben", "cem", "taktgeber")),
        Channel("secret", private=True, members=("anna",)),
        Channel("old", archived=True, members=("anna", "ben")),
        Channel("lobby", members=("anna",)),
    ),
)
MANIFEST = {
    **DEFAULT_MANIFEST,
    "features": {
        **DEFAULT_MANIFEST["features"],
        "shortcuts": [
            {"name": "Start", "type": "global", "callback_id": "start", "description": "Start"},
            {"name": "Groom", "type": "message", "callback_id": "groom_it", "description": "Groom"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                *DEFAULT_SCOPES,
                "bookmarks:read",
                "emoji:read",
                "groups:write",
                "pins:read",
                "reactions:read",
                "team:read",
                "users.profile:read",
            ]
        }
    },
}


@dataclass
class Bench:
    """A served workspace, the app's client, and the people."""

    workspace: Workspace
    url: str
    client: WebClient
    anna: Person = field(init=False)
    ben: Person = field(init=False)

    def __post_init__(self) -> None:
        self.anna = self.workspace.person("anna")
        self.ben = self.workspace.person("ben")

    @property
    def team(self) -> str:
        return self.workspace.channel("team").id

    def post(self, text: str = "hello", **content: Any) -> dict[str, Any]:
        return self.client.chat_postMessage(channel=self.team, text=text, **content).data


@pytest.fixture
def bench() -> Iterator[Bench]:
    workspace = Workspace(WORLD, clock=Clock(), faults=Faults(), manifest=MANIFEST)
    with Server(slack_app(workspace)) as server:
        workspace.base_url = server.url
        installation = workspace.installation
        yield Bench(workspace, server.url, WebClient(installation.bot_token, base_url=f"{server.url}/api/"))
        workspace.close()


@pytest.fixture
def bolt(bench: Bench) -> App:
    """A Bolt app with no listeners yet."""
    return App(client=bench.client, signing_secret=bench.workspace.installation.signing_secret)


@pytest.fixture
def connect(bench: Bench, bolt: App) -> Iterator[Callable[[], SocketModeHandler]]:
    """Connect the Bolt app through Socket Mode; ends with the test."""
    handlers: list[SocketModeHandler] = []

    def connected() -> SocketModeHandler:
        handler = SocketModeHandler(bolt, bench.workspace.installation.app_token)
        handler.connect()
        handlers.append(handler)
        bench.anna.wait_for(lambda: bench.workspace.deliveries.hub.connections >= len(handlers))
        return handler

    yield connected
    bench.workspace.deliveries.hub.disable()  # the SDK leaves a closed socket at once, an open one after 3 s
    for handler in handlers:
        with suppress(AttributeError):  # slack_sdk closes a socket that it is just replacing
            handler.close()


@pytest.fixture
def recorder(bench: Bench) -> Recorder:
    """Takes the app's place."""
    took = Recorder()
    bench.workspace.deliveries.through(took)
    return took
