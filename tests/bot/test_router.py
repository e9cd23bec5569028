"""From Slack's delivery to the acknowledgement, through the real Bolt."""

import pytest
from sqlalchemy.exc import OperationalError

from bot.app import bolt_app
from bot.db import outbox
from bot.db.outbox import Effect, enqueue
from bot.errors import Refused
from bot.feature import Command, Feature
from bot.i18n import Language, say
from bot.router import Router
from bot.slack import blocks
from bot.slack.faults import Unclear
from bot.slack.messenger import Profile
from bot.slack.replies import (
    ChangeModal,
    Choice,
    Choices,
    Close,
    FieldErrors,
    Message,
    Modal,
    NextStep,
    OpenModal,
    Silence,
    Whisper,
)
from bot.slack.requests import Reader
from bot.whispers import WHISPER
from tests import payloads
from tests.payloads import answer, delivered

ENGLISH = Reader(Language("en"), "Europe/Berlin")
FORM = Modal(
    "toys.form",
    "A form",
    (blocks.field("name", label="Name", element=blocks.text_field(action="toys.form.name")),),
    submit="Save",
)


class Toys:
    """A feature that remembers what it was asked."""

    def __init__(self, database):
        self._database = database
        self.asked = []
        self.reply = Silence()
        self.fault = None

    def answer(self, request):
        with self._database.transaction() as tx:
            enqueue(tx, Effect("toys.done", key="1"))
        self.asked.append(request)
        if self.fault:
            raise self.fault
        return self.reply

    def feature(self):
        return Feature(
            name="toys",
            commands=(Command("/toy", say("Help, and any ritual by name"), ("help",), self.answer),),
            actions={"toys.press": self.answer},
            forms={"toys.form": self.answer},
            closings={"toys.form": self.answer},
            options={"toys.pick": lambda typing: Choices((Choice("1", f"{typing.typed}!"),))},
            events={"member_joined_channel": self.answer},
        )


@pytest.fixture
def toys(database):
    return Toys(database)


@pytest.fixture
def app(database, messenger, toys):
    messenger.people["U1"] = Profile("U1", "Anna", "de", "Europe/Berlin")
    messenger.people["U2"] = Profile("U2", "Ben", "en", "Europe/London")
    app = bolt_app()
    Router(database, messenger, (toys.feature(),), default=ENGLISH).bind(app)
    return app


def waiting(database, kind):
    with database.reading() as tx:
        return [row.payload for row in tx.query(outbox.EffectRow).filter_by(kind=kind)]


def test_a_command_is_answered_in_its_acknowledgement(app, toys):
    toys.reply = Whisper(Message("Started."))
    body = answer(delivered(app, payloads.command("/toy PROJ-1 quickly")))
    assert body == {"text": "Started.", "response_type": "ephemeral"}
    [request] = toys.asked
    assert (request.name, request.line, request.user, request.channel) == (
        "/toy",
        "PROJ-1 quickly",
        "U1",
        "C1",
    )


def test_a_request_carries_the_readers_language_and_zone(app, toys):
    delivered(app, payloads.command("/toy", user="U1"))
    delivered(app, payloads.command("/toy", user="U2"))
    assert [(request.reader.language.code, request.reader.zone) for request in toys.asked] == [
        ("de", "Europe/Berlin"),
        ("en", "Europe/London"),
    ]


def test_a_first_contact_with_slack_away_goes_on_in_the_default_language(app, toys, messenger):
    messenger.failing.append(Unclear("Slack", "timeout"))
    delivered(app, payloads.command("/toy", user="U1"))
    assert toys.asked[0].reader == ENGLISH


def test_the_same_command_at_once_gets_the_first_answer_and_runs_once(app, toys):
    toys.reply = Whisper(Message("Started."))
    first = answer(delivered(app, payloads.command("/toy PROJ-1")))
    again = answer(delivered(app, payloads.command("/toy PROJ-1")))
    assert again == first
    assert len(toys.asked) == 1


def test_a_refusal_is_told_and_changes_nothing(app, toys, database):
    toys.fault = Refused(say("I do not know “{word}”. `/takt help` shows what there is.", word="<!channel>"))
    body = answer(delivered(app, payloads.command("/toy", user="U2")))
    assert body["text"] == "I do not know “&lt;!channel&gt;”. `/takt help` shows what there is."
    assert waiting(database, "toys.done") == []


def test_a_refused_command_may_be_tried_again_at_once(app, toys):
    toys.fault = Refused(say("What I can do"))
    delivered(app, payloads.command("/toy"))
    delivered(app, payloads.command("/toy"))
    assert len(toys.asked) == 2


def test_a_bug_gets_a_reference_and_changes_nothing(app, toys, database):
    toys.fault = ZeroDivisionError()
    body = answer(delivered(app, payloads.command("/toy", user="U2")))
    assert "Something went wrong on our side" in body["text"]
    assert "Reference" in body["text"]
    assert waiting(database, "toys.done") == []


def test_a_click_is_acknowledged_after_its_commit(app, toys, database):
    assert answer(delivered(app, payloads.click("toys.press.0.5", "12:3"))) == {}
    [click] = toys.asked
    assert (click.action, click.argument, click.value) == ("toys.press", "0.5", "12:3")
    assert len(waiting(database, "toys.done")) == 1


def test_a_click_that_is_delivered_twice_counts_once(app, toys):
    payload = payloads.click("toys.press", "1")
    delivered(app, payload)
    assert delivered(app, payload).status == 200
    assert len(toys.asked) == 1


def test_a_private_answer_to_a_click_goes_by_its_response_url(app, toys, database):
    toys.reply = Whisper(Message("Only you see this."))
    delivered(app, payloads.click("toys.press", "1"))
    [payload] = waiting(database, WHISPER)
    assert payload["text"] == "Only you see this."
    assert payload["response_url"] == "https://hooks.example.com/actions/1"


def test_a_refused_click_is_told_privately_and_changes_nothing_else(app, toys, database):
    toys.fault = Refused(say("What I can do"))
    delivered(app, payloads.click("toys.press", "1", user="U2"))
    assert [payload["text"] for payload in waiting(database, WHISPER)] == ["What I can do"]
    assert waiting(database, "toys.done") == []


def test_a_click_may_open_a_modal(app, toys, messenger):
    toys.reply = OpenModal(FORM)
    delivered(app, payloads.click("toys.press", "1"))
    assert messenger.opened == [FORM]


def test_a_modal_that_comes_too_late_is_said_to_whoever_pressed(app, toys, messenger, database):
    toys.reply = OpenModal(FORM)
    delivered(app, {**payloads.click("toys.press", "1", user="U2"), "trigger_id": "expired"})
    assert messenger.opened == []
    [payload] = waiting(database, WHISPER)
    assert payload["text"] == "Slack was too slow to open the form. Please press again."


def test_a_command_may_open_a_modal(app, toys, messenger):
    toys.reply = OpenModal(FORM)
    assert answer(delivered(app, payloads.command("/toy"))) == {}
    assert messenger.opened == [FORM]


def test_a_click_in_a_modal_redraws_it(app, toys, messenger):
    messenger.views["V1"] = FORM
    changed = Modal("toys.form", "Changed", FORM.blocks, submit="Save")
    toys.reply = ChangeModal(changed)
    delivered(app, payloads.click_in_modal("toys.press", "1", about="form-7"))
    assert messenger.views["V1"] == changed
    assert toys.asked[0].about == "form-7"


def test_a_refusal_in_a_modal_stands_in_a_modal(app, toys, messenger):
    toys.fault = Refused(say("What I can do"))
    delivered(app, payloads.click_in_modal("toys.press", "1"))
    assert messenger.opened[0].blocks[0]["text"]["text"] in {"What I can do", "Was ich kann"}


def test_a_submission_hands_over_what_was_entered(app, toys):
    toys.reply = Close()
    entered = {
        "name": {"type": "plain_text_input", "value": " Sprint 12 "},
        "deck": {"type": "static_select", "selected_option": {"value": "fibonacci"}},
        "people": {"type": "multi_users_select", "selected_users": ["U1", "U2"]},
        "flags": {"type": "checkboxes", "selected_options": [{"value": "dry"}]},
        "when": {"type": "datetimepicker", "selected_date_time": 1795420800},
        "empty": {"type": "plain_text_input", "value": None},
    }
    assert answer(delivered(app, payloads.submission("toys.form", entered, about="form-7"))) == {}
    [request] = toys.asked
    assert request.text("name") == "Sprint 12"
    assert request.text("deck") == "fibonacci"
    assert request.chosen("people") == ("U1", "U2")
    assert request.chosen("flags") == ("dry",)
    assert request.text("when") == "1795420800"
    assert request.text("empty") == ""
    assert request.about == "form-7"


def test_a_fault_in_a_form_stands_at_its_field(app, toys):
    toys.reply = FieldErrors({"name": "It is taken."})
    body = answer(delivered(app, payloads.submission("toys.form", {"name": {"value": "x"}})))
    assert body == {"response_action": "errors", "errors": {"name": "It is taken."}}


@pytest.mark.parametrize(("field", "stands_at"), [("deadline", "deadline"), ("", "name"), ("gone", "name")])
def test_a_refused_submission_keeps_the_form_open(app, toys, field, stands_at):
    toys.fault = Refused(say("What I can do"), field=field)
    fields = {"name": {"value": "x"}, "deadline": {"value": "y"}}
    body = answer(delivered(app, payloads.submission("toys.form", fields, user="U2")))
    assert body == {"response_action": "errors", "errors": {stands_at: "What I can do"}}


def test_a_form_in_steps_answers_with_the_next_one(app, toys):
    toys.reply = NextStep(FORM)
    body = answer(delivered(app, payloads.submission("toys.form", {"name": {"value": "x"}})))
    assert body["response_action"] == "update"
    assert body["view"]["callback_id"] == "toys.form"


def test_a_submission_that_is_delivered_twice_counts_once_and_is_answered_twice(app, toys):
    toys.reply = NextStep(FORM)
    payload = payloads.submission("toys.form", {"name": {"value": "x"}})
    assert answer(delivered(app, payload)) == answer(delivered(app, payload))
    assert len(toys.asked) == 1


def test_a_closed_form_reaches_its_feature(app, toys):
    payload = {
        **payloads.submission("toys.form", {}, about="form-7"),
        "type": "view_closed",
        "is_cleared": False,
    }
    assert delivered(app, payload).status == 200
    assert toys.asked[0].about == "form-7"


def test_an_external_select_gets_its_options(app):
    payload = {
        **payloads.submission("toys.form", {}),
        "type": "block_suggestion",
        "action_id": "toys.pick",
        "block_id": "b",
        "value": "PRO",
    }
    body = answer(delivered(app, payload))
    assert [option["text"]["text"] for option in body["options"]] == ["PRO!"]


def test_an_event_reaches_its_listeners_once(app, toys):
    payload = payloads.event("member_joined_channel", user="U2", channel="C1")
    assert delivered(app, payload).status == 200
    assert delivered(app, payload).status == 200
    [event] = toys.asked
    assert (event.fields["user"], event.bot) == ("U2", "UBOT")


def test_what_nobody_declared_is_acknowledged_and_does_nothing(app, toys):
    assert answer(delivered(app, payloads.click("toys.gone", "1"))) == {}
    assert answer(delivered(app, payloads.submission("toys.gone", {}))) == {}
    assert delivered(app, payloads.event("emoji_changed")).status == 200
    assert "/takt help" in answer(delivered(app, payloads.command("/gone", user="U2")))["text"]
    assert toys.asked == []


def test_a_click_that_meets_a_conflict_in_the_database_is_repeated_once(toys, database, messenger):
    attempts = []
    answer_once = toys.answer

    def busy_at_first(request):
        attempts.append(request)
        if len(attempts) == 1:
            raise OperationalError("UPDATE", {}, Exception("database is locked"))
        return answer_once(request)

    toys_feature = Feature(name="toys", actions={"toys.press": busy_at_first})
    busy = bolt_app()
    Router(database, messenger, (toys_feature,), default=ENGLISH).bind(busy)
    assert answer(delivered(busy, payloads.click("toys.press", "1"))) == {}
    assert len(attempts) == 2
    assert len(waiting(database, "toys.done")) == 1


def test_a_mention_in_a_thread_does_what_the_command_does(app, toys, database):
    toys.reply = Whisper(Message("Started."))
    payload = payloads.event(
        "app_mention", user="U1", channel="C1", text="<@UBOT> toy PROJ-1 dry", ts="1.5", thread_ts="1.1"
    )
    assert delivered(app, payload).status == 200
    assert (toys.asked[0].name, toys.asked[0].line) == ("/toy", "PROJ-1 dry")
    [said] = waiting(database, WHISPER)
    assert (said["channel"], said["user"], said["thread"], said["text"]) == ("C1", "U1", "1.1", "Started.")


def test_a_refused_mention_is_told_privately_once(app, toys, database):
    toys.fault = Refused(say("What I can do"))
    payload = payloads.event("app_mention", user="U2", channel="C1", text="<@UBOT> toy", ts="1.5")
    delivered(app, payload)
    delivered(app, payload)
    assert [said["text"] for said in waiting(database, WHISPER)] == ["What I can do"]


def test_a_mention_cannot_open_a_form_and_says_what_can(app, toys, database):
    toys.reply = OpenModal(FORM)
    delivered(app, payloads.event("app_mention", user="U2", channel="C1", text="<@UBOT> toy", ts="1.5"))
    assert [said["text"] for said in waiting(database, WHISPER)] == [
        "A form can only be opened by a command: type `/toy`."
    ]
