import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, SimpleQueue
from typing import Any

import pytest

from sandbox.jira import JiraSite
from sandbox.jira.rich_text import from_wiki
from sandbox.jira.webhooks import Webhook

SECRET = "it is a secret"


@dataclass
class Receiver:
    """Takes deliveries, and answers the first ones as `answers` says."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    arrived: "SimpleQueue[tuple[dict[str, str], bytes]]" = field(default_factory=SimpleQueue)

    def next(self) -> tuple[dict[str, str], dict[str, Any]]:
        headers, content = self.arrived.get(timeout=5)
        signature = hmac.new(SECRET.encode(), content, hashlib.sha256).hexdigest()
        assert headers["x-hub-signature"] == f"sha256={signature}"
        return headers, json.loads(content)


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            made.arrived.put(({name.lower(): value for name, value in self.headers.items()}, content))
            self.send_response(made.answers.pop(0) if made.answers else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing: the test asks the receiver itself."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        made.url = f"http://127.0.0.1:{server.server_address[1]}/jira/webhook"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield made
        server.shutdown()
        thread.join()


@pytest.fixture
def watched(site: JiraSite, receiver: Receiver) -> JiraSite:
    site.send_webhooks_to(receiver.url, SECRET)
    return site


def test_an_edit_is_told_with_its_history_in_the_older_shape(watched: JiraSite, receiver: Receiver) -> None:
    watched.edit("CHK-7", "ben", story_points=5, labels=["x"])
    headers, body = receiver.next()
    assert headers["x-atlassian-webhook-identifier"]
    assert body["webhookEvent"] == "jira:issue_updated"
    assert body["user"]["accountId"] == watched.account("ben").account_id
    assert body["issue"]["fields"]["description"].startswith("As a customer")
    told = {item["fieldId"]: item["toString"] for item in body["changelog"]["items"]}
    assert told == {"customfield_10028": "5", "labels": "x"}


ACTS: dict[str, Callable[[JiraSite], object]] = {
    "jira:issue_created": lambda site: site.create_issue("CHK", "ben", summary="New"),
    "jira:issue_deleted": lambda site: site.delete("CHK-30", "ben"),
    "issuelink_created": lambda site: site.block("CHK-9", by="CHK-10"),
}


@pytest.mark.parametrize("event", ACTS)
def test_each_act_is_told_as_its_own_event(watched: JiraSite, receiver: Receiver, event: str) -> None:
    ACTS[event](watched)
    assert receiver.next()[1]["webhookEvent"] == event


def test_comments_versions_and_sprints_are_told_as_jira_does(watched: JiraSite, receiver: Receiver) -> None:
    store = watched.store
    watched.work.comment(watched.issue("CHK-7"), watched.bot, from_wiki("*5* points"))
    body = receiver.next()[1]
    assert (body["webhookEvent"], body["comment"]["body"]) == ("comment_created", "*5* points")
    assert "user" not in body
    version = next(one for one in store.versions.values() if not one.released)
    watched.planning.update_version(version, replace(version, released=True))
    body = receiver.next()[1]
    assert body["webhookEvent"] == "jira:version_released"
    assert isinstance(body["version"]["projectId"], int)
    watched.planning.create_sprint(store.board(1), "Checkout 44")
    body = receiver.next()[1]
    assert (body["webhookEvent"], body["sprint"]["originBoardId"]) == ("sprint_created", 1)


def test_a_delivery_that_failed_is_repeated_under_the_same_identifier(
    site: JiraSite, receiver: Receiver
) -> None:
    receiver.answers += [500, 429]
    webhook = Webhook(receiver.url, SECRET, pauses=(0, 0.01, 0.01))
    site.announcer.webhooks.append(webhook)
    site.edit("CHK-7", "ben", labels=["x"])
    tries = [receiver.next()[0] for _ in range(3)]
    assert len({headers["x-atlassian-webhook-identifier"] for headers in tries}) == 1
    assert [headers.get("x-atlassian-webhook-retry") for headers in tries] == [None, "1", "2"]
    site.close()
    assert [(one.attempt, one.status) for one in webhook.deliveries] == [(0, 500), (1, 429), (2, 200)]


def test_a_refused_delivery_is_not_repeated(watched: JiraSite, receiver: Receiver) -> None:
    receiver.answers += [401]
    watched.edit("CHK-7", "ben", labels=["x"])
    watched.edit("CHK-7", "ben", labels=["y"])
    assert [receiver.next()[1]["changelog"]["items"][0]["toString"] for _ in range(2)] == ["x", "y"]


def test_a_receiver_that_is_not_there_stops_nothing(site: JiraSite) -> None:
    webhook = Webhook("http://127.0.0.1:9/jira/webhook", SECRET, pauses=(0,))
    site.announcer.webhooks.append(webhook)
    site.edit("CHK-7", "ben", labels=["x"])
    site.edit("CHK-7", "ben", labels=["y"])
    wait_until(lambda: [one.status for one in webhook.deliveries] == [0, 0])


def test_nothing_is_told_of_a_hidden_issue(watched: JiraSite, receiver: Receiver) -> None:
    watched.hide("CHK-7")
    watched.edit("CHK-7", "ben", labels=["x"])
    watched.edit("CHK-8", "ben", labels=["x"])
    assert receiver.next()[1]["issue"]["key"] == "CHK-8"
    with pytest.raises(Empty):
        receiver.arrived.get(timeout=0.05)
