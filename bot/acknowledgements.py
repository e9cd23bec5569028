"""What goes back to Slack with the acknowledgement, for each kind of delivery."""

from typing import Any

from slack_bolt import Ack

from bot.errors import Refused
from bot.i18n import Language
from bot.slack.presenter import message_body, notice, plain_sentence, sentence, view_body
from bot.slack.replies import Close, FieldErrors, Message, NextStep, OpenModal, Reply, Whisper
from bot.slack.requests import Payload

Answer = dict[str, Any]


def acknowledge(ack: Ack, said: Answer) -> None:
    if "options" in said:
        ack(options=said["options"])
    elif "response_action" in said:
        ack(**said)
    elif "text" in said:
        ack(
            text=said["text"],
            blocks=said.get("blocks"),
            response_type=said["response_type"],
        )
    else:
        ack()


def ephemeral(message: Message) -> Answer:
    return {"response_type": "ephemeral", **message_body(message)}


def submitted(reply: Reply, t: Language) -> Answer:
    match reply:
        case FieldErrors(errors):
            return {"response_action": "errors", "errors": dict(errors)}
        case NextStep(modal):
            return {"response_action": "update", "view": view_body(modal, t)}
        case OpenModal(modal):
            return {"response_action": "push", "view": view_body(modal, t)}
        case _:
            return {}


def whispered(reply: Reply) -> Message | None:
    match reply:
        case Close(whisper):
            return whisper
        case Whisper(message):
            return message
        case _:
            return None


def field_error(view: Payload, refused: Refused, t: Language) -> Answer:
    """A refusal stands at its field, else at the form's first field, else in place of the form."""
    fields = [block["block_id"] for block in view.get("blocks", ()) if block.get("type") == "input"]
    field = refused.field if refused.field in fields else next(iter(fields), None)
    if field is None:
        return {"response_action": "update", "view": view_body(notice(t, sentence(refused, t, what="")), t)}
    return {"response_action": "errors", "errors": {field: plain_sentence(refused, t)}}
