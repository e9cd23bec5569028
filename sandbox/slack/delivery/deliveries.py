"""Everything that goes to the app: events with repeats, and interactions whose answer somebody waits for."""

import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sandbox.clock import Clock
from sandbox.slack.agenda import Agenda
from sandbox.slack.announcements import Announcements
from sandbox.slack.delivery.answers import Answer, Repeat, Transport
from sandbox.slack.delivery.http import HttpTransport
from sandbox.slack.delivery.sockets import SocketHub
from sandbox.slack.installation import Installation
from sandbox.slack.refusals import Json

REPEATS_AFTER = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5))
_AT_ONCE = 16
_SUBSCRIPTIONS: Mapping[str, str] = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}


class Deliveries:
    """Chooses the transport, counts repeats on the sandbox's clock, and tells the page how each one went."""

    def __init__(
        self,
        installation: Installation,
        *,
        clock: Clock,
        agenda: Agenda,
        announcements: Announcements,
        bot_url: str | None,
    ) -> None:
        self.installation = installation
        self.hub = SocketHub(installation, announcements)
        self._clock = clock
        self._agenda = agenda
        self._announcements = announcements
        self._transport: Transport = self.hub
        self._events = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="sandbox-events")
        if bot_url is not None:
            self.by_http(bot_url)

    def by_http(self, bot_url: str) -> None:
        """Deliver to this address from now on, signed."""
        self.through(HttpTransport(bot_url, self.installation.signing_secret))

    def through(self, transport: Transport) -> None:
        self._transport = transport

    def close(self) -> None:
        self._events.shutdown(wait=False, cancel_futures=True)
        self._transport.close()

    def ask(self, kind: str, payload: Json) -> Answer:
        """Deliver an interaction or a command once and wait for what the app answers."""
        name = payload.get("command") or payload.get("type", kind)
        return self._send(kind, str(name), payload, Repeat())

    def event(self, event: Json) -> None:
        """Deliver an event in the background, if the app subscribes to it, with up to three repeats."""
        if not self.installation.subscribes_to(_subscription_of(event)):
            return
        self._submit(self._envelope(event), 0, "")

    def verify_address(self) -> Answer:
        """`url_verification`, as when somebody enters the request URL."""
        challenge = secrets.token_hex(16)
        payload = {
            "type": "url_verification",
            "token": self.installation.verification_token,
            "challenge": challenge,
        }
        return self._send("events_api", "url_verification", payload, Repeat())

    def _envelope(self, event: Json) -> Json:
        installation = self.installation
        channel = event.get("channel") or event.get("item", {}).get("channel", "")
        place = channel if isinstance(channel, str) else channel["id"]
        return {
            "token": installation.verification_token,
            "team_id": installation.team_id,
            "context_team_id": installation.team_id,
            "context_enterprise_id": None,
            "api_app_id": installation.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{secrets.token_hex(6).upper()}",
            "event_time": int(self._clock.now().timestamp()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": installation.team_id,
                    "user_id": installation.bot_user,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": f"4-{event['type']}-{installation.team_id}-{place}",
        }

    def _submit(self, envelope: Json, attempt: int, reason: str) -> None:
        try:
            self._events.submit(self._attempt, envelope, attempt, reason)
        except RuntimeError:
            return  # closed in the meantime: nobody is there any more

    def _attempt(self, envelope: Json, attempt: int, reason: str) -> None:
        answer = self._send("events_api", envelope["event"]["type"], envelope, Repeat(attempt, reason))
        if answer.ok or answer.no_retry or attempt >= len(REPEATS_AFTER):
            return
        due = self._clock.now() + REPEATS_AFTER[attempt]
        self._agenda.add(due, lambda: self._submit(envelope, attempt + 1, answer.retry_reason))

    def _send(self, kind: str, name: str, payload: Json, repeat: Repeat) -> Answer:
        answer = self._transport.send(kind, payload, repeat)
        self._announcements.tell(
            "delivery",
            kind=kind,
            name=name,
            ok=answer.ok,
            error=answer.error,
            attempt=repeat.attempt,
            at=self._clock.iso_line(),
        )
        return answer


def _subscription_of(event: Json) -> str:
    if event["type"] != "message":
        return str(event["type"])
    return _SUBSCRIPTIONS[event["channel_type"]]
