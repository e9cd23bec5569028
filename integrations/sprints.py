"""Which sprint is meant: the rule is the same for every tracker."""

from collections.abc import Sequence

from bot.i18n import say
from integrations.ports import NotFound, Sprint

WITHOUT_NAME = ("future", "active")


def chosen_sprint(sprints: Sequence[Sprint], name: str) -> Sprint:
    """Of a board's open sprints the one of this name; without a name the next one, else the active one."""
    return _named(sprints, name) if name else _next(sprints)


def _named(sprints: Sequence[Sprint], name: str) -> Sprint:
    for sprint in sprints:
        if sprint.name.casefold() == name.casefold():
            return sprint
    raise NotFound(
        say(
            "The board has no open sprint “{sprint}”. It has: {sprints}.",
            sprint=name,
            sprints=", ".join(sprint.name for sprint in sprints) or "–",
        )
    )


def _next(sprints: Sequence[Sprint]) -> Sprint:
    for state in WITHOUT_NAME:
        for sprint in sprints:
            if sprint.state == state:
                return sprint
    raise NotFound(say("The board has neither a future nor an active sprint."))
