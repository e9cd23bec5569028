"""When a long vote is recalled to those who still owe theirs."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

BEFORE_DEADLINE = timedelta(hours=4)
STEP = timedelta(minutes=30)
OPENS, CLOSES = 8, 18
SATURDAY = 5


def reminder_at(begun: datetime, deadline: datetime, *, zone: str) -> datetime:
    """Four hours before the deadline, or earlier where that is out of working hours."""
    usual = max(deadline - BEFORE_DEADLINE, begun + (deadline - begun) / 2)
    moment = usual
    while moment > begun:
        local = moment.astimezone(ZoneInfo(zone))
        if local.weekday() < SATURDAY and OPENS <= local.hour < CLOSES:
            return moment
        moment -= STEP
    return usual
