"""Times as Jira's two interfaces write them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.jira.records import Json, Sprint


def sprint_dates(sprint: Sprint) -> Json:
    named = {"startDate": sprint.start, "endDate": sprint.end, "completeDate": sprint.completed}
    return {name: agile_moment(when) for name, when in named.items() if when}


def agile_moment(when: datetime) -> str:
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(when: datetime, zone: str = "UTC") -> str:
    """`2028-10-27T07:10:00.123+0000`, the form of the platform interface."""
    return when.astimezone(ZoneInfo(zone)).isoformat(timespec="milliseconds").replace("+00:00", "+0000")
