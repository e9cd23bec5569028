"""Interactions as Slack words them: commands, clicks, submissions, suggestions, shortcuts."""

from typing import Any

from sandbox.slack import posting
from sandbox.slack.conversations import Conversation
from sandbox.slack.elements import STATE_KEYS, Placed, Values
from sandbox.slack.messages import Message
from sandbox.slack.people import Member
from sandbox.slack.refusals import Json
from sandbox.slack.state import State
from sandbox.slack.views import View


class Payloads:
    """What is sent when one person acts."""

    def __init__(self, state: State, member: Member) -> None:
        self._state = state
        self._member = member

    def command(self, channel: Conversation, name: str, text: str) -> Json:
        installation = self._state.installation
        return {
            "token": installation.verification_token,
            "team_id": self._state.team,
            "team_domain": self._state.domain,
            "channel_id": channel.id,
            "channel_name": _channel_name(channel),
            "user_id": self._member.id,
            "user_name": self._member.handle,
            "command": name,
            "text": text,
            "api_app_id": installation.app_id,
            "is_enterprise_install": "false",
            "response_url": self._response_url("commands", channel),
            "trigger_id": self._state.triggers.issue(self._member.id),
        }

    def message_action(self, channel: Conversation, message: Message, action: Json, values: Values) -> Json:
        """`block_actions` from a message, ephemeral or not."""
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": bool(message.ephemeral_to),
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        payload = self._interaction("block_actions") | {
            "container": container,
            "trigger_id": self._state.triggers.issue(self._member.id),
            "channel": {"id": channel.id, "name": _channel_name(channel)},
            "state": {"values": values},
            "response_url": self._response_url("actions", channel, message.ts),
            "actions": [action],
        }
        if not message.ephemeral_to:  # Slack leaves the content of an ephemeral message out
            payload["message"] = posting.shown(self._state, channel, message)
        return payload

    def view_action(self, view: View, action: Json) -> Json:
        """`block_actions` from a modal or from the App Home."""
        return self._interaction("block_actions") | {
            "container": {"type": "view", "view_id": view.id},
            "trigger_id": self._state.triggers.issue(self._member.id, view_id=view.id),
            "view": self._state.shown_view(view),
            "actions": [action],
        }

    def view_submission(self, view: View) -> Json:
        return self._interaction("view_submission") | {
            "trigger_id": self._state.triggers.issue(self._member.id, view_id=view.id),
            "view": self._state.shown_view(view),
            "response_urls": self._response_urls(view),
        }

    def view_closed(self, view: View, *, is_cleared: bool) -> Json:
        return self._interaction("view_closed") | {
            "view": self._state.shown_view(view),
            "is_cleared": is_cleared,
        }

    def block_suggestion(self, placed: Placed, typed: str, surface: Json) -> Json:
        return self._interaction("block_suggestion") | {
            "action_id": placed.action_id,
            "block_id": placed.block_id,
            "value": typed,
            **surface,
        }

    def global_shortcut(self, callback_id: str) -> Json:
        payload = self._interaction("shortcut")
        del payload["api_app_id"]
        return payload | {
            "action_ts": self._state.moments.new_ts(),
            "callback_id": callback_id,
            "trigger_id": self._state.triggers.issue(self._member.id),
        }

    def message_shortcut(self, channel: Conversation, message: Message, callback_id: str) -> Json:
        payload = self._interaction("message_action")
        del payload["api_app_id"]
        return payload | {
            "action_ts": self._state.moments.new_ts(),
            "callback_id": callback_id,
            "trigger_id": self._state.triggers.issue(self._member.id),
            "response_url": self._response_url("app", channel, message.ts),
            "message_ts": message.ts,
            "channel": {"id": channel.id, "name": _channel_name(channel)},
            "message": posting.shown(self._state, channel, message),
        }

    def _interaction(self, kind: str) -> Json:
        return {
            "type": kind,
            "team": {"id": self._state.team, "domain": self._state.domain},
            "user": {
                "id": self._member.id,
                "username": self._member.handle,
                "name": self._member.handle,
                "team_id": self._state.team,
            },
            "api_app_id": self._state.installation.app_id,
            "token": self._state.installation.verification_token,
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _response_url(self, kind: str, channel: Conversation, message_ts: str = "") -> str:
        secret = self._state.response_urls.issue(channel.id, self._member.id, message_ts=message_ts)
        return f"{self._state.base_url}/{kind}/{self._state.team}/{secret}"

    def _response_urls(self, view: View) -> list[Json]:
        """For channel pickers with `response_url_enabled`."""
        found: list[Json] = []
        for block in view.blocks:
            element = block.get("element", {})
            if not element.get("response_url_enabled"):
                continue
            key = STATE_KEYS[element["type"]][0]
            chosen = view.values[block["block_id"]][element["action_id"]][key]
            channel = self._state.conversations.by_id(chosen or "")
            if channel is not None:
                found.append(
                    {
                        "block_id": block["block_id"],
                        "action_id": element["action_id"],
                        "channel_id": channel.id,
                        "response_url": self._response_url("app", channel),
                    }
                )
        return found


def message_surface(channel: Conversation, message: Message) -> Json:
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": bool(message.ephemeral_to),
    }
    return {"container": container, "channel": {"id": channel.id, "name": _channel_name(channel)}}


def view_surface(state: State, view: View) -> Json:
    return {"container": {"type": "view", "view_id": view.id}, "view": state.shown_view(view)}


def action(state: State, placed: Placed, value: Json | None = None) -> Json:
    """One entry of `actions`: the element with what was chosen in it."""
    element = placed.element
    entry: dict[str, Any] = {
        "type": placed.kind,
        "action_id": placed.action_id,
        "block_id": placed.block_id,
        "action_ts": state.moments.new_ts(),
    }
    entry |= {key: element[key] for key in ("text", "value", "style", "placeholder") if key in element}
    if placed.kind in STATE_KEYS:
        initial = STATE_KEYS[placed.kind][1]
        entry |= {initial: element[initial]} if initial in element else {}
    return entry | (value or {})


def _channel_name(channel: Conversation) -> str:
    names = {"im": "directmessage", "group": "privategroup"}
    return names.get(channel.kind, channel.name)
