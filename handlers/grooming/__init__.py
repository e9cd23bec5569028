"""Backlog grooming: a team estimates stories by secret votes on a board in Slack, and Jira gets the result.

/groom KEY [KEY …]           vote on issues
/groom jql <JQL>             vote on what a search finds
/groom sprint [name|id]      vote on a sprint
/groom "typed title" […]     vote on stories that are not in Jira
/groom                       open the form
/groom vote CARD [KEY]       vote by typing
/groom list | stats | help
"""

from collections.abc import Callable

from bot.clock import Clock
from bot.db.database import Database
from bot.feature import Command, Feature, Perform
from bot.i18n import say
from bot.people import Directory
from bot.slack.messenger import Messenger
from bot.slack.replies import Reply
from bot.slack.requests import ButtonClick, Reader
from bot.surfaces import Surfaces
from handlers.grooming.actions import GroomingButtons, GroomingForms
from handlers.grooming.commands import GroomingCommands
from handlers.grooming.effects import Drawing, Moments, ReadingJira, WritingJira
from handlers.grooming.effects.drawing import SURFACES
from handlers.grooming.jobs import JOBS
from handlers.grooming.service import Decisions, Readings, Rounds, Sessions, Votes, Writes, outside
from handlers.grooming.views import ids
from handlers.grooming.views.notes import USAGE
from integrations.ports import IssueTracker

Button = Callable[[ButtonClick], Reply]


def build(
    *,
    database: Database,
    surfaces: Surfaces,
    messenger: Messenger,
    directory: Directory,
    tracker: IssueTracker | None,
    clock: Clock,
    default: Reader,
) -> Feature:
    sessions = Sessions(database, clock, has_tracker=tracker is not None)
    votes, rounds, decisions = Votes(database), Rounds(database, clock), Decisions(database, clock)
    readings = Readings(database, clock)
    buttons = GroomingButtons(sessions, votes, rounds, decisions)
    forms = GroomingForms(sessions, votes, decisions)
    commands = GroomingCommands(sessions, votes)
    drawing = Drawing(database, surfaces, messenger, sessions, rounds, readings, default)
    reading = ReadingJira(sessions, readings, directory, tracker)
    writing = WritingJira(Writes(database), tracker)
    groom = Command("/groom", say("Estimate stories together"), USAGE, commands.run)
    return Feature(
        name="grooming",
        commands=(groom,),
        actions=_actions(buttons),
        forms={
            ids.START: forms.start,
            ids.MINE: forms.mine,
            ids.BALLOT: forms.ballot,
            ids.OTHER: forms.other,
            ids.HANDOVER: forms.hand_over,
        },
        effects=_effects(drawing, Moments(rounds, sessions), reading, writing),
        jobs=JOBS,
        surfaces=SURFACES,
    )


def _actions(buttons: GroomingButtons) -> dict[str, Button]:
    return {
        ids.VOTE: buttons.vote,
        ids.MINE: buttons.mine,
        ids.WITHDRAW: buttons.withdraw,
        ids.BALLOT: buttons.ballot,
        ids.BACK: buttons.back,
        ids.REVEAL: buttons.reveal,
        ids.AGAIN: buttons.again,
        ids.SECOND: buttons.second,
        ids.ACCEPT: buttons.accept,
        ids.OTHER: buttons.other,
        ids.NOT_READY: buttons.not_ready,
        ids.SPLIT: buttons.split,
        ids.SKIP: buttons.skip,
        ids.UNDO: buttons.undo,
        ids.OVERWRITE: buttons.overwrite,
        ids.KEEP: buttons.keep,
        ids.END: buttons.end,
        ids.CANCEL: buttons.cancel,
        ids.FIRST: buttons.first,
        ids.MORE: buttons.more,
        ids.ALL: buttons.all,
    }


def _effects(
    drawing: Drawing, moments: Moments, reading: ReadingJira, writing: WritingJira
) -> dict[str, Perform]:
    return {
        outside.SHOW: drawing.show,
        outside.SUMMARY: drawing.summary,
        outside.FAREWELL: drawing.farewell,
        outside.FINDINGS: drawing.findings,
        outside.NUDGE: drawing.nudge,
        outside.LAST_CALL: moments.last_call,
        outside.DEADLINE: moments.deadline,
        outside.REMIND: moments.remind,
        outside.GATHER: reading.gather,
        outside.PREPARE: reading.prepare,
        outside.LOOK: reading.look,
        outside.WRITE: writing.write,
        outside.FORGET: moments.forget,
    }
