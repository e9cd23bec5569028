"""Calling Slack: one method for each thing that the bot does there, failures in our own words.

It neither paces nor repeats: that is done where the durable state is (`bot.surfaces`, the worker).
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook import WebhookClient

from bot import metrics
from bot.i18n import Language, nearest
from bot.slack.faults import RateLimited, SlackRefused, Unclear, meaning
from bot.slack.presenter import message_body, view_body, whisper_body
from bot.slack.replies import Message, Modal

log = logging.getLogger(__name__)

EVENT_TYPE = "taktgeber"
CALL_SECONDS = 10
INTERACTIVE_SECONDS = 2  # opening a modal: the only call that a person waits for
FIRST_CONTACT_SECONDS = 1
PAGE = 200


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack says of a person. `language` is None where the locale is unknown or not one of ours."""

    user: str
    name: str
    language: str | None
    zone: str | None
    is_guest: bool = False
    is_bot: bool = False
    is_deleted: bool = False
    is_admin: bool = False
    team: str = ""


@dataclass(frozen=True, slots=True)
class ChannelProfile:
    name: str
    is_private: bool
    is_archived: bool
    is_member: bool


@dataclass(frozen=True, slots=True)
class Self:
    """Who the bot is in this workspace."""

    user: str
    team: str
    bot_id: str


class Messenger(Protocol):
    """Raises `SlackRefused` where Slack says no, else `RateLimited` or `Unclear`, both `Unavailable`."""

    def post(self, channel: str, message: Message, *, note: Mapping[str, str], thread: str = "") -> str:
        """Post; return the timestamp that names the message from then on. `note` is its metadata."""
        ...

    def update(self, channel: str, timestamp: str, message: Message, *, note: Mapping[str, str]) -> None: ...

    def find(self, channel: str, *, effect: str, since: float, thread: str = "") -> str | None:
        """The message of ours that carries this effect in its metadata, among the latest since then."""
        ...

    def whisper(self, channel: str, user: str, message: Message, *, thread: str = "") -> None: ...

    def respond(self, response_url: str, message: Message) -> None: ...

    def direct_channel(self, user: str) -> str: ...

    def open_modal(self, trigger: str, modal: Modal, t: Language) -> None: ...

    def push_modal(self, trigger: str, modal: Modal, t: Language) -> None: ...

    def update_modal(
        self, modal: Modal, t: Language, *, view_id: str = "", view_hash: str = "", in_haste: bool = False
    ) -> None:
        """Redraw a modal, named by its id or its external id. `in_haste`: a person's click waits."""
        ...

    def join(self, channel: str) -> None: ...

    def channel(self, channel: str) -> ChannelProfile: ...

    def members(self, channel: str) -> tuple[str, ...]: ...

    def profile(self, user: str, *, in_haste: bool = False) -> Profile: ...

    def everybody(self) -> Iterator[Profile]: ...

    def permalink(self, channel: str, timestamp: str) -> str: ...

    def who_am_i(self) -> Self: ...


class SlackMessenger:
    def __init__(self, token: str, *, api_url: str = WebClient.BASE_URL) -> None:
        self._client = _client(token, api_url, CALL_SECONDS)
        self._interactive = _client(token, api_url, INTERACTIVE_SECONDS)
        self._first_contact = _client(token, api_url, FIRST_CONTACT_SECONDS)

    def post(self, channel: str, message: Message, *, note: Mapping[str, str], thread: str = "") -> str:
        with _said():
            answer = self._client.chat_postMessage(
                channel=channel,
                thread_ts=thread or None,
                metadata=_metadata(note),
                unfurl_links=False,
                unfurl_media=False,
                **message_body(message),
            )
        return str(answer["ts"])

    def update(self, channel: str, timestamp: str, message: Message, *, note: Mapping[str, str]) -> None:
        with _said():
            self._client.chat_update(
                channel=channel, ts=timestamp, metadata=_metadata(note), **message_body(message)
            )

    def find(self, channel: str, *, effect: str, since: float, thread: str = "") -> str | None:
        about: dict[str, Any] = {
            "channel": channel,
            "oldest": f"{since:.6f}",
            "limit": PAGE,
            "include_all_metadata": True,
        }
        with _said():
            if thread:
                answer = self._client.conversations_replies(ts=thread, **about)
            else:
                answer = self._client.conversations_history(**about)
        for message in answer.get("messages") or []:
            payload = (message.get("metadata") or {}).get("event_payload") or {}
            if payload.get("effect") == effect:
                return str(message["ts"])
        return None

    def whisper(self, channel: str, user: str, message: Message, *, thread: str = "") -> None:
        with _said():
            self._client.chat_postEphemeral(
                channel=channel, user=user, thread_ts=thread or None, **message_body(message)
            )

    def respond(self, response_url: str, message: Message) -> None:
        with _said():
            answer = WebhookClient(response_url, timeout=CALL_SECONDS).send_dict(whisper_body(message))
        if answer.status_code == 429:  # noqa: PLR2004 - HTTP's own number
            raise RateLimited("Slack", "too many answers", retry_after=1.0)
        if answer.status_code != 200:  # noqa: PLR2004 - HTTP's own number
            raise SlackRefused(f"response_url answered {answer.status_code}")

    def direct_channel(self, user: str) -> str:
        with _said():
            return str(self._client.conversations_open(users=[user])["channel"]["id"])

    def open_modal(self, trigger: str, modal: Modal, t: Language) -> None:
        with _said():
            self._interactive.views_open(trigger_id=trigger, view=view_body(modal, t))

    def push_modal(self, trigger: str, modal: Modal, t: Language) -> None:
        with _said():
            self._interactive.views_push(trigger_id=trigger, view=view_body(modal, t))

    def update_modal(
        self, modal: Modal, t: Language, *, view_id: str = "", view_hash: str = "", in_haste: bool = False
    ) -> None:
        client = self._interactive if in_haste else self._client
        with _said():
            client.views_update(
                view=view_body(modal, t),
                view_id=view_id or None,
                external_id=None if view_id else modal.external_id,
                hash=view_hash or None,
            )

    def join(self, channel: str) -> None:
        with _said():
            self._client.conversations_join(channel=channel)

    def channel(self, channel: str) -> ChannelProfile:
        with _said():
            about = self._client.conversations_info(channel=channel)["channel"]
        return ChannelProfile(
            name=about.get("name", ""),
            is_private=bool(about.get("is_private")),
            is_archived=bool(about.get("is_archived")),
            is_member=bool(about.get("is_member")),
        )

    def members(self, channel: str) -> tuple[str, ...]:
        found: list[str] = []
        cursor = ""
        while True:
            with _said():
                page = self._client.conversations_members(channel=channel, cursor=cursor or None, limit=PAGE)
            found += page["members"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return tuple(found)

    def profile(self, user: str, *, in_haste: bool = False) -> Profile:
        client = self._first_contact if in_haste else self._client
        with _said():
            return _profile(client.users_info(user=user, include_locale=True)["user"])

    def everybody(self) -> Iterator[Profile]:
        cursor = ""
        while True:
            with _said():
                page = self._client.users_list(cursor=cursor or None, limit=PAGE, include_locale=True)
            yield from map(_profile, page["members"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return

    def permalink(self, channel: str, timestamp: str) -> str:
        with _said():
            return str(self._client.chat_getPermalink(channel=channel, message_ts=timestamp)["permalink"])

    def who_am_i(self) -> Self:
        with _said():
            answer = self._client.auth_test()
        return Self(user=answer["user_id"], team=answer["team_id"], bot_id=answer.get("bot_id", ""))


def _client(token: str, api_url: str, seconds: int) -> WebClient:
    """No retry handlers: repeating has one owner, the outbox."""
    return WebClient(token=token, base_url=api_url, timeout=seconds, retry_handlers=[])


@contextmanager
def _said() -> Iterator[None]:
    """Turn a failed call into our own words, and count every call."""
    try:
        yield
    except SlackApiError as error:
        said = meaning(error)
        metrics.call("slack", "refused" if isinstance(said, SlackRefused) else "unavailable")
        raise said from error
    except (SlackClientError, OSError) as error:
        metrics.call("slack", "unavailable")
        raise Unclear("Slack", type(error).__name__) from error
    else:
        metrics.call("slack", "ok")


def _metadata(note: Mapping[str, str]) -> dict[str, Any]:
    return {"event_type": EVENT_TYPE, "event_payload": dict(note)}


def _profile(user: Mapping[str, Any]) -> Profile:
    """A stranger's profile lacks fields: missing, null and empty are one."""
    about = user.get("profile") or {}
    return Profile(
        user=user["id"],
        name=about.get("display_name") or about.get("real_name") or user.get("real_name") or user["id"],
        language=nearest(user.get("locale")),
        zone=user.get("tz") or None,
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        is_deleted=bool(user.get("deleted")),
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        team=user.get("team_id") or "",
    )
