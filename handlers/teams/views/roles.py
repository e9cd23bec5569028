"""Who holds which role: the form for those who may change it, and the list for all others."""

from bot.i18n import Language
from bot.people import APPOINTMENTS, Holder, Role, role_name
from bot.slack.blocks import checkboxes, context, divider, field, header, option, section, users_select
from bot.slack.replies import Block, Message, Modal
from bot.text import mention
from handlers.teams.domain.forms import RolesForm
from handlers.teams.views import ids
from handlers.teams.views.phrases import date_field, day_shown, team_shown

COMPANY = "company"


def roles_modal(t: Language, form: RolesForm) -> Modal:
    """Fields for the roles that the reader may give; the others as text."""
    blocks = [section(_heading(t, form))]
    fixed = [role for role in Role if role not in form.editable]
    if fixed:
        blocks.append(section("\n".join(_line(t, form, role) for role in fixed)))
    for role in Role:
        if role in form.editable and role not in APPOINTMENTS:
            blocks += _role(t, form, role)
    if form.editable & APPOINTMENTS:
        blocks += [divider(), *_appointments(t, form)]
    blocks += _besides(t, form)
    blocks.append(
        context(t("The team sees who holds which role. Changes stay in the audit trail, with the names."))
    )
    scope = form.team.id if form.team else COMPANY
    return Modal(ids.ROLES, t("Roles"), tuple(blocks), submit=t("Save"), about=ids.about(scope, form.version))


def roles_message(t: Language, form: RolesForm) -> Message:
    lines = "\n".join(_line(t, form, role) for role in Role)
    admins = t("Admins of the team: {admins}", admins=", ".join(map(mention, form.admins)))
    title = t("Who holds which role")
    return Message(title, (header(title), section(lines), context(admins)))


def saved_message(t: Language) -> Message:
    return Message(t("The roles are saved."))


def _heading(t: Language, form: RolesForm) -> str:
    if form.team is None:
        return t("These roles hold in *all* teams.")
    return t("These roles hold in {team}.", team=team_shown(form.team))


def _line(t: Language, form: RolesForm, role: Role) -> str:
    name = t.render(role_name(role, has_dpo=form.has_dpo))
    holding = [h for h in (*form.held, *form.everywhere) if h.role is role and not h.is_deputy]
    if not holding:
        return t("*{role}*: nobody holds this role", role=name)
    return t("*{role}*: {people}", role=name, people=", ".join(_person(t, holder) for holder in holding))


def _person(t: Language, holder: Holder) -> str:
    name = mention(holder.user)
    if holder.last is None:
        return name
    return t("{person} (until {day})", person=name, day=day_shown(t, holder.last))


def _role(t: Language, form: RolesForm, role: Role) -> list[Block]:
    name = t.render(role_name(role, has_dpo=form.has_dpo))
    present = [holder.user for holder in form.holding(role)]
    people = users_select(action=_action(role), placeholder=t("Choose people"), initial=present)
    elsewhere = [holder for holder in form.everywhere if holder.role is role and not holder.is_deputy]
    blocks = [field(role, label=name, element=people, optional=True)]
    if elsewhere:
        names = ", ".join(_person(t, holder) for holder in elsewhere)
        blocks.append(context(t("In all teams: {people}", people=names)))
    return blocks


def _appointments(t: Language, form: RolesForm) -> list[Block]:
    """Appointments, each with its deputies; one pair of dates for all who are new."""
    blocks = [
        section(
            t(
                "*Appointments* last from a day to a day, and nobody appoints themselves. "
                "Nobody watches over data protection and decides on it at once."
            )
        )
    ]
    for role in Role:
        if role in form.editable & APPOINTMENTS:
            blocks += [*_role(t, form, role), _deputies(t, form, role)]
    return [
        *blocks,
        field("from", label=t("From"), element=date_field(_action("from"), initial=form.today)),
        field(
            "to",
            label=t("To"),
            element=date_field(_action("to")),
            hint=t("The last day of new appointments."),
            optional=True,
        ),
    ]


def _deputies(t: Language, form: RolesForm, role: Role) -> Block:
    name = t.render(role_name(role, has_dpo=form.has_dpo))
    present = [holder.user for holder in form.holding(role, deputies=True)]
    return field(
        f"{role}_deputy",
        label=t("Deputy: {role}", role=name),
        element=users_select(
            action=_action(f"{role}_deputy"), placeholder=t("Choose people"), initial=present
        ),
        hint=t("They act while a holder is away who has named them."),
        optional=True,
    )


def _besides(t: Language, form: RolesForm) -> list[Block]:
    """The team's admins; for the company, whether it has a data-protection officer."""
    if form.team is None:
        without = option(t("We have no data protection officer"), "none")
        chosen = checkboxes(
            action=_action("dpo"), options=[without], initial=() if form.has_dpo else ("none",)
        )
        return [field("dpo", label=t("Data protection"), element=chosen, optional=True)]
    if not form.may_name_admins:
        return []
    admins = users_select(action=_action("admins"), placeholder=t("Choose people"), initial=form.admins)
    hint = t("Whoever set the team up stays one of them.")
    return [field("admins", label=t("Admins of the team"), element=admins, hint=hint, optional=True)]


def _action(name: str) -> str:
    return f"{ids.ROLES}.{name}"
