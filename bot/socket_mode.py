"""Socket Mode: deliveries over a connection that we open. It comes up whenever Slack does, and comes back."""

import logging
import threading
import time
from collections.abc import Callable

from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

log = logging.getLogger(__name__)

PING_SECONDS = 5.0
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 15.0
LOOK_SECONDS = 0.02
# No waiting mends these, but an administrator may: the connection is tried on all the same.
TOKEN_FAULTS = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "missing_scope"})


class SlackSocket:
    """One connection to Slack; `threads` deliveries run at a time, each is acknowledged when it is done."""

    def __init__(
        self, bolt: App, *, app_token: str, api_url: str, threads: int, is_open: Callable[[], bool]
    ) -> None:
        """Nothing is taken before `is_open` says yes."""
        self._bolt = bolt
        self._is_open = is_open
        self._client = SocketModeClient(
            app_token=app_token,
            logger=log,
            web_client=WebClient(base_url=api_url),
            ping_interval=PING_SECONDS,
            concurrency=threads,
        )
        self._client.socket_mode_request_listeners.append(self._deliver)
        self._lock = threading.Lock()
        self._running = 0
        self._stopping = threading.Event()
        self._fault = "Socket Mode is not connected yet."
        self._thread = threading.Thread(target=self._connect, name="socket-mode", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def fault(self) -> str | None:
        return None if self._client.is_connected() else self._fault

    def stop(self, timeout: float) -> None:
        """Take nothing new; Slack delivers again, elsewhere or later, what was not acknowledged."""
        deadline = time.monotonic() + timeout
        self._stopping.set()
        while self._is_busy() and time.monotonic() < deadline:
            time.sleep(LOOK_SECONDS)
        # Closing waits for the library's threads, one of which may be waiting for Slack.
        closing = threading.Thread(target=self._client.close, name="socket-mode-close", daemon=True)
        closing.start()
        closing.join(max(0.0, deadline - time.monotonic()))

    def _connect(self) -> None:
        """Only until the first connection stands: from then on the client keeps it up by itself."""
        while not self._is_open():
            if self._stopping.wait(FIRST_PAUSE_SECONDS):
                return
        pause = FIRST_PAUSE_SECONDS
        while not self._stopping.is_set() and not self._client.is_connected():
            try:
                self._client.connect_to_new_endpoint()
            except Exception as error:  # noqa: BLE001 - the library names no error for a connection that fails
                self._fault = _fault(error)
                log.warning("%s It is tried again in %.0f s.", self._fault, pause)
                self._stopping.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            else:
                self._fault = "The Socket Mode connection is lost and being restored."

    def _deliver(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        with self._lock:
            if self._stopping.is_set():
                return
            self._running += 1
        try:
            send_response(client, request, run_bolt_app(self._bolt, request), time.time())
        finally:
            with self._lock:
                self._running -= 1

    def _is_busy(self) -> bool:
        with self._lock:
            return self._running > 0


def _fault(error: Exception) -> str:
    code = str(error.response.get("error", "")) if isinstance(error, SlackApiError) else ""
    if code in TOKEN_FAULTS:
        return f"Slack does not accept SLACK_APP_TOKEN: {code}."
    return f"Socket Mode cannot be connected ({code or type(error).__name__})."
