"""What the paths of boards and sprints have in common."""

from sandbox.jira.moments import sprint_dates
from sandbox.jira.records import Issue, Json, Sprint
from sandbox.jira.rest.edge import Call, page
from sandbox.jira.rest.issues import issue_json, wanted_fields
from sandbox.jira.rest.search import issues_by_jql

AGILE = "/rest/agile/1.0"


def issue_page(call: Call, issues: list[Issue]) -> Json:
    if jql := call.query.get("jql"):
        matching = issues_by_jql(call, jql, bounded=False)
        issues = [issue for issue in issues if issue in matching]
    fields = wanted_fields(call.query.get("fields", "").split(","))
    shaped = page(call, issues, name="issues")
    expand = call.query.get("expand", "")
    shaped["issues"] = [issue_json(call, issue, fields=fields, expand=expand) for issue in shaped["issues"]]
    return shaped


def sprint_json(call: Call, sprint: Sprint) -> Json:
    return {
        "id": sprint.id,
        "self": agile_link(call, f"sprint/{sprint.id}"),
        "state": sprint.state,
        "name": sprint.name,
        "originBoardId": sprint.board,
        "goal": sprint.goal,
        **sprint_dates(sprint),
    }


def path_number(call: Call) -> int:
    typed = call.path["id"]
    return int(typed) if typed.isdigit() else 0


def agile_link(call: Call, path: str) -> str:
    return f"{call.site.url}{AGILE}/{path}"
