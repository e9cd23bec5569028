"""What each of Jira's failures means to us. Anything not named here is a bug and stays one."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin, urlsplit

from requests import ConnectionError as CannotConnect
from requests import RequestException, Response, Timeout

from bot.errors import Unavailable
from bot.i18n import Text, say
from integrations.ports import Denied, NotFound, Rejected
from integrations.refusals import no_such_issue, out_of_reach, refused

NAME = "Jira"
# Besides 5xx: what may well succeed a little later.
BUSY = frozenset(
    {
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.CONFLICT,
        HTTPStatus.LOCKED,
        HTTPStatus.TOO_EARLY,
        HTTPStatus.TOO_MANY_REQUESTS,
    }
)
LIMITS = {
    "jira-burst-based": say("too many requests at once"),
    "jira-per-issue-on-write": say("too many changes to one issue at once"),
    "jira-quota-global-based": say("the requests of this hour are used up"),
    "jira-quota-tenant-based": say("the requests of this hour are used up"),
}
LOGIN_FAILED = re.compile(r"AUTHENTICATED_FAILED|AUTHENTICATION_DENIED")
LOGIN_PLACE = re.compile(r"log-?in|sign-?in|/sso|saml|oauth|authorize", re.IGNORECASE)
OFF_SCREEN = "not on the appropriate screen"
LONGEST_REASON = 300


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the network does to us into our own errors."""
    try:
        yield
    except Timeout as error:
        raise Unavailable(NAME, say("it did not answer in time")) from error
    except CannotConnect as error:
        raise Unavailable(NAME, out_of_reach()) from error
    except RequestException as error:
        raise Unavailable(NAME, say("the connection failed ({kind})", kind=type(error).__name__)) from error


@contextmanager
def about_issue(key: str) -> Iterator[None]:
    """Whatever Jira does not find here is the issue."""
    try:
        yield
    except NotFound as error:
        raise no_such_issue(NAME, key) from error


def refuse_failures(response: Response, *_: object, **__: object) -> None:
    """Raise what the answer means, unless it is data. A hook of the session, so that every call passes."""
    failure = failure_of(response)
    if failure:
        raise failure


def failure_of(response: Response) -> Exception | None:
    status = response.status_code
    if status == HTTPStatus.UNAUTHORIZED or _login_failed(response):
        return _unauthorized(response)
    if response.is_redirect:
        return _redirected(response)
    if status == HTTPStatus.FORBIDDEN:
        return _forbidden(response)
    if status in BUSY or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Unavailable(NAME, _busy_reason(response), retry_after=_retry_after(response))
    if status >= HTTPStatus.BAD_REQUEST:
        return _refusal(response)
    return _not_data(response)


def _login_failed(response: Response) -> bool:
    return bool(LOGIN_FAILED.search(response.headers.get("X-Seraph-LoginReason", "")))


def _unauthorized(response: Response) -> Denied:
    host = urlsplit(response.url).hostname or ""
    if host.endswith(".atlassian.net"):
        return Denied(
            say(
                "Jira does not accept the bot’s token. If it has expired or was revoked, make a new one and "
                "set JIRA_TOKEN. If it is a token with scopes, set JIRA_URL to "
                "https://api.atlassian.com/ex/jira/CLOUD-ID; the id stands at https://{host}/_edge/tenant_info.",
                host=host,
            )
        )
    return Denied(
        say("Jira does not accept the bot’s token. It may have expired: make a new one and set JIRA_TOKEN.")
    )


def _redirected(response: Response) -> Denied:
    target = urljoin(response.url, response.headers.get("Location", ""))
    if LOGIN_PLACE.search(target):
        return Denied(
            say(
                "Jira sends the bot to a log-in page ({host}). Its REST API has to be reachable with a "
                "token, without single sign-on in front of it.",
                host=urlsplit(target).hostname or "",
            )
        )
    address = urlsplit(target)
    return Denied(
        say(
            "The address in JIRA_URL leads on to {address}. Set JIRA_URL to where Jira really is.",
            address=f"{address.scheme}://{address.netloc}",
        )
    )


def _forbidden(response: Response) -> Denied:
    if "CAPTCHA" in response.headers.get("X-Authentication-Denied-Reason", ""):
        return Denied(
            say("Jira wants the bot’s account to solve a CAPTCHA. Log in once with it in a browser.")
        )
    return Denied(
        say(
            "The bot’s Jira account lacks the permission for this. Jira says: {reason}",
            reason=reason_of(response),
        )
    )


def _busy_reason(response: Response) -> Text:
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        limit = response.headers.get("RateLimit-Reason", "")
        return LIMITS.get(limit, say("too many requests"))
    if _is_page(response):
        return say("it shows a maintenance page")
    return say("it answers with an error ({status})", status=str(response.status_code))


def _retry_after(response: Response) -> float | None:
    """Seconds to wait: Jira gives a number, a date, or the moment at which the limit is lifted."""
    wish = response.headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", wish):
        return float(wish)
    moment = _moment(wish, parsedate_to_datetime)
    if moment is None:
        moment = _moment(response.headers.get("X-RateLimit-Reset", ""), datetime.fromisoformat)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds()) if moment else None


def _moment(text: str, read: Any) -> datetime | None:  # noqa: ANN401 - one of two functions of the library
    try:
        moment: datetime = read(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _refusal(response: Response) -> NotFound | Rejected:
    reason = reason_of(response)
    if response.status_code == HTTPStatus.NOT_FOUND:
        return NotFound(say("Jira does not have this, or hides it from the bot. {reason}", reason=reason))
    if response.status_code == HTTPStatus.GONE:
        return Rejected(
            say(
                "This Jira no longer offers {path}; a newer version of Taktgeber may.",
                path=urlsplit(response.url).path,
            ),
            reason=reason,
        )
    if OFF_SCREEN in reason:
        return Rejected(
            say(
                "Jira refused: {reason} Put the field on the project’s edit screen, or give the team the "
                "board that estimates with it.",
                reason=reason,
            ),
            reason=reason,
        )
    return refused(NAME, reason)


def _not_data(response: Response) -> Unavailable | None:
    """Say what is wrong with an answer that claims to be fine."""
    if not response.content:
        return None
    if _is_page(response):
        return Unavailable(NAME, say("it shows a web page (maintenance or log-in) instead of data"))
    try:
        response.json()
    except ValueError:
        return Unavailable(NAME, say("its answer cannot be read"))
    return None


def _is_page(response: Response) -> bool:
    kind: str = response.headers.get("Content-Type", "")
    return "html" in kind or response.content.lstrip()[:1] == b"<"


def reason_of(response: Response) -> str:
    """Jira's own words, without the markup of an error page."""
    try:
        said = response.json()
    except ValueError:
        said = None
    if not isinstance(said, Mapping):
        return f"HTTP {response.status_code}"
    reasons = " ".join(_reasons(said))[:LONGEST_REASON]
    return reasons or f"HTTP {response.status_code}"


def _reasons(said: Mapping[str, Any]) -> Iterator[str]:
    messages = said.get("errorMessages")
    yield from (
        str(message) for message in (messages if isinstance(messages, list) else [messages]) if message
    )
    errors = said.get("errors")
    if isinstance(errors, Mapping):
        yield from (str(error) for error in errors.values())
    yield from (str(said[name]) for name in ("errorMessage", "message") if said.get(name))
