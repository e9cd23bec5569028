import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from jira import JIRA
from openapi_core import Config, OpenAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox import world
from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.jira import JiraSite, app
from sandbox.server import Server
from tests.sandbox.jira.contract import VendorContract

# The vendor's own defaults break the rules of OpenAPI, so only our answers are validated; its times are
# described as RFC 3339, and real sites answer `+0000`.
LENIENT = Config(
    spec_validator_cls=None,  # type: ignore[arg-type]  # documented, though its type forbids it
    extra_format_validators={"date-time": lambda value: isinstance(value, str) and value[10] == "T"},
)
SPECS = Path(__file__).parents[4] / "shared" / "specs"


@dataclass(frozen=True)
class Rig:
    site: JiraSite
    http: httpx.Client

    @property
    def address(self) -> str:
        return str(self.http.base_url).rstrip("/")

    def get(self, path: str, **query: Any) -> Any:
        return self.call("GET", path, params=query or None)

    def call(self, method: str, path: str, *, status: int = 200, **request: Any) -> Any:
        answer = self.http.request(method, path, **request)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    def refusal(self, method: str, path: str, status: int, **request: Any) -> str:
        """What Jira said, in one text."""
        body = self.call(method, path, status=status, **request)
        return "; ".join([*body["errorMessages"], *(f"{k}: {v}" for k, v in body["errors"].items())])


@pytest.fixture(scope="session")
def company() -> world.World:
    return world.load()


@pytest.fixture
def site(company: world.World) -> Iterator[JiraSite]:
    made = JiraSite(company, clock=Clock(), faults=Faults())
    yield made
    made.close()


@pytest.fixture(scope="session")
def vendor_description() -> OpenAPI | None:
    file = SPECS / "jira-cloud.mock.json"
    if not file.exists():
        return None
    return OpenAPI.from_dict(json.loads(file.read_text()), config=LENIENT)


class Stage:
    """One server for all tests, on which each test's own site stands while it runs."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


@pytest.fixture(scope="session")
def stage() -> Iterator[tuple[Stage, str]]:
    built = Stage()
    with Server(built) as server:
        yield built, server.url


@pytest.fixture
def address(site: JiraSite, stage: tuple[Stage, str]) -> str:
    built, url = stage
    built.app = app(site)
    return url


@pytest.fixture
def rig(site: JiraSite, address: str, vendor_description: OpenAPI | None) -> Iterator[Rig]:
    """A site and a client of the bot; each answer is held against the vendor's description."""
    hooks = {"response": [VendorContract(vendor_description).check]} if vendor_description else {}
    login = (site.bot.email, site.token)
    with httpx.Client(base_url=address, auth=login, event_hooks=hooks, trust_env=False) as http:
        yield Rig(site, http)


@pytest.fixture
def client(site: JiraSite, address: str) -> JIRA:
    return JIRA(
        address,
        basic_auth=(site.bot.email, site.token),
        get_server_info=True,
        options={"rest_api_version": "3"},
        max_retries=0,
    )
