"""An extract of the audit chain: a part of it, as a document that anybody can check without our database.

Entries about other things stand in it as digests only: they tell nothing, and yet every link can be computed.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import audit
from bot.db.chain import Link, Opening, Verdict, canonical, fingerprint, follow
from bot.errors import Refused
from bot.i18n import say

FORMAT = "taktgeber-audit-1"


class NotAnExtract(Refused):
    def __init__(self) -> None:
        super().__init__(
            say(
                "This is no extract of an audit trail that I can read. Its format must be “{format}”.",
                format=FORMAT,
            )
        )


def extract(
    tx: Session, subjects: Collection[str], *, facts: Collection[tuple[int, Mapping[str, Any]]] = ()
) -> dict[str, Any]:
    """All entries about these subjects, and the chain from the first of them to its present end.

    `facts` are contents with the number of the entry that holds their fingerprint.
    """
    row = audit.AuditEntryRow
    numbers = set(tx.scalars(select(row.number).where(row.subject.in_(subjects), row.body.is_not(None))))
    first = min(numbers, default=audit.head(tx).number + 1)
    return {
        "format": FORMAT,
        "after": first - 1,
        "previous": audit.hash_at(tx, first - 1),
        "chain": [_part(link, shown=link.number in numbers) for link in audit.chain(tx, after=first - 1)],
        "days": [
            {"day": day.day.isoformat(), **asdict(day.head), "stamp": day.stamp}
            for day in audit.days(tx, after=first - 1)
        ],
        "facts": [{"entry": number, "content": dict(content)} for number, content in facts],
        "head": asdict(audit.head(tx)),
    }


def verify_export(document: Mapping[str, Any]) -> Verdict:
    """Check an extract by itself. Who trusts its head, having seen it elsewhere, can trust all of it."""
    if document.get("format") != FORMAT:
        raise NotAnExtract
    try:
        marks = [(known["number"], known["hash"]) for known in (document["head"], *document["days"])]
        links = tuple(_link(part) for part in document["chain"])
        verdict = follow(links, after=document["after"], previous=document["previous"], marks=marks)
        loose = min(_loose_facts(document), default=None)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotAnExtract from error
    first_bad = min((bad for bad in (verdict.first_bad, loose) if bad is not None), default=None)
    return Verdict(first_bad, verdict.count, verdict.head)


def _part(link: Link, *, shown: bool) -> dict[str, Any]:
    part: dict[str, Any] = {"number": link.number, "digest": link.digest, "hash": link.hash}
    if shown and link.body is not None:
        part["body"] = json.loads(link.body)
        part["opened"] = {pointer: asdict(opening) for pointer, opening in link.openings.items()}
    return part


def _link(part: Mapping[str, Any]) -> Link:
    body = canonical(part["body"]) if "body" in part else None
    openings = {pointer: Opening(**opening) for pointer, opening in part.get("opened", {}).items()}
    return Link(part["number"], part["digest"], part["hash"], body, openings)


def _loose_facts(document: Mapping[str, Any]) -> Iterator[int]:
    """Numbers of entries that do not hold the fingerprint of the fact that is said to be theirs."""
    bodies = {part["number"]: part["body"] for part in document["chain"] if "body" in part}
    for fact in document["facts"]:
        held = bodies.get(fact["entry"], {}).get("after")
        if f'"{fingerprint(fact["content"])}"' not in canonical(held):
            yield fact["entry"]
