import pytest
from openapi_core import OpenAPI

from tests.sandbox.jira.conftest import Rig

READS = [
    "/rest/api/3/serverInfo",
    "/rest/api/3/myself",
    "/rest/api/3/mypermissions?permissions=EDIT_ISSUES",
    "/rest/api/3/user/search?query=anna",
    "/rest/api/3/users/search",
    "/rest/api/3/field",
    "/rest/api/3/status",
    "/rest/api/3/issuetype",
    "/rest/api/3/priority",
    "/rest/api/3/project",
    "/rest/api/3/project/search",
    "/rest/api/3/project/CHK",
    "/rest/api/3/project/CHK/versions",
    "/rest/api/3/project/CHK/version?status=unreleased&orderBy=-name",
    "/rest/api/3/issue/CHK-8?expand=names,changelog,renderedFields",
    "/rest/api/3/issue/CHK-8/editmeta",
    "/rest/api/3/issue/CHK-8/changelog",
    "/rest/api/3/issue/CHK-8/transitions",
    "/rest/api/3/issue/CHK-8/comment",
    "/rest/api/3/issueLinkType",
    "/rest/api/3/search/jql?jql=project%20%3D%20CHK&fields=*all&maxResults=5",
    "/rest/agile/1.0/board?projectKeyOrId=CHK",
    "/rest/agile/1.0/board/1",
    "/rest/agile/1.0/board/1/configuration",
    "/rest/agile/1.0/board/1/sprint?state=active,future",
    "/rest/agile/1.0/sprint/2",
    "/rest/agile/1.0/issue/CHK-8/estimation?boardId=1",
]


@pytest.mark.parametrize("path", READS)
def test_an_answer_is_as_the_vendor_describes_it(
    rig: Rig, vendor_description: OpenAPI | None, path: str
) -> None:
    if vendor_description is None:
        pytest.skip("The vendor's description of Jira Cloud is not on this machine.")
    assert rig.http.get(path).status_code == 200
