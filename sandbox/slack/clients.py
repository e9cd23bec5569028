"""What a person's client holds that the workspace does not: which tab is open, what was put into messages."""

from dataclasses import dataclass, field

from sandbox.slack.conversations import Conversation
from sandbox.slack.elements import Placed, Values, initial_values, interactive
from sandbox.slack.messages import Message
from sandbox.slack.refusals import Json
from sandbox.slack.views import View


@dataclass(slots=True)
class Client:
    at_home: bool = False
    values: dict[str, Values] = field(default_factory=dict)
    """What stands in the inputs of messages, by their ts."""
    suggested: dict[str, list[Json]] = field(default_factory=dict)
    """The options that the app last offered, by the external select's action_id."""


@dataclass(frozen=True, slots=True)
class MessageSurface:
    channel: Conversation
    message: Message
    blocks: list[Json]
    values: Values


@dataclass(frozen=True, slots=True)
class ViewSurface:
    view: View

    @property
    def blocks(self) -> list[Json]:
        return self.view.blocks

    @property
    def values(self) -> Values:
        return self.view.values


Surface = MessageSurface | ViewSurface


def message_surface(
    client: Client, channel: Conversation, message: Message, *, blocks: list[Json] | None = None
) -> MessageSurface:
    """With `blocks`, the message as an older rendering of it shows it."""
    shown = message_blocks(message) if blocks is None else blocks
    values = initial_values(shown, client.values.get(message.ts))
    client.values[message.ts] = values
    return MessageSurface(channel, message, shown, values)


def message_blocks(message: Message) -> list[Json]:
    attached = [block for attachment in message.attachments for block in attachment.get("blocks", [])]
    return [*message.blocks, *attached]


def named(blocks: list[Json], name: str, block_id: str = "") -> list[Placed]:
    """The elements with this action_id or, if there are none, with this label."""
    placed = [one for one in interactive(blocks) if block_id in {"", one.block_id}]
    by_id = [one for one in placed if one.action_id == name]
    return by_id or [one for one in placed if _label(one.element) == name]


def in_block(blocks: list[Json], block_id: str) -> Placed | None:
    return next((one for one in interactive(blocks) if one.block_id == block_id), None)


def _label(element: Json) -> str:
    text = element.get("text")
    return str(text.get("text", "")) if isinstance(text, dict) else ""
