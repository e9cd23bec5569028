"""Days and moments as people type them, in German or English."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import Refused
from bot.i18n import say

SPANS = {
    "minutes": ("m", "min", "mins", "minute", "minutes", "minuten"),
    "hours": ("h", "std", "hour", "hours", "stunde", "stunden"),
    "days": ("d", "t", "day", "days", "tag", "tage", "tagen"),
    "weeks": ("w", "week", "weeks", "woche", "wochen"),
}
UNITS = {spelling: unit for unit, spellings in SPANS.items() for spelling in spellings}
NAMED_DAYS = {"today": 0, "heute": 0, "tomorrow": 1, "morgen": 1, "übermorgen": 2, "uebermorgen": 2}
WEEKDAYS = (
    ("monday", "mon", "montag", "mo"),
    ("tuesday", "tue", "dienstag", "di"),
    ("wednesday", "wed", "mittwoch", "mi"),
    ("thursday", "thu", "donnerstag", "do"),
    ("friday", "fri", "freitag", "fr"),
    ("saturday", "sat", "samstag", "sonnabend", "sa"),
    ("sunday", "sun", "sonntag", "so"),
)
DAY_NAMES = {name: number for number, names in enumerate(WEEKDAYS) for name in names}

SPAN_PART = re.compile(r"(?P<count>\d+(?:[.,]\d+)?)\s*(?P<unit>[a-zA-Z]+)\s*")
ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
DOTTED_DAY = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})(?:\.(?P<year>\d{4})?)?")
SLASHED_DAY = re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{2,4}))?")
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?\s*(?P<half>am|pm)?\s*(?:uhr|o'clock|h)?", re.IGNORECASE
)
LONGEST = timedelta(days=3660)


def moment(text: str, *, now: datetime, zone: str, default: time = time(18, 0)) -> datetime:
    """The moment that a text means, in UTC; a day alone means `default` on that day.

    A time that a DST change skips is the instant of the jump; one that occurs twice is the first.
    """
    words = text.strip()
    span = _span(words)
    if span is not None:
        return now + span
    local = now.astimezone(ZoneInfo(zone))
    on, at = _parts(words, local)
    day_meant, time_meant = on or local.date(), at or default
    meant = _instant(day_meant, time_meant, zone)
    if meant <= now and on is None:
        meant = _instant(day_meant + timedelta(days=1), time_meant, zone)
    return meant


def coming(text: str, *, now: datetime, zone: str, default: time = time(18, 0)) -> datetime:
    """The same, for a moment that must lie ahead."""
    meant = moment(text, now=now, zone=zone, default=default)
    if meant <= now:
        raise Refused(say("“{text}” is over already. Please name a moment that is still to come.", text=text))
    if meant - now > LONGEST:
        raise Refused(say("“{text}” is more than ten years away. Please name an earlier moment.", text=text))
    return meant


def day(text: str, *, today: date) -> date:
    """The day that a text means; without a year it is the next one."""
    found = _day(text.strip(), today)
    if found is None:
        raise _unreadable(text)
    return found


def _span(text: str) -> timedelta | None:
    """`2h`, `in 2h`, `1h30m`, `in 2 Tagen`."""
    rest = re.sub(r"^in\s+", "", text, flags=re.IGNORECASE)
    parts: list[tuple[str, float]] = []
    while rest:
        part = SPAN_PART.match(rest)
        if part is None or part["unit"].lower() not in UNITS:
            return None
        parts.append((UNITS[part["unit"].lower()], float(part["count"].replace(",", "."))))
        rest = rest[part.end() :]
    if not parts:
        return None
    try:
        return sum((timedelta(**{unit: count}) for unit, count in parts), timedelta())
    except OverflowError:
        raise _unreadable(text) from None


def _parts(text: str, local: datetime) -> tuple[date | None, time | None]:
    """The day and the time in a text, either of which may be missing."""
    for head, tail in _splits(text) if text else ():
        on = _day(head, local.date()) if head else None
        at = _clock(tail) if tail else None
        if (on or not head) and (at or not tail):
            return on, at
    raise _unreadable(text)


def _splits(text: str) -> Iterator[tuple[str, str]]:
    words = re.sub(r"\s+(?:um|at)\s+", " ", text.replace("T", " ") if ISO_DAY.match(text) else text).split()
    for cut in range(len(words), -1, -1):
        yield " ".join(words[:cut]), " ".join(words[cut:])


def _day(text: str, today: date) -> date | None:
    word = text.lower().removeprefix("next ").removeprefix("nächsten ").rstrip(",")
    if word in NAMED_DAYS:
        return today + timedelta(days=NAMED_DAYS[word])
    if word in DAY_NAMES:
        return today + timedelta(days=(DAY_NAMES[word] - today.weekday() - 1) % 7 + 1)
    if slashed := SLASHED_DAY.fullmatch(word):
        raise _ambiguous(text, slashed, today)
    if iso := ISO_DAY.fullmatch(word):
        return _date(text, int(iso["year"]), int(iso["month"]), int(iso["day"]))
    if dotted := DOTTED_DAY.fullmatch(word):
        return _dotted(text, dotted, today)
    return None


def _dotted(text: str, dotted: re.Match[str], today: date) -> date:
    month, number = int(dotted["month"]), int(dotted["day"])
    if dotted["year"]:
        return _date(text, int(dotted["year"]), month, number)
    for year in range(today.year, today.year + 9):  # the 29th of February may be eight years off
        try:
            meant = date(year, month, number)
        except ValueError:
            continue
        if meant >= today:
            return meant
    raise _no_such_day(text)


def _clock(text: str) -> time | None:
    found = CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), (found["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour == 24 and minute == 0:  # noqa: PLR2004 - midnight at the end of the day, as people write it
        return time(23, 59)
    try:
        return time(hour, minute)
    except ValueError:
        return None


def _instant(on: date, at: time, zone: str) -> datetime:
    """The instant of a wall-clock time: of two the first (`fold=0`), and of a skipped one the jump."""
    local = datetime.combine(on, at, ZoneInfo(zone))
    instant = local.astimezone(UTC)
    if instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local.replace(tzinfo=None):
        return instant
    return _jump(local)


def _jump(local: datetime) -> datetime:
    """The moment at which the clocks go forward over this local time."""
    offset_before = local.utcoffset() or timedelta()
    offset_after = local.replace(fold=1).utcoffset() or timedelta()
    wall = local.replace(tzinfo=UTC)
    earliest, latest = sorted((wall - offset_before, wall - offset_after))
    zone = local.tzinfo
    while latest - earliest > timedelta(seconds=1):
        middle = earliest + (latest - earliest) / 2
        if middle.astimezone(zone).utcoffset() == earliest.astimezone(zone).utcoffset():
            earliest = middle
        else:
            latest = middle
    return latest.replace(microsecond=0)


def _date(text: str, year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise _no_such_day(text) from None


def _no_such_day(text: str) -> Refused:
    return Refused(say("There is no day “{text}” in the calendar.", text=text))


def _ambiguous(text: str, slashed: re.Match[str], today: date) -> Refused:
    first, second = int(slashed["first"]), int(slashed["second"])
    year = slashed["year"] or str(today.year)
    year = f"20{year}" if len(year) == 2 else year  # noqa: PLR2004 - two digits of a year
    return Refused(
        say(
            "“{text}” can be read in two ways: {one} or {other}. Please write it one of these ways.",
            text=text,
            one=f"{year}-{first:02}-{second:02}",
            other=f"{year}-{second:02}-{first:02}",
        )
    )


def _unreadable(text: str) -> Refused:
    return Refused(
        say(
            "I cannot read “{text}” as a moment. Try `2h`, `tomorrow 15:00`, `morgen 15 Uhr`, `2026-12-01` "
            "or `1.12.2026 15:00`.",
            text=text,
        )
    )
