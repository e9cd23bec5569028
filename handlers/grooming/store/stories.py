"""The stories of a session: what is known of them, their rounds, and what was decided."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session as Tx

from bot.i18n import Text
from handlers.grooming.domain.decks import Deck
from handlers.grooming.domain.refusals import NoSuchSession
from handlers.grooming.domain.rounds import Ballot
from handlers.grooming.domain.sessions import (
    Decision,
    IssueFacts,
    Round,
    Story,
    StoryState,
    Writability,
    WriteState,
)
from handlers.grooming.store.tables import StoryRow, VoteRow
from handlers.grooming.store.values import (
    from_facts,
    from_text,
    from_writability,
    to_facts,
    to_text,
    to_writability,
)


def add(tx: Tx, session_id: int, *, key: str, title: str) -> int:
    """Append a story that nobody has read yet."""
    last = tx.scalar(select(func.max(StoryRow.position)).where(StoryRow.session_id == session_id))
    row = StoryRow(
        session_id=session_id,
        position=(last or 0) + 1,
        key=key,
        title=title,
        state=StoryState.WAITING,
        round=1,
        is_read=False,
        version=0,
    )
    tx.add(row)
    tx.flush()
    return row.id


def of_session(tx: Tx, session_id: int, *, deck: Deck) -> tuple[Story, ...]:
    """All stories of a session in their order, with the votes of all their rounds."""
    rows = (
        select(StoryRow)
        .where(StoryRow.session_id == session_id)
        .order_by(StoryRow.position)
        .execution_options(populate_existing=True)
    )
    found = list(tx.scalars(rows))
    rounds = _rounds(tx, [row.id for row in found], deck)
    return tuple(_story(row, rounds.get(row.id, ())) for row in found)


def session_of(tx: Tx, story_id: int) -> int:
    found = tx.scalar(select(StoryRow.session_id).where(StoryRow.id == story_id))
    if found is None:
        raise NoSuchSession
    return found


def keep_facts(tx: Tx, story_id: int, *, key: str, title: str, facts: IssueFacts) -> None:
    """What Jira says; the key is another than before if the issue was moved."""
    _set(tx, [story_id], key=key, title=title, facts=from_facts(facts), is_read=True)


def keep_base(tx: Tx, story_id: int, *, base: float | None) -> None:
    """What stands in Jira as a round begins."""
    _set(tx, [story_id], base=base)


def keep_writability(tx: Tx, story_id: int, *, found: Writability) -> None:
    _set(tx, [story_id], writability=from_writability(found))


def move(tx: Tx, story_ids: Iterable[int], *, state: StoryState, reason: Text | None = None) -> None:
    _set(tx, story_ids, state=state, last_call=None, reason=from_text(reason))


def begin_round(tx: Tx, story_id: int, *, number: int, state: StoryState) -> None:
    _set(tx, [story_id], round=number, state=state, last_call=None)


def call_last(tx: Tx, story_id: int, *, until: datetime | None) -> None:
    _set(tx, [story_id], last_call=until)


def decide(tx: Tx, story_id: int, *, decision: Decision) -> None:
    _set(
        tx,
        [story_id],
        state=StoryState.DECIDED,
        value=decision.value,
        number=decision.number,
        decided_by=decision.by,
        decided_at=decision.at,
        write=decision.write,
        version=decision.version,
        former=decision.former,
        found=None,
        reason=None,
    )


def mark_write(
    tx: Tx,
    story_id: int,
    *,
    write: WriteState,
    version: int,
    found: float | None = None,
    reason: Text | None = None,
) -> None:
    """Say where a write stands; `version` is the decision's that this is about."""
    _set(tx, [story_id], write=write, version=version, found=found, reason=from_text(reason))


def accept_found(tx: Tx, story_id: int, *, found: float | None) -> None:
    """A person has seen what stands in Jira now: our value replaces it, an undo brings it back."""
    _set(tx, [story_id], base=found, former=found)


def remove(tx: Tx, story_id: int) -> None:
    """Drop a story that turned out not to exist, with its votes."""
    tx.execute(delete(VoteRow).where(VoteRow.story_id == story_id))
    tx.execute(delete(StoryRow).where(StoryRow.id == story_id))


def keep_comment(tx: Tx, story_id: int, *, comment_id: str) -> None:
    _set(tx, [story_id], comment_id=comment_id)


def comment_id(tx: Tx, story_id: int) -> str | None:
    return tx.scalar(select(StoryRow.comment_id).where(StoryRow.id == story_id))


def _set(tx: Tx, story_ids: Iterable[int], **values: object) -> None:
    tx.execute(
        update(StoryRow)
        .where(StoryRow.id.in_(list(story_ids)))
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def _rounds(tx: Tx, story_ids: Sequence[int], deck: Deck) -> dict[int, tuple[Round, ...]]:
    votes: dict[int, dict[int, list[Ballot]]] = {}
    cards = {card.id: card for card in deck.all_cards}
    rows = select(VoteRow).where(VoteRow.story_id.in_(story_ids)).order_by(VoteRow.round, VoteRow.id)
    for row in tx.scalars(rows.execution_options(populate_existing=True)):
        ballots = votes.setdefault(row.story_id, {}).setdefault(row.round, [])
        ballots.append(Ballot(row.voter, cards[row.card], row.reason))
    return {
        story_id: tuple(Round(number, tuple(ballots)) for number, ballots in rounds.items())
        for story_id, rounds in votes.items()
    }


def _story(row: StoryRow, rounds: tuple[Round, ...]) -> Story:
    return Story(
        id=row.id,
        key=row.key,
        title=row.title,
        state=StoryState(row.state),
        round=row.round,
        is_read=row.is_read,
        base=row.base,
        facts=to_facts(row.facts),
        writability=to_writability(row.writability),
        last_call=row.last_call,
        rounds=rounds,
        decision=_decision(row),
        reason=to_text(row.reason),
    )


def _decision(row: StoryRow) -> Decision | None:
    if row.write is None or row.value is None or row.decided_at is None:
        return None
    return Decision(
        value=row.value,
        number=row.number,
        by=row.decided_by or "",
        write=WriteState(row.write),
        version=row.version,
        former=row.former,
        found=row.found,
        at=row.decided_at,
    )
