"""Votes: the one path that many people take in the same second, so it asks the database little."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, delete, select
from sqlalchemy.orm import Session as Tx

from bot.db.upsert import upsert
from handlers.grooming.domain.decks import Deck
from handlers.grooming.domain.refusals import NoSuchSession
from handlers.grooming.domain.rounds import Ballot
from handlers.grooming.domain.sessions import SessionState, StoryState
from handlers.grooming.store.tables import SessionRow, StoryRow, VoteRow
from handlers.grooming.store.values import to_deck

STORY_COLUMNS = (StoryRow.id, StoryRow.key, StoryRow.title, StoryRow.state, StoryRow.round)
SESSION_COLUMNS = (
    SessionRow.id,
    SessionRow.state,
    SessionRow.team_id,
    SessionRow.channel,
    SessionRow.facilitator,
    SessionRow.deck,
    SessionRow.observers,
    SessionRow.invited,
)

# Built once: on this path building a statement would cost more than running it.
STORY = select(*STORY_COLUMNS).where(StoryRow.id == bindparam("story"))
SESSION_LOCKED = (
    select(*SESSION_COLUMNS)
    .where(
        SessionRow.id
        == select(StoryRow.session_id).where(StoryRow.id == bindparam("story")).scalar_subquery()
    )
    .with_for_update(read=True)
)


@dataclass(frozen=True, slots=True)
class Booth:
    """Where a vote is cast: what of a story and its session decides whether it counts."""

    story_id: int
    label: str
    story_state: StoryState
    round: int
    session_id: int
    session_state: SessionState
    team_id: int
    channel: str
    facilitator: str
    deck: Deck
    observers: frozenset[str]
    invited: frozenset[str]


def open_booth(tx: Tx, story_id: int) -> Booth:
    """Read it so that nobody can reveal or end it before this transaction is over; votes pass each other.

    The session is locked first and the story read after that: one statement for both could answer with a
    story as it was before the lock was waited for.
    """
    connection = tx.connection()
    session = connection.execute(SESSION_LOCKED, {"story": story_id}).one_or_none()
    story = connection.execute(STORY, {"story": story_id}).one_or_none()
    if session is None or story is None:
        raise NoSuchSession
    return _booth(session, story)


def _booth(session: Row[*tuple[Any, ...]], story: Row[*tuple[Any, ...]]) -> Booth:
    return Booth(
        story_id=story.id,
        label=story.key or story.title,
        story_state=StoryState(story.state),
        round=story.round,
        session_id=session.id,
        session_state=SessionState(session.state),
        team_id=session.team_id,
        channel=session.channel,
        facilitator=session.facilitator,
        deck=to_deck(session.deck),
        observers=frozenset(session.observers),
        invited=frozenset(session.invited),
    )


def put(tx: Tx, booth: Booth, *, ballot: Ballot, keeps_reason: bool = False) -> None:
    """Count a vote, or change it; `keeps_reason` where the person was not asked for one."""
    place = {"story_id": booth.story_id, "round": booth.round, "voter": ballot.voter}
    said = {"card": ballot.card.id, "reason": ballot.reason}
    upsert(tx, VoteRow, key=place, values=said, changes=("card",) if keeps_reason else None)


def withdraw(tx: Tx, booth: Booth, *, voter: str) -> bool:
    """Take a vote back; say whether there was one."""
    mine = (VoteRow.story_id == booth.story_id, VoteRow.round == booth.round, VoteRow.voter == voter)
    return tx.scalars(delete(VoteRow).where(*mine).returning(VoteRow.id)).first() is not None
