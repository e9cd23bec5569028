"""Private answers that go out after the commit: to a click, in a channel or thread, or directly."""

from uuid import uuid4

from bot.db.outbox import Effect
from bot.slack.replies import Message
from bot.slack.requests import ButtonClick

WHISPER = "slack.whisper"


def to_click(click: ButtonClick, message: Message) -> Effect:
    """By the click's `response_url`, which is kept nowhere else and only as long as the effect waits."""
    return _whisper(message, user=click.user, response_url=click.response_url)


def in_channel(channel: str, user: str, message: Message, *, thread: str = "") -> Effect:
    return _whisper(message, user=user, channel=channel, thread=thread)


def directly(user: str, message: Message) -> Effect:
    return _whisper(message, user=user)


def _whisper(
    message: Message, *, user: str, response_url: str = "", channel: str = "", thread: str = ""
) -> Effect:
    payload = {
        "user": user,
        "response_url": response_url,
        "channel": channel,
        "thread": thread,
        "text": message.text,
        "blocks": list(message.blocks),
    }
    return Effect(WHISPER, key=uuid4().hex, payload=payload)
