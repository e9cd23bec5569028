"""Opening the forms of teams, from a command and from a button alike."""

from dataclasses import dataclass

from bot.i18n import Language
from bot.slack.replies import OpenModal, Reply, Whisper
from handlers.teams.service import Roles, Setup
from handlers.teams.views import roles as role_views
from handlers.teams.views import setup as setup_views


@dataclass(frozen=True, slots=True)
class Opening:
    setup: Setup
    members_roles: Roles

    def form(self, t: Language, purpose: str, team_id: int, *, person: str) -> Reply:
        if purpose == "roles":
            return self.roles(t, team_id, person=person)
        form = self.setup.begin(team_id, person=person)
        return OpenModal(setup_views.setup_modal(t, form, has_tracker=self.setup.has_tracker))

    def roles(self, t: Language, team_id: int | None, *, person: str) -> Reply:
        """The form for whoever may give any role, the list for all others."""
        form = self.members_roles.form(team_id, person=person)
        if form.editable:
            return OpenModal(role_views.roles_modal(t, form))
        return Whisper(role_views.roles_message(t, form))
