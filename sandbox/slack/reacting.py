"""Reactions on messages, by people and by the app."""

import re
from dataclasses import dataclass

from sandbox.slack import posting
from sandbox.slack.conversations import Conversation
from sandbox.slack.messages import Message
from sandbox.slack.refusals import Refusal
from sandbox.slack.state import State

_NAME = re.compile(r"[a-z0-9_+\-']+(::skin-tone-[2-6])?")
_MOST_KINDS = 23


@dataclass(frozen=True, slots=True)
class Reaction:
    """Somebody's emoji on a message."""

    channel: Conversation
    message: Message
    user: str
    name: str


def add(state: State, reaction: Reaction) -> None:
    if not _NAME.fullmatch(reaction.name):
        raise Refusal("invalid_name")
    reactions = reaction.message.reactions
    users = reactions.get(reaction.name, [])
    if reaction.user in users:
        raise Refusal("already_reacted")
    if not users and len(reactions) >= _MOST_KINDS:
        raise Refusal("too_many_emoji")
    reactions[reaction.name] = [*users, reaction.user]
    _tell(state, "reaction_added", reaction)


def remove(state: State, reaction: Reaction) -> None:
    reactions = reaction.message.reactions
    users = reactions.get(reaction.name, [])
    if reaction.user not in users:
        raise Refusal("no_reaction")
    users.remove(reaction.user)
    if not users:
        del reactions[reaction.name]
    _tell(state, "reaction_removed", reaction)


def _tell(state: State, kind: str, reaction: Reaction) -> None:
    channel, message = reaction.channel, reaction.message
    shown = posting.shown(state, channel, message)
    state.announcements.tell("message_changed", channel=channel.id, message=shown)
    if state.bot in channel.members:
        state.deliveries.event(
            {
                "type": kind,
                "user": reaction.user,
                "reaction": reaction.name,
                "item_user": message.user,
                "item": {"type": "message", "channel": channel.id, "ts": message.ts},
                "event_ts": state.moments.new_ts(),
            }
        )
