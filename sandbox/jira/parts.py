"""How what an issue refers to looks in JSON: people, statuses, types, projects and versions."""

from datetime import date

from sandbox.jira.records import (
    Account,
    Deployment,
    IssueType,
    Json,
    LinkType,
    Priority,
    Project,
    RichText,
    Status,
    Version,
)
from sandbox.jira.store import Store

_AVATAR_SIZES = ("48x48", "24x24", "16x16", "32x32")
_CATEGORIES = {
    "new": (2, "To Do", "blue-gray"),
    "indeterminate": (4, "In Progress", "yellow"),
    "done": (3, "Done", "green"),
}


class Parts:
    """Builds JSON for one version of the interface; `url` is the site's own address."""

    def __init__(
        self, store: Store, *, url: str, rest: str, language: str, deployment: Deployment = "cloud"
    ) -> None:
        self.store = store
        self._url = url
        self._rest = rest
        self._language = language
        self.deployment = deployment

    def self_link(self, path: str) -> str:
        return f"{self._url}/rest/api/{self._rest}/{path}"

    def user(self, account: Account) -> Json:
        shape = {
            "emailAddress": account.email,
            "displayName": account.name,
            "active": account.active,
            "timeZone": account.zone,
            "avatarUrls": dict.fromkeys(_AVATAR_SIZES, f"{self._url}/avatar/{account.handle}.svg"),
        }
        if self.deployment == "server":
            who = {"self": self.self_link(f"user?username={account.handle}"), "name": account.handle}
            return {**who, "key": account.handle, **shape}
        who = {
            "self": self.self_link(f"user?accountId={account.account_id}"),
            "accountId": account.account_id,
        }
        return {**who, "accountType": "atlassian", **shape}

    def status(self, status: Status) -> Json:
        number, name, colour = _CATEGORIES[status.category]
        return {
            "self": self.self_link(f"status/{status.id}"),
            "id": status.id,
            "name": status.name,
            "description": "",
            "iconUrl": f"{self._url}/images/icons/statuses/generic.png",
            "statusCategory": {
                "self": self.self_link(f"statuscategory/{number}"),
                "id": number,
                "key": status.category,
                "colorName": colour,
                "name": name,
            },
        }

    def issue_type(self, kind: IssueType) -> Json:
        return {
            "self": self.self_link(f"issuetype/{kind.id}"),
            "id": kind.id,
            "name": kind.name,
            "description": "",
            "iconUrl": f"{self._url}/images/icons/issuetypes/{kind.original.lower()}.svg",
            "subtask": False,
            "hierarchyLevel": 1 if kind.original == "Epic" else 0,
        }

    def priority(self, priority: Priority) -> Json:
        return {
            "self": self.self_link(f"priority/{priority.id}"),
            "id": priority.id,
            "name": priority.german if self._language == "de" else priority.name,
            "iconUrl": f"{self._url}/images/icons/priorities/{priority.name.lower()}.svg",
        }

    def project(self, project: Project) -> Json:
        return {
            "self": self.self_link(f"project/{project.id}"),
            "id": project.id,
            "key": project.key,
            "name": project.name,
            "projectTypeKey": "software",
            "simplified": project.managed == "team",
            "style": "next-gen" if project.managed == "team" else "classic",
            "isPrivate": False,
            "avatarUrls": dict.fromkeys(_AVATAR_SIZES, f"{self._url}/avatar/{project.key}.svg"),
        }

    def project_details(self, project: Project) -> Json:
        return {
            **self.project(project),
            "description": "",
            "lead": self.user(self.store.account(project.lead)),
            "assigneeType": "UNASSIGNED",
            "components": [],
            "issueTypes": [self.issue_type(kind) for kind in project.types],
            "versions": [self.version(version) for version in self.store.versions_of(project)],
            "roles": {},
        }

    def version(self, version: Version) -> Json:
        shape: Json = {
            "self": self.self_link(f"version/{version.id}"),
            "id": version.id,
            "name": version.name,
            "description": version.description,
            "archived": version.archived,
            "released": version.released,
            "projectId": int(self.store.projects[version.project].id),
        }
        if version.start:
            shape |= {"startDate": version.start.isoformat(), "userStartDate": _user_date(version.start)}
        if version.release:
            shape |= {
                "releaseDate": version.release.isoformat(),
                "userReleaseDate": _user_date(version.release),
            }
        if version.driver:
            shape["driver"] = version.driver
        if version.approvers:
            shape["approvers"] = version.approvers
        return shape

    def rich(self, text: RichText | None) -> Json | str | None:
        if text is None:
            return None
        return text.adf if self._rest == "3" else text.wiki

    def link_type(self, kind: LinkType) -> Json:
        return {
            "self": self.self_link(f"issueLinkType/{kind.id}"),
            "id": kind.id,
            "name": kind.name,
            "inward": kind.inward,
            "outward": kind.outward,
        }


def _user_date(day: date) -> str:
    return day.strftime("%d/%b/%y")
