from datetime import UTC, datetime

import pytest

from sandbox import world
from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.jira import JiraSite
from sandbox.jira.jql import JqlError, Search

NOW = datetime(2028, 10, 27, 7, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def search() -> Search:
    site = JiraSite(world.load(), clock=Clock(NOW, monotonic=lambda: 0.0), faults=Faults())
    site.edit("CHK-7", "anna", story_points=5)
    site.edit("CHK-9", "anna", story_points=8, duedate="2028-11-01")
    site.create_issue("CHK", "ben", summary="Written today", labels=["new"], priority="Highest")
    site.hide("CHK-20")
    return Search(site.store, site.account("ben"), now=NOW)


def keys(search: Search, query: str) -> list[str]:
    return [issue.key for issue in search.issues(query)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("key in (CHK-1, chk-2) ORDER BY key", ["CHK-1", "CHK-2"]),
        ("issue = CHK-3", ["CHK-3"]),
        ("project = Checkout AND key < CHK-3 ORDER BY key DESC", ["CHK-2", "CHK-1"]),
        ("project = CHK AND sprint in openSprints() order by rank", ["CHK-4", "CHK-5", "CHK-6"]),
        ('sprint = "checkout 43" AND priority > Medium', ["CHK-12"]),
        ("sprint = 2 AND assignee = currentUser()", ["CHK-4"]),
        ("sprint IN (1, 2) AND assignee IN (ben, 'cem@zauberwald.example') ORDER BY key DESC",
         ["CHK-5", "CHK-4", "CHK-2", "CHK-1"]),
        ("project = CHK AND statusCategory = Done AND type != Bug ORDER BY key", ["CHK-1", "CHK-2"]),
        ("status = 'In Arbeit'", ["APP-1"]),
        ('status = "In Progress" AND project = APP', ["APP-1"]),
        ("type = Fehler", ["APP-6"]),
        ("priority = Höchste ORDER BY key", ["CHK-15", "CHK-31"]),
        ('"Story Points" > 5', ["CHK-9"]),
        ("cf[10028] <= 5", ["CHK-7"]),
        ('"Story Points" is not EMPTY ORDER BY "Story Points"', ["CHK-7", "CHK-9"]),
        ("labels = vouchers AND labels not in (support) order by key", ["CHK-7", "CHK-8"]),
        ("labels is EMPTY AND sprint = 3", ["CHK-10"]),
        ("fixVersion in releasedVersions() AND resolution = Done ORDER BY key", ["CHK-1", "CHK-2", "CHK-3"]),
        ("fixVersion = 4.2 AND fixVersion in unreleasedVersions() AND type = bug", ["CHK-6"]),
        ('text ~ "ZUGFeRD"', ["CHK-29"]),
        ('summary ~ "vouch* lost"', ["CHK-6"]),
        ("summary ~ '\"parcel shop\"'", ["CHK-14"]),
        ('description ~ "Kindergarten" AND NOT project = APP', ["CHK-26"]),
        ("created > -1h", ["CHK-31"]),
        ("created >= startOfDay() AND created <= now()", ["CHK-31"]),
        ("created >= '2028/10/27'", ["CHK-31"]),
        ("created > startOfMonth(-1M) AND created > startOfWeek() and created < endOfDay('+1')", ["CHK-31"]),
        ("due < 5d AND due is not null", ["CHK-9"]),
        ("duedate <= 2028-11-01", ["CHK-9"]),
        ("resolved >= -9d AND assignee = ben", ["CHK-1"]),
        ("issue in linkedIssues(CHK-8, 'is blocked by')", ["CHK-6"]),
        ("project = CHK and (labels = privacy or labels = marketing) order by rank", ["CHK-11", "CHK-12"]),
        ("project=CHK&&!(sprint is not empty)&&type=Task", ["CHK-18"]),
        ("assignee = EMPTY AND labels = privacy", ["CHK-12"]),
        ("key = CHK-9 or key = CHK-10 order by summary", ["CHK-10", "CHK-9"]),
        ("key in (CHK-1, CHK-5, CHK-7) order by status DESC, key", ["CHK-1", "CHK-5", "CHK-7"]),
        ("key in (CHK-4, CHK-5, CHK-7) order by assignee DESC", ["CHK-5", "CHK-4", "CHK-7"]),
        ("Zusammenfassung ~ Lieferadresse", ["CHK-5"]),
    ],
)  # fmt: skip
def test_a_query_finds_what_it_means(search: Search, query: str, found: list[str]) -> None:
    assert keys(search, query) == found


def test_an_empty_field_is_not_different_from_a_value(search: Search) -> None:
    assert "CHK-7" not in keys(search, "assignee != ben AND project = CHK")
    assert "CHK-5" in keys(search, "assignee != ben AND project = CHK")


def test_hidden_issues_are_not_found(search: Search) -> None:
    assert "CHK-20" not in keys(search, "project = CHK")


def test_without_an_order_the_youngest_comes_first(search: Search) -> None:
    assert keys(search, "project = CHK")[0] == "CHK-31"


def test_empty_values_come_last_in_both_directions(search: Search) -> None:
    query = "key in (CHK-7, CHK-8, CHK-9) order by 'Story Points'"
    assert keys(search, query) == ["CHK-7", "CHK-9", "CHK-8"]
    assert keys(search, f"{query} DESC") == ["CHK-9", "CHK-7", "CHK-8"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("foo = 1", "Field 'foo' does not exist or you do not have permission to view it."),
        ("project = NOPE", "The value 'NOPE' does not exist for the field 'project'."),
        ("status = Parked", "The value 'Parked' does not exist for the field 'status'."),
        ("type = Saga", "The value 'Saga' does not exist for the field 'issuetype'."),
        ("priority = Soon", "The value 'Soon' does not exist for the field 'priority'."),
        ("assignee = zoe", "The value 'zoe' does not exist for the field 'assignee'."),
        ("fixVersion = 9", "The value '9' does not exist for the field 'fixVersion'."),
        ("statusCategory = Odd", "The value 'Odd' does not exist for the field 'statusCategory'."),
        ("resolution = Wild", "The value 'Wild' does not exist for the field 'resolution'."),
        ("sprint = 99", "Sprint with id '99' does not exist or you do not have permission to view it."),
        ("sprint = Nine", "Sprint with name 'Nine' does not exist"),
        ("key = CHK-999", "An issue with key 'CHK-999' does not exist for field 'issuekey'."),
        ("key = CHK-20", "An issue with key 'CHK-20' does not exist for field 'issuekey'."),
        ("key = 'what?'", "The issue key 'what?' for field 'issuekey' is invalid."),
        ("'Story Points' = many", "The value 'many' for the field 'Story Points' is not a number."),
        ("created > soon", "Date value 'soon' for field 'created' is invalid."),
        ("created > startOfDay(soon)", "Duration for function 'startOfDay' should have the format"),
        ("summary = x", "The operator '=' is not supported by the 'summary' field."),
        ("project ~ x", "The operator '~' is not supported by the 'project' field."),
        ("sprint in bar()", "Unable to find JQL function 'bar()'."),
        ("issue in linkedIssues(CHK-99)", "Issue 'CHK-99' could not be found in function 'linkedIssues'."),
        ("assignee is ben", "The operator 'IS' can only be used with EMPTY or NULL"),
        ("key = CHK-1 order by text", "Not able to sort using field 'text'."),
        ("order by rank", "Unbounded JQL queries are not allowed here."),
        ("", "Unbounded JQL queries are not allowed here."),
        ("project", "Expecting operator before the end of the query."),
        ("project CHK", "Expecting operator but got 'CHK'."),
        ("project not CHK", "Expecting operator but got 'CHK'."),
        ("project = CHK foo", "Expecting either 'OR' or 'AND' but got 'foo'. (line 1, character 15)"),
        ("project = CHK\nAND type Bug", "(line 2, character 10)"),
        ("project = CHK AND", "Expecting a field name before the end of the query."),
        ("project = and", "You must surround 'and' in quotation marks to use it as a value."),
        ('project = "CHK', "The quoted string 'CHK' has not been completed. (line 1, character 11)"),
        ("project in (CHK", "Expecting ')' before the end of the query."),
        ("(project = CHK", "Expecting ')' before the end of the query."),
        ("project = CHK order rank", "Expecting 'BY' but got 'rank'."),
        ("project = CHK order by rank type", "Expecting ',' but got 'type'."),
        ("assignee = ben@x", "The character '@' is a reserved JQL character."),
        ("summary ~ x,y", "Expecting either 'OR' or 'AND' but got ','."),
    ],
)
def test_a_wrong_query_is_refused_in_jiras_words(search: Search, query: str, said: str) -> None:
    with pytest.raises(JqlError) as refused:
        search.issues(query)
    assert said in str(refused.value)
