"""The fields of a site: their ids, their names in two languages, and of which kind their values are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "comments", "date", "labels", "links", "moment", "number", "priority", "project", "rank", "resolution",
    "rich", "sprint", "status", "text", "type", "user", "versions",
]  # fmt: skip

RANK, SPRINT = "customfield_10019", "customfield_10020"
TEAM_POINTS, COMPANY_POINTS, RICE_SCORE = "customfield_10016", "customfield_10028", "customfield_10041"


@dataclass(frozen=True, slots=True)
class Field:
    """`type` and `items` are what Jira's schema calls them; `custom` is the key of a custom field's type."""

    id: str
    name: str
    german: str
    kind: Kind
    type: str
    items: str = ""
    custom: str = ""
    clauses: tuple[str, ...] = ()
    """Further names that JQL knows it by."""

    def name_in(self, language: str) -> str:
        return self.german if language == "de" else self.name


_FLOAT = "com.atlassian.jira.plugin.system.customfieldtypes:float"

FIELDS: Mapping[str, Field] = {
    field.id: field
    for field in (
        Field("summary", "Summary", "Zusammenfassung", "text", "string"),
        Field("description", "Description", "Beschreibung", "rich", "string"),
        Field("issuetype", "Issue Type", "Vorgangstyp", "type", "issuetype", clauses=("type",)),
        Field("project", "Project", "Projekt", "project", "project"),
        Field("status", "Status", "Status", "status", "status"),
        Field("priority", "Priority", "Priorität", "priority", "priority"),
        Field("resolution", "Resolution", "Lösung", "resolution", "resolution"),
        Field("assignee", "Assignee", "Zugewiesene Person", "user", "user"),
        Field("reporter", "Reporter", "Autor", "user", "user"),
        Field("labels", "Labels", "Stichwörter", "labels", "array", "string"),
        Field(
            "fixVersions", "Fix versions", "Lösungsversionen", "versions", "array", "version",
            clauses=("fixversion",),
        ),
        Field("issuelinks", "Linked Issues", "Verknüpfte Vorgänge", "links", "array", "issuelinks"),
        Field("comment", "Comment", "Kommentar", "comments", "comments-page"),
        Field("duedate", "Due date", "Fälligkeitsdatum", "date", "date", clauses=("due",)),
        Field("created", "Created", "Erstellt", "moment", "datetime", clauses=("createddate",)),
        Field("updated", "Updated", "Aktualisiert", "moment", "datetime", clauses=("updateddate",)),
        Field("resolutiondate", "Resolved", "Erledigt", "moment", "datetime", clauses=("resolved",)),
        Field(
            TEAM_POINTS, "Story point estimate", "Story-Point-Schätzung", "number", "number",
            custom="com.pyxis.greenhopper.jira:jsw-story-points",
        ),
        Field(COMPANY_POINTS, "Story Points", "Story Points", "number", "number", custom=_FLOAT),
        Field(RICE_SCORE, "RICE Score", "RICE-Wert", "number", "number", custom=_FLOAT),
        Field(RANK, "Rank", "Rang", "rank", "any", custom="com.pyxis.greenhopper.jira:gh-lexo-rank"),
        Field(SPRINT, "Sprint", "Sprint", "sprint", "array", "json", "com.pyxis.greenhopper.jira:gh-sprint"),
    )
}  # fmt: skip

EDITABLE = frozenset(
    {"summary", "description", "issuetype", "priority", "assignee", "reporter", "labels", "fixVersions"}
    | {"duedate", SPRINT, RICE_SCORE}
)


def field_called(name: str) -> Field | None:
    """The field that JQL means by this word: id, name in either language, or `cf[10028]`."""
    word = name.casefold()
    if word.startswith("cf[") and word.endswith("]"):
        return FIELDS.get(f"customfield_{word[3:-1]}")
    for field in FIELDS.values():
        names = {field.id, field.name, field.german, *field.clauses}
        if word in {known.casefold() for known in names}:
            return field
    return None
