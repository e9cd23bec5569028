"""The board: one living message a session, drawn from its state at any time."""

from bot.i18n import Language
from bot.slack.blocks import actions, button, context, header, section
from bot.slack.replies import Block, Message
from bot.text import escape, mention
from handlers.grooming.domain.people import Circle
from handlers.grooming.domain.sessions import (
    Board,
    Method,
    Session,
    SessionState,
    Source,
    Story,
    StoryState,
)
from handlers.grooming.domain.settings import TeamSettings
from handlers.grooming.views import ids
from handlers.grooming.views.decided import decided_blocks
from handlers.grooming.views.leading import session_buttons
from handlers.grooming.views.own_time import own_time_blocks
from handlers.grooming.views.phrases import at, cut, deck_name, said
from handlers.grooming.views.results import (
    decision_buttons,
    earlier_rounds,
    result_blocks,
)
from handlers.grooming.views.story import deck_blocks, last_call, progress, story_blocks
from handlers.grooming.views.summary import summary_lines

SHOWN_NEXT = 8


def board_message(t: Language, board: Board, circle: Circle, settings: TeamSettings) -> Message:
    session = board.session
    blocks = [header(t("Grooming")), context(_about(t, session))]
    if session.state is SessionState.STARTING:
        blocks += _starting(t, session)
    elif session.state is SessionState.CANCELLED:
        reason = said(t, session.reason) if session.reason else ""
        blocks.append(section(t("*This session was cancelled.* {reason}", reason=reason).strip()))
    elif session.state is SessionState.ENDED:
        blocks.append(section(cut("\n".join(summary_lines(t, board)), 2900)))
    elif session.options.is_asynchronous:
        blocks += own_time_blocks(t, board, circle, settings)
    else:
        blocks += _live(t, board, circle, settings)
    if session.state is not SessionState.CANCELLED:
        blocks += decided_blocks(t, board)
    return Message(_in_a_line(t, board), tuple(blocks))


def _in_a_line(t: Language, board: Board) -> str:
    session, story = board.session, board.in_turn
    if session.state is SessionState.STARTING:
        return t("Grooming: the stories are being read.")
    if session.state is SessionState.CANCELLED:
        return t("Grooming: this session was cancelled.")
    if session.state is SessionState.ENDED:
        return t.many(
            "Grooming has ended: {n} story.", "Grooming has ended: {n} stories.", len(board.stories)
        )
    if session.options.is_asynchronous or story is None:
        return t.many("Grooming: {n} story is open.", "Grooming: {n} stories are open.", len(board.open))
    label = escape(story.label)
    if story.state is StoryState.REVEALED:
        return t("Grooming: the votes on {story} have been revealed.", story=label)
    told = t("Grooming: {story} is being voted on.", story=label)
    return told + " " + t.many("{n} has voted.", "{n} have voted.", len(story.ballots))


def _about(t: Language, session: Session) -> str:
    options = session.options
    method = t("Planning poker") if options.method is Method.POKER else t("T-shirt sizes")
    known = [t("led by {person}", person=mention(session.facilitator)), method]
    if options.deck.name != "tshirt":
        known.append(deck_name(t, options.deck))
    if options.deadline:
        known.append(t("until {time}", time=at(options.deadline, "{date_short_pretty} {time}")))
    if options.is_anonymous:
        known.append(t("anonymous"))
    if options.is_dry:
        known.append(t("dry run: nothing is written to Jira"))
    return cut(" · ".join(known), 1900)


def _starting(t: Language, session: Session) -> list[Block]:
    source = session.stories
    named_so_far = {
        Source.JQL: f"`{escape(source.query)}`",
        Source.SPRINT: t("Sprint: {name}", name=escape(source.query) or t("the next one")),
    }
    what = named_so_far.get(source.source) or ", ".join(escape(item) for item in source.items)
    blocks = [section(cut(what, 2900))]
    if session.total is not None:
        told = t(
            "The search finds more than a session takes. {person} is asked.",
            person=mention(session.facilitator),
        )
    elif session.fault:
        told = t(
            "Jira is not answering. It is tried again by itself; meanwhile you can groom typed titles: "
            '`/groom "As a buyer I can pay by invoice"`.'
        )
    else:
        told = t(":hourglass: The stories are being read …")
    blocks.append(context(told))
    cancel = button(t("Cancel session"), action=ids.CANCEL, value=str(session.id))
    return [*blocks, actions([cancel])]


def _live(t: Language, board: Board, circle: Circle, settings: TeamSettings) -> list[Block]:
    story = board.in_turn
    if story is None:
        return [session_buttons(t, board, [])]
    session = board.session
    blocks = [context(_place(t, board)), *story_blocks(t, session, story, settings)]
    blocks += earlier_rounds(t, session, story)
    if story.state is StoryState.REVEALED:
        blocks += result_blocks(t, session, story, settings)
        blocks += [decision_buttons(t, session, story, settings), session_buttons(t, board, [])]
        return blocks
    blocks += deck_blocks(t, story, session.options.deck)
    blocks.append(context(progress(t, story, circle, shows_voters=settings.shows_voters)))
    blocks += last_call(t, story)
    return [*blocks, session_buttons(t, board, _round_buttons(t, story))]


def _place(t: Language, board: Board) -> str:
    told = t.many(
        "{done} of {n} story dealt with",
        "{done} of {n} stories dealt with",
        len(board.stories),
        done=len(board.done),
    )
    upcoming = [escape(cut(story.label, 60)) for story in board.waiting[:SHOWN_NEXT]]
    if upcoming:
        hidden = len(board.waiting) - len(upcoming)
        more = t.many(" and {n} more", " and {n} more", hidden) if hidden else ""
        told += " · " + t("next: {stories}", stories=", ".join(upcoming)) + more
    return told


def _round_buttons(t: Language, story: Story) -> list[Block]:
    value = ids.about(story.id, story.round)
    return [
        button(t("My vote"), action=ids.MINE, value=value),
        button(t("Reveal"), action=ids.REVEAL, value=value, style="primary"),
        button(t("Not ready"), action=ids.NOT_READY, value=value),
        button(t("Skip"), action=ids.SKIP, value=value),
    ]
