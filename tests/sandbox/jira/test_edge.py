import time

import httpx
import pytest

from tests.sandbox.jira.conftest import Rig

MYSELF = "/rest/api/3/myself"


@pytest.mark.parametrize("login", [("taktgeber@zauberwald.example", "wrong"), ("zoe@zauberwald.example", "")])
def test_wrong_credentials_are_refused(rig: Rig, login: tuple[str, str]) -> None:
    assert "must be authenticated" in rig.refusal("GET", MYSELF, 401, auth=login)


@pytest.mark.parametrize("header", ["", "Basic !", "Basic /w==", "Bearer sandbox-jira-token", "Basic"])
def test_what_is_no_basic_authentication_is_refused(rig: Rig, header: str) -> None:
    answer = httpx.get(f"{rig.address}{MYSELF}", headers={"Authorization": header}, trust_env=False)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Basic realm="Jira"')


def test_people_log_in_with_their_own_address(rig: Rig) -> None:
    myself = rig.call("GET", MYSELF, auth=("ben@zauberwald.example", rig.site.token))
    assert (myself["displayName"], myself["locale"]) == ("Ben Okafor", "en_GB")


def test_the_server_information_is_open_to_all(rig: Rig) -> None:
    answer = httpx.get(f"{rig.address}/rest/api/3/serverInfo", trust_env=False)
    assert answer.json()["deploymentType"] == "Cloud"


def test_unreadable_bodies_are_refused(rig: Rig) -> None:
    path = "/rest/api/3/issue/CHK-7"
    for content in (b"{", b"[]", b"\xff"):
        assert "Invalid request payload" in rig.refusal("PUT", path, 400, content=content)


def test_unknown_paths_and_methods_are_refused(rig: Rig) -> None:
    assert rig.http.get("/rest/api/3/nothing").status_code == 404
    assert rig.http.delete(MYSELF).status_code == 405
    rig.refusal("GET", "/rest/api/4/myself", 404)


def test_too_many_requests_say_when_and_why(rig: Rig) -> None:
    rig.site.faults.switch_on("jira_429", times=1, retry_after=7, reason="jira-per-issue-on-write")
    answer = rig.http.get(MYSELF)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "7"
    assert answer.headers["RateLimit-Reason"] == "jira-per-issue-on-write"
    assert answer.headers["X-RateLimit-Reset"].endswith("Z")
    assert rig.http.get(MYSELF).status_code == 200


@pytest.mark.parametrize(("fault", "status"), [("jira_down", 503), ("jira_500", 500)])
def test_a_broken_jira_breaks_every_call(rig: Rig, fault: str, status: int) -> None:
    rig.site.faults.switch_on(fault)
    assert rig.http.get(MYSELF).status_code == status
    rig.site.faults.switch_off(fault)
    assert rig.http.get(MYSELF).status_code == 200


def test_a_maintenance_page_looks_like_an_answer_and_is_none(rig: Rig) -> None:
    rig.site.faults.switch_on("jira_html", times=1)
    answer = httpx.get(f"{rig.address}{MYSELF}", trust_env=False)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")


def test_a_slow_jira_still_answers(rig: Rig) -> None:
    rig.site.faults.switch_on("jira_slow", times=1, seconds=0.2)
    began = time.monotonic()
    assert rig.http.get(MYSELF).status_code == 200
    assert time.monotonic() - began >= 0.2


def test_the_log_shows_calls_without_their_credentials(rig: Rig) -> None:
    watcher = rig.site.subscribe()
    rig.call("PUT", "/rest/api/3/issue/CHK-7", status=204, json={"fields": {"labels": ["x"]}})
    logged = rig.site.calls[-1]
    assert (logged.method, logged.path, logged.status) == ("PUT", "/rest/api/3/issue/CHK-7", 204)
    assert logged.body == {"fields": {"labels": ["x"]}}
    assert rig.site.token not in str(logged)
    kinds = [event.kind for event in (watcher.next(1), watcher.next(1)) if event]
    assert kinds == ["issue_updated", "call"]
    watcher.close()
    rig.get(MYSELF)
    assert watcher.next(0.01) is None


def test_people_are_found_by_name_and_address(rig: Rig) -> None:
    path = "/rest/api/3/user/search"
    assert [one["displayName"] for one in rig.get(path, query="anna")] == ["Anna Lindqvist"]
    assert [one["displayName"] for one in rig.get(path, query="mei@zauberwald.example")] == ["Mei Tanaka"]
    assert rig.get(path, query="zoe") == []
    rig.refusal("GET", path, 400)
    everybody = rig.get("/rest/api/3/users/search", startAt=10, maxResults=3)
    assert len(everybody) == 3
    ben = rig.site.account("ben").account_id
    assert rig.get("/rest/api/3/user", accountId=ben)["timeZone"] == "Europe/London"
    rig.refusal("GET", "/rest/api/3/user", 404, params={"accountId": "x"})
