"""The forms of teams: from what was entered to one call of the service."""

from dataclasses import dataclass
from datetime import date

from bot.errors import Refused
from bot.i18n import Language, say
from bot.people import APPOINTMENTS, OwnSettings, Role, TeamSettings
from bot.people.appointing import Dates
from bot.people.holiday_calendars import read_calendar
from bot.slack.replies import Close, FieldErrors, Reply
from bot.slack.requests import Submission
from handlers.teams.actions.fields import Fields
from handlers.teams.domain.forms import RolesChosen
from handlers.teams.domain.inputs import quiet_meant, zone_meant
from handlers.teams.service import Own, Roles, Setup
from handlers.teams.views import own as own_views
from handlers.teams.views import roles as role_views
from handlers.teams.views import setup as setup_views


@dataclass(frozen=True, slots=True)
class TeamsForms:
    setup: Setup
    members_roles: Roles
    own: Own

    def set_up(self, request: Submission) -> Reply:
        team = self.setup.team(int(request.about))
        fields = Fields(request)
        settings = TeamSettings(
            name=fields.read("name", _name, otherwise=""),
            zone=fields.read("zone", zone_meant, otherwise=team.zone),
            language=Language(request.text("language"), formal=request.text("address") == "sie"),
            working_days=frozenset(map(int, request.chosen("days"))),
            holidays=fields.read("holidays", _holidays, otherwise=""),
            quiet=fields.read("quiet", quiet_meant, otherwise=team.quiet),
            project=(request.text("project") or None) if "project" in request.fields else team.project,
            board=fields.read("board", _board, otherwise=None) if "board" in request.fields else team.board,
        )
        if fields.errors:
            return FieldErrors(fields.errors)
        saved = self.setup.set_up(team.id, settings, request.chosen("members"), person=request.user)
        return Close(setup_views.saved_message(request.reader.language, saved))

    def roles(self, request: Submission) -> Reply:
        scope, _, seen = request.about.partition(":")
        team_id = None if scope == role_views.COMPANY else int(scope)
        self.members_roles.change(team_id, _roles_chosen(request), person=request.user, seen=seen)
        return Close(role_views.saved_message(request.reader.language))

    def me(self, request: Submission) -> Reply:
        fields = Fields(request)
        language, days = request.text("language"), request.chosen("days")
        chosen = OwnSettings(
            language=None if language == own_views.AUTOMATIC else language,
            zone=fields.read("zone", zone_meant, otherwise=None) if request.text("zone") else None,
            working_days=frozenset(map(int, days)) or None,
            holidays=fields.read("holidays", _holidays, otherwise=None) or None,
        )
        if fields.errors:
            return FieldErrors(fields.errors)
        self.own.choose(request.user, chosen)
        return Close(own_views.chosen_message(request.reader.language))


def _name(text: str) -> str:
    if not text:
        raise Refused(say("Please give the team a name."))
    return text


def _holidays(text: str) -> str:
    return str(read_calendar(text)) if text else ""


def _board(text: str) -> int | None:
    if text and not text.isdecimal():
        raise Refused(say("“{text}” is not the number of a board.", text=text))
    return int(text) if text else None


def _roles_chosen(request: Submission) -> RolesChosen:
    first, last = request.text("from"), request.text("to")
    return RolesChosen(
        holders={role: request.chosen(role) for role in Role if role in request.fields},
        deputies={
            role: request.chosen(f"{role}_deputy")
            for role in Role
            if role in APPOINTMENTS and f"{role}_deputy" in request.fields
        },
        dates=Dates(date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None),
        admins=request.chosen("admins") if "admins" in request.fields else None,
        has_dpo="none" not in request.chosen("dpo") if "dpo" in request.fields else None,
    )
