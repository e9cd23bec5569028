"""Each delivery counts once: what Slack and Jira have delivered already, and the answer it got."""

import hashlib
import time
from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db.base import Base
from bot.db.upsert import insert_once

KEPT_SECONDS = 26 * 3600
SAME_COMMAND_SECONDS = 10.0

Answer = Mapping[str, Any]


class DeliveryRow(Base):
    __tablename__ = "delivery"

    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[float] = mapped_column(index=True)
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class Repeated(Exception):
    """The delivery, or the same command a moment ago, was carried out already and got this answer."""

    def __init__(self, answer: Answer | None) -> None:
        super().__init__("delivered before")
        self.answer = answer


def begin(tx: Session, key: str) -> None:
    """Write the delivery in the transaction of its use case; raise `Repeated` if it is there already."""
    if not insert_once(tx, DeliveryRow, key={"key": key}, values={"at": time.time(), "answer": None}):
        raise Repeated(tx.scalar(select(DeliveryRow.answer).where(DeliveryRow.key == key)))


def begin_command(tx: Session, *, person: str, place: str, line: str) -> str:
    """The same line by the same person in the same place within ten seconds is one command."""
    digest = hashlib.sha256(f"{person}\0{place}\0{line}".encode()).hexdigest()
    key = f"command:{digest}"
    now = time.time()
    tx.execute(delete(DeliveryRow).where(DeliveryRow.key == key, DeliveryRow.at < now - SAME_COMMAND_SECONDS))
    begin(tx, key)
    return key


def answered(tx: Session, key: str, answer: Answer | None) -> None:
    tx.get_one(DeliveryRow, key).answer = dict(answer) if answer is not None else None


def forget_old(tx: Session) -> None:
    tx.execute(delete(DeliveryRow).where(DeliveryRow.at < time.time() - KEPT_SECONDS))
