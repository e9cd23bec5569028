"""`response_url`s: five uses within half an hour of the sandbox's clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.slack.moments import random_name
from sandbox.slack.refusals import Refusal

USES = 5
LIFE = timedelta(minutes=30)


@dataclass(slots=True)
class ResponseUrl:
    channel: str
    user: str
    message_ts: str
    """The message that was clicked, or "" for a command."""
    expires: datetime
    uses_left: int = USES


class ResponseUrls:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._issued: dict[str, ResponseUrl] = {}

    def issue(self, channel: str, user: str, *, message_ts: str = "") -> str:
        """The secret part of a new address."""
        name = random_name()
        self._drop_expired()
        self._issued[name] = ResponseUrl(channel, user, message_ts, self._now() + LIFE)
        return name

    def use(self, name: str) -> ResponseUrl:
        url = self._issued.get(name)
        if url is None or url.expires < self._now():
            raise Refusal("expired_url")
        if url.uses_left <= 0:
            raise Refusal("used_url")
        url.uses_left -= 1
        return url

    def _drop_expired(self) -> None:
        now = self._now()
        while self._issued and next(iter(self._issued.values())).expires < now:
            del self._issued[next(iter(self._issued))]
