"""Teams, people, and the bot as a whole.

/takt                     what waits for me
/takt setup | roles       a team's settings, and who holds which role
/takt away RANGE [@deputy] | back
/takt me | privacy        my settings, and which data is kept
/takt help                what the bot can do
/takt <ritual> …          any ritual, where its own command is taken in the workspace
"""

from bot.clock import Clock
from bot.db.database import Database
from bot.feature import Command, Feature, Job
from bot.people import Directory
from bot.people.data_kinds import OURS, DataKind
from bot.people.waiting import Waits
from bot.slack.requests import Reader
from bot.surfaces import Surfaces
from handlers.teams.actions import Opening, TeamsButtons, TeamsForms
from handlers.teams.commands import TeamsCommands
from handlers.teams.effects import Reading, Telling
from handlers.teams.service import Absences, Own, Roles, Setup, outside
from handlers.teams.views import ids
from integrations.ports import IssueTracker


def build(  # noqa: PLR0913 - what features are built of, and what the others declare
    commands: tuple[Command, ...],
    *,
    database: Database,
    surfaces: Surfaces,
    directory: Directory,
    tracker: IssueTracker | None,
    clock: Clock,
    default: Reader,
    waits: tuple[Waits, ...] = (),
    kinds: tuple[DataKind, ...] = (),
) -> Feature:
    """`commands`, `waits` and `kinds` (of personal data) are those of the other features."""
    setup = Setup(database, clock, has_tracker=tracker is not None)
    roles, absences = Roles(database, clock), Absences(database, clock)
    own = Own(database, clock, waits=waits)
    opening = Opening(setup, roles)
    takt = TeamsCommands(commands, (*OURS, *kinds), opening, setup, absences, own, clock)
    buttons, forms = TeamsButtons(opening, setup), TeamsForms(setup, roles, own)
    reading = Reading(database, directory, tracker, clock)
    telling = Telling(database, surfaces, absences, default)
    return Feature(
        name="teams",
        commands=(takt.declared,),
        actions={ids.OPEN: buttons.open, ids.SETUP: buttons.field},
        forms={ids.SETUP: forms.set_up, ids.ROLES: forms.roles, ids.ME: forms.me},
        options={ids.PROJECT: buttons.offers, ids.BOARD: buttons.offers},
        effects={
            outside.MEMBERS: reading.members,
            outside.PROJECTS: reading.projects,
            outside.BOARDS: reading.boards,
            outside.DEPUTY: telling.deputy,
            outside.SWEEP: reading.sweep,
        },
        jobs=(Job(outside.SWEEP, "41 2 * * *", outside.sweep()),),
        surfaces=(ids.DEPUTY,),
    )
