"""Sessions: written, locked, read and ended."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session as Tx

from bot.db.upsert import insert_once
from bot.i18n import Text
from handlers.grooming.domain.refusals import NoSuchSession
from handlers.grooming.domain.sessions import (
    Finding,
    Method,
    Options,
    Session,
    SessionState,
    Source,
    Stories,
)
from handlers.grooming.store.tables import ClaimRow, SessionRow, StoryRow, VoteRow
from handlers.grooming.store.values import from_deck, from_text, to_deck, to_text


def add(
    tx: Tx,
    stories: Stories,
    *,
    options: Options,
    team_id: int,
    channel: str,
    facilitator: str,
    started_at: datetime,
) -> int:
    row = SessionRow(
        team_id=team_id,
        channel=channel,
        facilitator=facilitator,
        state=SessionState.STARTING,
        source=stories.source,
        items=list(stories.items),
        query=stories.query,
        method=options.method,
        deck=from_deck(options.deck),
        deadline=options.deadline,
        is_anonymous=options.is_anonymous,
        is_dry=options.is_dry,
        is_asynchronous=options.is_asynchronous,
        observers=list(options.observers),
        invited=list(options.invited),
        started_at=started_at,
        link="",
        took_first=False,
        findings=[],
    )
    tx.add(row)
    tx.flush()
    return row.id


def lock(tx: Tx, session_id: int) -> Session:
    """Read a session that nobody else can vote in or change until this transaction ends."""
    found = select(SessionRow).where(SessionRow.id == session_id).with_for_update()
    return _one(tx.scalars(found.execution_options(populate_existing=True)).one_or_none())


def read(tx: Tx, session_id: int) -> Session:
    found = select(SessionRow).where(SessionRow.id == session_id)
    return _one(tx.scalars(found.execution_options(populate_existing=True)).one_or_none())


def in_channel(tx: Tx, channel: str, *, states: Iterable[SessionState], limit: int) -> tuple[Session, ...]:
    """The sessions of a channel in these states, the latest first."""
    rows = (
        select(SessionRow)
        .where(SessionRow.channel == channel, SessionRow.state.in_(list(states)))
        .order_by(SessionRow.id.desc())
        .limit(limit)
    )
    return tuple(_session(row) for row in tx.scalars(rows))


def move(
    tx: Tx,
    session_id: int,
    *,
    state: SessionState,
    reason: Text | None = None,
    ended_at: datetime | None = None,
) -> None:
    _set(tx, session_id, state=state, reason=from_text(reason), ended_at=ended_at)


def hand_over(tx: Tx, session_id: int, *, facilitator: str) -> None:
    _set(tx, session_id, facilitator=facilitator)


def keep_link(tx: Tx, session_id: int, *, link: str) -> None:
    _set(tx, session_id, link=link)


def keep_fault(tx: Tx, session_id: int, *, fault: Text | None) -> None:
    _set(tx, session_id, fault=from_text(fault))


def ask_for_first(tx: Tx, session_id: int, *, total: int) -> None:
    _set(tx, session_id, total=total)


def take_first(tx: Tx, session_id: int) -> None:
    _set(tx, session_id, total=None, took_first=True)


def postpone(tx: Tx, session_id: int, *, deadline: datetime) -> None:
    _set(tx, session_id, deadline=deadline)


def keep_findings(tx: Tx, session_id: int, *, findings: Sequence[Finding]) -> None:
    stored = [{"subject": finding.subject, "text": from_text(finding.text)} for finding in findings]
    _set(tx, session_id, findings=stored)


def findings(tx: Tx, session_id: int) -> tuple[Finding, ...]:
    stored = tx.scalar(select(SessionRow.findings).where(SessionRow.id == session_id)) or []
    return tuple(
        Finding(finding["subject"], text) for finding in stored if (text := to_text(finding["text"]))
    )


def claim(tx: Tx, session_id: int, *, key: str) -> Session | None:
    """Take an issue for this session; where another open session has it, return that one."""
    if insert_once(tx, ClaimRow, key={"key": key}, values={"session_id": session_id}):
        return None
    holder = tx.scalar(select(ClaimRow.session_id).where(ClaimRow.key == key))
    return None if holder in {None, session_id} else read(tx, int(holder or 0))


def unclaim(tx: Tx, session_id: int) -> None:
    tx.execute(delete(ClaimRow).where(ClaimRow.session_id == session_id))


def forget_names(tx: Tx, session_id: int) -> None:
    """Whose votes they were, and why, is kept no longer than the session; the values stay."""
    stories = select(StoryRow.id).where(StoryRow.session_id == session_id)
    tx.execute(
        update(VoteRow)
        .where(VoteRow.story_id.in_(stories))
        .values(voter=None, reason="")
        .execution_options(synchronize_session=False)
    )


def forget(tx: Tx, *, before: datetime) -> int:
    """Delete sessions that began before that day, with their stories and votes; return how many."""
    gone = delete(SessionRow).where(SessionRow.started_at < before).returning(SessionRow.id)
    return len(tx.scalars(gone).all())


def _set(tx: Tx, session_id: int, **values: object) -> None:
    tx.execute(
        update(SessionRow)
        .where(SessionRow.id == session_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def _one(row: SessionRow | None) -> Session:
    if row is None:
        raise NoSuchSession
    return _session(row)


def _session(row: SessionRow) -> Session:
    return Session(
        id=row.id,
        team_id=row.team_id,
        channel=row.channel,
        facilitator=row.facilitator,
        state=SessionState(row.state),
        stories=Stories(Source(row.source), tuple(row.items), row.query),
        options=_options(row),
        started_at=row.started_at,
        link=row.link,
        fault=to_text(row.fault),
        total=row.total,
        reason=to_text(row.reason),
        took_first=row.took_first,
    )


def _options(row: SessionRow) -> Options:
    return Options(
        method=Method(row.method),
        deck=to_deck(row.deck),
        deadline=row.deadline,
        is_anonymous=row.is_anonymous,
        is_dry=row.is_dry,
        is_asynchronous=row.is_asynchronous,
        observers=tuple(row.observers),
        invited=tuple(row.invited),
    )
