import queue
import threading
import time

import pytest
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult

from bot.socket_mode import SlackSocket

COMMAND = {
    "command": "/groom",
    "text": "PROJ-1",
    "user_id": "U1",
    "team_id": "T1",
    "channel_id": "C1",
    "trigger_id": "1.2.3",
}


class Bot:
    """A Bolt app whose command can be held, and the connection that feeds it."""

    def __init__(self, api_url, *, is_open=lambda: True):
        app = App(
            signing_secret="unused",
            request_verification_enabled=False,
            process_before_response=True,
            authorize=lambda: AuthorizeResult(enterprise_id=None, team_id=None, bot_token="", bot_user_id=""),
        )
        app.command("/groom")(self._groom)
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.has_begun = threading.Event()
        self.socket = SlackSocket(app, app_token="xapp-1", api_url=api_url, threads=4, is_open=is_open)
        self.socket.start()

    def _groom(self, ack, command):
        self.has_begun.set()
        self.may_go_on.wait(5)
        ack(text=f"you said {command['text']}", response_type="ephemeral")


@pytest.fixture
def start():
    bots = []

    def started(api_url, **about):
        bots.append(Bot(api_url, **about))
        return bots[-1]

    yield started
    for bot in bots:
        bot.may_go_on.set()
        bot.socket.stop(5.0)


def wait_until(fact, seconds=8.0):
    end = time.monotonic() + seconds
    while not fact() and time.monotonic() < end:
        time.sleep(0.02)
    return fact()


def is_connected(bot, slack):
    return wait_until(lambda: bot.socket.fault() is None and slack.connections)


def deliver(slack, envelope="e-1"):
    slack.deliver(type="slash_commands", envelope_id=envelope, payload=COMMAND, accepts_response_payload=True)


def test_a_command_over_the_connection_is_acknowledged_with_its_answer(start, slack_stand_in):
    bot = start(slack_stand_in.api_url)
    assert is_connected(bot, slack_stand_in)
    deliver(slack_stand_in)
    answer = slack_stand_in.acknowledged.get(timeout=5)
    assert answer["envelope_id"] == "e-1"
    assert answer["payload"]["text"] == "you said PROJ-1"


def test_it_starts_while_slack_refuses_and_connects_when_it_no_longer_does(start, slack_stand_in):
    slack_stand_in.refusal = "invalid_auth"
    bot = start(slack_stand_in.api_url)
    assert wait_until(lambda: "SLACK_APP_TOKEN: invalid_auth" in (bot.socket.fault() or ""))
    slack_stand_in.refusal = ""
    assert wait_until(lambda: bot.socket.fault() is None)


def test_it_says_that_it_cannot_connect_while_nothing_is_there(start):
    bot = start("http://127.0.0.1:9/api/")
    assert wait_until(lambda: "cannot be connected" in (bot.socket.fault() or ""))


def test_a_lost_connection_is_restored(start, slack_stand_in):
    bot = start(slack_stand_in.api_url)
    assert is_connected(bot, slack_stand_in)
    slack_stand_in.drop_connections()
    assert wait_until(lambda: len(slack_stand_in.connections) == 2 and bot.socket.fault() is None)
    deliver(slack_stand_in, "e-2")
    assert slack_stand_in.acknowledged.get(timeout=5)["envelope_id"] == "e-2"


def test_nothing_is_connected_before_the_database_is_ready(start, slack_stand_in):
    is_open = threading.Event()
    bot = start(slack_stand_in.api_url, is_open=is_open.is_set)
    time.sleep(0.2)
    assert bot.socket.fault() == "Socket Mode is not connected yet."
    assert slack_stand_in.connections == []
    is_open.set()
    assert wait_until(lambda: bot.socket.fault() is None)


def test_at_the_stop_what_runs_is_acknowledged_and_nothing_new_is_taken(start, slack_stand_in):
    bot = start(slack_stand_in.api_url)
    assert is_connected(bot, slack_stand_in)
    bot.may_go_on.clear()
    deliver(slack_stand_in, "running")
    assert bot.has_begun.wait(5)
    stopping = threading.Thread(target=bot.socket.stop, args=(8.0,))
    stopping.start()
    deliver(slack_stand_in, "too late")
    time.sleep(0.2)
    bot.may_go_on.set()
    stopping.join()
    assert slack_stand_in.acknowledged.get(timeout=5)["envelope_id"] == "running"
    with pytest.raises(queue.Empty):
        slack_stand_in.acknowledged.get(timeout=0.2)
