"""The audit trail: append-only, hash-chained; personal values lie beside it and can be erased.

Record as the last thing of a transaction: from there to its commit all other records wait.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Select, delete, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db.base import Base
from bot.db.chain import (
    GENESIS,
    Link,
    Opening,
    Personal,
    Verdict,
    digest_of,
    follow,
    link_hash,
    opened,
    sealed,
)
from bot.db.upsert import insert_once

HEAD = 1
PAGE = 2000  # entries that a check reads at once


class AuditHeadRow(Base):
    """One row: whoever records holds its lock."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str]


class AuditEntryRow(Base):
    __tablename__ = "audit_entry"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    body: Mapped[str | None]  # canonical JSON; None once its time is over
    digest: Mapped[str]
    hash: Mapped[str]


class AuditPersonalRow(Base):
    """What opens one commitment. Without this row nobody can tell what it hid."""

    __tablename__ = "audit_personal"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    pointer: Mapped[str] = mapped_column(primary_key=True)
    salt: Mapped[str]
    value: Mapped[str]
    of: Mapped[str] = mapped_column(index=True)


class AuditDayRow(Base):
    """Where the chain stood at the end of a day: what is posted or time-stamped outside."""

    __tablename__ = "audit_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str]
    stamp: Mapped[str | None]  # a time-stamp authority's token, in base64


@dataclass(frozen=True, slots=True)
class Entry:
    """A personal value that was erased is None, within `before` and `after` too."""

    number: int
    at: datetime
    kind: str
    subject: str
    actor: str | None
    on_behalf: str | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    reason: str | None
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The chain as it stood: the number and hash of its last entry."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    head: Head
    stamp: str | None


def record(  # noqa: PLR0913 - the parts that every entry has
    tx: Session,
    *,
    kind: str,
    subject: str,
    actor: str,
    at: datetime,
    on_behalf: str | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> int:
    """Append an entry, and return its number in the chain.

    Give people's names and words in `before` and `after` as `Personal`, so that they can be erased; actor,
    on_behalf and reason are so by themselves.
    """
    body, openings = sealed(
        {
            "at": at,
            "kind": kind,
            "subject": subject,
            "actor": Personal(actor, actor),
            "on_behalf": Personal(on_behalf, on_behalf) if on_behalf else None,
            "before": before,
            "after": after,
            "reason": Personal(reason, actor) if reason else None,
        }
    )
    head = _locked_head(tx)
    number, digest = head.number + 1, digest_of(body)
    new = link_hash(number, head.hash, digest)
    entry = {"number": number, "kind": kind, "subject": subject, "body": body, "digest": digest, "hash": new}
    tx.execute(insert(AuditEntryRow), [entry])
    tx.execute(
        insert(AuditPersonalRow),
        [
            {"number": number, "pointer": pointer, "salt": opening.salt, "value": opening.value, "of": owner}
            for pointer, (opening, owner) in openings.items()
        ],
    )
    tx.execute(update(AuditHeadRow).where(AuditHeadRow.id == HEAD).values(number=number, hash=new))
    return number


def entries(tx: Session, *, subject: str) -> tuple[Entry, ...]:
    """What the trail says of a subject, oldest first; entries whose time is over are left out."""
    about = select(AuditEntryRow).where(AuditEntryRow.subject == subject).order_by(AuditEntryRow.number)
    return tuple(_entry(link, link.body) for link in _links(tx, about) if link.body is not None)


def head(tx: Session) -> Head:
    row = tx.execute(_HEAD).first()
    return Head(row.number, row.hash) if row else Head(0, GENESIS)


def verify(tx: Session) -> Verdict:
    """Check the whole chain, the openings that are left, the daily heads and the head."""
    end = head(tx)
    heads = (end, *(day.head for day in days(tx)))
    return follow(chain(tx), marks=[(known.number, known.hash) for known in heads])


def chain(tx: Session, *, after: int = 0) -> Iterator[Link]:
    """All entries after a number, in their order."""
    while True:
        page = (
            select(AuditEntryRow)
            .where(AuditEntryRow.number > after)
            .order_by(AuditEntryRow.number)
            .limit(PAGE)
        )
        links = _links(tx, page)
        yield from links
        if len(links) < PAGE:
            return
        after = links[-1].number


def hash_at(tx: Session, number: int) -> str:
    """The hash of an entry; of number 0, what stands before the first."""
    if number == 0:
        return GENESIS
    return tx.execute(select(AuditEntryRow.hash).where(AuditEntryRow.number == number)).scalar_one()


def forget(tx: Session, user: str, *, keeping: Collection[str] = ()) -> int:
    """Erase what names a person or was written by them, save in entries of these kinds; how many values.

    A reason in which somebody else mentions the person goes too.
    """
    kept = select(AuditEntryRow.number).where(AuditEntryRow.kind.in_(keeping))
    erased = tx.execute(
        delete(AuditPersonalRow)
        .where((AuditPersonalRow.of == user) | AuditPersonalRow.value.contains(f"<@{user}", autoescape=True))
        .where(AuditPersonalRow.number.not_in(kept))
        .returning(AuditPersonalRow.number)
    )
    return len(erased.all())


def expire(tx: Session, *, subject: str) -> int:
    """The time of a subject's entries is over: only their digests stay, so that the chain holds; how many."""
    about = select(AuditEntryRow.number).where(AuditEntryRow.subject == subject)
    tx.execute(delete(AuditPersonalRow).where(AuditPersonalRow.number.in_(about)))
    expired = tx.execute(
        update(AuditEntryRow)
        .where(AuditEntryRow.subject == subject, AuditEntryRow.body.is_not(None))
        .values(body=None)
        .returning(AuditEntryRow.number)
    )
    return len(expired.all())


def close_day(tx: Session, day: date) -> Head:
    """Keep where the chain stands as the day's head; a day is closed once."""
    end = _locked_head(tx)
    insert_once(
        tx, AuditDayRow, key={"day": day}, values={"number": end.number, "hash": end.hash, "stamp": None}
    )
    row = tx.get_one(AuditDayRow, day)
    return Head(row.number, row.hash)


def attest(tx: Session, day: date, *, stamp: str) -> None:
    """Keep the token that a time-stamp authority gave for the day's head."""
    tx.get_one(AuditDayRow, day).stamp = stamp


def days(tx: Session, *, after: int = 0) -> tuple[Day, ...]:
    """The daily heads beyond an entry, oldest first."""
    rows = tx.scalars(select(AuditDayRow).where(AuditDayRow.number > after).order_by(AuditDayRow.day))
    return tuple(Day(row.day, Head(row.number, row.hash), row.stamp) for row in rows)


_HEAD = select(AuditHeadRow.number, AuditHeadRow.hash).where(AuditHeadRow.id == HEAD)


def _locked_head(tx: Session) -> Head:
    row = tx.execute(_HEAD.with_for_update()).first()
    if row is None:
        insert_once(tx, AuditHeadRow, key={"id": HEAD}, values={"number": 0, "hash": GENESIS})
        row = tx.execute(_HEAD.with_for_update()).one()
    return Head(row.number, row.hash)


def _links(tx: Session, wanted: Select[AuditEntryRow]) -> list[Link]:
    """Entries with whatever still opens their commitments, without keeping rows in the session."""
    columns = wanted.with_only_columns(*AuditEntryRow.__table__.columns, maintain_column_froms=True)
    rows = tx.execute(columns).all()
    openings = _openings(tx, [row.number for row in rows])
    return [
        Link(row.number, row.digest, row.hash, row.body, openings[row.number], (row.kind, row.subject))
        for row in rows
    ]


def _openings(tx: Session, numbers: list[int]) -> Mapping[int, dict[str, Opening]]:
    found: defaultdict[int, dict[str, Opening]] = defaultdict(dict)
    columns = AuditPersonalRow.__table__.columns
    rows = tx.execute(select(*columns).where(AuditPersonalRow.number.in_(numbers)))
    for row in rows:
        found[row.number][row.pointer] = Opening(row.salt, row.value)
    return found


def _entry(link: Link, body: str) -> Entry:
    content = opened(body, link.openings)
    content["at"] = datetime.fromisoformat(content["at"])
    sealed_reason = json.loads(body)["reason"] is not None
    content["reason"] = content["reason"] if sealed_reason else ""
    return Entry(number=link.number, hash=link.hash, **content)
