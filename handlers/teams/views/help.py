"""How help looks."""

from bot.feature import Command
from bot.i18n import Language
from bot.slack.blocks import context, header, section
from bot.slack.replies import Message
from bot.text import escape


def help_message(commands: tuple[Command, ...], t: Language) -> Message:
    blocks = [header(t("What I can do"))]
    blocks += [section(_command(command, t)) for command in commands]
    blocks.append(
        context(t("Where a command's name is taken, type `/takt groom …` instead. Only you can see this."))
    )
    names = ", ".join(f"`{command.name}`" for command in commands)
    return Message(t("What I can do: {names}", names=names), tuple(blocks))


def _command(command: Command, t: Language) -> str:
    lines = "\n".join(f"`{command.name} {escape(usage)}`" for usage in command.usage)
    return f"*{t.render(command.summary)}*\n{lines}"
