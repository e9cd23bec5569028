"""What an issue's key looks like; anything else must not become part of an address or a query."""

import re

from integrations.jira.errors import NAME
from integrations.refusals import no_such_issue

KEY = re.compile(r"[A-Z][A-Z0-9_]*-[1-9][0-9]*")


def checked(key: str) -> str:
    """The key as Jira writes it; raise `NotFound` for what cannot be one."""
    tidy = key.strip().upper()
    if not KEY.fullmatch(tidy):
        raise no_such_issue(NAME, key)
    return tidy


def project_of(key: str) -> str:
    return checked(key).rpartition("-")[0]
