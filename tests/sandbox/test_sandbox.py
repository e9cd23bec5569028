from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from jira import JIRA
from slack_sdk import WebClient

from sandbox.sandbox import Sandbox


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


def test_the_settings_open_slack_and_jira(sandbox: Sandbox) -> None:
    settings = sandbox.bot_environment()
    slack = WebClient(settings["SLACK_BOT_TOKEN"], base_url=settings["SLACK_API_URL"])
    assert slack.auth_test()["team"] == "Zauberwald & Söhne"
    jira = JIRA(
        settings["JIRA_URL"], basic_auth=(settings["JIRA_EMAIL"], settings["JIRA_TOKEN"]), max_retries=0
    )
    assert jira.server_info()["baseUrl"] == sandbox.jira_url


def test_the_clock_is_told_in_one_line(sandbox: Sandbox) -> None:
    answer = httpx.get(sandbox.bot_environment()["CLOCK_URL"], trust_env=False)
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert len(answer.text.strip()) == len("2028-10-27T07:10:00.123Z")


def test_the_page_is_served_beside_slack(sandbox: Sandbox) -> None:
    answer = httpx.get(sandbox.page_url, trust_env=False)
    assert answer.headers["Content-Type"].startswith("text/html")


def test_people_of_the_world_live_in_it(sandbox: Sandbox) -> None:
    assert sandbox.person("anna").name == "Anna Lindqvist"


def test_delivery_by_http_needs_an_address() -> None:
    with pytest.raises(ValueError, match="bot's address"):
        Sandbox(delivery="http")


def test_a_backlog_of_ones_own_stands_in_jira(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("issuekey,title,description,storypoint\nAB-1,Sell,,3\n")
    with Sandbox(backlog=str(file), delivery="http", bot_url="http://127.0.0.1:9") as sandbox:
        assert sandbox.jira.issue("AB-1").reference_points == 3
        assert sandbox.jira.estimate("AB-1") is None
        assert "SLACK_SIGNING_SECRET" in sandbox.bot_environment()
        assert "JIRA_WEBHOOK_SECRET" in sandbox.bot_environment()
