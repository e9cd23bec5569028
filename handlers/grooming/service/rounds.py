"""Rounds: revealed by hand, by the last vote or at the deadline, and played again."""

from dataclasses import dataclass
from datetime import timedelta

from bot.clock import Clock
from bot.db.database import Database
from bot.db.outbox import enqueue
from bot.i18n import say_many
from handlers.grooming import store
from handlers.grooming.domain.people import Circle
from handlers.grooming.domain.refusals import (
    AlreadyDecided,
    AlreadyRevealed,
    NothingToReveal,
    NotRevealed,
    RoundOver,
)
from handlers.grooming.domain.rounds import is_parked, suggestion
from handlers.grooming.domain.sessions import Board, Session, SessionState, Story, StoryState, WriteState
from handlers.grooming.domain.settings import TeamSettings, team_settings
from handlers.grooming.service import course, outside, participants
from handlers.grooming.service.sessions import ask_for_deadline
from handlers.grooming.store import Tx


@dataclass(frozen=True, slots=True)
class Rounds:
    database: Database
    clock: Clock

    def reveal(self, story_id: int, *, person: str, story_round: int) -> None:
        with self.database.transaction() as tx:
            board, story = course.locked_by_story(tx, story_id)
            course.require_open(board.session)
            participants.lead(tx, board.session, person=person, now=self.clock())
            _must_be_voting(story, story_round)
            self._reveal(tx, board.session, story)

    def reveal_all(self, session_id: int, *, person: str) -> None:
        """End a vote in people's own time before its deadline."""
        with self.database.transaction() as tx:
            board = course.locked(tx, session_id)
            course.require_open(board.session)
            participants.lead(tx, board.session, person=person, now=self.clock())
            if not any(story.ballots for story in _voting(board)):
                raise NothingToReveal(", ".join(story.label for story in _voting(board)))
            self._reveal_all(tx, board)

    def again(self, story_id: int, *, person: str, story_round: int) -> None:
        """Begin the next round; a story whose estimate was undone waits where another one is in turn."""
        with self.database.transaction() as tx:
            board, story = course.locked_by_story(tx, story_id)
            course.require_open(board.session)
            participants.lead(tx, board.session, person=person, now=self.clock())
            if story.round != story_round:
                raise RoundOver(story.label)
            _must_be_playable_again(story)
            other = board.in_turn
            is_free = board.session.options.is_asynchronous or other is None or other.id == story.id
            self._begin_round(tx, story, state=StoryState.VOTING if is_free else StoryState.WAITING)
            course.redraw(tx, board.session)

    def second_round(self, session_id: int, *, person: str) -> int:
        """Vote once more, for as long as before, on whatever has no consensus; return on how many."""
        with self.database.transaction() as tx:
            board = course.locked(tx, session_id)
            session = board.session
            course.require_open(session)
            participants.lead(tx, session, person=person, now=self.clock())
            disputed = _disputed(board, self._settings(tx, session))
            for story in disputed:
                self._begin_round(tx, story, state=StoryState.VOTING)
            if disputed:
                self._postpone(tx, session)
            course.redraw(tx, session)
        return len(disputed)

    def settle(self, session_id: int) -> None:
        """Judge whether all have voted: begin the last call then, end it where that is no longer so.

        It looks before it locks: most redraws change nothing, and votes must not wait for them.
        """
        with self.database.reading() as tx:
            if not self._is_unsettled(tx, store.sessions.read(tx, session_id)):
                return
        with self.database.transaction() as tx:
            board = course.locked(tx, session_id)
            if self._is_unsettled(tx, board.session) and board.in_turn:
                self._turn_last_call(tx, board.session, board.in_turn)

    def end_last_call(self, story_id: int) -> None:
        """Reveal when the last call is over, unless a vote has been withdrawn meanwhile."""
        with self.database.transaction() as tx:
            board, story = course.locked_by_story(tx, story_id)
            until = story.last_call
            if board.session.state is not SessionState.OPEN or until is None:
                return
            if not _all_have_voted(story, participants.circle_of(tx, board.session, now=self.clock())):
                store.stories.call_last(tx, story_id, until=None)
                course.redraw(tx, board.session)
            elif self.clock() < until:
                enqueue(tx, outside.last_call(story_id), due_at=until)
            else:
                self._reveal(tx, board.session, story)

    def end_at_deadline(self, session_id: int) -> None:
        """Reveal what has been voted on; a live round in which nobody voted stays open."""
        with self.database.transaction() as tx:
            board = course.locked(tx, session_id)
            until = board.session.options.deadline
            if board.session.state is not SessionState.OPEN or until is None:
                return
            if self.clock() < until:
                enqueue(tx, outside.deadline(session_id), due_at=until)
            elif board.session.options.is_asynchronous:
                self._reveal_all(tx, board)
            elif (story := board.in_turn) and story.state is StoryState.VOTING and story.ballots:
                self._reveal(tx, board.session, story)

    def owing(self, session_id: int) -> tuple[Session, frozenset[str]]:
        """Whom to remind of a running vote: those who owe one, or all where nobody may know who does."""
        with self.database.reading() as tx:
            board = course.board(tx, store.sessions.read(tx, session_id))
            expected = participants.circle_of(tx, board.session, now=self.clock()).expected
        voting = _voting(board)
        if board.session.state is not SessionState.OPEN or not voting:
            return board.session, frozenset()
        if board.session.options.is_anonymous:
            return board.session, expected
        complete = [{ballot.voter for ballot in story.ballots} for story in voting]
        return board.session, frozenset(
            person for person in expected if not all(person in voters for voters in complete)
        )

    def remind(self, session_id: int) -> None:
        """Ask for one reminder to each who is to get one."""
        session, owing = self.owing(session_id)
        with self.database.transaction() as tx:
            for person in sorted(owing):
                enqueue(tx, outside.nudge(session, person=person))

    def _is_unsettled(self, tx: Tx, session: Session) -> bool:
        """Whether a last call is due to begin, or one that runs to end."""
        if session.state is not SessionState.OPEN or session.options.is_asynchronous:
            return False
        story = course.board(tx, session).in_turn
        if story is None or story.state is not StoryState.VOTING:
            return False
        if not self._settings(tx, session).auto_reveal:
            return False
        circle = participants.circle_of(tx, session, now=self.clock())
        return _all_have_voted(story, circle) != (story.last_call is not None)

    def _turn_last_call(self, tx: Tx, session: Session, story: Story) -> None:
        if story.last_call:
            store.stories.call_last(tx, story.id, until=None)
            return
        until = self.clock() + timedelta(seconds=self._settings(tx, session).last_call_seconds)
        store.stories.call_last(tx, story.id, until=until)
        enqueue(tx, outside.last_call(story.id), due_at=until)

    def _reveal(self, tx: Tx, session: Session, story: Story) -> None:
        rule = self._settings(tx, session).rule
        suggested = suggestion(session.options.deck, story.ballots, rule)
        if is_parked(story.round, suggested, rule):
            reason = say_many("No consensus after {n} round.", "No consensus after {n} rounds.", story.round)
            store.stories.move(tx, [story.id], state=StoryState.NOT_READY, reason=reason)
            course.advance(tx, session.id, clock=self.clock)
            return
        store.stories.move(tx, [story.id], state=StoryState.REVEALED)
        course.redraw(tx, session)

    def _reveal_all(self, tx: Tx, board: Board) -> None:
        for story in _voting(board):
            self._reveal(tx, board.session, story)

    def _begin_round(self, tx: Tx, story: Story, *, state: StoryState) -> None:
        store.stories.begin_round(tx, story.id, number=story.round + 1, state=state)
        course.look_at(tx, story)

    def _postpone(self, tx: Tx, session: Session) -> None:
        options = session.options
        if options.deadline is None:
            return
        now = self.clock()
        until = now + (options.deadline - session.started_at)
        store.sessions.postpone(tx, session.id, deadline=until)
        zone = participants.team_of(tx, session).zone
        ask_for_deadline(tx, session.id, begun=now, options=options, zone=zone, until=until)

    def _settings(self, tx: Tx, session: Session) -> TeamSettings:
        return team_settings(participants.team_of(tx, session).settings)


def _voting(board: Board) -> tuple[Story, ...]:
    return tuple(story for story in board.stories if story.state is StoryState.VOTING)


def _disputed(board: Board, settings: TeamSettings) -> tuple[Story, ...]:
    deck = board.session.options.deck
    revealed = (story for story in board.stories if story.state is StoryState.REVEALED)
    suggested = ((story, suggestion(deck, story.ballots, settings.rule)) for story in revealed)
    return tuple(story for story, meant in suggested if meant is None or not meant.is_consensus)


def _all_have_voted(story: Story, circle: Circle) -> bool:
    voters = {ballot.voter for ballot in story.ballots}
    return bool(circle.expected) and circle.expected <= voters


def _must_be_voting(story: Story, story_round: int) -> None:
    if story.state is StoryState.REVEALED and story.round == story_round:
        raise AlreadyRevealed(story.label)
    if story.state is not StoryState.VOTING:
        raise AlreadyDecided(story.label)
    if story.round != story_round:
        raise RoundOver(story.label)
    if not story.ballots:
        raise NothingToReveal(story.label)


def _must_be_playable_again(story: Story) -> None:
    if story.state in {StoryState.WAITING, StoryState.VOTING}:
        raise NotRevealed(story.label)
    is_undone = story.decision is not None and story.decision.write is WriteState.UNDONE
    if story.state is not StoryState.REVEALED and not is_undone:
        raise AlreadyDecided(story.label)
