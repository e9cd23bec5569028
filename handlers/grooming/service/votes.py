"""Votes: cast, changed, withdrawn, looked at. The values stay secret until the reveal."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import people
from bot.db.database import Database
from bot.db.outbox import enqueue
from handlers.grooming import store
from handlers.grooming.domain.decks import Card, Deck
from handlers.grooming.domain.refusals import (
    NoOpenSession,
    NoSuchStory,
    NotVoting,
    RoundOver,
    SessionClosed,
    StillStarting,
    WhichStory,
)
from handlers.grooming.domain.rounds import Ballot
from handlers.grooming.domain.sessions import SessionState, Story, StoryState
from handlers.grooming.service import course, outside, participants
from handlers.grooming.store import Tx
from handlers.grooming.store.votes import Booth


@dataclass(frozen=True, slots=True)
class PageVote:
    """One story's vote on a page of several; `round` is the one that the voter saw."""

    story_id: int
    round: int
    card: str
    reason: str


@dataclass(frozen=True, slots=True)
class Votes:
    database: Database

    def cast(
        self, story_id: int, card: str, *, voter: str, story_round: int | None, reason: str | None = None
    ) -> Card:
        """Count a vote now; the board is drawn once for all votes that wait for it.

        `story_round` is the round that the voter saw; `reason` is None where none was asked for.
        """
        with self.database.transaction() as tx:
            booth = self._booth(tx, story_id, voter=voter, story_round=story_round)
            chosen = booth.deck.card(card)
            ballot = Ballot(voter, chosen, reason or "")
            store.votes.put(tx, booth, ballot=ballot, keeps_reason=reason is None)
            enqueue(tx, outside.show(booth.session_id, booth.channel))
        return chosen

    def withdraw(self, story_id: int, *, voter: str, story_round: int) -> bool:
        with self.database.transaction() as tx:
            booth = self._booth(tx, story_id, voter=voter, story_round=story_round)
            if not store.votes.withdraw(tx, booth, voter=voter):
                return False
            enqueue(tx, outside.show(booth.session_id, booth.channel))
        return True

    def mine(self, story_id: int, *, voter: str, story_round: int) -> tuple[Deck, Story, Ballot | None]:
        """One's own vote, and the deck to choose another from."""
        with self.database.transaction() as tx:
            booth = self._booth(tx, story_id, voter=voter, story_round=story_round)
            stories = store.stories.of_session(tx, booth.session_id, deck=booth.deck)
        story = next(story for story in stories if story.id == story_id)
        return booth.deck, story, _own(story, voter)

    def story_in_turn(self, channel: str, *, key: str) -> Story:
        """The story that a typed vote means: the one named, else the only one that is being voted on."""
        with self.database.reading() as tx:
            found = store.sessions.in_channel(tx, channel, states=[SessionState.OPEN], limit=100)
            stories = [story for session in found for story in course.board(tx, session).stories]
        if not stories:
            raise NoOpenSession
        if key:
            named = [story for story in stories if key.casefold() == story.label.casefold()]
            if not named:
                raise NoSuchStory(key)
            return named[0]
        voting = [story for story in stories if story.state is StoryState.VOTING]
        if len(voting) > 1:
            raise WhichStory(", ".join(story.label for story in voting))
        return voting[0] if voting else stories[-1]

    def ballots(self, session_id: int, *, voter: str) -> tuple[tuple[Story, Ballot | None], ...]:
        """The stories of a session that are being voted on, each with one's own vote."""
        with self.database.reading() as tx:
            session = store.sessions.read(tx, session_id)
            course.require_open(session)
            participants.seated(tx, session).admit(voter)
            voting = (
                story for story in course.board(tx, session).stories if story.state is StoryState.VOTING
            )
            return tuple((story, _own(story, voter)) for story in voting)

    def cast_all(self, page: Sequence[PageVote], *, voter: str) -> tuple[str, ...]:
        """Count a page of votes; return the stories whose round is over."""
        missed: list[str] = []
        with self.database.transaction() as tx:
            for vote in page:
                booth = store.votes.open_booth(tx, vote.story_id)
                _admit(tx, booth, voter=voter)
                if booth.story_state is StoryState.VOTING and booth.round == vote.round:
                    _put(tx, booth, vote, voter=voter)
                else:
                    missed.append(booth.label)
        return tuple(missed)

    def _booth(self, tx: Tx, story_id: int, *, voter: str, story_round: int | None) -> Booth:
        booth = store.votes.open_booth(tx, story_id)
        _admit(tx, booth, voter=voter)
        if booth.story_state is not StoryState.VOTING:
            raise NotVoting(booth.label)
        if story_round is not None and story_round != booth.round:
            raise RoundOver(booth.label)
        return booth


def _put(tx: Tx, booth: Booth, vote: PageVote, *, voter: str) -> None:
    if vote.card:
        store.votes.put(tx, booth, ballot=Ballot(voter, booth.deck.card(vote.card), vote.reason))
    elif not store.votes.withdraw(tx, booth, voter=voter):
        return
    enqueue(tx, outside.show(booth.session_id, booth.channel))


def _own(story: Story, voter: str) -> Ballot | None:
    return next((ballot for ballot in story.ballots if ballot.voter == voter), None)


def _admit(tx: Tx, booth: Booth, *, voter: str) -> None:
    if booth.session_state is SessionState.STARTING:
        raise StillStarting
    if booth.session_state.is_over:
        raise SessionClosed
    participants.circle(
        people.members(tx, booth.team_id),
        facilitator=booth.facilitator,
        invited=booth.invited,
        observers=booth.observers,
    ).admit(voter)
