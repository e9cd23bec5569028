import hashlib
import hmac
import http.client
import json
import threading
import time
from urllib.parse import urlencode

import pytest
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from waitress import wasyncore
from waitress.server import create_server

from bot import metrics
from bot.db.deliveries import DeliveryRow
from bot.edge import LARGEST_BODY, Edge, SlackReceiver
from bot.readiness import Readiness
from bot.version import VERSION
from bot.webhooks import JiraReceiver

SECRET = "signing-secret"
FORM = "application/x-www-form-urlencoded"


def bolt():
    app = App(
        signing_secret="unused",
        request_verification_enabled=False,
        process_before_response=True,
        authorize=lambda: AuthorizeResult(enterprise_id=None, team_id=None, bot_token="", bot_user_id=""),
    )

    @app.command("/groom")
    def groom(ack, command):
        ack(text=f"you said {command['text']}")

    @app.action("vote")
    def vote(ack):
        ack()

    return app


class Running:
    """An edge behind a real server; its switches are what the tests turn."""

    def __init__(self, database):
        self.checks = {"database": lambda: None, "slack": lambda: None}
        self.is_open = True
        edge = Edge(
            {
                "/slack/events": SlackReceiver(bolt(), signing_secret=SECRET),
                "/jira/webhook": JiraReceiver(database, secret=SECRET),
            },
            Readiness(self.checks),
            is_open=lambda: self.is_open,
        )
        self.sockets = {}
        self.server = create_server(edge, map=self.sockets, host="127.0.0.1", port=0, threads=4, ident=None)
        self.is_closing = threading.Event()
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self):
        while not self.is_closing.is_set():
            wasyncore.loop(timeout=0.05, map=self.sockets, count=1)

    def close(self):
        self.is_closing.set()
        self.server.trigger.pull_trigger()
        self.thread.join()
        self.server.task_dispatcher.shutdown()
        wasyncore.close_all(self.sockets)

    def ask(self, method, path, body=b"", headers=None, **about):
        connection = http.client.HTTPConnection("127.0.0.1", int(self.server.effective_port), timeout=5)
        connection.request(method, path, body, headers or {}, **about)
        response = connection.getresponse()
        answer = response.status, response.read(), response.headers
        connection.close()
        return answer

    def post(self, body, *, path="/slack/events", headers=None, **about):
        return self.ask("POST", path, body, headers or {}, **about)[:2]


@pytest.fixture
def edge(database):
    running = Running(database)
    yield running
    running.close()


def signed(body, *, at=None, secret=SECRET, kind=FORM):
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}", "Content-Type": kind}


def command(text):
    fields = {"command": "/groom", "text": text, "user_id": "U1", "channel_id": "C1", "trigger_id": "1.2.3"}
    return urlencode(fields).encode()


def test_it_lives_as_soon_as_it_answers(edge):
    status, body, headers = edge.ask("GET", "/healthz")
    assert (status, json.loads(body)) == (200, {"status": "ok", "version": VERSION})
    assert headers["Content-Type"] == "application/json"


def test_it_is_ready_when_every_check_is_fine(edge):
    status, body, _ = edge.ask("GET", "/readyz")
    assert (status, body) == (200, b'{"status":"ready","checks":{"database":"ok","slack":"ok"}}')


def test_it_says_why_it_is_not_ready(edge):
    edge.checks["slack"] = lambda: "Slack does not answer."
    status, body, _ = edge.ask("GET", "/readyz")
    assert status == 503
    assert json.loads(body) == {
        "status": "not_ready",
        "checks": {"database": "ok", "slack": "Slack does not answer."},
    }


def test_metrics_are_in_the_form_of_prometheus(edge):
    status, body, headers = edge.ask("GET", "/metrics")
    assert status == 200
    assert headers["Content-Type"] == metrics.CONTENT_TYPE
    assert f'taktgeber_build_info{{version="{VERSION}"}} 1.0' in body.decode()


@pytest.mark.parametrize("path", ["/", "/slack", "/slack/events/", "/healthz/x", "/../etc/passwd"])
def test_an_unknown_path_is_not_found(edge, path):
    assert edge.ask("GET", path)[:2] == (404, b"")
    assert edge.ask("POST", path)[:2] == (404, b"")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("POST", "/healthz", "GET"), ("DELETE", "/metrics", "GET"), ("GET", "/slack/events", "POST")],
)
def test_a_wrong_method_is_refused_with_the_right_one(edge, method, path, allowed):
    status, body, headers = edge.ask(method, path)
    assert (status, body, headers["Allow"]) == (405, b"", allowed)


def test_a_signed_command_gets_its_answer(edge):
    body = command("PROJ-1")
    assert edge.post(body, headers=signed(body)) == (200, b"you said PROJ-1")


def test_a_command_may_have_the_word_payload_in_it(edge):
    body = command('"payload of the form" payload=1')
    expected = b'you said "payload of the form" payload=1'
    assert edge.post(body, headers=signed(body)) == (200, expected)


def test_a_click_comes_as_a_payload_in_a_form(edge):
    payload = {
        "type": "block_actions",
        "user": {"id": "U1"},
        "actions": [{"action_id": "vote", "block_id": "b"}],
    }
    body = urlencode({"payload": json.dumps(payload)}).encode()
    assert edge.post(body, headers=signed(body)) == (200, b"")


def test_the_address_is_verified_by_its_challenge(edge):
    body = json.dumps({"type": "url_verification", "challenge": "c-1", "token": "t"}).encode()
    status, answer = edge.post(body, headers=signed(body, kind="application/json"))
    assert (status, json.loads(answer)["challenge"]) == (200, "c-1")


def test_a_certificate_check_is_answered(edge):
    body = b"ssl_check=1&token=t"
    assert edge.post(body, headers=signed(body))[0] == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"X-Slack-Signature": "v0=0000"},
        {"X-Slack-Signature": "v0=äöü".encode("latin-1").decode("latin-1")},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": "1"},
    ],
)
def test_a_wrong_signature_is_refused_with_nothing_else(edge, changed):
    body = command("PROJ-1")
    assert edge.post(body, headers={**signed(body), **changed}) == (401, b"")


def test_a_delivery_without_a_signature_or_by_another_secret_is_refused(edge):
    body = command("PROJ-1")
    assert edge.post(body) == (401, b"")
    assert edge.post(body, headers=signed(body, secret="another")) == (401, b"")


@pytest.mark.parametrize(("age", "status"), [(-310, 401), (-290, 200), (290, 200), (310, 401)])
def test_a_signature_holds_for_five_minutes_to_either_side(edge, age, status):
    body = command("PROJ-1")
    assert edge.post(body, headers=signed(body, at=time.time() + age))[0] == status


@pytest.mark.parametrize(
    "body", [b"", b"x", b"{", b"[1]", b"{}", b"payload=", b"payload=%7B", b"payload=5", b"a=1"]
)
def test_a_signed_body_that_is_no_delivery_is_unreadable(edge, body):
    assert edge.post(body, headers=signed(body)) == (400, b"")


def test_a_body_that_is_too_large_is_refused_before_its_signature_is_looked_at(edge):
    body = b"x" * (LARGEST_BODY + 1)
    assert edge.post(body) == (413, b"")
    assert edge.post(iter([body]), encode_chunked=True, headers={"Transfer-Encoding": "chunked"})[0] == 413


def test_the_largest_body_is_still_looked_at(edge):
    assert edge.post(b"x" * LARGEST_BODY)[0] == 401


def test_nothing_is_taken_before_the_database_is_ready(edge):
    edge.is_open = False
    body = command("PROJ-1")
    assert edge.post(body, headers=signed(body)) == (503, b"")
    assert edge.ask("GET", "/healthz")[0] == 200


def from_jira(body, *, name="delivery-1", secret=SECRET):
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"X-Hub-Signature": f"sha256={digest}", "X-Atlassian-Webhook-Identifier": name}


def recorded(database):
    with database.reading() as tx:
        return tx.query(DeliveryRow).count()


def test_a_genuine_webhook_is_accepted_once_and_acknowledged_each_time(edge, database):
    body = b'{"webhookEvent":"jira:issue_updated"}'
    for _ in range(2):
        assert edge.post(body, path="/jira/webhook", headers=from_jira(body)) == (200, b"")
    assert recorded(database) == 1
    assert edge.post(body, path="/jira/webhook", headers=from_jira(body, name="delivery-2")) == (200, b"")
    assert recorded(database) == 2


def test_a_webhook_that_is_not_signed_with_our_secret_is_refused(edge, database):
    body = b'{"webhookEvent":"jira:issue_updated"}'
    assert edge.post(body, path="/jira/webhook") == (401, b"")
    assert edge.post(body, path="/jira/webhook", headers=from_jira(body, secret="another")) == (401, b"")
    assert recorded(database) == 0


@pytest.mark.parametrize("body", [b"[]", b"5", b"not json", b"\xff"])
def test_a_signed_webhook_that_is_no_object_is_unreadable(edge, database, body):
    assert edge.post(body, path="/jira/webhook", headers=from_jira(body)) == (400, b"")
    assert recorded(database) == 0
