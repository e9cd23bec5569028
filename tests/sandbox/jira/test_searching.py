from typing import Any

from tests.sandbox.jira.conftest import Rig

SEARCH = "/rest/api/3/search/jql"


def test_without_fields_an_issue_is_its_id_alone(rig: Rig) -> None:
    (found,) = rig.call("POST", SEARCH, json={"jql": "key = CHK-7"})["issues"]
    assert set(found) == {"id"}


def test_only_the_fields_that_were_asked_for_come(rig: Rig) -> None:
    (found,) = rig.get(SEARCH, jql="key = CHK-7", fields="summary,customfield_10028,nonsense")["issues"]
    assert found["key"] == "CHK-7"
    assert found["fields"] == {"summary": "Enter a voucher on the basket page", "customfield_10028": None}


def test_pages_follow_by_token_until_the_last(rig: Rig) -> None:
    body: dict[str, Any] = {"jql": "project = CHK ORDER BY Rank", "maxResults": 12, "fields": ["key"]}
    sizes, keys, is_last = [], [], False
    while not is_last:
        page = rig.call("POST", SEARCH, json=body)
        sizes.append(len(page["issues"]))
        keys += [issue["key"] for issue in page["issues"]]
        is_last, body["nextPageToken"] = page["isLast"], page.get("nextPageToken")
    assert sizes == [12, 12, 6]
    assert keys == [f"CHK-{number}" for number in range(1, 31)]
    assert body["nextPageToken"] is None


def test_a_wrong_token_or_size_is_refused(rig: Rig) -> None:
    token = {"jql": "project = CHK", "nextPageToken": "nonsense"}
    assert "next page token" in rig.refusal("POST", SEARCH, 400, json=token)
    assert "maxResults" in rig.refusal("POST", SEARCH, 400, json={"jql": "project = CHK", "maxResults": "x"})
    assert "maxResults" in rig.refusal("GET", SEARCH, 400, params={"jql": "key = CHK-1", "maxResults": "x"})


def test_a_query_that_jira_rejects_brings_its_reason(rig: Rig) -> None:
    said = rig.refusal("POST", SEARCH, 400, json={"jql": "foo = 1"})
    assert said == "Field 'foo' does not exist or you do not have permission to view it."
    assert "must be a text" in rig.refusal("POST", SEARCH, 400, json={"jql": 5})


def test_an_unbounded_query_is_refused(rig: Rig) -> None:
    assert "Unbounded" in rig.refusal("POST", SEARCH, 400, json={"jql": "ORDER BY Rank"})


def test_the_number_of_matches_is_told_without_them(rig: Rig) -> None:
    path = "/rest/api/3/search/approximate-count"
    assert rig.call("POST", path, json={"jql": "project = APP"}) == {"count": 12}


def test_the_old_search_is_gone_on_cloud(rig: Rig) -> None:
    assert "CHANGE-2046" in rig.refusal("GET", "/rest/api/3/search", 410, params={"jql": "project = CHK"})
