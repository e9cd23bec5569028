"""What Jira offers to choose from in the set-up form, kept here so that no keystroke waits for Jira."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db.base import Base
from bot.db.upsert import upsert

Tx = Session

PROJECTS = "project"
BOARDS = "board"
MOST = 100


class OfferRow(Base):
    __tablename__ = "team_offer"

    kind: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    project: Mapped[str] = mapped_column(index=True)  # of a board; of a project its own key
    label: Mapped[str]
    seen_at: Mapped[datetime]


def keep_offers(tx: Tx, kind: str, labels: Mapping[str, str], *, project: str = "", at: datetime) -> None:
    """What Jira has now, by value; of boards, those of one project."""
    gone = delete(OfferRow).where(OfferRow.kind == kind, OfferRow.value.not_in(labels))
    tx.execute(gone.where(OfferRow.project == project) if kind == BOARDS else gone)
    for value, label in labels.items():
        values = {"project": project or value, "label": label, "seen_at": at}
        upsert(tx, OfferRow, key={"kind": kind, "value": value}, values=values)


def offers(tx: Tx, kind: str, typed: str) -> tuple[tuple[str, str], ...]:
    """Values and labels that what was typed so far may mean."""
    part = typed.casefold()
    rows = tx.execute(
        select(OfferRow.value, OfferRow.label)
        .where(
            OfferRow.kind == kind,
            or_(
                func.lower(OfferRow.label).contains(part, autoescape=True),
                func.lower(OfferRow.value).contains(part, autoescape=True),
            ),
        )
        .order_by(OfferRow.label)
        .limit(MOST)
    )
    return tuple((row.value, row.label) for row in rows)


def label_of(tx: Tx, kind: str, value: str) -> str:
    return tx.scalar(select(OfferRow.label).where(OfferRow.kind == kind, OfferRow.value == value)) or value
