"""What each failure of Jira becomes: one test per failure."""

import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests
import responses

from bot.errors import Unavailable
from integrations.jira import connect
from integrations.jira import site as jira_site
from integrations.ports import Denied, NotFound, Rejected
from tests.integrations.jira.fake_jira import OFF_SCREEN, POINTS, SITE, TOKEN, FakeJira, answering

ISSUE = "/rest/api/3/issue/PAY-1"
PAGE = "<!doctype html><html><body><h1>Jira is being upgraded</h1></body></html>"


@pytest.fixture
def jira():
    return FakeJira(is_cloud=True)


@pytest.fixture
def tracker(jira):
    with answering(jira):
        yield connect(site=SITE, email="bot@example.com", token=TOKEN)


def failing_with(tracker, jira, **answer):
    """Ask for PAY-1, which gets this answer; return the error."""
    jira.answer_instead(ISSUE, **answer)
    with pytest.raises((Unavailable, NotFound, Rejected, Denied)) as caught:
        tracker.issue("PAY-1")
    return caught.value


def test_a_call_that_jira_has_removed_is_named(tracker, jira):
    error = failing_with(
        tracker, jira, status=410, json_body={"errorMessages": ["The requested API has been removed."]}
    )
    assert isinstance(error, Rejected)
    assert "no longer offers /rest/api/3/issue/PAY-1" in str(error)
    assert error.reason == "The requested API has been removed."


def test_a_token_with_scopes_is_led_to_the_gateway(tracker, jira):
    error = failing_with(tracker, jira, status=401, json_body={"code": 401, "message": "Unauthorized"})
    assert isinstance(error, Denied)
    assert "https://api.atlassian.com/ex/jira/CLOUD-ID" in str(error)
    assert "https://your-domain.atlassian.net/_edge/tenant_info" in str(error)


@responses.activate
def test_a_refused_token_elsewhere_asks_for_a_new_one():
    responses.get("https://jira.example/rest/api/2/serverInfo", status=401)
    tracker = connect(site="https://jira.example", email=None, token="old")
    with pytest.raises(Denied, match="make a new one and set JIRA_TOKEN"):
        tracker.issue("PAY-1")


def test_a_missing_permission_brings_jiras_reason(tracker, jira):
    error = failing_with(tracker, jira, status=403, json_body={"errorMessages": ["You may not see this."]})
    assert isinstance(error, Denied)
    assert "You may not see this." in str(error)


def test_a_captcha_is_told(tracker, jira):
    error = failing_with(
        tracker, jira, status=403, headers={"X-Authentication-Denied-Reason": "CAPTCHA_CHALLENGE"}
    )
    assert isinstance(error, Denied)
    assert "CAPTCHA" in str(error)


def test_a_failed_log_in_that_claims_success_is_denied(tracker, jira):
    error = failing_with(
        tracker, jira, status=200, json_body={}, headers={"X-Seraph-LoginReason": "AUTHENTICATED_FAILED"}
    )
    assert isinstance(error, Denied)


def test_a_field_off_the_screen_is_told_with_the_mend(jira, tracker):
    jira.points_on_screen = False
    jira.estimation_offered = False
    with pytest.raises(Rejected, match="Put the field on the project’s edit screen") as caught:
        tracker.set_estimate("PAY-1", 5)
    assert caught.value.reason == OFF_SCREEN


def test_the_boards_estimation_writes_where_the_screen_lacks_the_field(jira, tracker):
    jira.points_on_screen = False
    assert tracker.preflight("PAY-1").is_writable
    assert tracker.set_estimate("PAY-1", 5) == 5


def test_the_field_is_edited_where_the_boards_estimation_is_refused(jira, tracker):
    jira.estimation_offered = False
    assert tracker.set_estimate("PAY-1", 5) == 5
    assert jira.issues["PAY-1"][POINTS] == 5


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("jira-burst-based", "too many requests at once"),
        ("jira-per-issue-on-write", "too many changes to one issue at once"),
        ("jira-quota-tenant-based", "the requests of this hour are used up"),
        ("something-new", "too many requests"),
    ],
)
def test_each_limit_is_told_from_the_others(tracker, jira, reason, words):
    error = failing_with(tracker, jira, status=429, headers={"RateLimit-Reason": reason, "Retry-After": "7"})
    assert isinstance(error, Unavailable)
    assert (str(error.reason), error.retry_after) == (words, 7)


def test_the_moment_at_which_a_limit_ends_is_understood(tracker, jira):
    moment = (datetime.now(UTC) + timedelta(minutes=1)).isoformat()
    error = failing_with(tracker, jira, status=429, headers={"X-RateLimit-Reset": moment})
    assert 50 < error.retry_after <= 60


def test_a_date_to_come_back_is_understood(tracker, jira):
    moment = format_datetime(datetime.now(UTC) + timedelta(minutes=1), usegmt=True)
    error = failing_with(tracker, jira, status=503, headers={"Retry-After": moment})
    assert 50 < error.retry_after <= 60


def test_nonsense_about_when_to_come_back_is_ignored(tracker, jira):
    error = failing_with(tracker, jira, status=503, headers={"Retry-After": "soon"})
    assert error.retry_after is None


@pytest.mark.parametrize("status", [408, 409, 425, 500, 502, 503, 504])
def test_trouble_on_jiras_side_means_later(tracker, jira, status):
    error = failing_with(tracker, jira, status=status, json_body={"errorMessages": ["Internal server error"]})
    assert isinstance(error, Unavailable)
    assert str(status) in str(error)


@pytest.mark.parametrize("status", [200, 503])
def test_a_maintenance_page_means_later(tracker, jira, status):
    error = failing_with(tracker, jira, status=status, text=PAGE)
    assert isinstance(error, Unavailable)
    assert "page" in str(error.reason)


def test_an_answer_that_breaks_off_means_later(tracker, jira):
    error = failing_with(tracker, jira, status=200, text='{"key": "PAY-1", "fie')
    assert isinstance(error, Unavailable)
    assert str(error.reason) == "its answer cannot be read"


def test_a_log_in_page_in_front_of_jira_is_told_and_not_followed(tracker, jira):
    target = "https://sso.example/login?back=PAY-1"
    error = failing_with(tracker, jira, status=302, headers={"Location": target})
    assert isinstance(error, Denied)
    assert "log-in page (sso.example)" in str(error)


def test_a_jira_that_has_moved_names_the_new_address(tracker, jira):
    error = failing_with(
        tracker, jira, status=301, headers={"Location": "https://new.example/rest/api/3/issue/PAY-1"}
    )
    assert isinstance(error, Denied)
    assert "leads on to https://new.example." in str(error)


def test_an_error_page_leaves_no_markup_in_the_reason(tracker, jira):
    error = failing_with(tracker, jira, status=400, text=PAGE)
    assert isinstance(error, Rejected)
    assert error.reason == "HTTP 400"


def test_a_broken_connection_means_later(tracker, jira):
    error = failing_with(tracker, jira, error=requests.exceptions.ChunkedEncodingError("broken off"))
    assert isinstance(error, Unavailable)


def test_a_failed_call_is_not_repeated_by_the_library(jira, tracker):
    jira.answer_instead(ISSUE, status=503, headers={"Retry-After": "1"})
    with pytest.raises(Unavailable):
        tracker.issue("PAY-1")
    asked = [request for request in jira.requests if request.path_url.startswith(ISSUE)]
    assert len(asked) == 1


def test_a_jira_that_is_not_there_means_later():
    with pytest.raises(Unavailable, match="it cannot be reached"):
        connect(site="http://127.0.0.1:9", email="bot@example.com", token=TOKEN).issue("PAY-1")


def test_a_silent_jira_means_later(monkeypatch):
    monkeypatch.setattr(jira_site, "TIMEOUT_SECONDS", 0.2)
    with silent_server() as url, pytest.raises(Unavailable, match="it did not answer in time"):
        connect(site=url, email="bot@example.com", token=TOKEN).issue("PAY-1")


def test_connecting_asks_nothing_and_a_dead_jira_is_asked_again():
    dead = FakeJira(is_cloud=True)
    tracker = connect(site=SITE, email="bot@example.com", token=TOKEN)
    dead.answer_instead("/rest/api/3/serverInfo", status=503)
    with answering(dead), pytest.raises(Unavailable):
        tracker.issue("PAY-1")
    with answering(FakeJira(is_cloud=True)):
        assert tracker.issue("PAY-1").key == "PAY-1"


@contextmanager
def silent_server():
    """Accepts a request and does not answer until the test is over."""
    over = threading.Event()

    class Silent(BaseHTTPRequestHandler):
        def do_GET(self):
            over.wait(5)

        def log_message(self, *_):
            """Say nothing on the console."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()
