"""What each setting must look like. A rule returns the value as it is used, or says what would be right."""

import ipaddress
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, urlsplit

from bot import zones

LARGEST_PORT = 65535
DATABASES = frozenset({"sqlite", "postgres", "postgresql", "postgresql+psycopg"})
DATABASE_URL_FORM = "sqlite:///file.db or postgresql://user:password@host/name"
MAIL_SCHEMES = frozenset({"smtp", "smtps"})
HOST_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
MAIL_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+")


def token_of_bot(value: str) -> str:
    return _token(value, wrong=("xapp-", "xoxp-", "xoxe-"), wanted="a bot token, which begins with xoxb-")


def token_of_app(value: str) -> str:
    return _token(value, wrong=("xox",), wanted="an app-level token, which begins with xapp-")


def _token(value: str, *, wrong: tuple[str, ...], wanted: str) -> str:
    if value.startswith(wrong) or re.search(r"\s", value):
        raise ValueError(f"is another kind of token. It has to be {wanted}")
    return value


def web_address(value: str) -> str:
    parts = _split(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", value):
        raise ValueError("is not a web address. It has to begin with https:// or http:// and name a host")
    return value


def address_of_slack(value: str) -> str:
    if not web_address(value).endswith("/api/"):
        raise ValueError("has to end in /api/, such as https://slack.com/api/")
    return value


def address_of_jira(value: str) -> str:
    parts = _split(web_address(value))
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("has to be the plain address of Jira, such as https://example.atlassian.net")
    return value.rstrip("/")


def public_address(value: str) -> str:
    parts = _split(web_address(value))
    if parts.scheme != "https" and not _is_loopback(parts.hostname or ""):
        raise ValueError("has to begin with https://; http:// is accepted for the loopback address only")
    return value.rstrip("/")


def database_address(value: str) -> str:
    parts = _split(value)
    if parts.scheme not in DATABASES:
        raise ValueError(f"names no database that Taktgeber knows. It has to look like {DATABASE_URL_FORM}")
    if parts.scheme == "sqlite":
        return _sqlite_file(value, parts)
    if not parts.path.strip("/"):
        raise ValueError(f"names no database on its server. It has to look like {DATABASE_URL_FORM}")
    return value


def _sqlite_file(value: str, parts: SplitResult) -> str:
    if parts.netloc or parts.path in {"", "/", "/:memory:"}:
        raise ValueError(
            "has to name a file, such as sqlite:///taktgeber.db or sqlite:////var/lib/taktgeber.db"
        )
    if not Path(parts.path[1:]).parent.is_dir():
        raise ValueError("names a file in a folder that does not exist")
    return value


def mail_server(value: str) -> str:
    parts = _split(value)
    starttls = parse_qs(parts.query).get("starttls", ["required"])
    if parts.scheme not in MAIL_SCHEMES or not parts.hostname or starttls not in (["required"], ["none"]):
        raise ValueError(
            "has to look like smtps://user:password@host:465 or smtp://user:password@host:587?starttls=required"
        )
    return value


def mail_address(value: str) -> str:
    if not MAIL_ADDRESS.fullmatch(value):
        raise ValueError("has to be a mail address, such as taktgeber@example.com")
    return value


def one_of(words: Sequence[str]) -> Callable[[str], str]:
    """A rule that accepts any of these words, whatever its case."""
    known = {word.casefold(): word for word in words}

    def rule(value: str) -> str:
        if value.casefold() not in known:
            raise ValueError(f"has to be one of {', '.join(words)}")
        return known[value.casefold()]

    return rule


def zone_name(value: str) -> str:
    if not zones.is_zone(value):
        raise ValueError("is not a time zone. It has to be a name such as Europe/Berlin")
    return value


def host_name(value: str) -> str:
    if not (_is_address(value) or HOST_NAME.fullmatch(value)):
        raise ValueError("has to be an address or a host's name to listen on, such as 0.0.0.0 or 127.0.0.1")
    return value


def port_number(value: str) -> str:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= LARGEST_PORT):
        raise ValueError(f"has to be a port number from 1 to {LARGEST_PORT}")
    return value


def _split(value: str) -> SplitResult:
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError as error:
        raise ValueError("is not an address that can be read, perhaps because of its port") from error
    return parts


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)
