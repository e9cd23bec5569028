"""Writes to Jira: what is to be written, and what became of it."""

from dataclasses import dataclass

from bot.db.database import Database
from bot.i18n import Language, Text
from handlers.grooming import store
from handlers.grooming.domain.rounds import Suggestion, suggestion
from handlers.grooming.domain.sessions import Board, Decision, Session, Story, WriteState
from handlers.grooming.domain.settings import team_settings
from handlers.grooming.service import course, participants
from handlers.grooming.store import Tx


@dataclass(frozen=True, slots=True)
class Order:
    """One value to be brought to Jira; whatever else than `replaces` stands there now is a conflict."""

    session: Session
    story: Story
    decision: Decision
    jira_board: int | None
    comment_id: str | None
    decided_by: str
    suggested: Suggestion | None
    language: Language

    @property
    def is_undoing(self) -> bool:
        return self.decision.write is WriteState.UNDOING

    @property
    def target(self) -> float | None:
        return self.decision.former if self.is_undoing else self.decision.number

    @property
    def replaces(self) -> float | None:
        return self.decision.number if self.is_undoing else self.decision.former


@dataclass(frozen=True, slots=True)
class Writes:
    database: Database

    def order(self, story_id: int) -> Order | None:
        """What is to be written for a story, or None where nothing waits."""
        with self.database.reading() as tx:
            board = course.board(tx, store.sessions.read(tx, store.stories.session_of(tx, story_id)))
            story = next(story for story in board.stories if story.id == story_id)
            if story.decision is None or not story.decision.write.is_pending:
                return None
            return _order(tx, board, story, story.decision)

    def written(self, order: Order, *, comment_id: str | None, reason: Text | None) -> None:
        """It stands in Jira; `reason` says why the comment does not."""
        done = WriteState.UNDONE if order.is_undoing else WriteState.WRITTEN
        with self.database.transaction() as tx:
            if comment_id is not None:
                store.stories.keep_comment(tx, order.story.id, comment_id=comment_id)
            _mark(tx, order, done, reason=reason)

    def refused(self, order: Order, reason: Text) -> None:
        """Jira said no. Of an undo that was refused our value still stands there."""
        state = WriteState.WRITTEN if order.is_undoing else WriteState.REFUSED
        with self.database.transaction() as tx:
            _mark(tx, order, state, reason=reason)

    def conflicting(self, order: Order, *, found: float | None) -> None:
        """The value in Jira changed since the round began: both are shown, and one asks."""
        with self.database.transaction() as tx:
            _mark(tx, order, WriteState.CONFLICT, found=found)


def _order(tx: Tx, board: Board, story: Story, decision: Decision) -> Order:
    team = participants.team_of(tx, board.session)
    circle = participants.seated(tx, board.session)
    return Order(
        session=board.session,
        story=story,
        decision=decision,
        jira_board=team.board,
        comment_id=store.stories.comment_id(tx, story.id),
        decided_by=circle.name(decision.by),
        suggested=suggestion(board.session.options.deck, story.ballots, team_settings(team.settings).rule),
        language=team.language,
    )


def _mark(
    tx: Tx, order: Order, state: WriteState, *, found: float | None = None, reason: Text | None = None
) -> None:
    """Say what became of a write, unless the decision has been changed while it was under way."""
    board, story = course.locked_by_story(tx, order.story.id)
    if story.decision is None or story.decision.version != order.decision.version:
        return
    store.stories.mark_write(
        tx, story.id, write=state, version=story.decision.version, found=found, reason=reason
    )
    course.redraw(tx, board.session)
