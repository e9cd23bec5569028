"""The site as the PyPI client `jira` meets it, which is what the bot uses."""

import pytest
from jira import JIRA
from jira.exceptions import JIRAError

from sandbox.jira import JiraSite


def doc(text: str) -> dict[str, object]:
    paragraph = {"type": "paragraph", "content": [{"type": "text", "text": text}]}
    return {"type": "doc", "version": 1, "content": [paragraph]}


def test_the_client_recognises_a_cloud_site(client: JIRA) -> None:
    assert client.server_info()["deploymentType"] == "Cloud"
    assert client.myself()["displayName"] == "Taktgeber"


def test_the_client_searches_with_page_tokens(client: JIRA) -> None:
    found = client.enhanced_search_issues("project = CHK ORDER BY Rank", maxResults=False, fields=["summary"])
    assert [issue.key for issue in found][:3] == ["CHK-1", "CHK-2", "CHK-3"]
    assert len(found) == 30
    assert client.approximate_issue_count("project = APP") == 12


def test_the_client_reads_and_edits_an_issue(client: JIRA, site: JiraSite) -> None:
    issue = client.issue("CHK-9")
    assert issue.fields.summary == "Support sees why a voucher was refused"
    issue.update(fields={"labels": ["vouchers", "phone"]})
    assert site.issue("CHK-9").values["labels"] == ("vouchers", "phone")
    assert client.issue("CHK-9", expand="changelog").changelog.histories[0].items[0].field == "labels"


def test_the_client_creates_and_moves_an_issue(client: JIRA, site: JiraSite) -> None:
    fields = {"project": {"key": "CHK"}, "summary": "New", "issuetype": {"name": "Bug"}}
    issue = client.create_issue(fields=fields)
    client.transition_issue(issue, "Done")
    assert site.issue(issue.key).resolved is not None
    assert client.issue(issue.key).raw["fields"]["resolution"]["name"] == "Done"


def test_the_client_comments_in_adf_only(client: JIRA) -> None:
    client.add_comment("CHK-9", doc("Estimated."))
    assert len(client.comments("CHK-9")) == 1
    with pytest.raises(JIRAError) as refused:
        client.add_comment("CHK-9", "plain")
    assert refused.value.status_code == 400
    assert "Comment body is not valid!" in str(refused.value.text)


def test_the_client_plans_versions(client: JIRA) -> None:
    version = client.create_version("5.0", "CHK", releaseDate="2030-01-31")
    version.update(released=True)
    assert client.version(version.id).released
    assert client.version_count_unresolved_issues(version.id) == 0
    assert client.version_count_related_issues(version.id)["issuesFixedCount"] == 0
    assert [one.name for one in client.project_versions("CHK")] == ["4.1", "4.2", "5.0"]


def test_the_client_links_issues(client: JIRA) -> None:
    client.create_issue_link("Blocks", "CHK-10", "CHK-11")
    (link,) = client.issue("CHK-11").fields.issuelinks
    assert link.type.inward == "is blocked by"
    assert link.inwardIssue.key == "CHK-10"
    client.add_simple_link("CHK-10", {"url": "https://zauberwald.example/board", "title": "Board"})
    assert [one.object.title for one in client.remote_links("CHK-10")] == ["Board"]


def test_the_client_assigns_by_account(client: JIRA, site: JiraSite) -> None:
    (ben,) = client.search_users(query="ben@zauberwald.example")
    client.assign_issue("CHK-10", ben.emailAddress)
    assert site.issue("CHK-10").values["assignee"] == site.account("ben").account_id


def test_the_client_walks_boards_and_sprints(client: JIRA, site: JiraSite) -> None:
    board = client.boards(projectKeyOrID="CHK")[0]
    sprints = client.sprints(board.id, state="active,future")
    assert [sprint.name for sprint in sprints] == ["Checkout 42", "Checkout 43"]
    client.add_issues_to_sprint(sprints[1].id, ["CHK-13"])
    assert site.issue("CHK-13").values["customfield_10020"] == (sprints[1].id,)
    client.move_to_backlog(["CHK-13"])
    client.rank("CHK-13", next_issue="CHK-1")
    assert site.store.ranked()[0].key == "CHK-13"
