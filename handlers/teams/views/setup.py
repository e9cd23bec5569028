"""The form in which a team is set up."""

from bot.i18n import Language
from bot.people import Team
from bot.slack.blocks import (
    actions,
    button,
    checkboxes,
    context,
    external_select,
    field,
    option,
    radio,
    section,
    text_field,
    users_select,
)
from bot.slack.replies import Block, Message, Modal
from handlers.teams.domain.forms import SetupForm
from handlers.teams.domain.inputs import quiet_shown
from handlers.teams.views import ids
from handlers.teams.views.phrases import team_shown, weekday_names

LONGEST_NAME = 80


def setup_modal(t: Language, form: SetupForm, *, has_tracker: bool) -> Modal:
    blocks = [*_who(t, form), *_when(t, form.team), *(_jira(t, form) if has_tracker else ())]
    blocks.append(
        context(t("The team sees these settings. They stay as long as the team does; changes are audited."))
    )
    return Modal(
        ids.SETUP, t("Set up the team"), tuple(blocks), submit=t("Save"), about=ids.about(form.team.id)
    )


def saved_message(t: Language, team: Team) -> Message:
    return Message(t("{team} is set up.", team=team_shown(team)))


def which_team(t: Language, teams: tuple[Team, ...], *, purpose: str) -> Message:
    """In a direct message one is asked for the team; `purpose` is what the button opens."""
    asked = t("Which team do you mean?")
    buttons = [
        button(team.name or team.channel, action=f"{ids.OPEN}.{purpose}.{team.id}", value=str(team.id))
        for team in teams[:25]
    ]
    return Message(asked, (section(asked), actions(buttons)))


def _who(t: Language, form: SetupForm) -> list[Block]:
    languages = [option("Deutsch", "de"), option("English", "en")]
    addresses = [option(t("Informal (du)"), "du"), option(t("Formal (Sie)"), "sie")]
    team = form.team
    return [
        field(
            "name",
            label=t("Name"),
            element=text_field(action=_action("name"), initial=team.name, longest=LONGEST_NAME),
        ),
        field(
            "language",
            label=t("Language of the team's messages"),
            element=radio(action=_action("language"), options=languages, initial=team.language.code),
        ),
        field(
            "address",
            label=t("Form of address in German"),
            element=radio(
                action=_action("address"),
                options=addresses,
                initial="sie" if team.language.formal else "du",
            ),
        ),
        field(
            "members",
            label=t("Members"),
            element=users_select(
                action=_action("members"), placeholder=t("Choose people"), initial=form.chosen
            ),
            hint=t("Leave it empty, and the members are those of the channel, whoever comes and goes."),
            optional=True,
        ),
    ]


def _when(t: Language, team: Team) -> list[Block]:
    days = [option(name, str(number)) for number, name in enumerate(weekday_names(t))]
    return [
        field(
            "zone",
            label=t("Time zone"),
            element=text_field(action=_action("zone"), initial=team.zone, longest=60),
            hint=t("Such as Europe/Berlin."),
        ),
        field(
            "days",
            label=t("Working days"),
            element=checkboxes(
                action=_action("days"), options=days, initial=[str(day) for day in sorted(team.working_days)]
            ),
        ),
        field(
            "holidays",
            label=t("Public holidays"),
            element=text_field(action=_action("holidays"), initial=team.holidays, longest=60),
            hint=t(
                "Country and part of it: DE, DE-BY, DE-Augsburg, AT-9; "
                "DE-BY+catholic for Catholic municipalities. Empty: none."
            ),
            optional=True,
        ),
        field(
            "quiet",
            label=t("Quiet hours"),
            element=text_field(action=_action("quiet"), initial=quiet_shown(team.quiet), longest=40),
            hint=t("Nobody is reminded then. Such as 18:00-8:00; empty: none."),
            optional=True,
        ),
    ]


def _jira(t: Language, form: SetupForm) -> list[Block]:
    project, board = form.team.project or "", str(form.team.board or "")
    return [
        field(
            "project",
            label=t("Jira project"),
            element=external_select(
                action=ids.PROJECT,
                placeholder=t("Choose a project"),
                initial=option(form.project_label or project, project) if project else None,
            ),
            optional=True,
            acts=True,
        ),
        field(
            "board",
            label=t("Jira board"),
            element=external_select(
                action=ids.BOARD,
                placeholder=t("Choose a board"),
                initial=option(form.board_label or board, board) if board else None,
            ),
            hint=t("Its estimation field is the one that grooming writes to."),
            optional=True,
        ),
    ]


def _action(name: str) -> str:
    return f"{ids.SETUP}.{name}"
