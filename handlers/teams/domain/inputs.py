"""Zones, hours and spans of days as people type them."""

import difflib
import re
from dataclasses import dataclass
from datetime import date, time
from zoneinfo import available_timezones

from bot.errors import Refused
from bot.i18n import say
from bot.people import QuietHours
from bot.when import day
from bot.zones import is_zone

BETWEEN = re.compile(r"\s*(?:\.{2,3}|…|–|—)\s*|\s+(?:-|bis|to|until)\s+", re.IGNORECASE)
DOTTED_SPAN = re.compile(r"(?P<first>\d{1,2}\.\d{1,2}\.(?:\d{4})?)-(?P<last>\d{1,2}\.\d{1,2}\.(?:\d{4})?)")
CLOCK_SPAN = re.compile(
    r"(?P<from>\d{1,2})(?:[:.](?P<from_minute>\d{2}))?\s*(?:uhr|h)?\s*(?:-|–|\.\.|bis|to)\s*"
    r"(?P<to>\d{1,2})(?:[:.](?P<to_minute>\d{2}))?\s*(?:uhr|h)?",
    re.IGNORECASE,
)
MIDNIGHT = 24
FROM = re.compile(r"^(?:vom|von|from|ab)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, or without end."""

    first: date
    last: date | None


def zone_meant(text: str) -> str:
    """A zone of the zone database, in any case; an unknown one is refused with the nearest."""
    wanted = text.strip().replace(" ", "_")
    if wanted and is_zone(wanted):
        return wanted
    by_name = {name.casefold(): name for name in available_timezones()}
    if wanted.casefold() in by_name:
        return by_name[wanted.casefold()]
    by_city = {name.rpartition("/")[2]: name for name in by_name}
    near = difflib.get_close_matches(wanted.casefold().rpartition("/")[2], by_city, n=3)
    if near:
        offered = ", ".join(by_name[by_city[city]] for city in near)
        raise Refused(
            say("I know no time zone “{text}”. The nearest that I have: {near}.", text=text, near=offered)
        )
    raise Refused(say("I know no time zone “{text}”. Write it like Europe/Berlin.", text=text))


def quiet_meant(text: str) -> QuietHours:
    """`18:00-8:00`, `20 bis 7 Uhr`; nothing means that no hour is quiet."""
    if not text.strip():
        return QuietHours(time(0, 0), time(0, 0))
    span = CLOCK_SPAN.fullmatch(text.strip())
    if span is None:
        raise _no_hours(text)
    try:
        return QuietHours(
            time(int(span["from"]) % MIDNIGHT, int(span["from_minute"] or 0)),
            time(int(span["to"]) % MIDNIGHT, int(span["to_minute"] or 0)),
        )
    except ValueError:
        raise _no_hours(text) from None


def quiet_shown(quiet: QuietHours) -> str:
    return "" if quiet.start == quiet.end else f"{quiet.start:%H:%M}-{quiet.end:%H:%M}"


def span_meant(text: str, *, today: date) -> Span:
    """`2026-12-21..2027-01-06`, `21.12. bis 6.1.`, one day; nothing means from today until further word."""
    words = FROM.sub("", text.strip())
    if not words:
        return Span(today, None)
    first_text, last_text = _ends(words)
    first = day(first_text, today=today)
    last = day(last_text, today=first) if last_text else first
    if last < first:
        raise Refused(say("“{text}” ends before it begins. Please write the earlier day first.", text=text))
    if last < today:
        raise Refused(say("“{text}” is over already.", text=text))
    return Span(first, last)


def _ends(words: str) -> tuple[str, str]:
    if dotted := DOTTED_SPAN.fullmatch(words):
        return dotted["first"], dotted["last"]
    parts = BETWEEN.split(words)
    if len(parts) > 2:  # noqa: PLR2004 - a first and a last day
        raise Refused(
            say(
                "I cannot read “{text}” as a span of days. Try `2026-12-21..2027-01-06` or `21.12. bis 6.1.`",
                text=words,
            )
        )
    return parts[0], parts[1] if len(parts) > 1 else ""


def _no_hours(text: str) -> Refused:
    return Refused(say("I cannot read “{text}” as hours. Try `18:00-8:00`, or leave it empty.", text=text))
