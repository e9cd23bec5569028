"""One Jira site: the client that speaks to it, made ready at the first call, and what it says of itself."""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from jira import JIRA

from integrations.jira.errors import refuse_failures, translated
from integrations.jira.recent import Recent
from integrations.ports import NotFound

TIMEOUT_SECONDS = 10
CLOUD_API = "3"
DATA_CENTER_API = "2"

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Credentials:
    """Where Jira is and who we are there; without an e-mail the token is a personal access token."""

    url: str
    email: str | None
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Connection:
    """A client that knows which kind of Jira it speaks to."""

    client: JIRA
    info: Json
    is_cloud: bool


class JiraSite:
    """Nothing is asked of Jira before the first call, so the bot starts while Jira is down."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._connection: Connection | None = None
        self._connecting = threading.Lock()
        self._fields: Recent[Sequence[Json]] = Recent()
        self._account: Recent[Json] = Recent()

    @contextmanager
    def client(self) -> Iterator[JIRA]:
        """The library's client; what fails inside the block fails with our errors."""
        with translated():
            yield self._connected().client

    def send(self, method: str, path: str, *, body: Json | None = None, **params: str | int) -> Any:  # noqa: ANN401 - JSON
        """Make a call that the client lacks, through its authenticated session."""
        with self.client() as client:
            response = client._session.request(  # noqa: SLF001 - the client offers no other way to its session
                method,
                f"{client.server_url}/rest/{path}",
                params=params,
                data=None if body is None else json.dumps(body),
            )
        return response.json() if response.content else {}

    def send_api(self, method: str, path: str, *, body: Json | None = None, **params: str | int) -> Any:  # noqa: ANN401 - JSON
        """The same below the platform's API, whose version depends on the kind of Jira."""
        version = CLOUD_API if self.is_cloud else DATA_CENTER_API
        return self.send(method, f"api/{version}/{path}", body=body, **params)

    @property
    def is_cloud(self) -> bool:
        with translated():
            return self._connected().is_cloud

    @property
    def info(self) -> Json:
        with translated():
            return self._connected().info

    @property
    def url(self) -> str:
        """The address that people open; behind Atlassian's gateway it differs from the one that we call."""
        return str(self.info.get("baseUrl") or self._credentials.url).rstrip("/")

    def account(self) -> Json:
        """Who the bot is in Jira."""

        def ask() -> Json:
            with self.client() as client:
                return client.myself()

        return self._account.answer("myself", ask)

    def fields(self) -> Sequence[Json]:
        """Every field of the site with its type."""

        def ask() -> Sequence[Json]:
            with self.client() as client:
                return client.fields()

        return self._fields.answer("fields", ask)

    def _connected(self) -> Connection:
        with self._connecting:
            if self._connection is None:
                self._connection = self._connect()
            return self._connection

    def _connect(self) -> Connection:
        """Ask once which kind of Jira this is; an e-mail suggests Cloud but proves nothing."""
        likely_cloud = bool(self._credentials.email)
        client = _client(self._credentials, api=CLOUD_API if likely_cloud else DATA_CENTER_API)
        try:
            info = client.server_info()
        except NotFound:
            if not likely_cloud:
                raise
            client = _client(self._credentials, api=DATA_CENTER_API)
            info = client.server_info()
        is_cloud = str(info.get("deploymentType", "Cloud" if likely_cloud else "Server")) == "Cloud"
        return Connection(
            client=_client(self._credentials, api=CLOUD_API if is_cloud else DATA_CENTER_API),
            info=info,
            is_cloud=is_cloud,
        )


def _client(credentials: Credentials, *, api: str) -> JIRA:
    client = JIRA(
        server=credentials.url,
        options={"rest_api_version": api},
        basic_auth=(credentials.email, credentials.token) if credentials.email else None,
        token_auth=None if credentials.email else credentials.token,
        timeout=TIMEOUT_SECONDS,
        max_retries=0,  # retries belong to the outbox; the library must not sleep in our threads
        get_server_info=False,
        logging=False,
    )
    client._session.hooks["response"].append(refuse_failures)  # noqa: SLF001 - the one place that all answers pass
    return client
