"""The tables of grooming. Rows stay in this package; values come out."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class SessionRow(Base):
    __tablename__ = "grooming_session"
    __table_args__ = (Index("ix_grooming_session_channel_state", "channel", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    channel: Mapped[str]
    facilitator: Mapped[str]
    state: Mapped[str]
    source: Mapped[str]
    items: Mapped[list[Any]]
    query: Mapped[str]
    method: Mapped[str]
    deck: Mapped[dict[str, Any]]
    deadline: Mapped[datetime | None]
    is_anonymous: Mapped[bool]
    is_dry: Mapped[bool]
    is_asynchronous: Mapped[bool]
    observers: Mapped[list[Any]]
    invited: Mapped[list[Any]]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    link: Mapped[str]
    fault: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    reason: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    total: Mapped[int | None]
    took_first: Mapped[bool]
    findings: Mapped[list[Any]]


class StoryRow(Base):
    __tablename__ = "grooming_story"
    __table_args__ = (UniqueConstraint("session_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("grooming_session.id", ondelete="CASCADE"))
    position: Mapped[int]
    key: Mapped[str]
    title: Mapped[str]
    state: Mapped[str]
    round: Mapped[int]
    is_read: Mapped[bool]
    base: Mapped[float | None]
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    writability: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    last_call: Mapped[datetime | None]
    value: Mapped[str | None]
    number: Mapped[float | None]
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    write: Mapped[str | None]
    version: Mapped[int]
    former: Mapped[float | None]
    found: Mapped[float | None]
    reason: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    comment_id: Mapped[str | None]


class VoteRow(Base):
    """One vote. The voter becomes null and the reason empty when the session ends."""

    __tablename__ = "grooming_vote"
    __table_args__ = (UniqueConstraint("story_id", "round", "voter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("grooming_story.id", ondelete="CASCADE"))
    round: Mapped[int]
    voter: Mapped[str | None]
    card: Mapped[str]
    reason: Mapped[str]


class ClaimRow(Base):
    """An issue that an open session grooms: no other session may take it meanwhile."""

    __tablename__ = "grooming_claim"

    key: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("grooming_session.id", ondelete="CASCADE"), index=True)
