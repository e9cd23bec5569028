import pytest

from sandbox.jira.fields import COMPANY_POINTS, SPRINT, TEAM_POINTS
from tests.sandbox.jira.conftest import Rig

ISSUE = "/rest/api/3/issue/CHK-7"


def test_a_story_shows_what_a_team_needs_to_know(rig: Rig) -> None:
    fields = rig.get("/rest/api/3/issue/CHK-8")["fields"]
    assert fields["summary"] == "Combine a voucher with a gift card"
    assert fields["description"]["type"] == "doc"
    assert fields["status"]["statusCategory"]["key"] == "new"
    assert fields[SPRINT][0]["name"] == "Checkout 43"
    (link,) = fields["issuelinks"]
    assert (link["type"]["inward"], link["inwardIssue"]["key"]) == ("is blocked by", "CHK-6")
    assert fields[COMPANY_POINTS] is None


def test_a_story_may_lack_its_description(rig: Rig) -> None:
    assert rig.get("/rest/api/3/issue/CHK-22")["fields"]["description"] is None


def test_the_second_version_speaks_wiki_markup(rig: Rig) -> None:
    assert "\n* One voucher per order." in rig.get("/rest/api/2/issue/CHK-7")["fields"]["description"]
    rendered = rig.get("/rest/api/2/issue/CHK-7", expand="renderedFields")["renderedFields"]
    assert rendered["description"].startswith("<p>As a customer")
    assert rendered["summary"] is None


def test_a_hidden_issue_is_not_there(rig: Rig) -> None:
    rig.site.hide("CHK-6")
    said = rig.refusal("GET", "/rest/api/3/issue/CHK-6", 404)
    assert said == "Issue does not exist or you do not have permission to see it."
    assert rig.get("/rest/api/3/issue/CHK-8")["fields"]["issuelinks"] == []
    rig.site.show("CHK-6")
    assert rig.get("/rest/api/3/issue/CHK-6")["key"] == "CHK-6"


def test_many_issues_come_in_one_call_with_those_that_are_missing(rig: Rig) -> None:
    body = {"issueIdsOrKeys": ["CHK-1", "CHK-99"], "fields": ["summary"]}
    answer = rig.call("POST", "/rest/api/3/issue/bulkfetch", json=body)
    assert [issue["key"] for issue in answer["issues"]] == ["CHK-1"]
    assert answer["issueErrors"][0]["id"] == "CHK-99"


def test_an_edit_is_written_down_in_the_history(rig: Rig) -> None:
    fields = {"labels": ["a", "b"], COMPANY_POINTS: 5, "priority": {"name": "High"}, SPRINT: 2}
    rig.call("PUT", ISSUE, status=204, json={"fields": fields})
    (change,) = rig.get(f"{ISSUE}/changelog")["values"]
    assert change["author"]["displayName"] == "Taktgeber"
    told = {item["fieldId"]: (item["fromString"], item["toString"]) for item in change["items"]}
    assert told == {
        "labels": ("vouchers", "a b"),
        COMPANY_POINTS: (None, "5"),
        "priority": ("Medium", "High"),
        SPRINT: ("Checkout 43", "Checkout 42"),
    }


def test_an_edit_that_changes_nothing_leaves_no_trace(rig: Rig) -> None:
    rig.call("PUT", ISSUE, status=204, json={"fields": {"labels": ["vouchers"]}})
    assert rig.get(f"{ISSUE}/changelog")["values"] == []


def test_updates_add_and_remove_and_comment(rig: Rig) -> None:
    paragraph = {"type": "paragraph", "content": [{"type": "text", "text": "Ready."}]}
    comment = {"add": {"body": {"type": "doc", "version": 1, "content": [paragraph]}}}
    update = {"labels": [{"add": "x"}, {"remove": "vouchers"}], "fixVersions": [{"remove": {"name": "4.2"}}]}
    rig.call("PUT", ISSUE, status=204, json={"update": {**update, "comment": [comment]}})
    issue = rig.site.issue("CHK-7")
    assert issue.values["labels"] == ("x",)
    assert issue.values["fixVersions"] == ()
    assert issue.comments[0].body.wiki == "Ready."


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("summary", "", "You must specify a summary of the issue."),
        ("summary", "a\nb", "newline characters"),
        ("summary", "x" * 256, "less than 255 characters"),
        ("summary", 5, "must be a string"),
        ("description", "plain", "Operation value must be an Atlassian Document"),
        ("labels", ["two words"], "contains spaces"),
        ("labels", "one", "not an array of strings"),
        (COMPANY_POINTS, True, "Operation value must be a number"),
        ("priority", {"name": "Soon"}, "The priority selected is invalid"),
        ("priority", "High", "data was not an object"),
        ("issuetype", {"name": "Saga"}, "Specify a valid issue type"),
        ("assignee", {"accountId": "nobody"}, "cannot be assigned"),
        ("fixVersions", [{"name": "9"}], "Version name '9' is not valid"),
        ("fixVersions", {}, "data was not an array"),
        ("duedate", "soon", "yyyy-MM-dd"),
        (SPRINT, 1, "does not exist or is closed"),
        (SPRINT, "Checkout 43", "Number value expected as the Sprint id."),
        (COMPANY_POINTS, "5", "Operation value must be a number"),
        (TEAM_POINTS, 5, f"Field '{TEAM_POINTS}' cannot be set. It is not on the appropriate screen"),
        ("status", {"name": "Done"}, "cannot be set"),
    ],
)  # fmt: skip
def test_a_value_that_a_field_cannot_hold_is_refused_there(
    rig: Rig, field: str, value: object, said: str
) -> None:
    answer = rig.call("PUT", ISSUE, status=400, json={"fields": {"duedate": "2030-01-01", field: value}})
    assert set(answer["errors"]) == {field}
    assert said in answer["errors"][field]
    assert rig.site.issue("CHK-7").changes == []


def test_the_second_version_refuses_documents(rig: Rig) -> None:
    fields = {"description": {"type": "doc", "version": 1, "content": []}}
    assert "must be a string" in rig.refusal("PUT", "/rest/api/2/issue/CHK-7", 400, json={"fields": fields})


def test_null_empties_a_field(rig: Rig) -> None:
    empty = {"description": None, "assignee": None, "duedate": None, COMPANY_POINTS: None, SPRINT: None}
    rig.site.edit("CHK-4", "ben", story_points=5, duedate="2030-01-01")
    rig.call("PUT", "/rest/api/3/issue/CHK-4", status=204, json={"fields": empty})
    fields = rig.get("/rest/api/3/issue/CHK-4", fields=",".join(empty))["fields"]
    assert fields == dict.fromkeys(empty)


@pytest.mark.parametrize(
    "update", [{"labels": "x"}, {"labels": ["x"]}, {"labels": [{"add": "a", "set": []}]}]
)
def test_a_malformed_update_is_refused(rig: Rig, update: dict[str, object]) -> None:
    assert "labels: data was not an" in rig.refusal("PUT", ISSUE, 400, json={"update": update})


def test_an_update_may_set_anew(rig: Rig) -> None:
    rig.call("PUT", ISSUE, status=204, json={"update": {"summary": [{"set": "Vouchers"}]}})
    assert rig.get(ISSUE)["fields"]["summary"] == "Vouchers"


def test_an_operation_that_a_field_does_not_know_is_refused(rig: Rig) -> None:
    said = rig.refusal("PUT", ISSUE, 400, json={"update": {"summary": [{"add": "x"}]}})
    assert "Operation 'add' is not supported" in said


def test_a_field_off_the_screen_is_refused_and_not_offered(rig: Rig) -> None:
    assert COMPANY_POINTS in rig.get(f"{ISSUE}/editmeta")["fields"]
    rig.site.remove_field_from_screen("CHK", "Story Points")
    assert COMPANY_POINTS not in rig.get(f"{ISSUE}/editmeta")["fields"]
    assert "not on the appropriate screen" in rig.refusal(
        "PUT", ISSUE, 400, json={"fields": {COMPANY_POINTS: 5}}
    )


def test_an_issue_is_created_with_a_key_of_its_own(rig: Rig) -> None:
    fields = {"project": {"key": "CHK"}, "summary": "New", "issuetype": {"name": "Task"}}
    made = rig.call("POST", "/rest/api/3/issue", status=201, json={"fields": fields})
    assert made["key"] == "CHK-31"
    assert rig.get("/rest/api/3/issue/CHK-31")["fields"]["reporter"]["displayName"] == "Taktgeber"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"summary": "New", "issuetype": {"name": "Task"}}, "project: "),
        ({"project": {"key": "NO"}, "summary": "x"}, "project: valid project is required"),
        ({"project": {"key": "CHK"}, "issuetype": {"name": "Task"}}, "summary: You must specify a summary"),
        ({"project": {"key": "CHK"}, "summary": "New"}, "issuetype: Specify an issue type"),
    ],
)
def test_an_incomplete_issue_is_refused(rig: Rig, fields: dict[str, object], said: str) -> None:
    assert said in rig.refusal("POST", "/rest/api/3/issue", 400, json={"fields": fields})


def test_a_transition_leads_on_and_resolves(rig: Rig) -> None:
    path = f"{ISSUE}/transitions"
    done = next(one for one in rig.get(path)["transitions"] if one["to"]["statusCategory"]["key"] == "done")
    rig.call("POST", path, status=204, json={"transition": {"id": done["id"]}})
    assert rig.get(ISSUE)["fields"]["resolution"]["name"] == "Done"
    rig.site.edit("CHK-7", "anna", status="To Do")
    assert rig.get(ISSUE)["fields"]["resolution"] is None
    assert "not valid" in rig.refusal("POST", path, 400, json={"transition": {"id": "99"}})


def test_an_issue_can_be_deleted(rig: Rig) -> None:
    rig.call("DELETE", "/rest/api/3/issue/CHK-6", status=204)
    rig.refusal("GET", "/rest/api/3/issue/CHK-6", 404)
    assert rig.get("/rest/api/3/issue/CHK-8")["fields"]["issuelinks"] == []


def test_names_of_fields_come_in_the_language_of_the_site(rig: Rig) -> None:
    rig.site.language = "de"
    names = rig.get(ISSUE, expand="names", fields="summary,description")["names"]
    assert names == {"summary": "Zusammenfassung", "description": "Beschreibung"}


def test_the_reference_points_stay_out_of_all_answers(rig: Rig) -> None:
    assert rig.site.issue("CHK-7").reference_points == 5
    fields = rig.get(ISSUE)["fields"]
    assert [name for name, value in fields.items() if value == 5] == []
