"""How our values look in Slack's own form, and how an error looks to the person who met it."""

import logging
from typing import Any
from uuid import uuid4

from bot.errors import Refused, Unavailable
from bot.i18n import Language
from bot.slack.blocks import TITLE_LIMIT, plain, section
from bot.slack.replies import Choices, Message, Modal
from bot.text import escape

log = logging.getLogger(__name__)

OPTIONS_LIMIT = 100


def sentence(error: Exception, t: Language, *, what: str) -> str:
    """The one clear sentence for whoever met this error, as Slack markup; a bug gets a reference."""
    if isinstance(error, Refused):
        return t.render(error.text, quote=escape)
    if isinstance(error, Unavailable):
        return t("{system} does not answer at the moment. Please try again in a minute.", system=error.system)
    reference = uuid4().hex[:8]
    log.error("Unexpected error %s in %s", reference, what, exc_info=error)
    return t(
        "Something went wrong on our side, and nothing was changed. Reference: `{reference}`",
        reference=reference,
    )


def plain_sentence(error: Refused, t: Language) -> str:
    """The same sentence for a place without markup, such as a form's field."""
    return t.render(error.text)


def message_body(message: Message) -> dict[str, Any]:
    body: dict[str, Any] = {"text": message.text}
    if message.blocks:
        body["blocks"] = list(message.blocks)
    return body


def whisper_body(message: Message) -> dict[str, Any]:
    return {"response_type": "ephemeral", "replace_original": False, **message_body(message)}


def notice(t: Language, text: str) -> Modal:
    """A modal that only tells something; the answer to a click in a modal, where no message can whisper."""
    return Modal("home.notice", t("Please note"), (section(text),), close=t("Close"))


def view_body(modal: Modal, t: Language) -> dict[str, Any]:
    view: dict[str, Any] = {
        "type": "modal",
        "callback_id": modal.callback,
        "title": plain(modal.title, TITLE_LIMIT),
        "close": plain(modal.close or t("Cancel"), TITLE_LIMIT),
        "blocks": list(modal.blocks),
        "private_metadata": modal.about,
        "notify_on_close": modal.notify_on_close,
    }
    if modal.submit:
        view["submit"] = plain(modal.submit, TITLE_LIMIT)
    if modal.external_id:
        view["external_id"] = modal.external_id
    return view


def options_body(choices: Choices) -> dict[str, Any]:
    return {
        "options": [
            {"text": plain(choice.label, 75), "value": choice.value}
            for choice in choices.options[:OPTIONS_LIMIT]
        ]
    }
