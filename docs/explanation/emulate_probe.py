"""Asks the sandbox and npm's `emulate` the same questions, and prints as a table where the answers differ.

docs/explanation/emulate.md says how both are started; nothing in the tests needs this script.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.sandbox import Sandbox
from sandbox.slack.installation import DEFAULT_MANIFEST, DEFAULT_SCOPES

Json = Mapping[str, Any]

MORE_SCOPES = (
    "bookmarks:read",
    "groups:write",
    "pins:read",
    "reactions:read",
    "team:read",
    "users.profile:read",
)
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": [{"type": "divider"}]}
HOME = {"type": "home", "blocks": [{"type": "divider"}]}
TOO_LONG = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]


@dataclass(frozen=True, slots=True)
class Place:
    """A server with two people and a channel in it; `trigger` makes a trigger of the first one."""

    client: WebClient
    channel: str
    first: str
    second: str
    email: str
    trigger: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Answer:
    error: str
    keys: frozenset[str]


@dataclass(slots=True)
class Protocol:
    """What was asked of one server, in order, and what came back."""

    place: Place
    answers: dict[str, Answer] = field(default_factory=dict)

    def ask(self, method: str, note: str = "", **arguments: object) -> Json:
        body: Json
        try:
            body = self.place.client.api_call(method, json=arguments).data  # type: ignore[assignment]  # JSON methods
        except SlackApiError as refused:
            body = refused.response.data if isinstance(refused.response.data, dict) else {}
        label = f"{method}: {note}" if note else method
        self.answers[label] = Answer(str(body.get("error", "")), frozenset(_keys(body)))
        return body


def _keys(body: Json) -> Iterator[str]:
    """The names in an answer, two levels deep; of a list those of its first item."""
    for name, value in body.items():
        yield name
        inner = value[0] if isinstance(value, list) and value else value
        if isinstance(inner, Mapping):
            yield from (f"{name}.{one}" for one in inner)


def probe(place: Place) -> Mapping[str, Answer]:
    protocol = Protocol(place)
    _about_the_workspace(protocol)
    _about_messages(protocol)
    _about_marks(protocol)
    _about_views(protocol)
    return protocol.answers


def _about_the_workspace(protocol: Protocol) -> None:
    ask, place = protocol.ask, protocol.place
    ask("auth.test")
    ask("team.info")
    ask("users.list")
    ask("users.info", user=place.first)
    ask("users.info", "nobody", user="U0NOBODY00")
    ask("users.lookupByEmail", email=place.email)
    ask("users.lookupByEmail", "unknown", email="nobody@nowhere.example")
    ask("users.profile.get", user=place.first)
    ask("users.getPresence", user=place.first)
    ask("conversations.join", channel=place.channel)
    ask("conversations.list")
    ask("conversations.info", channel=place.channel)
    ask("conversations.info", "no such channel", channel="C0NOTHERE0")
    ask("conversations.members", channel=place.channel)
    ask("conversations.open", users=place.second)
    ask("chat.shout")


def _about_messages(protocol: Protocol) -> None:
    ask, channel, user = protocol.ask, protocol.place.channel, protocol.place.second
    posted = ask("chat.postMessage", channel=channel, text="hello", metadata=_metadata())
    ts = str(posted.get("ts", ""))
    ask("chat.postMessage", "no text", channel=channel)
    ask("chat.postMessage", "no such channel", channel="C0NOTHERE0", text="hello")
    ask("chat.postMessage", "in a thread", channel=channel, text="reply", thread_ts=ts)
    ask("conversations.history", channel=channel, include_all_metadata=True)
    ask("conversations.replies", channel=channel, ts=ts)
    ask("chat.update", channel=channel, ts=ts, text="changed")
    ask("chat.update", "no such message", channel=channel, ts="1.000001", text="changed")
    ask("chat.postEphemeral", channel=channel, user=user, text="psst")
    ask("chat.getPermalink", channel=channel, message_ts=ts)
    ask("chat.getPermalink", "no such message", channel=channel, message_ts="1.000001")
    later = int(time.time()) + 3600
    planned = ask("chat.scheduleMessage", channel=channel, text="later", post_at=later)
    ask("chat.scheduledMessages.list", channel=channel)
    planned_id = planned.get("scheduled_message_id")
    ask("chat.deleteScheduledMessage", channel=channel, scheduled_message_id=planned_id)
    ask("chat.scheduleMessage", "in the past", channel=channel, text="x", post_at=1)
    ask("chat.delete", channel=channel, ts=ts)
    ask("chat.delete", "again", channel=channel, ts=ts)
    ask("chat.postMessage", "a header of 151 characters", channel=channel, text="x", blocks=TOO_LONG)


def _about_marks(protocol: Protocol) -> None:
    ask, channel = protocol.ask, protocol.place.channel
    ts = protocol.place.client.chat_postMessage(channel=channel, text="to be marked")["ts"]
    marked: dict[str, Any] = {"channel": channel, "timestamp": ts}
    ask("reactions.add", **marked, name="eyes")
    ask("reactions.add", "again", **marked, name="eyes")
    ask("reactions.get", **marked)
    ask("reactions.remove", **marked, name="eyes")
    ask("reactions.remove", "again", **marked, name="eyes")
    ask("pins.add", **marked)
    ask("pins.add", "again", **marked)
    ask("pins.list", channel=channel)
    ask("pins.remove", **marked)
    added = ask("bookmarks.add", channel_id=channel, title="B", type="link", link="https://b.example")
    ask("bookmarks.list", channel_id=channel)
    bookmark = (added.get("bookmark") or {}).get("id", "")
    ask("bookmarks.remove", channel_id=channel, bookmark_id=bookmark)
    ask("files.getUploadURLExternal", filename="a.txt", length=3)
    ask("files.info", "no such file", file="F0NOTHERE0")


def _about_views(protocol: Protocol) -> None:
    ask, place = protocol.ask, protocol.place
    trigger = place.trigger()
    opened = ask("views.open", trigger_id=trigger, view=MODAL)
    ask("views.open", "the trigger a second time", trigger_id=trigger, view=MODAL)
    ask("views.open", "no such trigger", trigger_id="1.2.abc", view=MODAL)
    view = opened.get("view") or {}
    ask("views.update", view_id=view.get("id", ""), hash=view.get("hash", ""), view=MODAL)
    ask("views.update", "with an old hash", view_id=view.get("id", ""), hash="0.old", view=MODAL)
    ask("views.publish", user_id=place.first, view=HOME)


def _metadata() -> Json:
    return {"event_type": "probe", "event_payload": {"number": 1}}


def emulated(url: str, token: str) -> Place:
    """`emulate` with the seed of docs/explanation/emulate.md: alice, bob, #proj."""
    client = WebClient(token, base_url=f"{url}/api/")
    people = {member["name"]: member["id"] for member in client.users_list()["members"]}
    channels = {channel["name"]: channel["id"] for channel in client.conversations_list()["channels"]}

    def trigger() -> str:
        made = client.api_call("views.generateTriggerId", json={"user_id": people["alice"]})
        return str(made["trigger_id"])

    return Place(client, channels["proj"], people["alice"], people["bob"], "alice@example.com", trigger)


def ours(sandbox: Sandbox) -> Place:
    anna, ben = sandbox.person("anna"), sandbox.person("ben")
    client = WebClient(sandbox.workspace.installation.bot_token, base_url=f"{sandbox.slack_url}/api/")
    channel = sandbox.workspace.channel("general").id

    def trigger() -> str:
        return sandbox.workspace.triggers.issue(anna.id)

    return Place(client, channel, anna.id, ben.id, "anna@zauberwald.example", trigger)


def manifest() -> Json:
    scopes = {"bot": [*DEFAULT_SCOPES, *MORE_SCOPES]}
    return {**DEFAULT_MANIFEST, "oauth_config": {"scopes": scopes}}


def table(here: Mapping[str, Answer], there: Mapping[str, Answer]) -> Iterator[str]:
    yield "| question | error here | error there | names only here | names only there |"
    yield "|---|---|---|---|---|"
    for label, answer in here.items():
        other = there[label]
        if answer != other:
            cells = (answer.error, other.error, *_differences(answer, other))
            yield f"| {label} | {' | '.join(cells)} |"
    equal = sum(answer == there[label] for label, answer in here.items())
    yield ""
    yield f"{len(here)} questions; {equal} answers have the same names and the same error."


def _differences(answer: Answer, other: Answer) -> tuple[str, str]:
    if answer.error != other.error:
        return "", ""
    return ", ".join(sorted(answer.keys - other.keys)), ", ".join(sorted(other.keys - answer.keys))


def main() -> None:
    options = argparse.ArgumentParser(description="Compare the sandbox with npm's emulate.")
    options.add_argument("--emulate", default="http://127.0.0.1:4100", help="where emulate listens")
    options.add_argument("--token", default="xoxb-local-test", help="a token of its seed")
    asked = options.parse_args()
    with Sandbox(manifest=manifest()) as sandbox:
        here = probe(ours(sandbox))
    there = probe(emulated(asked.emulate, asked.token))
    sys.stdout.write("\n".join(table(here, there)) + "\n")


if __name__ == "__main__":
    main()
