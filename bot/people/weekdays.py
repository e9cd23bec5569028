"""The days of the week on which somebody works, as people write them and as we keep them."""

import re

from bot.errors import Refused
from bot.i18n import say
from bot.when import DAY_NAMES

WORKING_WEEK = frozenset(range(5))
DAYS = 7
SEPARATOR = re.compile(r"[\s,;+/]+")
RANGE = re.compile(r"(?P<first>[^\W\d]+)\.?\s*(?:-|–|\.\.)\s*(?P<last>[^\W\d]+)\.?")


def read_weekdays(text: str) -> frozenset[int]:
    """`mon-fri`, `Mo, Mi, Fr`, `so-do`: Monday is 0."""
    spelled = re.sub(r"\s*(-|–|\.\.)\s*", r"\1", text.strip().lower())
    days = frozenset(day for part in SEPARATOR.split(spelled) if part for day in _days(part, text))
    if not days:
        raise _unreadable(text)
    return days


def packed(days: frozenset[int]) -> str:
    return "".join(str(day) for day in sorted(days))


def unpacked(days: str) -> frozenset[int]:
    return frozenset(int(day) for day in days)


def _days(part: str, text: str) -> list[int]:
    span = RANGE.fullmatch(part)
    first, last = (span["first"], span["last"]) if span else (part.rstrip("."), part.rstrip("."))
    if first not in DAY_NAMES or last not in DAY_NAMES:
        raise _unreadable(text)
    start, end = DAY_NAMES[first], DAY_NAMES[last]
    return [(start + step) % DAYS for step in range((end - start) % DAYS + 1)]


def _unreadable(text: str) -> Refused:
    return Refused(
        say("I cannot read “{text}” as days of the week. Try `mon-fri` or `Mo, Mi, Fr`.", text=text)
    )
