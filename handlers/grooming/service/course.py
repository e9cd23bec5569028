"""The course of a session: it opens, the next story comes in turn, and it ends when none is open."""

from bot.clock import Clock
from bot.db.outbox import enqueue
from bot.i18n import Text
from handlers.grooming import store
from handlers.grooming.domain.refusals import SessionClosed, StillStarting
from handlers.grooming.domain.sessions import Board, Session, SessionState, Story, StoryState
from handlers.grooming.service import outside
from handlers.grooming.store import Tx


def board(tx: Tx, session: Session) -> Board:
    return Board(session, store.stories.of_session(tx, session.id, deck=session.options.deck))


def locked(tx: Tx, session_id: int) -> Board:
    """A session with its stories, in which nobody else can vote or decide until this transaction ends."""
    return board(tx, store.sessions.lock(tx, session_id))


def locked_by_story(tx: Tx, story_id: int) -> tuple[Board, Story]:
    found = locked(tx, store.stories.session_of(tx, story_id))
    return found, next(story for story in found.stories if story.id == story_id)


def require_open(session: Session) -> None:
    if session.state is SessionState.STARTING:
        raise StillStarting
    if session.state.is_over:
        raise SessionClosed


def begin(tx: Tx, session_id: int, *, clock: Clock) -> None:
    """Open the vote: on the first story, or on all of them where people vote in their own time."""
    store.sessions.move(tx, session_id, state=SessionState.OPEN)
    advance(tx, session_id, clock=clock)


def advance(tx: Tx, session_id: int, *, clock: Clock) -> None:
    """Put the next story in turn if none is; without an open story the session is over."""
    now = board(tx, store.sessions.read(tx, session_id))
    if not now.open:
        finish(tx, now.session, clock=clock)
        return
    called = now.called
    store.stories.move(tx, [story.id for story in called], state=StoryState.VOTING)
    for story in called:
        look_at(tx, story)
    redraw(tx, now.session)


def look_at(tx: Tx, story: Story) -> None:
    if story.key:
        enqueue(tx, outside.look(story.id))


def finish(tx: Tx, session: Session, *, clock: Clock) -> None:
    """End a session: its issues are free again, the names on its votes are forgotten, it is summed up."""
    _close(tx, session, state=SessionState.ENDED, clock=clock)
    enqueue(tx, outside.summary(session.id))
    enqueue(tx, outside.farewell(session.id))


def cancel(tx: Tx, session: Session, *, reason: Text, clock: Clock) -> None:
    _close(tx, session, state=SessionState.CANCELLED, clock=clock, reason=reason)


def redraw(tx: Tx, session: Session) -> None:
    enqueue(tx, outside.show(session.id, session.channel))


def _close(
    tx: Tx, session: Session, *, state: SessionState, clock: Clock, reason: Text | None = None
) -> None:
    store.sessions.move(tx, session.id, state=state, reason=reason, ended_at=clock())
    store.sessions.unclaim(tx, session.id)
    store.sessions.forget_names(tx, session.id)
    redraw(tx, session)
