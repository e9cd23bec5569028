"""Time zones come from the pinned PyPI package `tzdata`, never from the system: every machine agrees."""

import zoneinfo
from importlib.metadata import version as version_of
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def use_pinned() -> None:
    """Turn `zoneinfo` away from the system's files; call it before the first zone is read."""
    zoneinfo.reset_tzpath(to=())
    ZoneInfo.clear_cache()


def version() -> str:
    """The release of the zone database, such as 2025.2."""
    return version_of("tzdata")


def is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
