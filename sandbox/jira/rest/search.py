"""Searching by JQL: with page tokens on Cloud, with `startAt` on a server."""

import base64
import binascii
from collections.abc import Iterable
from typing import Any

from sandbox.jira.errors import JiraRefused
from sandbox.jira.jql import JqlError, Search
from sandbox.jira.records import Issue, Json
from sandbox.jira.rest.edge import Call, Path
from sandbox.jira.rest.issues import issue_json, wanted_fields

_MOST, _MOST_WITH_FIELDS, _USUAL = 5000, 100, 50
_REMOVED = (
    "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. "
    "A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046"
)


def issues_by_jql(call: Call, jql: object, *, bounded: bool) -> list[Issue]:
    if jql is not None and not isinstance(jql, str):
        raise JiraRefused(400, "The JQL query must be a text.")
    try:
        search = Search(call.site.store, call.actor, now=call.site.clock.now())
        return search.issues(jql or "", bounded=bounded)
    except JqlError as error:
        raise JiraRefused(400, str(error)) from None


def search_by_get(call: Call) -> Json:
    asked = dict(call.query)
    fields = asked.get("fields", "").split(",") if asked.get("fields") else []
    size = call.number("maxResults", _USUAL, most=_MOST)
    return _token_page(
        call, asked.get("jql"), fields, size, token=asked.get("nextPageToken"), expand=asked.get("expand", "")
    )


def search_by_post(call: Call) -> Json:
    body = call.json()
    size = body.get("maxResults") or _USUAL
    if isinstance(size, bool) or not isinstance(size, int) or size < 0:
        raise JiraRefused(400, "The value of 'maxResults' is no number.")
    expand = body.get("expand") or ""
    fields = body.get("fields") or []
    return _token_page(
        call, body.get("jql"), fields, min(size, _MOST), token=body.get("nextPageToken"), expand=expand
    )


def _token_page(
    call: Call, jql: object, fields: Iterable[str], size: int, *, token: str | None, expand: str
) -> Json:
    """Without fields an issue is its id alone; with more than the key a page has at most 100 issues."""
    _cloud_only(call)
    issues = issues_by_jql(call, jql, bounded=True)
    asked = [name for name in fields if name]
    if set(asked) - {"id", "key"}:
        size = min(size, _MOST_WITH_FIELDS)
    start = _start(token)
    part = issues[start : start + size]
    answer: Json = {"issues": [_found(call, issue, asked, expand) for issue in part]}
    is_last = start + len(part) >= len(issues)
    if not is_last:
        answer["nextPageToken"] = base64.urlsafe_b64encode(f"from:{start + len(part)}".encode()).decode()
    return {**answer, "isLast": is_last}


def _found(call: Call, issue: Issue, asked: list[str], expand: str) -> Json:
    if not set(asked) - {"id"}:
        return {"id": issue.id}
    if not set(asked) - {"id", "key"}:
        return {"id": issue.id, "key": issue.key, "self": call.shape.self_link(f"issue/{issue.id}")}
    return issue_json(call, issue, fields=wanted_fields(asked), expand=expand)


def _start(token: str | None) -> int:
    if not token:
        return 0
    try:
        return int(base64.urlsafe_b64decode(token).decode().removeprefix("from:"))
    except (binascii.Error, ValueError):
        raise JiraRefused(400, "The provided next page token is invalid or expired.") from None


def approximate_count(call: Call) -> Json:
    _cloud_only(call)
    return {"count": len(issues_by_jql(call, call.json().get("jql"), bounded=True))}


def old_search(call: Call) -> Any:  # noqa: ANN401  # JSON
    if call.site.deployment == "cloud":
        raise JiraRefused(410, _REMOVED)
    body: Json = call.body if isinstance(call.body, dict) else dict(call.query)
    issues = issues_by_jql(call, body.get("jql"), bounded=False)
    start, size = int(body.get("startAt") or 0), min(int(body.get("maxResults") or _USUAL), 1000)
    asked = body.get("fields") or []
    fields = wanted_fields(asked.split(",") if isinstance(asked, str) else asked)
    expand = body.get("expand") or ""
    expanded = expand if isinstance(expand, str) else ",".join(expand)
    part = [issue_json(call, issue, fields=fields, expand=expanded) for issue in issues[start : start + size]]
    return {"startAt": start, "maxResults": size, "total": len(issues), "issues": part}


def _cloud_only(call: Call) -> None:
    if call.site.deployment != "cloud":
        raise JiraRefused(404, "null for uri: /rest/api/2/search/jql")


PATHS = (
    Path("GET", "/rest/api/{rest}/search/jql", search_by_get),
    Path("POST", "/rest/api/{rest}/search/jql", search_by_post),
    Path("POST", "/rest/api/{rest}/search/approximate-count", approximate_count),
    Path("GET", "/rest/api/{rest}/search", old_search),
    Path("POST", "/rest/api/{rest}/search", old_search),
)
