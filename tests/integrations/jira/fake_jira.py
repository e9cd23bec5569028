"""A small stateful Jira behind `responses`: as Cloud or as Data Center, as far as the tracker goes."""

import json
import re
from urllib.parse import parse_qsl, urlsplit

import responses

from tests.integrations.jira.specification import check_document, check_request
from tests.integrations.jira.texts import ADF_DESCRIPTION, WIKI_DESCRIPTION

SITE = "https://your-domain.atlassian.net"
POINTS = "customfield_10016"
TOKEN = "right-token"

DONE = {"name": "Done", "statusCategory": {"key": "done"}}
TO_DO = {"name": "To Do", "statusCategory": {"key": "new"}}
OFF_SCREEN = f"Field '{POINTS}' cannot be set. It is not on the appropriate screen, or unknown."


class FakeJira:
    """The site of the contract tests: project PAY with three issues and two boards."""

    def __init__(self, *, is_cloud):
        self.is_cloud = is_cloud
        self.api = "/rest/api/3" if is_cloud else "/rest/api/2"
        self.issues = {
            "PAY-1": self._issue("Refunds", points=3.0, outwardIssue="PAY-2 Invoices"),
            "PAY-2": self._issue("Invoices", inwardIssue="PAY-1 Refunds"),
            "PAY-3": self._issue("Receipts", status=DONE),
        }
        self.comments = {key: [] for key in self.issues}
        self.points_on_screen = True
        self.estimation_offered = True
        self.refuses_estimates = False
        self.searches_are_counted = True
        self.takes_basic = is_cloud
        self.page_size = 2
        self.requests = []
        self._instead = {}

    def answer_instead(self, path, *, status=200, text="", json_body=None, headers=None, error=None):
        """Give this answer to every GET of the path."""
        kind = {"Content-Type": "text/html" if text.startswith("<") else "application/json"}
        body = text if json_body is None else json.dumps(json_body)
        self._instead[path] = error or (status, kind | (headers or {}), body)

    def answer(self, request):
        self.requests.append(request)
        instead = self._instead.get(urlsplit(request.url).path)
        if instead and request.method == "GET":
            return instead
        if self.is_cloud:
            check_request(request)
        if TOKEN not in request.headers["Authorization"] and not self._is_basic(request):
            return self._json(401, {"message": "Client must be authenticated to access this resource."})
        address = urlsplit(request.url)
        for method, pattern, respond in self._routes():
            match = re.fullmatch(pattern, address.path)
            if method == request.method and match:
                body = json.loads(request.body) if request.body else {}
                return respond(*match.groups(), body=body, query=dict(parse_qsl(address.query)))
        return self._json(404, {"errorMessages": [f"No such path: {request.method} {address.path}"]})

    def _routes(self):
        api, agile = self.api, "/rest/agile/1.0"
        routes = [
            ("GET", f"{api}/serverInfo", self._server_info),
            ("GET", f"{api}/myself", lambda **_: self._json(200, self._person())),
            ("GET", f"{api}/field", lambda **_: self._json(200, self._fields())),
            ("GET", f"{api}/project", lambda **_: self._json(200, [{"key": "PAY", "name": "Payments"}])),
            ("GET", f"{api}/issue/([^/]+)", self._read),
            ("PUT", f"{api}/issue/([^/]+)", self._edit),
            ("GET", f"{api}/issue/([^/]+)/editmeta", self._editmeta),
            ("GET", f"{api}/issue/([^/]+)/comment", self._list_comments),
            ("POST", f"{api}/issue/([^/]+)/comment", self._add_comment),
            ("PUT", f"{api}/issue/([^/]+)/comment/([^/]+)", self._change_comment),
            ("GET", f"{agile}/board", self._boards),
            ("GET", f"{agile}/board/(\\d+)/configuration", self._configuration),
            ("GET", f"{agile}/board/(\\d+)/sprint", self._sprints),
            ("GET", f"{agile}/sprint/(\\d+)", self._sprint),
            ("PUT", f"{agile}/issue/([^/]+)/estimation", self._estimate),
        ]
        if not self.is_cloud:
            return [*routes, ("POST", f"{api}/search", self._search_data_center)]
        return [
            *routes,
            ("POST", f"{api}/search/jql", self._search_cloud),
            ("POST", f"{api}/search/approximate-count", self._count),
            ("POST", f"{api}/issue/bulkfetch", self._bulk),
        ]

    def _is_basic(self, request):
        return self.takes_basic and request.headers["Authorization"].startswith("Basic ")

    @staticmethod
    def _json(status, body):
        return status, {"Content-Type": "application/json"}, json.dumps(body) if body is not None else ""

    def _missing(self):
        text = "Issue does not exist or you do not have permission to see it."
        return self._json(404, {"errorMessages": [text], "errors": {}})

    def _rejected(self, *messages, **errors):
        return self._json(400, {"errorMessages": list(messages), "errors": errors})

    def _issue(self, title, *, points=None, status=TO_DO, **links):
        return {
            "summary": title,
            "status": status,
            "issuetype": {"name": "Story"},
            "project": {"key": "PAY"},
            "description": ADF_DESCRIPTION if self.is_cloud else WIKI_DESCRIPTION,
            "assignee": {"displayName": "Mia Krystof"},
            "labels": ["checkout"],
            "issuelinks": [
                {
                    "type": {"name": "Blocks", "inward": "is blocked by", "outward": "blocks"},
                    side: {"key": other[:5], "fields": {"summary": other[6:], "status": TO_DO}},
                }
                for side, other in links.items()
            ],
            "updated": "2026-11-20T09:30:00.000+0000",
            POINTS: points,
        }

    def _person(self):
        identity = {"accountId": "5b10a2844c20165700ede21g"} if self.is_cloud else {"key": "taktgeber"}
        return {**identity, "displayName": "Taktgeber"}

    def _server_info(self, **_):
        return self._json(
            200,
            {
                "baseUrl": SITE,
                "deploymentType": "Cloud" if self.is_cloud else "Server",
                "version": "1001.0.0" if self.is_cloud else "9.12.0",
                "serverTitle": "Our Jira",
            },
        )

    @staticmethod
    def _fields():
        return [
            {"id": "summary", "name": "Summary", "schema": {"type": "string"}},
            {"id": "timeoriginalestimate", "name": "Original estimate", "schema": {"type": "number"}},
            {"id": POINTS, "name": "Schätzung", "schema": {"type": "number"}},
        ]

    def _raw(self, key, fields):
        return {"id": key, "key": key, "fields": {name: self.issues[key].get(name) for name in fields}}

    def _read(self, key, *, query, **_):
        if key not in self.issues:
            return self._missing()
        return self._json(200, self._raw(key, query["fields"].split(",")))

    def _bulk(self, *, body, **_):
        found = [key for key in body["issueIdsOrKeys"] if key in self.issues]
        return self._json(
            200, {"issues": [self._raw(key, body["fields"]) for key in found], "issueErrors": []}
        )

    def _edit(self, key, *, body, **_):
        if key not in self.issues:
            return self._missing()
        if not self.points_on_screen or self.refuses_estimates:
            return self._rejected(**{POINTS: OFF_SCREEN})
        self.issues[key].update(body["fields"])
        return self._json(204, None)

    def _editmeta(self, key, **_):
        if key not in self.issues:
            return self._missing()
        names = ["summary", *([POINTS] if self.points_on_screen else [])]
        return self._json(200, {"fields": {name: {"name": name, "required": False} for name in names}})

    def _estimate(self, key, *, body, query, **_):
        if key not in self.issues:
            return self._missing()
        if not self.estimation_offered or self.refuses_estimates or query.get("boardId") != "7":
            return self._rejected("The board does not estimate.")
        self.issues[key][POINTS] = float(body["value"])
        return self._json(200, {"fieldId": POINTS, "value": body["value"]})

    def _matching(self, jql):
        """The few queries of the contract, answered as Jira would."""
        if jql.startswith("sprint = 72 AND statusCategory != Done"):
            return ["PAY-2", "PAY-1"]
        if jql.startswith("sprint = 71 "):
            return []
        if re.match(r"project = PAY\b", jql):
            return list(self.issues)
        keys = re.fullmatch(r"key in \(([^)]*)\)", jql)
        return [key.strip() for key in keys[1].split(",")] if keys else None

    def _search_cloud(self, *, body, **_):
        keys = self._matching(body["jql"])
        if keys is None:
            return self._rejected("Error in the JQL Query: Expecting operator but got 'nonsense'.")
        start = int(body.get("nextPageToken", 0))
        end = start + min(self.page_size, body["maxResults"])
        page = {"issues": [self._raw(key, body["fields"]) for key in keys[start:end]]}
        more = {"nextPageToken": str(end), "isLast": False} if end < len(keys) else {"isLast": True}
        return self._json(200, page | more)

    def _search_data_center(self, *, body, **_):
        keys = self._matching(body["jql"])
        if keys is None:
            return self._rejected("Error in the JQL Query: Expecting operator but got 'nonsense'.")
        keys = [key for key in keys if key in self.issues]
        some = keys[: body["maxResults"]]
        return self._json(
            200, {"total": len(keys), "issues": [self._raw(key, body["fields"]) for key in some]}
        )

    def _count(self, *, body, **_):
        if not self.searches_are_counted:
            return self._rejected("Not today.")
        return self._json(200, {"count": len(self._matching(body["jql"]))})

    def _boards(self, *, query, **_):
        boards = [
            {"id": 9, "name": "Support", "type": "kanban"},
            {"id": 7, "name": "Payments", "type": "scrum"},
        ]
        if query["projectKeyOrId"] != "PAY":
            return self._rejected("No project could be found with that key.")
        return self._json(200, {"values": boards, "isLast": True, "maxResults": 50, "startAt": 0})

    def _configuration(self, board, **_):
        if board not in {"7", "9"}:
            return self._json(404, {"errorMessages": ["The requested board cannot be viewed."]})
        estimation = {"field": {"fieldId": POINTS, "displayName": "Schätzung"}} if board == "7" else {}
        return self._json(200, {"id": int(board), "estimation": estimation})

    def _sprint_list(self):
        return [
            {"id": 71, "name": "Sprint 12", "state": "active"},
            {"id": 72, "name": "Sprint 13", "state": "future"},
        ]

    def _sprints(self, board, *, query, **_):
        if board == "9":
            return self._rejected("The board does not support sprints")
        values = [sprint for sprint in self._sprint_list() if sprint["state"] in query["state"].split(",")]
        return self._json(200, {"values": values, "isLast": True, "maxResults": 50, "startAt": 0})

    def _sprint(self, sprint_id, **_):
        found = [sprint for sprint in self._sprint_list() if str(sprint["id"]) == sprint_id]
        return self._json(200, found[0]) if found else self._missing()

    def _list_comments(self, key, *, query, **_):
        if key not in self.issues:
            return self._missing()
        start = int(query["startAt"])
        page = self.comments[key][start : start + self.page_size]
        return self._json(200, {"comments": page, "total": len(self.comments[key]), "startAt": start})

    def _add_comment(self, key, *, body, **_):
        if key not in self.issues:
            return self._missing()
        self._check_body(body["body"])
        number = 1 + sum(len(comments) for comments in self.comments.values())
        comment = {"id": str(10000 + number), "author": self._person(), "body": body["body"]}
        self.comments[key].append(comment)
        return self._json(201, comment)

    def _change_comment(self, key, comment_id, *, body, **_):
        for comment in self.comments[key]:
            if comment["id"] == comment_id:
                self._check_body(body["body"])
                comment["body"] = body["body"]
                return self._json(200, comment)
        return self._json(404, {"errorMessages": ["Can not find a comment for the id."]})

    def _check_body(self, body):
        if self.is_cloud:
            check_document(body)
        else:
            assert isinstance(body, str)


def answering(jira):
    """`responses`, with everything below the site going to the fake."""
    mock = responses.RequestsMock(assert_all_requests_are_fired=False)
    for method in ("GET", "POST", "PUT", "DELETE"):
        mock.add_callback(method, re.compile(re.escape(SITE) + "/.*"), callback=jira.answer)
    return mock
