from slack_bolt import App

from tests.sandbox.slack.conftest import Bench


def _button(action_id: str = "vote.5", label: str = "5") -> dict:
    return {
        "type": "button",
        "action_id": action_id,
        "value": "5",
        "text": {"type": "plain_text", "text": label},
    }


def _modal(**more) -> dict:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": {"type": "plain_text", "text": "Form"},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [
            {
                "type": "input",
                "block_id": "name",
                "label": {"type": "plain_text", "text": "Name"},
                "element": {"type": "plain_text_input", "action_id": "name_input"},
            }
        ],
        **more,
    }


def test_a_command_is_answered_privately_by_its_acknowledgement(bench: Bench, bolt: App, connect):
    @bolt.command("/groom")
    def groom(ack, command):
        ack(f"started {command['text']}")

    connect()
    outcome = bench.anna.command("/groom PROJ-1 & @ben", channel="team")
    assert outcome.ok
    assert bench.anna.last_message("team")["text"] == f"started PROJ-1 &amp; <@{bench.ben.id}>"
    assert bench.anna.last_message("team")["is_ephemeral"]
    assert not bench.ben.sees("started", "team")


def test_a_click_reaches_the_app_and_its_answer_replaces_the_message(bench: Bench, bolt: App, connect):
    @bolt.action("vote.5")
    def vote(ack, respond, body):
        ack()
        respond(f"{body['user']['username']} voted", replace_original=True)

    connect()
    bench.post(blocks=[{"type": "actions", "block_id": "b", "elements": [_button()]}])
    assert bench.ben.click("5").ok
    bench.anna.wait_for(lambda: bench.anna.sees("ben voted", "team"))


def test_a_modal_is_opened_filled_refused_and_accepted(bench: Bench, bolt: App, connect):
    @bolt.command("/groom")
    def groom(ack, client, command):
        ack()
        client.views_open(trigger_id=command["trigger_id"], view=_modal())

    @bolt.view("form")
    def submitted(ack, view):
        name = view["state"]["values"]["name"]["name_input"]["value"]
        if name == "x":
            ack(response_action="errors", errors={"name": "Too short."})
        else:
            ack()

    connect()
    bench.anna.command("/groom", channel="team")
    bench.anna.wait_for(bench.anna.view)
    refused = bench.anna.submit({"name": "x"})
    assert not refused.ok
    assert bench.anna.field_errors() == {"name": "Too short."}
    assert bench.anna.submit({"name": "Berg"}).ok
    assert bench.anna.view() is None


def test_an_app_without_a_connection_makes_the_command_fail(bench: Bench):
    outcome = bench.anna.command("/groom", channel="team")
    assert (outcome.ok, outcome.error) == (False, "dispatch_failed")


def test_a_mention_and_an_opened_home_arrive_as_events(bench: Bench, bolt: App, connect):
    @bolt.event("app_mention")
    def mentioned(say, event):
        say("you called", thread_ts=event["ts"])

    @bolt.event("app_home_opened")
    def home(client, event):
        view = {"type": "home", "blocks": [{"type": "divider"}]}
        client.views_publish(user_id=event["user"], view=view)

    @bolt.event("message")
    def heard():
        return None

    @bolt.event("member_joined_channel")
    def joined():
        return None

    connect()
    message = bench.ben.mention("hello", "team")
    bench.ben.wait_for(lambda: len(bench.ben.thread("team", message["ts"])) == 2)
    bench.ben.open_home()
    assert bench.ben.wait_for(bench.ben.home)["type"] == "home"
