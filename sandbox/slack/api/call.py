"""One call of a method: by whom, with which arguments, in which workspace."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from sandbox.slack.api.arguments import Arguments
from sandbox.slack.conversations import Conversation
from sandbox.slack.people import Member
from sandbox.slack.refusals import Json, Refusal
from sandbox.slack.state import State


@dataclass(frozen=True, slots=True)
class Call:
    state: State
    arguments: Arguments

    @property
    def bot(self) -> str:
        return self.state.bot

    def conversation(self, name: str = "channel") -> Conversation:
        """The channel that an argument names, as far as the bot may see it."""
        return self.state.conversations.seen_by(self.arguments.text(name), self.bot)

    def joined(self, name: str = "channel") -> Conversation:
        """A channel that the bot is in."""
        channel = self.conversation(name)
        if self.bot not in channel.members:
            raise Refusal("not_in_channel")
        return channel

    def member(self, name: str = "user", error: str = "user_not_found") -> Member:
        found = self.state.people.by_id(self.arguments.text(name))
        if found is None:
            raise Refusal(error)
        return found

    @property
    def sees_emails(self) -> bool:
        return "users:read.email" in self.state.installation.scopes


class Tier(Enum):
    """Calls per minute that Slack guarantees at least."""

    TWO = 20
    THREE = 50
    FOUR = 100
    SPECIAL = 300
    POSTING = 60


class Caller(Enum):
    """Whose token a method takes."""

    BOT = "bot"
    APP = "app"
    ANYBODY = "anybody"


@dataclass(frozen=True, slots=True)
class Method:
    act: Callable[[Call], Json]
    tier: Tier
    scopes: tuple[str, ...] = ()
    """One of these is enough; none means that any token will do."""
    required: tuple[str, ...] = ()
    caller: Caller = Caller.BOT
