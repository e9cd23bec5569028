"""From buttons and forms to calls of the service."""

from handlers.teams.actions.buttons import TeamsButtons
from handlers.teams.actions.forms import TeamsForms
from handlers.teams.actions.opening import Opening

__all__ = ["Opening", "TeamsButtons", "TeamsForms"]
