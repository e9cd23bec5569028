"""Decisions: a value accepted, a story set aside, the last one undone, a conflict with Jira settled."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.clock import Clock
from bot.db.database import Database
from bot.db.outbox import enqueue
from handlers.grooming import store
from handlers.grooming.domain.decks import Card
from handlers.grooming.domain.refusals import (
    AlreadyDecided,
    NotAskedAnyMore,
    NothingToUndo,
    NotRevealed,
    RoundOver,
    SessionClosed,
)
from handlers.grooming.domain.sessions import (
    Board,
    Decision,
    SessionState,
    Story,
    StoryState,
    WriteState,
)
from handlers.grooming.service import course, outside, participants
from handlers.grooming.store import Tx

NEVER_WRITTEN = frozenset({WriteState.KEPT, WriteState.DRY, WriteState.REFUSED, WriteState.CONFLICT})


@dataclass(frozen=True, slots=True)
class Decisions:
    database: Database
    clock: Clock

    def revealed(self, story_id: int, *, person: str, story_round: int) -> tuple[Board, Story]:
        """A story that the person may decide on, in the round that they saw."""
        with self.database.transaction() as tx:
            return self._decidable(tx, story_id, person=person, story_round=story_round)

    def accept(self, story_id: int, card: str, *, person: str, story_round: int) -> Story:
        """Take a card as the estimate; it goes to Jira if there is an issue, and the next story comes."""
        with self.database.transaction() as tx:
            board, story = self._decidable(tx, story_id, person=person, story_round=story_round)
            decision = _decision(board, story, card, person=person, at=self.clock())
            store.stories.decide(tx, story_id, decision=decision)
            if decision.write is WriteState.WAITING:
                enqueue(tx, outside.write(story))
            course.advance(tx, board.session.id, clock=self.clock)
        return replace(story, state=StoryState.DECIDED, decision=decision)

    def set_aside(self, story_id: int, state: StoryState, *, person: str, story_round: int) -> None:
        """Leave a story without an estimate: not ready, to be split, or skipped."""
        with self.database.transaction() as tx:
            board, story = course.locked_by_story(tx, story_id)
            course.require_open(board.session)
            participants.lead(tx, board.session, person=person, now=self.clock())
            if not story.state.is_open:
                raise AlreadyDecided(story.label)
            if story.round != story_round:
                raise RoundOver(story.label)
            store.stories.move(tx, [story_id], state=state)
            course.advance(tx, board.session.id, clock=self.clock)

    def undo(self, story_id: int, *, person: str, version: int) -> None:
        """Take the last decision back, also after the end; what stood in Jira before is written again."""
        with self.database.transaction() as tx:
            board, story = self._led(tx, story_id, person=person)
            decision = story.decision
            last = board.last_decided
            if (
                decision is None
                or last is None
                or last.id != story_id
                or decision.version != version
                or not _can_undo(decision)
            ):
                raise NothingToUndo(story.label)
            was_written = decision.write not in NEVER_WRITTEN
            state = WriteState.UNDOING if was_written else WriteState.UNDONE
            store.stories.mark_write(tx, story_id, write=state, version=version + 1)
            if was_written:
                enqueue(tx, outside.write(story))
            course.redraw(tx, board.session)

    def overwrite(self, story_id: int, *, person: str, version: int) -> None:
        """Write our value although another one stands in Jira now."""
        with self.database.transaction() as tx:
            board, story, decision = self._asked(tx, story_id, person=person, version=version)
            store.stories.accept_found(tx, story_id, found=decision.found)
            store.stories.mark_write(tx, story_id, write=WriteState.WAITING, version=version + 1)
            enqueue(tx, outside.write(story))
            course.redraw(tx, board.session)

    def keep_theirs(self, story_id: int, *, person: str, version: int) -> None:
        """Leave what stands in Jira now, and take it as the estimate."""
        with self.database.transaction() as tx:
            board, story, decision = self._asked(tx, story_id, person=person, version=version)
            found = decision.found
            kept = replace(
                decision,
                value="" if found is None else f"{found:g}",
                number=found,
                by=person,
                write=WriteState.KEPT,
                version=version + 1,
                former=found,
                at=self.clock(),
            )
            store.stories.decide(tx, story.id, decision=kept)
            course.redraw(tx, board.session)

    def _led(self, tx: Tx, story_id: int, *, person: str) -> tuple[Board, Story]:
        board, story = course.locked_by_story(tx, story_id)
        if board.session.state is SessionState.CANCELLED:
            raise SessionClosed
        participants.lead(tx, board.session, person=person, now=self.clock())
        return board, story

    def _asked(self, tx: Tx, story_id: int, *, person: str, version: int) -> tuple[Board, Story, Decision]:
        board, story = self._led(tx, story_id, person=person)
        decision = story.decision
        if decision is None or decision.write is not WriteState.CONFLICT or decision.version != version:
            raise NotAskedAnyMore
        return board, story, decision

    def _decidable(self, tx: Tx, story_id: int, *, person: str, story_round: int) -> tuple[Board, Story]:
        board, story = course.locked_by_story(tx, story_id)
        course.require_open(board.session)
        participants.lead(tx, board.session, person=person, now=self.clock())
        if not story.state.is_open:
            raise AlreadyDecided(story.label)
        if story.round != story_round:
            raise RoundOver(story.label)
        if story.state is not StoryState.REVEALED:
            raise NotRevealed(story.label)
        return board, story


def _decision(board: Board, story: Story, card: str, *, person: str, at: datetime) -> Decision:
    chosen = board.session.options.deck.size(card)
    version = story.decision.version + 1 if story.decision else 1
    return Decision(
        value=chosen.label,
        number=chosen.number,
        by=person,
        at=at,
        write=_first_write(board, story, chosen),
        version=version,
        former=story.base,
    )


def _first_write(board: Board, story: Story, card: Card) -> WriteState:
    if not story.key or card.number is None:
        return WriteState.KEPT
    return WriteState.DRY if board.session.options.is_dry else WriteState.WAITING


def _can_undo(decision: Decision) -> bool:
    return decision.write not in {WriteState.UNDOING, WriteState.UNDONE}
