"""What waits for a person: each feature tells its own, `/takt` and the App Home show them together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.i18n import Text


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do, and where: `url` leads to its message, else `channel` names the place."""

    text: Text
    channel: str = ""
    url: str = ""
    due: datetime | None = None


Waits = Callable[[Session, str], tuple[Waiting, ...]]
