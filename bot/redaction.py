"""Taking secrets out of text that leaves the process: log lines, errors, the database's faults."""

import json
import re
from collections.abc import Iterable
from urllib.parse import quote

REDACTED = "[redacted]"
SHORTEST_SECRET = 6  # a shorter one would black out ordinary words

PATTERNS: tuple[tuple[str, str], ...] = (
    (r"\b(xox[a-z](?:\.xox[a-z])?|xapp)-[\w-]+", rf"\1-{REDACTED}"),
    (r"(?i)\b(Bearer|Basic)\s+[\w.~+/=-]{6,}", rf"\1 {REDACTED}"),
    # Whoever has a response_url or an incoming webhook can post with it.
    (
        r"(https?://[^\s\"'<>]*?/(?:actions|commands|services|workflows|triggers)/)[^\s\"'<>\\]+",
        rf"\1{REDACTED}",
    ),
    (r"(?i)([a-z][a-z0-9+.-]*://[^\s/:@\"']*:)[^\s/@\"']+@", rf"\1{REDACTED}@"),
    (r"(?i)([?&](?:token|ticket|secret|signature|sig|key)=)[^\s&\"'<>]+", rf"\1{REDACTED}"),
    # What people wrote or voted stands in a statement's parameters.
    (r"\[parameters: .*?\](?=\s*(?:\\n|\n|\(Background|\"|$))", f"[parameters: {REDACTED}]"),
)


class Redaction:
    """Knows this installation's secrets, and what secrets of others look like."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        long_enough = (secret for secret in secrets if len(secret) >= SHORTEST_SECRET)
        spellings = {form for secret in long_enough for form in _spellings(secret)}
        # The longest first, so that a secret which begins with another one is taken out whole.
        known = [(re.escape(form), REDACTED) for form in sorted(spellings, key=len, reverse=True)]
        self._rules = [(re.compile(pattern), instead) for pattern, instead in (*known, *PATTERNS)]

    def __call__(self, text: str) -> str:
        for pattern, instead in self._rules:
            text = pattern.sub(instead, text)
        return text


def _spellings(secret: str) -> set[str]:
    """As it is, in a URL, in JSON, and as Python writes it in an error."""
    return {secret, quote(secret, safe=""), json.dumps(secret)[1:-1], repr(secret)[1:-1]}
