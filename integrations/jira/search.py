"""Finding issues and reading many at once: the calls in which Cloud and Data Center differ most."""

from collections.abc import Iterator, Sequence
from itertools import islice

from integrations.jira.mapping import Json
from integrations.jira.site import JiraSite
from integrations.ports import Denied, NotFound, Rejected
from integrations.refusals import empty_query

PAGE = 100


class JiraSearch:
    def __init__(self, site: JiraSite) -> None:
        self._site = site

    def keys(self, jql: str, *, limit: int) -> tuple[list[str], int | None]:
        """The keys of the first issues that a query finds, and of how many in all, if Jira says."""
        if not jql.strip():
            raise empty_query()
        if self._site.is_cloud:
            return self._cloud_keys(jql, limit=limit)
        return self._data_center_keys(jql, limit=limit)

    def read(self, keys: Sequence[str], fields: Sequence[str]) -> Iterator[Json]:
        """These issues with these fields, as far as Jira has them, in any order."""
        for start in range(0, len(keys), PAGE):
            some = keys[start : start + PAGE]
            yield from self._in_bulk(some, fields) if self._site.is_cloud else self._by_query(some, fields)

    def _in_bulk(self, keys: Sequence[str], fields: Sequence[str]) -> Sequence[Json]:
        body = {"issueIdsOrKeys": list(keys), "fields": list(fields)}
        issues: Sequence[Json] = self._site.send_api("POST", "issue/bulkfetch", body=body)["issues"]
        return issues

    def _by_query(self, keys: Sequence[str], fields: Sequence[str]) -> Sequence[Json]:
        """Data Center has no bulk call, and not each of its versions searches past a key that is missing."""
        jql = f"key in ({', '.join(keys)})"
        body = {"jql": jql, "fields": list(fields), "maxResults": PAGE, "validateQuery": False}
        try:
            issues: Sequence[Json] = self._site.send_api("POST", "search", body=body)["issues"]
        except Rejected:
            return ()
        return issues

    def _cloud_keys(self, jql: str, *, limit: int) -> tuple[list[str], int | None]:
        pages = self._cloud_pages(jql, limit=limit)
        keys = list(islice((issue["key"] for page in pages for issue in page["issues"]), limit + 1))
        return keys[:limit], len(keys) if len(keys) <= limit else self._count(jql)

    def _cloud_pages(self, jql: str, *, limit: int) -> Iterator[Json]:
        body: dict[str, object] = {"jql": jql, "fields": ["summary"], "maxResults": min(limit + 1, PAGE)}
        while True:
            page = self._site.send_api("POST", "search/jql", body=body)
            yield page
            token = page.get("nextPageToken")
            if page.get("isLast") or not token:
                return
            body["nextPageToken"] = token

    def _count(self, jql: str) -> int | None:
        """About how many issues a query finds; nice to know, not worth failing for."""
        try:
            return int(self._site.send_api("POST", "search/approximate-count", body={"jql": jql})["count"])
        except (NotFound, Rejected, Denied):
            return None

    def _data_center_keys(self, jql: str, *, limit: int) -> tuple[list[str], int]:
        body = {"jql": jql, "fields": ["summary"], "maxResults": limit, "startAt": 0}
        answer = self._site.send_api("POST", "search", body=body)
        return [issue["key"] for issue in answer["issues"]], int(answer["total"])
