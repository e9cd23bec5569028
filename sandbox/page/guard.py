"""Only this machine's own page may drive the sandbox, not a site on the web from its visitor's browser."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_SAFE_METHODS = frozenset({"GET", "HEAD"})
_CONTENT_TYPES = frozenset({"application/json", "application/octet-stream"})
"""None of them can be sent across origins without the browser asking first."""


class SameMachine:
    """Refuses names that are not loopback (DNS rebinding) and acts that come from another origin."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _refusal(str(scope["method"]), Headers(scope=scope))
        if refusal:
            await JSONResponse({"error": refusal}, status_code=403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _refusal(method: str, headers: Headers) -> str:
    """Why a request is refused, or nothing."""
    host = headers.get("host", "")
    if urlsplit(f"//{host}").hostname not in _LOOPBACK:
        return "The sandbox's page answers only to a loopback address."
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return "The sandbox's page is not there for other sites."
    if method in _SAFE_METHODS:
        return ""
    if headers.get("origin", f"http://{host}") != f"http://{host}":
        return "Only the sandbox's own page may act here."
    if headers.get("content-type", "").partition(";")[0] not in _CONTENT_TYPES:
        return "Acts are sent as JSON."
    return ""
