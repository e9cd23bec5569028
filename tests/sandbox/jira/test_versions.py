import pytest

from tests.sandbox.jira.conftest import Rig

VERSION = "/rest/api/3/version"


@pytest.fixture
def next_version(rig: Rig) -> str:
    """The path of version 4.2."""
    (found,) = rig.get("/rest/api/3/project/CHK/version", status="unreleased")["values"]
    return f"{VERSION}/{found['id']}"


def test_a_version_is_created_and_released(rig: Rig) -> None:
    project = int(rig.get("/rest/api/3/project/CHK")["id"])
    body = {"name": "5.0", "projectId": project, "startDate": "2028-11-01", "releaseDate": "2028-12-01"}
    made = rig.call("POST", VERSION, status=201, json=body)
    path = f"{VERSION}/{made['id']}"
    released = rig.call("PUT", path, json={"released": True, "releaseDate": "2028-12-03"})
    assert (released["released"], released["userReleaseDate"]) == (True, "03/Dec/28")
    names = [one["name"] for one in rig.get("/rest/api/3/project/CHK/version", orderBy="-name")["values"]]
    assert names == ["5.0", "4.2", "4.1"]
    rig.call("DELETE", path, status=204)
    rig.refusal("GET", path, 404)


def test_versions_are_listed_by_their_day(rig: Rig) -> None:
    listed = rig.get("/rest/api/3/project/CHK/version", orderBy="-releaseDate", query="4")["values"]
    assert [one["name"] for one in listed] == ["4.2", "4.1"]


def test_a_date_can_be_taken_away(rig: Rig, next_version: str) -> None:
    assert "releaseDate" not in rig.call("PUT", next_version, json={"releaseDate": None})


def test_issues_of_a_version_are_counted(rig: Rig, next_version: str) -> None:
    counts = rig.get(f"{next_version}/unresolvedIssueCount")
    assert (counts["issuesCount"], counts["issuesUnresolvedCount"]) == (6, 6)
    assert rig.get(f"{next_version}/relatedIssueCounts")["issuesFixedCount"] == 6


def test_unresolved_issues_move_on_at_the_release(rig: Rig, next_version: str) -> None:
    made = rig.call("POST", VERSION, status=201, json={"name": "4.3", "project": "CHK"})
    rig.site.edit("CHK-4", "ben", status="Done")
    rig.call("PUT", next_version, json={"released": True, "moveUnfixedIssuesTo": made["self"]})
    assert rig.get(f"{next_version}/unresolvedIssueCount")["issuesCount"] == 1
    assert rig.get(f"{VERSION}/{made['id']}/unresolvedIssueCount")["issuesCount"] == 5


def test_a_deleted_version_leaves_its_issues(rig: Rig, next_version: str) -> None:
    rig.call("DELETE", next_version, status=204)
    assert rig.get("/rest/api/3/issue/CHK-4")["fields"]["fixVersions"] == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"name": "4.2", "project": "CHK"}, "already exists"),
        ({"name": " ", "project": "CHK"}, "valid version name"),
        ({"name": "5.0"}, "Project must be specified"),
        ({"name": "5.0", "project": "CHK", "releaseDate": "soon"}, "yyyy-MM-dd"),
        ({"name": "5.0", "project": "CHK", "startDate": "2028-02-01", "releaseDate": "2028-01-01"}, "before"),
        ({"name": "5.0", "project": "CHK", "approvers": [{"accountId": "x"}]}, "approver"),
    ],
)
def test_a_wrong_version_is_refused(rig: Rig, body: dict[str, object], said: str) -> None:
    assert said in rig.refusal("POST", VERSION, 400, json=body)


def test_a_name_that_is_taken_is_refused_when_renaming(rig: Rig, next_version: str) -> None:
    assert "already exists" in rig.refusal("PUT", next_version, 400, json={"name": "4.1"})
    assert rig.call("PUT", next_version, json={"name": "4.2", "description": "New"})["description"] == "New"


def test_approvers_stand_at_the_version(rig: Rig, next_version: str) -> None:
    anna = rig.site.account("anna").account_id
    approver = {"accountId": anna, "status": "DECLINED", "declineReason": "Not yet", "description": "DSB"}
    rig.call("PUT", next_version, json={"approvers": [approver], "driver": anna})
    shown = rig.get(next_version)
    assert shown["approvers"] == [approver]
    assert shown["driver"] == anna


def test_related_work_is_attached_to_a_version(rig: Rig, next_version: str) -> None:
    path = f"{next_version}/relatedwork"
    body = {"category": "Communication", "title": "Board", "url": "https://slack.example/p1"}
    made = rig.call("POST", path, status=201, json=body)
    rig.call("PUT", path, json={**made, "title": "Release board"})
    assert [one["title"] for one in rig.get(path)] == ["Release board"]
    rig.refusal("PUT", path, 404, json={**made, "relatedWorkId": "other"})
    rig.refusal("POST", path, 400, json={"title": "No category"})
    rig.call("DELETE", f"{path}/{made['relatedWorkId']}", status=204)
    assert rig.get(path) == []
