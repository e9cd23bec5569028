"""Which field a word in a query means, and what can be asked of it."""

from collections.abc import Callable, Mapping

from sandbox.jira.fields import Field, field_called
from sandbox.jira.jql import named_fields, plain_fields
from sandbox.jira.jql.searchable import Scope, Searchable
from sandbox.jira.jql.tokens import JqlError

# What exists for searching only.
_SPECIAL: Mapping[str, Callable[[Scope], Searchable]] = {
    "key": plain_fields.key,
    "issuekey": plain_fields.key,
    "issue": plain_fields.key,
    "id": plain_fields.key,
    "text": plain_fields.text,
    "statuscategory": named_fields.category,
}
_BY_KIND: Mapping[str, Callable[[Scope, Field], Searchable]] = {
    "text": plain_fields.words,
    "rich": plain_fields.words,
    "number": plain_fields.number,
    "moment": plain_fields.moment,
    "date": plain_fields.date,
    "rank": plain_fields.rank,
    "project": named_fields.project,
    "type": named_fields.issue_type,
    "status": named_fields.status,
    "priority": named_fields.priority,
    "resolution": named_fields.resolution,
    "user": named_fields.user,
    "labels": named_fields.labels,
    "versions": named_fields.versions,
    "sprint": named_fields.sprint,
}


def searchable(at: Scope, name: str) -> Searchable:
    if special := _SPECIAL.get(name.casefold()):
        return special(at)
    known = field_called(name)
    if known is None or known.kind not in _BY_KIND:
        raise JqlError(f"Field '{name}' does not exist or you do not have permission to view it.")
    return _BY_KIND[known.kind](at, known)
