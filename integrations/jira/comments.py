"""One comment of ours on an issue: found by its marker, written once, changed ever after."""

from collections.abc import Iterator, Sequence
from typing import Any

from integrations.jira.comment_text import adf_from_paragraphs, bare_words, wiki_from_paragraphs
from integrations.jira.errors import about_issue
from integrations.jira.keys import checked
from integrations.jira.mapping import Json
from integrations.jira.site import JiraSite
from integrations.ports import NotFound

PAGE = 100


class JiraComments:
    def __init__(self, site: JiraSite) -> None:
        self._site = site

    def put(self, key: str, *, marker: str, paragraphs: Sequence[str], comment_id: str | None) -> str:
        """The marker is the last paragraph, so that a repeated write finds what the first one left."""
        path = f"issue/{checked(key)}/comment"
        body = {"body": self._body([*paragraphs, marker])}
        if comment_id and self._changed(f"{path}/{comment_id}", body):
            return comment_id
        with about_issue(key):
            standing = self._standing(path, marker)
            if standing and self._changed(f"{path}/{standing}", body):
                return standing
            return str(self._site.send_api("POST", path, body=body)["id"])

    def _changed(self, path: str, body: Json) -> bool:
        """Change a comment; say no if somebody deleted it meanwhile."""
        try:
            self._site.send_api("PUT", path, body=body)
        except NotFound:
            return False
        return True

    def _standing(self, path: str, marker: str) -> str | None:
        account = self._site.account()
        for comment in self._comments(path):
            is_ours = _is_same_person(comment.get("author") or {}, account)
            if is_ours and marker in bare_words(comment.get("body")).splitlines():
                return str(comment["id"])
        return None

    def _comments(self, path: str) -> Iterator[Json]:
        start = 0
        while True:
            page = self._site.send_api("GET", path, startAt=start, maxResults=PAGE)
            comments = page.get("comments") or []
            yield from comments
            start += len(comments)
            if not comments or start >= page.get("total", 0):
                return

    def _body(self, paragraphs: Sequence[str]) -> dict[str, Any] | str:
        return adf_from_paragraphs(paragraphs) if self._site.is_cloud else wiki_from_paragraphs(paragraphs)


def _is_same_person(author: Json, account: Json) -> bool:
    """Cloud knows people by account id, Data Center by key or name."""
    return any(
        author.get(name) is not None and author.get(name) == account.get(name)
        for name in ("accountId", "key", "name")
    )
