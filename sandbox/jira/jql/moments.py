"""The moments that JQL means: dates, periods such as `-5d`, and functions such as `startOfWeek()`."""

import re
from datetime import datetime, timedelta

from sandbox.jira.jql.tokens import JqlError

_PERIOD = re.compile(r"(?P<sign>[+-]?)\s*(?P<parts>\d+\s*[wdhmM](?:\s+\d+\s*[wdhmM])*)")
_PART = re.compile(r"(\d+)\s*([wdhmM])")
_LENGTHS = {
    "w": timedelta(weeks=1),
    "d": timedelta(days=1),
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
    "M": timedelta(days=30),
}
_FORMATS = ("%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y/%m/%d %H:%M", "%Y/%m/%d")


def moment(typed: str, *, now: datetime, field: str) -> datetime:
    """`now` carries the zone in which dates are meant."""
    if period := _PERIOD.fullmatch(typed.strip()):
        return now + _length(period)
    for pattern in _FORMATS:
        try:
            return datetime.strptime(typed, pattern).replace(tzinfo=now.tzinfo)
        except ValueError:
            continue
    raise JqlError(
        f"Date value '{typed}' for field '{field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', "
        "'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'."
    )


def function_moment(name: str, arguments: tuple[str, ...], *, now: datetime) -> datetime | None:
    """What a function such as `startOfDay(-1d)` means, or `None` for one that is not about time."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    monday = midnight - timedelta(days=midnight.weekday())
    first = midnight.replace(day=1)
    next_month = (first + timedelta(days=32)).replace(day=1)
    instant = timedelta(milliseconds=1)
    known = {
        "now": now,
        "startofday": midnight,
        "endofday": midnight + timedelta(days=1) - instant,
        "startofweek": monday,
        "endofweek": monday + timedelta(days=7) - instant,
        "startofmonth": first,
        "endofmonth": next_month - instant,
    }.get(name.casefold())
    if known is None or not arguments:
        return known
    unit = {"day": "d", "eek": "w", "nth": "M"}.get(name.casefold()[-3:], "d")
    offset = arguments[0] if arguments[0][-1:].isalpha() else arguments[0] + unit
    period = _PERIOD.fullmatch(offset)
    if period is None:
        raise JqlError(f"Duration for function '{name}' should have the format (+/-)n(wdhmM), e.g. -1M.")
    return known + _length(period)


def _length(period: re.Match[str]) -> timedelta:
    length = sum((int(n) * _LENGTHS[unit] for n, unit in _PART.findall(period["parts"])), timedelta())
    return -length if period["sign"] == "-" else length
