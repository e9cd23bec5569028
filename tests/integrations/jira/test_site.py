"""How the tracker finds out what kind of Jira it speaks to, what it asks and says there, and its health."""

import json

import pytest

from integrations.jira import connect
from integrations.jira.recent import GOOD_FOR_SECONDS, Recent
from integrations.jira.site import Credentials
from integrations.ports import NotFound, Rejected
from tests.integrations.jira.fake_jira import POINTS, SITE, TOKEN, FakeJira, answering


def paths(jira):
    return [request.path_url.partition("?")[0] for request in jira.requests]


def test_cloud_is_asked_by_the_third_api_with_e_mail_and_token():
    jira = FakeJira(is_cloud=True)
    with answering(jira):
        connect(site=f"{SITE}/", email="bot@example.com", token=TOKEN).issue("PAY-1")
    assert "/rest/api/3/issue/PAY-1" in paths(jira)
    assert all(request.headers["Authorization"].startswith("Basic ") for request in jira.requests)


def test_data_center_is_asked_by_the_second_api_with_a_bearer_token():
    jira = FakeJira(is_cloud=False)
    with answering(jira):
        connect(site=SITE, email=None, token=TOKEN).issue("PAY-1")
    assert "/rest/api/2/issue/PAY-1" in paths(jira)
    assert {request.headers["Authorization"] for request in jira.requests} == {f"Bearer {TOKEN}"}


def test_a_data_center_with_an_e_mail_in_the_settings_is_recognised():
    jira = FakeJira(is_cloud=False)
    jira.takes_basic = True
    with answering(jira):
        connect(site=SITE, email="bot@example.com", token=TOKEN).issue("PAY-1")
    assert "/rest/api/2/issue/PAY-1" in paths(jira)


def test_what_rarely_changes_is_asked_once():
    jira = FakeJira(is_cloud=True)
    tracker = connect(site=SITE, email="bot@example.com", token=TOKEN)
    with answering(jira):
        for key in ("PAY-1", "PAY-2", "PAY-3"):
            tracker.issue(key)
    asked = paths(jira)
    for path in ("/rest/api/3/serverInfo", "/rest/api/3/field", "/rest/agile/1.0/board"):
        assert asked.count(path) == 1


def test_many_issues_are_read_with_one_call():
    jira = FakeJira(is_cloud=True)
    tracker = connect(site=SITE, email="bot@example.com", token=TOKEN)
    with answering(jira):
        tracker.issues(["PAY-1", "PAY-2", "PAY-3"])
    assert paths(jira).count("/rest/api/3/issue/bulkfetch") == 1
    assert not [path for path in paths(jira) if path.startswith("/rest/api/3/issue/PAY")]


def test_a_query_is_followed_over_its_pages():
    jira = FakeJira(is_cloud=True)
    tracker = connect(site=SITE, email="bot@example.com", token=TOKEN)
    with answering(jira):
        found = tracker.search("project = PAY", limit=50)
    assert len(found.issues) == 3
    assert paths(jira).count("/rest/api/3/search/jql") == 2


def test_a_count_that_fails_leaves_the_total_open():
    jira = FakeJira(is_cloud=True)
    jira.searches_are_counted = False
    with answering(jira):
        found = connect(site=SITE, email="bot@example.com", token=TOKEN).search("project = PAY", limit=1)
    assert (len(found.issues), found.total) == (1, None)


def test_the_boards_estimation_call_is_the_first_choice():
    jira = FakeJira(is_cloud=True)
    with answering(jira):
        connect(site=SITE, email="bot@example.com", token=TOKEN).set_estimate("PAY-1", 0.5)
    (written,) = [request for request in jira.requests if request.method == "PUT"]
    assert written.path_url == "/rest/agile/1.0/issue/PAY-1/estimation?boardId=7"
    assert json.loads(written.body) == {"value": "0.5"}


def test_a_board_that_estimates_in_time_takes_no_points():
    jira = FakeJira(is_cloud=True)
    field = {"fieldId": "timeoriginalestimate", "displayName": "Original estimate"}
    jira.answer_instead("/rest/agile/1.0/board/7/configuration", json_body={"estimation": {"field": field}})
    with answering(jira):
        tracker = connect(site=SITE, email="bot@example.com", token=TOKEN)
        preflight = tracker.preflight("PAY-1", board=7)
    assert (preflight.is_writable, preflight.is_visible) == (False, True)


def test_without_boards_the_fields_type_decides_and_not_its_name():
    jira = FakeJira(is_cloud=True)
    typed = {"type": "number", "custom": "com.pyxis.greenhopper.jira:jsw-story-points"}
    fields = [
        {"id": "customfield_1", "name": "Story Points", "schema": {"type": "number", "custom": "…:float"}},
        {"id": POINTS, "name": "Schätzung", "schema": typed},
    ]
    with answering(jira):
        jira.answer_instead("/rest/agile/1.0/board", status=404, json_body={})
        jira.answer_instead("/rest/api/3/field", json_body=fields)
        tracker = connect(site=SITE, email="bot@example.com", token=TOKEN)
        field = tracker.estimate_field("PAY-1")
        assert tracker.set_estimate("PAY-1", 8) == 8
        jira.points_on_screen = False
        preflight = tracker.preflight("PAY-1")
    assert (field.id, field.board) == (POINTS, None)
    assert "“Schätzung” is not on the edit screen of PAY-1" in str(preflight.mend)


def test_preflight_tells_an_account_that_may_not_edit():
    jira = FakeJira(is_cloud=True)
    with answering(jira):
        jira.answer_instead("/rest/api/3/issue/PAY-1/editmeta", json_body={"fields": {}})
        preflight = connect(site=SITE, email="bot@example.com", token=TOKEN).preflight("PAY-1")
    assert not preflight.is_writable
    assert "may not edit PAY-1" in str(preflight.mend)


def test_preflight_tells_a_board_that_is_gone():
    jira = FakeJira(is_cloud=True)
    with answering(jira):
        preflight = connect(site=SITE, email="bot@example.com", token=TOKEN).preflight("PAY-1", board=1234)
    assert not preflight.is_writable
    assert "no board 1234" in str(preflight.mend)


def test_without_a_future_sprint_the_active_one_is_taken_and_without_both_it_is_told():
    jira = FakeJira(is_cloud=True)
    tracker = connect(site=SITE, email="bot@example.com", token=TOKEN)
    sprints = "/rest/agile/1.0/board/7/sprint"
    page = {"isLast": True, "maxResults": 50, "startAt": 0}
    with answering(jira):
        jira.answer_instead(
            sprints, json_body=page | {"values": [{"id": 71, "name": "12", "state": "active"}]}
        )
        assert tracker.sprint(None, board=7, limit=50).sprint.name == "12"
        jira.answer_instead(sprints, json_body=page | {"values": []})
        with pytest.raises(NotFound, match="neither a future nor an active sprint"):
            tracker.sprint(None, board=7, limit=50)


def test_a_board_without_sprints_brings_jiras_reason():
    with answering(FakeJira(is_cloud=True)), pytest.raises(Rejected, match="does not support sprints"):
        connect(site=SITE, email="bot@example.com", token=TOKEN).sprint(None, board=9, limit=50)


def test_a_comment_of_somebody_else_is_left_alone():
    jira = FakeJira(is_cloud=True)
    body = {"type": "paragraph", "content": [{"type": "text", "text": "session 4"}]}
    theirs = {"id": "1", "author": {"accountId": "mia"}, "body": body}
    jira.comments["PAY-1"].append(theirs)
    with answering(jira):
        connect(site=SITE, email="bot@example.com", token=TOKEN).put_comment(
            "PAY-1", marker="session 4", paragraphs=["5 points."]
        )
    assert len(jira.comments["PAY-1"]) == 2
    assert jira.comments["PAY-1"][0] == theirs


def test_health_names_account_kind_and_title():
    with answering(FakeJira(is_cloud=True)):
        health = connect(site=SITE, email="bot@example.com", token=TOKEN).check()
    assert (health.account, health.deployment, health.title) == ("Taktgeber", "Cloud 1001.0.0", "Our Jira")
    assert "Estimates need a board" in str(health.notes[0])


def test_health_tells_a_wrong_address_to_a_data_center_too():
    jira = FakeJira(is_cloud=False)
    jira.answer_instead("/rest/api/2/serverInfo", status=404)
    with answering(jira):
        health = connect(site=SITE, email=None, token=TOKEN).check()
    assert "no Jira at the address in JIRA_URL" in str(health.problems[0])


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"status": 401}, "does not accept the bot’s token"),
        ({"status": 404}, "no Jira at the address in JIRA_URL"),
        ({"status": 503}, "Jira is not available"),
    ],
)
def test_health_tells_what_to_mend(answer, words):
    jira = FakeJira(is_cloud=True)
    for version in ("2", "3"):
        jira.answer_instead(f"/rest/api/{version}/serverInfo", **answer)
    with answering(jira):
        health = connect(site=SITE, email="bot@example.com", token=TOKEN).check()
    assert words in str(health.problems[0])


def test_an_answer_is_asked_for_again_when_it_is_old():
    now = [0.0]
    asked = []
    recent = Recent(now=lambda: now[0])

    def ask():
        asked.append(now[0])
        return len(asked)

    assert recent.answer("board", ask) == recent.answer("board", ask) == 1
    now[0] = GOOD_FOR_SECONDS
    assert recent.answer("board", ask) == 2


def test_the_token_is_not_shown():
    assert TOKEN not in repr(Credentials(SITE, "bot@example.com", TOKEN))
