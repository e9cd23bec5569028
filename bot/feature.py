"""What a feature declares. The host reads these declarations; it knows no feature's inside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.db.outbox import Effect
from bot.i18n import Text
from bot.slack.replies import Choices, Reply
from bot.slack.requests import ButtonClick, Closing, Event, SlashCommand, Submission, Typing

Perform = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Command:
    """One slash command. The feature reads the whole line: its grammar is its own.

    `usage` are the lines that `/takt help` and the manifest show; the first one is the manifest's hint.
    """

    name: str
    summary: Text
    usage: tuple[str, ...]
    run: Callable[[SlashCommand], Reply]


@dataclass(frozen=True, slots=True)
class Job:
    """What the house starts by the clock: a cron line in UTC, and the effect that it asks for."""

    name: str
    cron: str
    effect: Effect
    grace: timedelta = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Feature:
    """Handlers are keyed by the id that Slack or the outbox sends, without its argument (`grooming.vote`)."""

    name: str
    commands: tuple[Command, ...] = ()
    actions: Mapping[str, Callable[[ButtonClick], Reply]] = field(default_factory=dict)
    forms: Mapping[str, Callable[[Submission], Reply]] = field(default_factory=dict)
    closings: Mapping[str, Callable[[Closing], None]] = field(default_factory=dict)
    options: Mapping[str, Callable[[Typing], Choices]] = field(default_factory=dict)
    events: Mapping[str, Callable[[Event], None]] = field(default_factory=dict)
    effects: Mapping[str, Perform] = field(default_factory=dict)
    jobs: tuple[Job, ...] = ()
    surfaces: tuple[str, ...] = ()
    scopes: frozenset[str] = frozenset()
