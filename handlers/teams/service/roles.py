"""Showing and editing who holds which role, in one team or in all."""

import hashlib
from zoneinfo import ZoneInfo

from bot import people
from bot.clock import Clock
from bot.db import audit
from bot.db.chain import Personal
from bot.db.database import Database
from bot.people import Holder, Role
from bot.people.appointing import Act, Dates, Scope, may_assign, set_holders
from bot.people.company import lock_roles
from handlers.teams.domain.forms import RolesChosen, RolesForm
from handlers.teams.domain.refusals import ChangedMeanwhile, OnlyForWorkspaceAdmins
from handlers.teams.store import Tx


class Roles:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def form(self, team_id: int | None, *, person: str) -> RolesForm:
        with self._database.transaction() as tx:
            return self._form(tx, team_id, person)

    def change(self, team_id: int | None, chosen: RolesChosen, *, person: str, seen: str) -> None:
        with self._database.transaction() as tx:
            lock_roles(tx)
            form = self._form(tx, team_id, person)
            if form.version != seen:
                raise ChangedMeanwhile
            act = Act(person, self._clock(), form.today)
            for role, users in chosen.holders.items():
                set_holders(tx, Scope(role, team_id), users, act, dates=_dates(role, chosen))
            for role, users in chosen.deputies.items():
                set_holders(tx, Scope(role, team_id, is_deputy=True), users, act, dates=chosen.dates)
            self._name_admins(tx, form, chosen, person)
            self._declare_dpo(tx, form, chosen, person)

    def _form(self, tx: Tx, team_id: int | None, person: str) -> RolesForm:
        team = None if team_id is None else people.team_by_id(tx, team_id)
        if team is None and not people.is_workspace_admin(tx, person):
            raise OnlyForWorkspaceAdmins
        today = self._clock().astimezone(ZoneInfo(team.zone if team else "UTC")).date()
        held = people.held(tx, team_id, on=today)
        admins = people.admins(tx, team) if team else ()
        return RolesForm(
            team=team,
            held=held,
            everywhere=people.held(tx, None, on=today) if team else (),
            editable=frozenset(
                role for role in Role if may_assign(tx, team_id, role, by=person, today=today)
            ),
            admins=admins,
            may_name_admins=team is not None and people.may_administer(tx, team, person),
            has_dpo=people.has_dpo(tx),
            today=today,
            version=_version(held, admins),
        )

    def _name_admins(self, tx: Tx, form: RolesForm, chosen: RolesChosen, person: str) -> None:
        if form.team is None or not form.may_name_admins or chosen.admins is None:
            return
        if set(chosen.admins) == set(form.admins):
            return
        people.name_admins(tx, form.team, chosen.admins)
        audit.record(
            tx,
            kind="roles.admins",
            subject=f"team:{form.team.id}",
            actor=person,
            before={"admins": [Personal(user, user) for user in form.admins]},
            after={"admins": [Personal(user, user) for user in people.admins(tx, form.team)]},
            at=self._clock(),
        )

    def _declare_dpo(self, tx: Tx, form: RolesForm, chosen: RolesChosen, person: str) -> None:
        if form.team is not None or chosen.has_dpo is None or chosen.has_dpo == form.has_dpo:
            return
        people.declare_dpo(tx, exists=chosen.has_dpo)
        audit.record(
            tx,
            kind="settings.changed",
            subject="company",
            actor=person,
            before={"has_dpo": form.has_dpo},
            after={"has_dpo": chosen.has_dpo},
            at=self._clock(),
        )


def _dates(role: Role, chosen: RolesChosen) -> Dates | None:
    return chosen.dates if role in people.APPOINTMENTS else None


def _version(held: tuple[Holder, ...], admins: tuple[str, ...]) -> str:
    return hashlib.sha256(repr((held, admins)).encode()).hexdigest()[:16]
