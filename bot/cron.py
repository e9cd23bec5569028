"""When a schedule fires next: a cron line and a time zone in, an instant out. No clock, no database.

Day of month and day of week must both match (classic cron takes either). A local time that a clock change
skips fires at the instant of the jump, one that occurs twice at its first occurrence, and one on a day that
the zone leaves out does not fire. A line for every hour (`*/30 * * * *`) follows real time instead: what is
skipped is not made up for, and both hours of the autumn night count.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

FIELDS = ("minute", "hour", "day", "month", "day_of_week")
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")  # by number; 7 is Sunday, too
WEEKDAY_TERM = re.compile(r"(?P<first>\*|[a-z]+|[0-7])(-(?P<last>[a-z]+|[0-7]))?(/(?P<step>[1-9]))?")
LONGEST_FOLD = timedelta(hours=3)  # of any zone since 1970, so that no second occurrence is overlooked
HORIZON = timedelta(days=366 * 40)  # the longest wait of all: 29 February on a given weekday, over 2100
TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Cron:
    """A cron line of five fields, checked."""

    line: str

    def __post_init__(self) -> None:
        _trigger(self.line)

    @classmethod
    def daily(cls, at: time, *, days: str) -> "Cron":
        """At this time of day, on days such as `mon-fri` or `fri-mon,wed`."""
        return cls(f"{at.minute} {at.hour} * * {days}")

    @property
    def is_hourly(self) -> bool:
        return self.line.split()[1] == "*"

    def local_times(self, start: datetime) -> Iterator[datetime]:
        """The matching wall-clock times from `start` on, without a zone."""
        trigger = _trigger(self.line)
        moment, end = start.replace(tzinfo=UTC), start.replace(tzinfo=UTC) + HORIZON
        while (found := trigger.get_next_fire_time(None, moment)) and found < end:
            yield found.replace(tzinfo=None)
            moment = found + TICK

    def next_after(self, after: datetime, zone: ZoneInfo) -> datetime:
        """The first instant (UTC) later than `after` at which it fires; `ValueError` if it never does."""
        found: list[datetime] = []
        for local in self.local_times(_earliest_wanted(after, zone)):
            # A second occurrence may come later than the first one of a later wall-clock time.
            if found and _instant(local, zone) > min(found):
                break
            found += [instant for instant in self._instants(local, zone) if instant > after]
        if not found:
            raise ValueError(f"“{self.line}” never fires")
        return min(found)

    def _instants(self, local: datetime, zone: ZoneInfo) -> list[datetime]:
        first, second = _instant(local, zone), _instant(local.replace(fold=1), zone)
        if first.astimezone(zone).replace(tzinfo=None) == local:
            return [first, second] if self.is_hourly and second != first else [first]
        if self.is_hourly:
            return []
        return [jump] if (jump := _jump(local, zone)) else []


def _earliest_wanted(after: datetime, zone: ZoneInfo) -> datetime:
    """The wall-clock time to begin at: near a change an earlier one may have its second occurrence yet."""
    around = (after - LONGEST_FOLD, after, after + LONGEST_FOLD)
    is_near_change = len({moment.astimezone(zone).utcoffset() for moment in around}) > 1
    wall_clock = after.astimezone(zone).replace(tzinfo=None)
    return wall_clock - LONGEST_FOLD if is_near_change else wall_clock


def start_of_day(day: datetime, zone: ZoneInfo) -> datetime:
    """The first instant of a local day; of one that does not exist, the instant at which it was left out."""
    first = _instant(day, zone)
    if first.astimezone(zone).replace(tzinfo=None) == day:
        return first
    return _transition(day, zone)


def weekdays(field: str) -> str:
    """Any weekday field as a list of names: APScheduler numbers the days from Monday, cron from Sunday."""
    if field == "*":
        return field
    numbers = sorted({number for term in field.lower().split(",") for number in _numbers(term, field)})
    return ",".join(WEEKDAYS[number] for number in numbers)


def _numbers(term: str, field: str) -> Iterator[int]:
    match = WEEKDAY_TERM.fullmatch(term)
    if not match:
        raise ValueError(f"“{field}” is not a list of weekdays such as mon-fri or 1-5")
    first, last, step = match["first"], match["last"], int(match["step"] or 1)
    begin = 0 if first == "*" else _weekday(first)
    end = 6 if first == "*" else _weekday(last or first)
    length = (end - begin) % 7 if end != begin or not last else 0
    yield from ((begin + offset) % 7 for offset in range(0, length + 1, step))


def _weekday(word: str) -> int:
    if word.isdigit():
        return int(word) % 7
    if word[:3] not in WEEKDAYS:
        raise ValueError(f"“{word}” is not a weekday such as mon")
    return WEEKDAYS.index(word[:3])


@lru_cache(maxsize=256)
def _trigger(line: str) -> CronTrigger:
    parts = line.split()
    if len(parts) != len(FIELDS):
        raise ValueError(f"“{line}” has {len(parts)} fields; a cron line has five")
    fields = dict(zip(FIELDS, parts, strict=True))
    fields["day_of_week"] = weekdays(fields["day_of_week"])
    return CronTrigger(timezone=UTC, second=0, **fields)


def _instant(local: datetime, zone: ZoneInfo) -> datetime:
    return local.replace(tzinfo=zone).astimezone(UTC)


def _jump(local: datetime, zone: ZoneInfo) -> datetime | None:
    """The instant at which the clocks jumped over this time; `None` if they jumped over its whole day."""
    jump = _transition(local, zone)
    last, first = (jump - TICK).astimezone(zone), jump.astimezone(zone)
    return None if last.date() < local.date() < first.date() else jump


def _transition(local: datetime, zone: ZoneInfo) -> datetime:
    """When the gap began that this wall-clock time lies in."""
    # In a gap the two folds are read with the offsets before and after it (PEP 495), so they enclose it.
    earliest = _instant(local.replace(fold=1), zone)
    seconds = int((_instant(local, zone) - earliest).total_seconds())
    before = earliest.astimezone(zone).utcoffset()

    def has_jumped(second: int) -> bool:
        return (earliest + timedelta(seconds=second)).astimezone(zone).utcoffset() != before

    return earliest + timedelta(seconds=bisect_left(range(seconds), True, key=has_jumped))  # noqa: FBT003 - bisect's own form
