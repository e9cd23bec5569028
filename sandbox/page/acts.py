"""What the page does in the name of the person whose window it is, and at the sandbox's switches."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.clock import FASTEST
from sandbox.page.endpoint import Asked, NotUnderstood
from sandbox.page.history import conversation_of, message_of
from sandbox.page.readings import clock_shape, faults_shape
from sandbox.slack.person import ClientRefused, Outcome

Json = dict[str, Any]
_FURTHEST = timedelta(days=366).total_seconds()
_OWN_SHARE = 1 - 1 / FASTEST
"""While the clock gains time its usual seconds pass too; without them it arrives on the minute."""
_DONE: Json = {"ok": True}


def outcome_shape(outcome: Outcome) -> Json:
    return {"ok": outcome.ok, "error": outcome.error, "errors": dict(outcome.errors or {})}


def say(asked: Asked) -> Json:
    conversation = conversation_of(asked)
    thread_ts = asked.text("thread_ts") if asked.body.get("thread_ts") else None
    asked.person.say(conversation.id, asked.text("text"), thread_ts=thread_ts)
    return _DONE


def command(asked: Asked) -> Json:
    conversation = conversation_of(asked)
    return outcome_shape(asked.person.command(asked.text("line"), channel=conversation.id))


def act(asked: Asked) -> Json:
    """A click or a choice, in a message, in the top modal or at home; what was typed beside it goes along."""
    person, message = asked.person, message_of(asked)
    for field, entered in _values(asked).items():
        person.fill(field, entered, message)
    action, block = asked.text("action_id"), str(asked.body.get("block_id", ""))
    if asked.body.get("kind") == "choose":
        return outcome_shape(person.choose(action, asked.body.get("value"), message, block_id=block))
    return outcome_shape(person.click(action, message, block_id=block))


def suggest(asked: Asked) -> Json:
    typed, block = (str(asked.body.get(name, "")) for name in ("typed", "block_id"))
    offered = asked.person.suggestions(asked.text("action_id"), typed, message_of(asked), block_id=block)
    return {"options": offered}


def submit(asked: Asked) -> Json:
    """What the form itself does not take is said at its fields, like what the app does not take."""
    try:
        return outcome_shape(asked.person.submit(_values(asked)))
    except ClientRefused:
        errors = dict(asked.person.field_errors())
        if not errors:
            raise
        return {"ok": False, "error": "", "errors": errors}


def close(asked: Asked) -> Json:
    whole_stack = asked.body.get("whole_stack") is True
    return outcome_shape(asked.person.close_view(whole_stack=whole_stack))


def shortcut(asked: Asked) -> Json:
    return outcome_shape(asked.person.shortcut(asked.text("callback_id"), message_of(asked)))


def react(asked: Asked) -> Json:
    message = message_of(asked)
    if message is None:
        raise NotUnderstood("A reaction needs a message.")
    asked.person.react(asked.text("emoji"), message)
    return _DONE


def join(asked: Asked) -> Json:
    asked.person.join(conversation_of(asked).id)
    return _DONE


def upload(asked: Asked) -> Json:
    """A file into a conversation or, for a field of a modal, into the workspace only."""
    file = asked.person.upload(asked.query.get("channel", ""), asked.text("name"), asked.content)
    return {"id": file["id"], "name": file["name"]}


def switch_fault(asked: Asked) -> Json:
    name, faults = asked.text("name"), asked.bench.faults
    if asked.body.get("on") is True:
        faults.switch_on(name, **_settings(asked))
    else:
        faults.switch_off(name)
    return faults_shape(asked.bench)


def move_clock(asked: Asked) -> Json:
    """By so many `seconds`, or `until` the next time that the person's clock shows this time of day."""
    seconds = asked.body.get("seconds")
    if seconds is None:
        seconds = _seconds_until(asked, asked.text("until"))
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds <= _FURTHEST:
        raise NotUnderstood("The clock moves on by 0 seconds to 366 days.")
    asked.bench.clock.advance(seconds)
    return clock_shape(asked.bench)


def _seconds_until(asked: Asked, time_of_day: str) -> float:
    try:
        hour, minute = (int(part) for part in time_of_day.split(":"))
        member = asked.bench.workspace.member(asked.person.handle)
        now = asked.bench.clock.now().astimezone(ZoneInfo(member.zone))
        wanted = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    except ValueError as error:
        raise NotUnderstood("A time of day is written as 09:00.") from error
    if wanted <= now:
        wanted += timedelta(days=1)
    return (wanted.timestamp() - now.timestamp()) * _OWN_SHARE


def _values(asked: Asked) -> Json:
    values = asked.body.get("values", {})
    if not isinstance(values, dict):
        raise NotUnderstood("“values” is an object from block to value.")
    return values


def _settings(asked: Asked) -> Json:
    settings = asked.body.get("settings", {})
    if not isinstance(settings, dict):
        raise NotUnderstood("“settings” is an object.")
    return settings
