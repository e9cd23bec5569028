"""What has been decided: conflicts with Jira, what waits for it, what is done, and what can be undone."""

from bot.i18n import Language
from bot.slack.blocks import actions, button, context, divider, section
from bot.slack.replies import Block
from bot.text import escape
from handlers.grooming.domain.sessions import (
    Board,
    Decision,
    SessionState,
    Story,
    WriteState,
)
from handlers.grooming.views import ids
from handlers.grooming.views.phrases import cut, outcome_line, pending, points

SHOWN_DONE = 6
SHOWN_CONFLICTS = 3


def decided_blocks(t: Language, board: Board) -> list[Block]:
    blocks: list[Block] = []
    for story in board.conflicts[:SHOWN_CONFLICTS]:
        if story.decision:
            blocks += _conflict(t, story, story.decision)
    if board.pending_writes:
        blocks.append(context(":hourglass: " + pending(t, board)))
    if board.done and board.session.state is not SessionState.ENDED:
        blocks += [divider(), section(cut("\n".join(_done_lines(t, board)), 2900))]
    last = _last_buttons(t, board)
    return [*blocks, actions(last)] if last else blocks


def _done_lines(t: Language, board: Board) -> list[str]:
    shown = board.done[-SHOWN_DONE:]
    hidden = len(board.done) - len(shown)
    folded = [t.many("{n} more story is done", "{n} more stories are done", hidden)] if hidden else []
    return [*folded, *(outcome_line(t, story) for story in shown)]


def _last_buttons(t: Language, board: Board) -> list[Block]:
    """What concerns decisions: undoing the last one, voting again on what was undone, the whole list."""
    buttons: list[Block] = []
    last = board.last_decided
    if last and last.decision and last.decision.write not in {WriteState.UNDOING, WriteState.UNDONE}:
        value = ids.about(last.id, last.decision.version)
        spoken = t("Undo the decision on {story}", story=last.label)
        buttons.append(button(t("Undo"), action=ids.UNDO, value=value, read_as=spoken))
    undone = [story for story in board.done if story.decision and story.decision.write is WriteState.UNDONE]
    if undone and board.session.state is SessionState.OPEN:
        value = ids.about(undone[-1].id, undone[-1].round)
        spoken = t("Vote again on {story}", story=undone[-1].label)
        buttons.append(button(t("Vote again"), action=ids.AGAIN, value=value, read_as=spoken))
    if len(board.done) > SHOWN_DONE:
        label = t("Show all ({n})", n=len(board.stories))
        buttons.append(button(label, action=ids.ALL, value=ids.about(board.session.id, 0)))
    return buttons


def _conflict(t: Language, story: Story, decision: Decision) -> list[Block]:
    told = t(
        ":warning: *{story}*: you decided *{ours}*, but Jira shows *{theirs}* now. "
        "When the round began it was {before}.",
        story=escape(story.key),
        ours=escape(decision.value),
        theirs=points(t, decision.found),
        before=points(t, decision.former),
    )
    value = ids.about(story.id, decision.version)
    ours = t("Write {value} anyway", value=decision.value)
    theirs = t("Keep {value}", value=points(t, decision.found))
    return [
        section(told),
        actions(
            [button(ours, action=ids.OVERWRITE, value=value), button(theirs, action=ids.KEEP, value=value)]
        ),
    ]
