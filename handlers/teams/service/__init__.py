"""Use cases of teams: set-up, roles, absence, one's own settings. One method, one transaction."""

from handlers.teams.service.absences import Absences
from handlers.teams.service.own import Own
from handlers.teams.service.roles import Roles
from handlers.teams.service.setup import Setup

__all__ = ["Absences", "Own", "Roles", "Setup"]
