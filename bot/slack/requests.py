"""What people send us, as values. Nothing past this module sees a Slack payload."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from bot.i18n import Language

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks, and how to talk to them."""

    language: Language
    zone: str


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """`/groom list all`: name is "/groom", line is "list all" as typed; in a DM, channel is the DM's."""

    name: str
    line: str
    user: str
    channel: str
    trigger: str
    reader: Reader
    response_url: str = field(default="", repr=False)

    @classmethod
    def from_payload(cls, body: Payload, reader: Reader) -> Self:
        return cls(
            name=body["command"],
            line=body.get("text", "").strip(),
            user=body["user_id"],
            channel=body["channel_id"],
            trigger=body["trigger_id"],
            reader=reader,
            response_url=body.get("response_url", ""),
        )

    @property
    def is_direct(self) -> bool:
        return self.channel.startswith("D")


@dataclass(frozen=True, slots=True)
class ButtonClick:
    """A click, or a choice in a select that acts at once.

    `action` is `feature.verb`, `argument` what follows it (`grooming.vote.5` → "5"). In a message, `channel`
    and `message` say where; in a modal, `about` and `fields` say what stands in it.
    """

    action: str
    argument: str
    value: str
    user: str
    channel: str
    message: str
    trigger: str
    reader: Reader
    view_id: str = ""
    view_hash: str = ""
    about: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    response_url: str = field(default="", repr=False)

    @classmethod
    def from_payload(cls, body: Payload, reader: Reader) -> Self:
        clicked = body["actions"][0]
        action, argument = split_id(clicked["action_id"])
        container = body.get("container", {})
        view = body.get("view") or {}
        return cls(
            action=action,
            argument=argument,
            value=entered(clicked) or "",
            user=body["user"]["id"],
            channel=(body.get("channel") or {}).get("id") or container.get("channel_id", ""),
            message=container.get("message_ts") or (body.get("message") or {}).get("ts", ""),
            trigger=body.get("trigger_id", ""),
            reader=reader,
            view_id=view.get("id", ""),
            view_hash=view.get("hash", ""),
            about=view.get("private_metadata", ""),
            fields=entered_fields(view),
            response_url=body.get("response_url", ""),
        )


@dataclass(frozen=True, slots=True)
class Submission:
    """A submitted modal: what was entered by block id, and what the modal was opened about."""

    callback: str
    user: str
    about: str
    fields: Mapping[str, Any]
    view_id: str
    trigger: str
    reader: Reader

    @classmethod
    def from_payload(cls, body: Payload, reader: Reader) -> Self:
        view = body["view"]
        return cls(
            callback=view["callback_id"],
            user=body["user"]["id"],
            about=view.get("private_metadata", ""),
            fields=entered_fields(view),
            view_id=view["id"],
            trigger=body.get("trigger_id", ""),
            reader=reader,
        )

    def text(self, name: str) -> str:
        """What stands in a text field or a single select; empty if nothing does."""
        value = self.fields.get(name)
        return value.strip() if isinstance(value, str) else ""

    def chosen(self, name: str) -> tuple[str, ...]:
        """What is chosen in a field that allows several."""
        value = self.fields.get(name)
        if isinstance(value, str):
            return (value,)
        return tuple(value or ())


@dataclass(frozen=True, slots=True)
class Closing:
    """A modal that was closed without being submitted."""

    callback: str
    user: str
    about: str
    view_id: str
    reader: Reader

    @classmethod
    def from_payload(cls, body: Payload, reader: Reader) -> Self:
        view = body["view"]
        return cls(
            view["callback_id"], body["user"]["id"], view.get("private_metadata", ""), view["id"], reader
        )


@dataclass(frozen=True, slots=True)
class Typing:
    """What somebody has typed into an external select so far."""

    action: str
    typed: str
    user: str
    about: str
    reader: Reader

    @classmethod
    def from_payload(cls, body: Payload, reader: Reader) -> Self:
        view = body.get("view") or {}
        return cls(
            action=body["action_id"],
            typed=body.get("value", "").strip(),
            user=body["user"]["id"],
            about=view.get("private_metadata", ""),
            reader=reader,
        )


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in Slack: its type, the event's own fields, and who the bot is there."""

    id: str
    type: str
    fields: Mapping[str, Any]
    bot: str = ""

    @classmethod
    def from_payload(cls, body: Payload) -> Self:
        event = body["event"]
        authorized = (body.get("authorizations") or [{}])[0]
        return cls(body.get("event_id", ""), event["type"], event, bot=authorized.get("user_id") or "")


def split_id(action_id: str) -> tuple[str, str]:
    """`feature.verb.argument`, split at the first two dots: the argument may have dots of its own."""
    feature, _, rest = action_id.partition(".")
    verb, _, argument = rest.partition(".")
    return f"{feature}.{verb}", argument


def entered_fields(view: Payload) -> dict[str, Any]:
    """What stands in a modal, by block id."""
    values: Mapping[str, Mapping[str, Payload]] = (view.get("state") or {}).get("values", {})
    return {block: entered(next(iter(inputs.values()))) for block, inputs in values.items() if inputs}


def entered(element: Payload) -> Any:  # noqa: ANN401 - a string, a tuple of strings or None
    """One element's value, whichever of Slack's spellings its kind uses."""
    if "selected_options" in element:
        return tuple(option["value"] for option in element["selected_options"] or ())
    for name in ("selected_users", "selected_channels", "selected_conversations"):
        if name in element:
            chosen: Sequence[str] = element[name] or ()
            return tuple(chosen)
    option = element.get("selected_option")
    if option:
        return option["value"]
    for name in _SINGLE:
        if element.get(name) is not None:
            return str(element[name])
    return None


_SINGLE = (
    "value",
    "selected_user",
    "selected_channel",
    "selected_conversation",
    "selected_date",
    "selected_time",
    "selected_date_time",
)
