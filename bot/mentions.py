"""From a mention to a command: `@Taktgeber groom PROJ-1`."""

import re

from bot.slack.requests import Event, Reader, SlashCommand

MENTION = "app_mention"
MENTIONS = re.compile(r"<@[A-Z0-9]+(\|[^>]*)?>")


def mentioned_command(event: Event, reader: Reader) -> SlashCommand:
    """What stands after the bot's name is read like a command line; nothing there asks for help."""
    said = MENTIONS.sub("", event.fields.get("text", ""), count=1).strip()
    ritual, _, line = said.partition(" ")
    return SlashCommand(
        name=f"/{ritual.lower().removeprefix('/') or 'takt'}",
        line=line.strip(),
        user=event.fields["user"],
        channel=event.fields["channel"],
        trigger="",
        reader=reader,
    )
