"""What a client asks to know the site: server, people, fields, statuses, priorities and projects."""

from typing import Any

from sandbox.jira.errors import JiraRefused
from sandbox.jira.fields import FIELDS, TEAM_POINTS, Field
from sandbox.jira.moments import moment
from sandbox.jira.records import Account, Json
from sandbox.jira.rest.edge import Call, Path, page
from sandbox.jira.store import PRIORITIES


def server_info(call: Call) -> Json:
    cloud = call.site.deployment == "cloud"
    version = "1001.0.0-SNAPSHOT" if cloud else "9.12.2"
    return {
        "baseUrl": call.site.url,
        "version": version,
        "versionNumbers": [1001, 0, 0] if cloud else [9, 12, 2],
        "deploymentType": "Cloud" if cloud else "Server",
        "buildNumber": 100275 if cloud else 9120002,
        "buildDate": "2026-11-01T00:00:00.000+0000",
        "serverTime": moment(call.site.clock.now()),
        "scmInfo": "sandbox",
        "serverTitle": "Jira",
    }


def myself(call: Call) -> Json:
    extra = {"locale": call.actor.locale.replace("-", "_"), "groups": {"size": 0, "items": []}}
    return {**call.shape.user(call.actor), **extra}


def find_users(call: Call) -> list[Json]:
    typed = (call.query.get("query") or call.query.get("username") or "").casefold()
    if not typed and "accountId" not in call.query:
        raise JiraRefused(400, "The query parameter must be provided.")
    matches = (account for account in _people(call) if typed and _fits(account, typed))
    exact = (account for account in _people(call) if account.account_id == call.query.get("accountId"))
    return _part(call, [call.shape.user(account) for account in (*matches, *exact)])


def all_users(call: Call) -> list[Json]:
    return _part(call, [call.shape.user(account) for account in _people(call)])


def user(call: Call) -> Json:
    named = call.query.get("accountId") or call.query.get("username") or ""
    account = call.site.store.account_named(named)
    if account is None:
        raise JiraRefused(
            404, f"Specified user does not exist or you do not have required permissions: {named}"
        )
    return call.shape.user(account)


def _people(call: Call) -> list[Account]:
    return list(call.site.store.accounts.values())


def _fits(account: Account, typed: str) -> bool:
    words = (*account.name.casefold().split(), account.name.casefold(), account.email, account.handle)
    return any(word.startswith(typed) for word in words)


def _part(call: Call, items: list[Json]) -> list[Json]:
    start = call.number("startAt", 0)
    return items[start : start + call.number("maxResults", 50)]


def fields(call: Call) -> list[Json]:
    return [_field(call, field) for field in FIELDS.values()]


def _field(call: Call, field: Field) -> Json:
    """The field of team-managed projects belongs to one of them, and is called as in that project."""
    shape: Json = {
        "id": field.id,
        "key": field.id,
        "name": field.name_in(call.site.language),
        "custom": bool(field.custom),
        "orderable": True,
        "navigable": True,
        "searchable": True,
        "clauseNames": [field.id, field.name, *field.clauses],
        "schema": {"type": field.type},
    }
    if field.items:
        shape["schema"]["items"] = field.items
    if not field.custom:
        shape["schema"]["system"] = field.id
        return shape
    number = int(field.id.removeprefix("customfield_"))
    shape["schema"] |= {"custom": field.custom, "customId": number}
    shape["clauseNames"] = [f"cf[{number}]", field.name]
    owner = next((one for one in call.site.store.projects.values() if one.managed == "team"), None)
    if field.id == TEAM_POINTS and owner:
        german = owner.statuses[0].name != owner.statuses[0].original
        shape["name"] = field.german if german else shape["name"]
        shape["scope"] = {"type": "PROJECT", "project": {"id": owner.id}}
    return shape


def statuses(call: Call) -> list[Json]:
    found = {status.id: status for one in call.site.store.projects.values() for status in one.statuses}
    return [call.shape.status(status) for status in found.values()]


def issue_types(call: Call) -> list[Json]:
    found = {kind.id: kind for one in call.site.store.projects.values() for kind in one.types}
    return [call.shape.issue_type(kind) for kind in found.values()]


def priorities(call: Call) -> list[Json]:
    return [call.shape.priority(priority) for priority in PRIORITIES]


def projects(call: Call) -> list[Json]:
    return [call.shape.project(project) for project in call.site.store.projects.values()]


def find_projects(call: Call) -> Json:
    typed = call.query.get("query", "").casefold()
    found = [
        call.shape.project(project)
        for project in call.site.store.projects.values()
        if typed in project.name.casefold() or typed in project.key.casefold()
    ]
    return page(call, found)


def project(call: Call) -> Json:
    return call.shape.project_details(call.site.store.project(call.path["key"]))


def permissions(call: Call) -> Json:
    names = call.query.get("permissions", "BROWSE_PROJECTS").split(",")
    granted: dict[str, Any] = {
        name: {"id": str(number), "key": name, "name": name.replace("_", " ").capitalize(), "type": "PROJECT",
               "description": "", "havePermission": True}
        for number, name in enumerate(names, 10)
    }  # fmt: skip
    return {"permissions": granted}


PATHS = (
    Path("GET", "/rest/api/{rest}/serverInfo", server_info, open_to_all=True),
    Path("GET", "/rest/api/{rest}/myself", myself),
    Path("GET", "/rest/api/{rest}/mypermissions", permissions),
    Path("GET", "/rest/api/{rest}/user", user),
    Path("GET", "/rest/api/{rest}/user/search", find_users),
    Path("GET", "/rest/api/{rest}/users/search", all_users),
    Path("GET", "/rest/api/{rest}/field", fields),
    Path("GET", "/rest/api/{rest}/status", statuses),
    Path("GET", "/rest/api/{rest}/issuetype", issue_types),
    Path("GET", "/rest/api/{rest}/priority", priorities),
    Path("GET", "/rest/api/{rest}/project", projects),
    Path("GET", "/rest/api/{rest}/project/search", find_projects),
    Path("GET", "/rest/api/{rest}/project/{key}", project),
)
