"""A small sandbox for the page's tests: workspace, site and page on one server, the fake bot on another."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from starlette.applications import Starlette

from sandbox import page, world
from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.jira import JiraSite
from sandbox.server import Server
from sandbox.slack.installation import DEFAULT_MANIFEST
from sandbox.slack.person import Person
from sandbox.slack.routes import routes as slack_routes
from sandbox.slack.workspace import Workspace
from tests.sandbox.page.fake_bot import FakeBot

WORLD = world.load()
SETTINGS = {"interactivity": {"is_enabled": True}, "event_subscriptions": {"bot_events": []}}
MANIFEST = {**DEFAULT_MANIFEST, "settings": SETTINGS}
"""The fake bot wants no events."""


@dataclass(slots=True)
class Bench:
    workspace: Workspace
    jira: JiraSite
    clock: Clock
    faults: Faults
    bot: FakeBot
    url: str = ""

    def person(self, handle: str) -> Person:
        return self.workspace.person(handle)

    def channel(self, name: str) -> str:
        return self.workspace.channel(name).id


@contextmanager
def running_bench() -> Iterator[Bench]:
    clock, faults = Clock(), Faults()
    workspace = Workspace(WORLD, clock=clock, faults=faults, manifest=MANIFEST)
    bot = FakeBot(workspace.installation.bot_token)
    bench = Bench(workspace, JiraSite(WORLD, clock=clock, faults=faults), clock, faults, bot)
    app = Starlette(routes=[*slack_routes(workspace), *page.routes(bench)])
    with Server(app) as server, Server(bot.app()) as bot_server:
        bench.url = workspace.base_url = bot.slack_url = server.url
        bot.picture = f"{server.url}/page/static/icon.svg"
        workspace.deliveries.by_http(f"{bot_server.url}/slack/events")
        for name in ("team-checkout", "general"):
            workspace.join(workspace.installation.bot_handle, name)
        try:
            yield bench
        finally:
            bot.released.set()
            workspace.close()
            bench.jira.close()
