"""What a session came to: on the ended board, in its thread, and for the facilitator."""

from bot.i18n import Language
from bot.slack.replies import Message
from bot.text import link
from handlers.grooming.domain.sessions import Board, StoryState, WriteState
from handlers.grooming.views.phrases import cut, outcome_line, pending

SHOWN_LINES = 25


def summary_lines(t: Language, board: Board) -> list[str]:
    stories = board.stories
    lines = [t("*This session has ended.*") + " " + figures(t, board)]
    lines += [outcome_line(t, story) for story in stories[:SHOWN_LINES]]
    hidden = len(stories) - SHOWN_LINES
    if hidden > 0:
        lines.append(t.many("and {n} more story", "and {n} more stories", hidden))
    return lines


def figures(t: Language, board: Board) -> str:
    """Stories, points, rounds, and what stays unresolved."""
    estimated = [
        story.decision
        for story in board.stories
        if story.state is StoryState.DECIDED
        and story.decision
        and story.decision.write is not WriteState.UNDONE
    ]
    rounds = sum(len(story.rounds) for story in board.stories)
    unresolved = len(board.stories) - len(estimated)
    told = [
        t.many("{n} story estimated", "{n} stories estimated", len(estimated)),
        t("{points} points", points=sum(decision.number or 0.0 for decision in estimated)),
        t.many("{n} round", "{n} rounds", rounds),
    ]
    if unresolved:
        told.append(t.many("{n} without an estimate", "{n} without an estimate", unresolved))
    return " · ".join(told) + "."


def summary_message(t: Language, board: Board) -> Message:
    """The summary for the board's thread."""
    lines = [t("Grooming has ended: {figures}", figures=figures(t, board))]
    lines += [outcome_line(t, story) for story in board.stories[:SHOWN_LINES]]
    if board.pending_writes:
        lines.append(pending(t, board))
    return Message(cut("\n".join(lines), 3800))


def farewell_message(t: Language, board: Board) -> Message:
    """One direct message to the facilitator, and to nobody else."""
    told = t("The grooming that you led has ended: {figures}", figures=figures(t, board))
    if board.session.link:
        told += " " + link(board.session.link, t("To the board"))
    return Message(told)
