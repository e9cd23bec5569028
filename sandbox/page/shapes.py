"""How the page sees people, conversations, issues and calls."""

from http import HTTPStatus
from typing import Any

from sandbox.jira import JiraSite
from sandbox.jira.fields import SPRINT
from sandbox.jira.records import Comment, Issue
from sandbox.jira.site import LoggedCall
from sandbox.jira.store import Store
from sandbox.slack.calls import ApiCall
from sandbox.slack.people import Member
from sandbox.slack.person import Person
from sandbox.slack.workspace import Workspace

Json = dict[str, Any]
_ISSUES_SHOWN = 2_000
_COMMENTS_SHOWN = 5


def person_shape(member: Member) -> Json:
    return {
        "id": member.id,
        "handle": member.handle,
        "name": member.name,
        "title": member.title,
        "tz": member.zone,
        "locale": member.locale,
        "guest": member.guest,
        "deactivated": member.deactivated,
        "is_bot": bool(member.bot_id),
        "status_text": member.status_text,
        "status_emoji": member.status_emoji,
    }


def workspace_shape(workspace: Workspace, person: Person) -> Json:
    bot = next(member for member in workspace.people if member.id == workspace.bot)
    return {
        "name": workspace.name,
        "bot": person_shape(bot),
        "commands": person.commands(),
        "shortcuts": person.shortcuts(),
    }


def channel_shape(channel: Json, names: dict[str, str]) -> Json:
    """A conversation of `Person.channels`; a direct message is called as the person at its other end."""
    if channel.get("is_im"):
        return {**channel, "name": names.get(channel["user"], channel["user"]), "is_member": True}
    return channel


def issues_shape(jira: JiraSite) -> list[Json]:
    """The issues in the order of their rank, sprints first."""
    store = jira.store
    with store.lock:
        shown = [_issue_shape(store, issue) for issue in store.ranked()[:_ISSUES_SHOWN] if not issue.hidden]
    return sorted(shown, key=lambda issue: not issue["sprint"])


def _issue_shape(store: Store, issue: Issue) -> Json:
    project = store.projects[issue.project]
    estimate = issue.values.get(project.estimate_field)
    statuses = {status.id: status.name for status in project.statuses}
    return {
        "key": issue.key,
        "summary": issue.values["summary"],
        "status": statuses.get(issue.values["status"], ""),
        "estimate": None if estimate is None else f"{estimate:g}",
        "sprint": _sprint_name(store, issue),
        "comments": [_comment_shape(store, comment) for comment in issue.comments[-_COMMENTS_SHOWN:]],
    }


def _sprint_name(store: Store, issue: Issue) -> str:
    """The sprint that the issue is in now; the closed ones are history."""
    sprints = [store.sprints[number] for number in issue.values.get(SPRINT) or ()]
    return next((sprint.name for sprint in sprints if sprint.state != "closed"), "")


def _comment_shape(store: Store, comment: Comment) -> Json:
    return {
        "author": store.account(comment.author).name,
        "text": comment.body.wiki,
        "at": str(comment.updated.timestamp()),
    }


def slack_call_shape(call: ApiCall) -> Json:
    return _call_of_slack(call.as_json())


def logged_shape(kind: str, data: Json) -> Json:
    """A line of the log from an announcement of the workspace: a call by the app, or a delivery to it."""
    if kind == "call":
        return _call_of_slack(data)
    return {
        "system": "delivery",
        "name": data["name"],
        "ok": data["ok"],
        "error": data["error"],
        "status": None,
        "milliseconds": None,
        "detail": data,
    }


def _call_of_slack(call: Json) -> Json:
    kept = {name: call[name] for name in ("ok", "error", "status", "milliseconds")}
    return {"system": "slack", "name": call["method"], "detail": call["arguments"], **kept}


def jira_call_shape(call: LoggedCall) -> Json:
    line = {name: getattr(call, name) for name in ("method", "path", "status", "milliseconds")}
    return {**jira_line_shape(line), "detail": call.body}


def jira_line_shape(line: Json) -> Json:
    """A line of the log from an announcement of the Jira site."""
    return {
        "system": "jira",
        "name": f"{line['method']} {line['path']}",
        "ok": line["status"] < HTTPStatus.BAD_REQUEST,
        "error": "",
        "status": line["status"],
        "milliseconds": line["milliseconds"],
        "detail": line.get("body"),
    }
