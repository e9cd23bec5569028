"""Binds what features declare to Bolt: one delivery is one transaction, and its answer the acknowledgement.

The transaction holds the delivery's key, the use case and the answer's effects; Slack is acknowledged after
its commit. No other module knows Bolt's listeners.
"""

import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot import metrics, whispers
from bot.acknowledgements import Answer, acknowledge, ephemeral, field_error, submitted, whispered
from bot.db import deliveries
from bot.db.database import Database
from bot.db.outbox import enqueue
from bot.errors import Refused, Unavailable
from bot.feature import Command, Feature
from bot.i18n import Language, say
from bot.mentions import MENTION, mentioned_command
from bot.readers import Readers
from bot.slack.faults import SlackRefused
from bot.slack.messenger import Messenger
from bot.slack.presenter import notice, options_body, sentence, view_body
from bot.slack.replies import ChangeModal, Message, OpenModal, Reply, Whisper
from bot.slack.requests import (
    ButtonClick,
    Closing,
    Event,
    Payload,
    Reader,
    SlashCommand,
    Submission,
    Typing,
    split_id,
)

log = logging.getLogger(__name__)

ANYTHING = re.compile(r"(?s).*")


@dataclass(frozen=True, slots=True)
class Bindings:
    """Everything that features declare, by the id with which Slack asks for it."""

    commands: Mapping[str, Command]
    actions: Mapping[str, Callable[[ButtonClick], Reply]]
    forms: Mapping[str, Callable[[Submission], Reply]]
    closings: Mapping[str, Callable[[Closing], None]]
    options: Mapping[str, Callable[[Typing], Any]]
    events: Mapping[str, tuple[Callable[[Event], None], ...]]

    @classmethod
    def of(cls, features: tuple[Feature, ...]) -> "Bindings":
        events: dict[str, tuple[Callable[[Event], None], ...]] = {}
        for feature in features:
            for name, run in feature.events.items():
                events[name] = (*events.get(name, ()), run)
        return cls(
            commands={command.name: command for feature in features for command in feature.commands},
            actions={name: run for feature in features for name, run in feature.actions.items()},
            forms={name: run for feature in features for name, run in feature.forms.items()},
            closings={name: run for feature in features for name, run in feature.closings.items()},
            options={name: run for feature in features for name, run in feature.options.items()},
            events=events,
        )


class Router:
    def __init__(
        self, database: Database, messenger: Messenger, features: tuple[Feature, ...], *, default: Reader
    ) -> None:
        self._database = database
        self._messenger = messenger
        self._bound = Bindings.of(features)
        self._default = default
        self._readers = Readers(database, messenger, default)

    def bind(self, app: App) -> None:
        app.command(ANYTHING)(self._listener("command", self.command))
        app.action(ANYTHING)(self._listener("action", self.action))
        app.view_submission(ANYTHING)(self._listener("submission", self.submission))
        app.view_closed(ANYTHING)(self._listener("closing", self.closing))
        app.options(ANYTHING)(self._listener("options", self.options))
        app.event(ANYTHING)(self._listener("event", self.event))

    def command(self, body: Payload) -> Answer:
        request = SlashCommand.from_payload(body, self._readers.of(body["user_id"], body["channel_id"]))
        t = request.reader.language
        line = f"{request.name} {request.line}"

        def work() -> tuple[Reply, Answer]:
            with self._database.transaction() as tx:
                deliveries.begin(tx, f"trigger:{request.trigger}")
                key = deliveries.begin_command(tx, person=request.user, place=request.channel, line=line)
                reply = self._asked(request)
                answer = ephemeral(reply.message) if isinstance(reply, Whisper) else {}
                deliveries.answered(tx, key, answer)
                return reply, answer

        try:
            reply, answer = self._database.repeated(work)
        except deliveries.Repeated as repeated:
            return dict(repeated.answer or {})
        except Exception as error:  # noqa: BLE001 - the router is one of the three places that catch all
            return ephemeral(Message(sentence(error, t, what=request.name)))
        if isinstance(reply, OpenModal):
            failed = self._shown(lambda: self._messenger.open_modal(request.trigger, reply.modal, t), t)
            return ephemeral(failed) if failed else answer
        return answer

    def action(self, body: Payload) -> Answer:
        user = body["user"]["id"]
        channel = (body.get("channel") or {}).get("id", "")
        click = ButtonClick.from_payload(body, self._readers.of(user, channel))
        run = self._bound.actions.get(click.action)
        if run is None:
            log.info("A click on %s, which nothing answers", click.action)
            return {}
        t = click.reader.language

        def work() -> Reply:
            with self._database.transaction() as tx:
                deliveries.begin(tx, _click_key(body, click))
                reply = run(click)
                if isinstance(reply, Whisper) and not click.view_id:
                    enqueue(tx, whispers.to_click(click, reply.message))
                return reply

        try:
            reply = self._database.repeated(work)
        except deliveries.Repeated:
            return {}
        except Exception as error:  # noqa: BLE001 - the router is one of the three places that catch all
            self._tell(click, Message(sentence(error, t, what=click.action)))
            return {}
        self._show_after_click(click, reply)
        return {}

    def _show_after_click(self, click: ButtonClick, reply: Reply) -> None:
        """The modal that a click asks for: the one Slack call in a listener's way."""
        t = click.reader.language
        failed = None
        match reply:
            case OpenModal(modal) if click.view_id:
                failed = self._shown(lambda: self._messenger.push_modal(click.trigger, modal, t), t)
            case OpenModal(modal):
                failed = self._shown(lambda: self._messenger.open_modal(click.trigger, modal, t), t)
            case ChangeModal(modal):
                failed = self._shown(
                    lambda: self._messenger.update_modal(
                        modal, t, view_id=click.view_id, view_hash=click.view_hash, in_haste=True
                    ),
                    t,
                )
            case Whisper(message) if click.view_id:
                self._tell(click, message)
            case _:
                pass
        if failed and not click.view_id:
            self._tell(click, failed)

    def _tell(self, click: ButtonClick, message: Message) -> None:
        """Where the click was: by its `response_url`, in the modal, else as a DM."""
        t = click.reader.language
        if click.view_id:
            modal = notice(t, message.text)
            self._shown(lambda: self._messenger.push_modal(click.trigger, modal, t), t)
            return
        with self._database.transaction() as tx:
            enqueue(tx, whispers.to_click(click, message))

    def submission(self, body: Payload) -> Answer:
        request = Submission.from_payload(body, self._readers.of(body["user"]["id"]))
        run = self._bound.forms.get(request.callback)
        if run is None:
            return {}
        t = request.reader.language

        def work() -> Answer:
            with self._database.transaction() as tx:
                key = f"view:{request.view_id}:{body['view'].get('hash', '')}:{request.trigger}"
                deliveries.begin(tx, key)
                reply = run(request)
                answer = submitted(reply, t)
                message = whispered(reply)
                if message:
                    enqueue(tx, whispers.directly(request.user, message))
                deliveries.answered(tx, key, answer)
                return answer

        try:
            return self._database.repeated(work)
        except deliveries.Repeated as repeated:
            return dict(repeated.answer or {})
        except Refused as refused:
            return field_error(body["view"], refused, t)
        except Exception as error:  # noqa: BLE001 - the router is one of the three places that catch all
            told = sentence(error, t, what=request.callback)
            return {"response_action": "update", "view": view_body(notice(t, told), t)}

    def closing(self, body: Payload) -> Answer:
        request = Closing.from_payload(body, self._readers.of(body["user"]["id"]))
        run = self._bound.closings.get(request.callback)
        if run is not None:
            self._quietly(lambda _tx: run(request), what=request.callback)
        return {}

    def options(self, body: Payload) -> Answer:
        typing = Typing.from_payload(body, self._readers.of(body["user"]["id"]))
        action, _ = split_id(typing.action)
        run = self._bound.options.get(typing.action) or self._bound.options.get(action)
        return options_body(run(typing)) if run else {"options": []}

    def event(self, body: Payload) -> Answer:
        event = Event.from_payload(body)
        if event.type == "user_change":
            self._readers.forget()
        if event.type == MENTION:
            self._mentioned(event)
            return {}

        def run(tx: Session) -> None:
            deliveries.begin(tx, f"event:{event.id}")
            for listener in self._bound.events.get(event.type, ()):
                listener(event)

        self._quietly(run, what=event.type)
        return {}

    def _mentioned(self, event: Event) -> None:
        """`@Taktgeber groom PROJ-1` does what `/groom PROJ-1` does: threads know no slash commands."""
        user, channel = event.fields["user"], event.fields["channel"]
        thread = event.fields.get("thread_ts", "")
        request = mentioned_command(event, self._readers.of(user, channel))
        t = request.reader.language

        def told(tx: Session, message: Message) -> None:
            enqueue(tx, whispers.in_channel(channel, user, message, thread=thread))

        def run(tx: Session) -> None:
            deliveries.begin(tx, f"event:{event.id}")
            reply = self._asked(request)
            if isinstance(reply, Whisper):
                told(tx, reply.message)
            elif isinstance(reply, OpenModal):
                told(
                    tx,
                    Message(t("A form can only be opened by a command: type `{name}`.", name=request.name)),
                )

        try:
            self._quietly(run, what=event.type)
        except Refused as refused:
            with self._database.transaction() as tx:
                deliveries.begin(tx, f"event:{event.id}")
                told(tx, Message(sentence(refused, t, what=event.type)))

    def _asked(self, request: SlashCommand) -> Reply:
        command = self._bound.commands.get(request.name)
        if command is None:
            raise Refused(say("I do not know `{name}`. Try `/takt help`.", name=request.name))
        return command.run(request)

    def _quietly(self, run: Callable[[Session], None], *, what: str) -> None:
        """A delivery to which nobody waits for an answer. A bug is raised, so that Slack delivers again."""

        def work() -> None:
            with self._database.transaction() as tx:
                run(tx)

        try:
            self._database.repeated(work)
        except deliveries.Repeated:
            log.debug("A repeated delivery of %s changes nothing", what)

    def _shown(self, call: Callable[[], None], t: Language) -> Message | None:
        """Make the call; what to tell the person if it failed."""
        try:
            call()
        except (SlackRefused, Unavailable) as error:
            log.info("A modal could not be shown: %s", error)
            return Message(t("Slack was too slow to open the form. Please press again."))
        return None

    def _listener(self, kind: str, answer: Callable[[Payload], Answer]) -> Callable[..., None]:
        """Answer, then acknowledge: people see an act succeed only once its work is committed."""

        def listener(body: dict[str, Any], ack: Ack) -> None:
            began = time.perf_counter()
            try:
                said = answer(body)
            except Exception:
                metrics.delivery(kind, "failed", time.perf_counter() - began)
                raise
            acknowledge(ack, said)
            metrics.delivery(kind, "ok", time.perf_counter() - began)

        return listener


def _click_key(body: Payload, click: ButtonClick) -> str:
    """A trigger names one delivery; Slack leaves it out where nothing may be opened."""
    moment = (
        click.trigger
        or f"{click.user}:{click.message or click.view_id}:{body['actions'][0].get('action_ts')}"
    )
    return f"click:{moment}:{click.action}.{click.argument}"
