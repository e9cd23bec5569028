import pytest

from sandbox.jira.fields import COMPANY_POINTS, SPRINT, TEAM_POINTS
from tests.sandbox.jira.conftest import Rig

AGILE = "/rest/agile/1.0"
ESTIMATION = f"{AGILE}/issue/CHK-7/estimation?boardId=1"


def test_a_project_has_its_board(rig: Rig) -> None:
    (board,) = rig.get(f"{AGILE}/board", projectKeyOrId="APP")["values"]
    assert (board["name"], board["type"]) == ("App-Board", "simple")
    assert rig.get(f"{AGILE}/board", name="checkout board")["total"] == 1
    assert "could be found" in rig.refusal("GET", f"{AGILE}/board", 404, params={"projectKeyOrId": "NO"})
    rig.refusal("GET", f"{AGILE}/board/99", 404)


@pytest.mark.parametrize(
    ("board", "field", "name"),
    [(1, COMPANY_POINTS, "Story Points"), (2, TEAM_POINTS, "Story-Point-Schätzung")],
)
def test_a_board_says_in_which_field_it_estimates(rig: Rig, board: int, field: str, name: str) -> None:
    estimation = rig.get(f"{AGILE}/board/{board}/configuration")["estimation"]
    assert estimation["field"] == {"fieldId": field, "displayName": name}
    (listed,) = [one for one in rig.get("/rest/api/3/field") if one["id"] == field]
    assert listed["name"] == name


def test_an_estimate_is_set_whatever_the_screens_say(rig: Rig) -> None:
    rig.site.remove_field_from_screen("CHK", "Story Points")
    assert rig.get(ESTIMATION) == {"fieldId": COMPANY_POINTS}
    assert rig.call("PUT", ESTIMATION, json={"value": "5"}) == {"fieldId": COMPANY_POINTS, "value": "5"}
    assert rig.get(ESTIMATION)["value"] == "5"
    assert rig.site.estimate("CHK-7") == 5
    rig.call("PUT", ESTIMATION, json={"value": "0.5"})
    assert rig.get("/rest/api/3/issue/CHK-7")["fields"][COMPANY_POINTS] == 0.5
    rig.call("PUT", ESTIMATION, json={"value": None})
    assert rig.site.estimate("CHK-7") is None


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        (f"{AGILE}/issue/CHK-7/estimation", {"value": "5"}, 400),
        (f"{AGILE}/issue/CHK-7/estimation?boardId=99", {"value": "5"}, 404),
        (f"{AGILE}/issue/CHK-7/estimation?boardId=2", {"value": "5"}, 400),
        (f"{AGILE}/issue/CHK-99/estimation?boardId=1", {"value": "5"}, 404),
        (ESTIMATION, {"value": "many"}, 400),
        (ESTIMATION, {"value": "inf"}, 400),
    ],
)
def test_a_wrong_estimate_is_refused(rig: Rig, path: str, body: dict[str, str], status: int) -> None:
    rig.refusal("PUT", path, status, json=body)
    assert rig.site.estimate("CHK-7") is None


def test_the_fault_makes_the_estimate_unwritable_everywhere(rig: Rig) -> None:
    rig.site.faults.switch_on("jira_refuses_field")
    assert "not on the appropriate screen" in rig.refusal("PUT", ESTIMATION, 400, json={"value": "5"})
    edit = {"fields": {COMPANY_POINTS: 5}}
    assert "not on the appropriate screen" in rig.refusal("PUT", "/rest/api/3/issue/CHK-7", 400, json=edit)
    assert COMPANY_POINTS not in rig.get("/rest/api/3/issue/CHK-7/editmeta")["fields"]


def test_a_kanban_board_has_neither_sprints_nor_estimates(rig: Rig) -> None:
    board = rig.get(f"{AGILE}/board", name="support")["values"][0]
    assert board["type"] == "kanban"
    assert "estimation" not in rig.get(f"{AGILE}/board/{board['id']}/configuration")
    rig.refusal("GET", f"{AGILE}/board/{board['id']}/sprint", 400)
    path = f"{AGILE}/issue/CHK-7/estimation?boardId={board['id']}"
    assert "estimation field" in rig.refusal("PUT", path, 400, json={"value": "5"})


def test_sprints_are_listed_by_state(rig: Rig) -> None:
    path = f"{AGILE}/board/1/sprint"
    assert [one["name"] for one in rig.get(path, state="future")["values"]] == ["Checkout 43"]
    assert rig.get(path)["total"] == 3
    assert "Invalid sprint state" in rig.refusal("GET", path, 400, params={"state": "ripe"})


def test_issues_are_listed_by_board_sprint_and_backlog(rig: Rig) -> None:
    assert rig.get(f"{AGILE}/board/1/issue", maxResults=5)["total"] == 30
    assert [one["key"] for one in rig.get(f"{AGILE}/sprint/2/issue")["issues"]] == ["CHK-4", "CHK-5", "CHK-6"]
    assert rig.get(f"{AGILE}/board/1/backlog")["issues"][0]["key"] == "CHK-13"
    found = rig.get(f"{AGILE}/board/1/issue", jql="labels = privacy", fields="summary")["issues"]
    assert [one["key"] for one in found] == ["CHK-12"]


def test_an_issue_moves_between_sprints_and_backlog(rig: Rig) -> None:
    rig.call("POST", f"{AGILE}/sprint/2/issue", status=204, json={"issues": ["CHK-13"]})
    assert rig.site.issue("CHK-13").values[SPRINT] == (2,)
    rig.call("POST", f"{AGILE}/backlog/issue", status=204, json={"issues": ["CHK-13"]})
    assert rig.site.issue("CHK-13").values[SPRINT] == ()
    rig.refusal("POST", f"{AGILE}/sprint/1/issue", 400, json={"issues": ["CHK-13"]})
    rig.refusal("POST", f"{AGILE}/backlog/issue", 400, json={"issues": []})


def test_an_issue_never_leaves_a_closed_sprint(rig: Rig) -> None:
    rig.call("POST", f"{AGILE}/backlog/issue", status=204, json={"issues": ["CHK-3"]})
    assert rig.site.issue("CHK-3").values[SPRINT] == (1,)


def test_a_sprint_is_planned_started_and_closed(rig: Rig) -> None:
    made = rig.call("POST", f"{AGILE}/sprint", status=201, json={"name": "Checkout 44", "originBoardId": 1})
    path = f"{AGILE}/sprint/{made['id']}"
    assert "start date" in rig.refusal("PUT", path, 400, json={"state": "active"})
    days = {"startDate": "2028-11-01T09:00:00.000+01:00", "endDate": "2028-11-15T09:00:00.000+01:00"}
    started = rig.call("PUT", path, json={"state": "active", **days})
    assert started["startDate"] == "2028-11-01T08:00:00.000Z"
    assert rig.call("POST", path, json={"state": "closed"})["completeDate"]
    assert "cannot go from CLOSED to ACTIVE" in rig.refusal("PUT", path, 400, json={"state": "active"})


@pytest.mark.parametrize("body", [{"name": ""}, {"name": "x" * 31}, {"startDate": "soon"}])
def test_a_wrong_sprint_is_refused(rig: Rig, body: dict[str, str]) -> None:
    rig.refusal("PUT", f"{AGILE}/sprint/3", 400, json=body)
    rig.refusal("POST", f"{AGILE}/sprint", 400, json={"originBoardId": 1, **body})


def test_the_rank_decides_the_order(rig: Rig) -> None:
    body = {"issues": ["CHK-20", "CHK-19"], "rankBeforeIssue": "CHK-13"}
    rig.call("PUT", f"{AGILE}/issue/rank", status=204, json=body)
    rig.call(
        "PUT", f"{AGILE}/issue/rank", status=204, json={"issues": ["CHK-14"], "rankAfterIssue": "CHK-20"}
    )
    order = [issue.key for issue in rig.site.store.ranked()]
    place = order.index("CHK-20")
    assert order[place : place + 4] == ["CHK-20", "CHK-14", "CHK-19", "CHK-13"]
    assert rig.site.issue("CHK-20").changes[0].items[0].after[1] == "Ranked higher"


@pytest.mark.parametrize(
    "body",
    [
        {"issues": ["CHK-20"]},
        {"issues": ["CHK-20"], "rankBeforeIssue": "CHK-1", "rankAfterIssue": "CHK-2"},
        {"issues": ["CHK-20"], "rankBeforeIssue": "CHK-20"},
        {"issues": [f"CHK-{number}" for number in range(1, 52)], "rankBeforeIssue": "CHK-1"},
    ],
)
def test_a_wrong_rank_is_refused(rig: Rig, body: dict[str, object]) -> None:
    rig.refusal("PUT", f"{AGILE}/issue/rank", 400, json=body)
