"""A session in which everybody votes in their own time: all stories at once, results at the deadline."""

from bot.i18n import Language
from bot.slack.blocks import button, context, section
from bot.slack.replies import Block
from bot.text import escape
from handlers.grooming.domain.people import Circle
from handlers.grooming.domain.rounds import suggestion, tally
from handlers.grooming.domain.sessions import (
    Board,
    Session,
    Story,
    StoryState,
)
from handlers.grooming.domain.settings import TeamSettings
from handlers.grooming.views import ids
from handlers.grooming.views.leading import session_buttons
from handlers.grooming.views.phrases import cut, named
from handlers.grooming.views.results import (
    decision_buttons,
    figures,
    suggestion_line,
)

SHOWN_VOTING = 20
SHOWN_RESULTS = 12


def own_time_blocks(t: Language, board: Board, circle: Circle, settings: TeamSettings) -> list[Block]:
    """All stories at once: those to be voted on as a list with one button, the revealed ones with theirs."""
    session = board.session
    voting = [story for story in board.stories if story.state is StoryState.VOTING]
    revealed = [story for story in board.stories if story.state is StoryState.REVEALED]
    blocks = [section(cut("\n".join(_ballot_lines(t, voting, circle)), 2900))] if voting else []
    blocks += _results(t, session, revealed, settings)
    disputed = [story for story in revealed if not _is_agreed(session, story, settings)]
    buttons = _ballot_buttons(t, session) if voting else _second_round(t, session, len(disputed))
    return [*blocks, session_buttons(t, board, buttons)]


def _ballot_buttons(t: Language, session: Session) -> list[Block]:
    whole = ids.about(ids.WHOLE, session.id)
    return [
        button(t("Vote"), action=ids.BALLOT, value=str(session.id), style="primary"),
        button(t("Reveal"), action=ids.REVEAL, value=whole),
    ]


def _second_round(t: Language, session: Session, disputed: int) -> list[Block]:
    if not disputed:
        return []
    label = t.many("Second round for {n} story", "Second round for {n} stories", disputed)
    return [button(label, action=ids.SECOND, value=str(session.id))]


def _results(t: Language, session: Session, revealed: list[Story], settings: TeamSettings) -> list[Block]:
    blocks: list[Block] = []
    for story in revealed[:SHOWN_RESULTS]:
        buttons = decision_buttons(t, session, story, settings)
        blocks += [section(_result(t, session, story, settings)), buttons]
    hidden = len(revealed) - SHOWN_RESULTS
    if hidden > 0:
        more = t.many("{n} more story follows these.", "{n} more stories follow these.", hidden)
        blocks.append(context(more))
    return blocks


def _ballot_lines(t: Language, voting: list[Story], circle: Circle) -> list[str]:
    expected = len(circle.expected)
    lines = []
    for story in voting[:SHOWN_VOTING]:
        count = len(story.ballots)
        votes = (
            t("{n} of {expected} votes", n=count, expected=expected)
            if expected
            else t.many("{n} vote", "{n} votes", count)
        )
        lines.append(f"• {cut(named(story), 120)} – {votes}")
    hidden = len(voting) - SHOWN_VOTING
    return lines + ([t.many("and {n} more story", "and {n} more stories", hidden)] if hidden > 0 else [])


def _result(t: Language, session: Session, story: Story, settings: TeamSettings) -> str:
    counted = tally(session.options.deck, story.ballots)
    cards = ", ".join(f"{escape(pile.card.label)} × {len(pile.ballots)}" for pile in counted.piles)
    suggested = suggestion(session.options.deck, story.ballots, settings.rule)
    reasons = [
        f"• *{escape(b.card.label)}*: {escape(cut(b.reason, 150))}" for b in story.ballots if b.reason
    ][:5]
    lines = [f"*{cut(named(story), 200)}*", cards or t("no votes")]
    if counted.piles:
        lines += [figures(t, counted), suggestion_line(t, suggested, settings)]
    return cut("\n".join([*lines, *reasons]), 2900)


def _is_agreed(session: Session, story: Story, settings: TeamSettings) -> bool:
    suggested = suggestion(session.options.deck, story.ballots, settings.rule)
    return suggested is not None and suggested.is_consensus
