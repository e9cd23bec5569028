from collections.abc import Iterator

import httpx
import pytest
from jira import JIRA

from sandbox import world
from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.jira import JiraSite, app
from tests.sandbox.jira.conftest import Stage


@pytest.fixture
def site(company: world.World) -> JiraSite:
    return JiraSite(company, clock=Clock(), faults=Faults(), deployment="server")


@pytest.fixture
def http(site: JiraSite, stage: tuple[Stage, str]) -> Iterator[httpx.Client]:
    built, url = stage
    built.app = app(site)
    headers = {"Authorization": f"Bearer {site.token}"}
    with httpx.Client(base_url=url, headers=headers, trust_env=False) as client:
        yield client


def test_a_personal_access_token_opens_it_and_a_password_does_not(http: httpx.Client, site: JiraSite) -> None:
    assert http.get("/rest/api/2/myself").json()["name"] == "taktgeber"
    assert http.get("/rest/api/2/myself", auth=(site.bot.email, site.token)).status_code == 401


def test_the_old_search_works_and_the_new_does_not_exist(http: httpx.Client) -> None:
    asked = {"jql": "project = CHK ORDER BY Rank", "startAt": "28", "fields": "summary"}
    found = http.get("/rest/api/2/search", params=asked).json()
    assert (found["total"], [one["key"] for one in found["issues"]]) == (30, ["CHK-29", "CHK-30"])
    posted = http.post("/rest/api/2/search", json={"jql": "", "maxResults": 1}).json()
    assert (posted["total"], len(posted["issues"])) == (42, 1)
    assert http.get("/rest/api/2/search/jql", params=asked).status_code == 404
    assert http.post("/rest/api/2/search/approximate-count", json=asked).status_code == 404


def test_there_is_no_third_version(http: httpx.Client) -> None:
    assert http.get("/rest/api/3/myself").status_code == 404


def test_sprints_stand_at_an_issue_as_texts(http: httpx.Client) -> None:
    (sprint,) = http.get("/rest/api/2/issue/CHK-7").json()["fields"]["customfield_10020"]
    assert "state=FUTURE,name=Checkout 43" in sprint


def test_the_python_client_works_with_it(http: httpx.Client, site: JiraSite) -> None:
    client = JIRA(str(http.base_url), token_auth=site.token, get_server_info=True, max_retries=0)
    found = client.search_issues("project = CHK AND labels = vouchers", maxResults=False)
    assert {issue.key for issue in found} == {"CHK-7", "CHK-8", "CHK-9"}
    client.add_comment("CHK-7", "Estimated.")
    assert client.comments("CHK-7")[0].body == "Estimated."
