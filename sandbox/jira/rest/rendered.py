"""Texts of an issue as HTML, for `expand=renderedFields`."""

from html import escape

from sandbox.jira.fields import FIELDS
from sandbox.jira.records import Issue, Json, RichText


def rendered_fields(issue: Issue, fields: list[str]) -> Json:
    """Only rich texts are rendered; other fields are `null`, as in Jira."""
    return {
        name: html(issue.values[name]) if FIELDS[name].kind == "rich" and issue.values.get(name) else None
        for name in fields
    }


def html(text: RichText) -> str:
    paragraphs = (part for part in text.wiki.split("\n\n") if part.strip())
    return "\n".join(f"<p>{escape(part).replace(chr(10), '<br/>')}</p>" for part in paragraphs)
