"""Holds requests and answers against the vendor's own description of the interface."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
from openapi_core import OpenAPI
from openapi_core.datatypes import RequestParameters
from werkzeug.datastructures import Headers, ImmutableMultiDict

# Here the description contradicts its own example, or the nulls that stand in real sites' answers.
_WRONG = ("/configuration", "/changelog")


class VendorContract:
    """An httpx hook; paths that the description lacks are passed by."""

    def __init__(self, description: OpenAPI) -> None:
        self._description = description
        paths = description.spec["paths"]
        self._known = [
            (template.split("/"), method.upper())
            for template in list(paths.keys())
            for method in list((paths / template).keys())
        ]

    def check(self, response: httpx.Response) -> None:
        response.read()
        if self._describes(response.request) and response.is_success and response.content:
            self._description.validate_response(_Request(response.request), _Response(response))

    def _describes(self, request: httpx.Request) -> bool:
        path = request.url.path
        if path.endswith(_WRONG):
            return False
        return any(request.method == method and _fits(path, known) for known, method in self._known)


def _fits(path: str, template: list[str]) -> bool:
    parts = path.split("/")
    return len(parts) == len(template) and all(
        there.startswith("{") or here == there for here, there in zip(parts, template, strict=True)
    )


class _Request:
    def __init__(self, request: httpx.Request) -> None:
        url = urlsplit(str(request.url))
        self.host_url = "https://your-domain.atlassian.net"
        self.path = url.path
        self.path_pattern = None
        self.full_url_pattern = self.host_url + url.path
        self.method = request.method.lower()
        self.body = request.content or None
        self.content_type = request.headers.get("content-type", "application/json")
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(parse_qsl(url.query)), header=Headers(dict(request.headers))
        )


class _Response:
    def __init__(self, response: httpx.Response) -> None:
        self.data: Any = response.content
        self.status_code = response.status_code
        self.headers = Headers(dict(response.headers))
        self.content_type = response.headers.get("content-type", "application/json")
