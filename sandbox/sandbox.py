"""The whole sandbox in one process: a Slack workspace with its page, a Jira site, their clock and faults."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Literal, Self

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from sandbox import jira
from sandbox import world as worlds
from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.page import routes as page_routes
from sandbox.server import Server
from sandbox.slack.person import Person
from sandbox.slack.routes import routes as slack_routes
from sandbox.slack.workspace import Workspace

WEBHOOK_SECRET = "sandbox-webhook-secret"  # noqa: S105 - opens nothing outside the sandbox


class Sandbox:
    """`with Sandbox() as sandbox:` runs it; its ports are bound, and so its addresses known, before that.

    With `bot_url` Jira's webhooks go there, and with `delivery="http"` Slack's deliveries too.
    """

    def __init__(
        self,
        world: worlds.World | None = None,
        *,
        backlog: str | None = None,
        slack_port: int = 0,
        jira_port: int = 0,
        delivery: Literal["socket", "http"] = "socket",
        bot_url: str | None = None,
        language: str = "en",
        manifest: Mapping[str, Any] | None = None,
    ) -> None:
        if delivery == "http" and bot_url is None:
            raise ValueError("Delivery by HTTP needs the bot's address.")
        self.world = world or worlds.load()
        if backlog is not None:
            self.world = worlds.with_backlog(self.world, backlog)
        self.clock = Clock()
        self.faults = Faults()
        self.delivery = delivery
        self.language = language
        self.workspace = Workspace(
            self.world,
            clock=self.clock,
            faults=self.faults,
            manifest=manifest,
            bot_url=f"{bot_url}/slack/events" if delivery == "http" else None,
        )
        self.jira = jira.JiraSite(self.world, clock=self.clock, faults=self.faults, language=language)
        self._bot_url = bot_url
        self._slack_server = Server(self._slack_app(), slack_port)
        self._jira_server = Server(jira.app(self.jira), jira_port)
        self.workspace.base_url = self.slack_url
        self.jira.url = self.jira_url

    @property
    def slack_url(self) -> str:
        return self._slack_server.url

    @property
    def jira_url(self) -> str:
        return self._jira_server.url

    @property
    def page_url(self) -> str:
        return f"{self.slack_url}/"

    def person(self, handle: str) -> Person:
        return self.workspace.person(handle)

    def bot_environment(self) -> dict[str, str]:
        """The settings with which a bot lives in this sandbox."""
        installation = self.workspace.installation
        environment = {
            "SLACK_BOT_TOKEN": installation.bot_token,
            "SLACK_API_URL": f"{self.slack_url}/api/",
            "JIRA_URL": self.jira_url,
            "JIRA_EMAIL": self.jira.bot.email,
            "JIRA_TOKEN": self.jira.token,
            "CLOCK_URL": f"{self.slack_url}/clock",
        }
        if self.delivery == "http":
            environment["SLACK_SIGNING_SECRET"] = installation.signing_secret
        else:
            environment["SLACK_APP_TOKEN"] = installation.app_token
        if self._bot_url:
            environment["JIRA_WEBHOOK_SECRET"] = WEBHOOK_SECRET
        return environment

    def __enter__(self) -> Self:
        self._slack_server.start()
        self._jira_server.start()
        if self._bot_url:
            self.jira.send_webhooks_to(f"{self._bot_url}/jira/webhook", WEBHOOK_SECRET)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.workspace.close()
        self.jira.close()
        self._slack_server.stop()
        self._jira_server.stop()

    def _slack_app(self) -> Starlette:
        """Slack's paths come first, so that the page cannot hide one of them."""
        clock = Route("/clock", self._tell_time)
        return Starlette(routes=[clock, *slack_routes(self.workspace), *page_routes(self)])

    async def _tell_time(self, _: Request) -> PlainTextResponse:
        return PlainTextResponse(f"{self.clock.iso_line()}\n", headers={"Cache-Control": "no-store"})
