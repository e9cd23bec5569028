import pytest

from sandbox.jira import JiraSite
from sandbox.jira.errors import FieldRefused, JiraRefused

FIELDS = ("status", "assignee", "fixVersions", "customfield_10020", "issuetype")


def test_a_person_edits_by_the_words_of_the_page(site: JiraSite) -> None:
    site.edit("CHK-7", "anna", status="In Progress", assignee="ben", fixVersion=["4.1"])
    site.edit("CHK-7", "anna", sprint="Checkout 42", type="Bug")
    values = site.shape("3").issue(site.issue("CHK-7"), fields=FIELDS)["fields"]
    assert values["status"]["name"] == "In Progress"
    assert values["assignee"]["displayName"] == "Ben Okafor"
    assert [version["name"] for version in values["fixVersions"]] == ["4.1"]
    assert [sprint["name"] for sprint in values["customfield_10020"]] == ["Checkout 42"]
    assert values["issuetype"]["name"] == "Bug"


def test_the_estimate_stands_in_the_field_of_the_board(site: JiraSite) -> None:
    site.edit("APP-3", "anna", story_points=3.0)
    assert site.estimate("APP-3") == 3
    assert site.issue("APP-3").values["customfield_10016"] == 3


def test_unknown_words_are_named(site: JiraSite) -> None:
    with pytest.raises(LookupError, match="colour"):
        site.edit("CHK-7", "anna", colour="red")
    with pytest.raises(LookupError, match="zoe"):
        site.edit("CHK-7", "zoe", summary="x")
    with pytest.raises(FieldRefused, match="Parked"):
        site.edit("CHK-7", "anna", status="Parked")
    with pytest.raises(JiraRefused, match="does not exist"):
        site.issue("CHK-99")


def test_the_site_of_a_real_backlog_starts_without_estimates(site: JiraSite) -> None:
    assert {site.estimate(key) for key in site.store.issues} == {None}
