"""What a handler may answer, and what stands in a channel. The router turns each answer into Slack's form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """The text says it all in a line: it stands in for the blocks in notices and for screen readers."""

    text: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Modal:
    """`callback` names the form (`grooming.start`); `about` holds ids and a version, no content.

    Without `submit` the modal has no submit button, as while it waits to be filled. `external_id` names it
    for a later update by the worker.
    """

    callback: str
    title: str
    blocks: tuple[Block, ...]
    submit: str | None = None
    close: str | None = None
    about: str = ""
    external_id: str = ""
    notify_on_close: bool = False


@dataclass(frozen=True, slots=True)
class Whisper:
    """Shown only to the person who asked."""

    message: Message


@dataclass(frozen=True, slots=True)
class OpenModal:
    """Open a modal, or stack it on the one in which a button was clicked."""

    modal: Modal


@dataclass(frozen=True, slots=True)
class ChangeModal:
    """Redraw the modal in which a button was clicked."""

    modal: Modal


@dataclass(frozen=True, slots=True)
class NextStep:
    """Answer a submission with the form's next step, in the same modal."""

    modal: Modal


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """Keeps a modal open, with a complaint under each field named (plain text, in the reader's language)."""

    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Close:
    """Closes the modal that was submitted; `whisper`, if any, then tells its owner what came of it."""

    whisper: Message | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """Acknowledged, with nothing to show: the message itself will change."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of an external select."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What an external select offers, at most 100."""

    options: tuple[Choice, ...] = field(default=())


Reply = Whisper | OpenModal | ChangeModal | NextStep | FieldErrors | Close | Silence
