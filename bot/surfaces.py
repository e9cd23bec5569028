"""Messages that live on: each is a picture of one thing, posted once, redrawn where it stands.

A surface is (kind, subject) and knows where its message is. A post is not repeated after a crash or a lost
answer: its intent is stored first, the message carries our effect id in its metadata, and after an unclear
end that id is looked for in the channel before anything is posted again.
"""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import outbox, pace
from bot.db.base import Base
from bot.db.database import Database
from bot.db.pace import Limit
from bot.db.upsert import insert_once
from bot.errors import Later, Unavailable
from bot.i18n import Language, say
from bot.people import profiles
from bot.slack.faults import (
    MessageGone,
    MissingScope,
    NotEditable,
    NotWritable,
    RateLimited,
    SlackRefused,
    ViewGone,
)
from bot.slack.messenger import Messenger
from bot.slack.replies import Message, Modal
from bot.slack.requests import Reader
from bot.text import channel_link, escape

log = logging.getLogger(__name__)

REDRAW_SECONDS = 1.5  # one message changes at most so often
POST_SECONDS = 1.05  # one channel takes at most one new message so often
# chat.update is tier 3: 50 a minute for all messages of a workspace together. Ten at once and then one each
# 1.5 s are never more than 50 in any minute.
UPDATES = Limit("slack:chat.update", 1.5, burst=10)
HISTORY = Limit("slack:conversations.history", 1.2, burst=10)
BLOCKED_RETRY_SECONDS = 600.0
FORM_APPEARS_SECONDS = 10.0  # so long may a modal take to stand after its effect was asked for
FORM_RETRY_SECONDS = 0.3
CLOCK_SKEW_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a surface's message stands."""

    channel: str
    timestamp: str


@dataclass(frozen=True, slots=True)
class Surface:
    """One living message. `owner` is told once if it cannot be written; one that `is_over` may be gone."""

    kind: str
    subject: str
    channel: str
    owner: str
    thread: str = ""
    is_over: bool = False


class SurfaceRow(Base):
    __tablename__ = "surface"
    __table_args__ = (UniqueConstraint("kind", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    subject: Mapped[str]
    channel: Mapped[str]
    timestamp: Mapped[str | None]
    effect: Mapped[str]  # what the message carries in its metadata
    tried_at: Mapped[float | None]  # machine time of a post that may have happened without our knowing
    blocked: Mapped[str]  # why it cannot be written; its owner has been told


def place(tx: Session, kind: str, subject: str) -> Place | None:
    """Where the message stands, or None where none does."""
    row = tx.scalars(select(SurfaceRow).where(SurfaceRow.kind == kind, SurfaceRow.subject == subject)).first()
    return Place(row.channel, row.timestamp) if row and row.timestamp else None


def lane(channel: str) -> str:
    """The outbox lane of what is written in a channel, which keeps its order."""
    return f"slack:{channel}"


class Surfaces:
    """Called by effects only; raises `Later` or `Unavailable` where the worker shall come back."""

    def __init__(self, database: Database, messenger: Messenger, *, default: Reader) -> None:
        self._database = database
        self._messenger = messenger
        self._default = default

    def show(self, surface: Surface, message: Message) -> None:
        """Post the message, or redraw it where it stands."""
        row = self._row(surface)
        try:
            if row.timestamp:
                self._redraw(surface, row, message)
            elif not (surface.is_over and row.blocked == "gone"):
                self._post(surface, row, message)
        except NotWritable as error:
            self._not_writable(surface, row, error)
        except RateLimited as error:
            raise Later(error.retry_after or 1.0) from error

    def tell(self, user: str, kind: str, subject: str, message: Message) -> None:
        """A direct message, once for each (kind, subject); showing it again redraws it."""
        self.show(Surface(kind, subject, self.direct_channel(user), owner=user), message)

    def whisper(self, channel: str, user: str, message: Message, *, thread: str = "") -> None:
        """Tell one person something where they are, outside a request; where that is refused, as a DM."""
        try:
            self._messenger.whisper(channel, user, message, thread=thread)
        except SlackRefused as error:
            log.info("A whisper was refused (%s) and goes as a direct message", error.code)
            self._messenger.post(self.direct_channel(user), message, note={"surface": "home.whisper"})

    def respond(self, payload: Mapping[str, Any]) -> None:
        """Carry out a `slack.whisper` effect: by `response_url`, in the channel, or as a DM."""
        message = Message(payload["text"], tuple(payload["blocks"]))
        if payload["channel"]:
            self.whisper(payload["channel"], payload["user"], message, thread=payload["thread"])
            return
        if payload["response_url"]:
            try:
                self._messenger.respond(payload["response_url"], message)
            except SlackRefused as error:
                log.info("A private answer goes as a direct message: %s", error)
            else:
                return
        self._messenger.post(self.direct_channel(payload["user"]), message, note={"surface": "home.whisper"})

    def fill(self, modal: Modal, t: Language, *, asked_at: float) -> bool:
        """Fill a modal that was opened with *one moment …*; False if it has been closed meanwhile.

        `asked_at`: machine time at which it was asked for; the effect may run before the modal stands.
        """
        try:
            self._messenger.update_modal(modal, t)
        except ViewGone:
            if time.time() - asked_at < FORM_APPEARS_SECONDS:
                raise Later(FORM_RETRY_SECONDS) from None
            return False
        return True

    def direct_channel(self, user: str) -> str:
        with self._database.reading() as tx:
            known = profiles.direct_channel(tx, user)
        if known:
            return known
        channel = self._messenger.direct_channel(user)
        with self._database.transaction() as tx:
            profiles.keep_direct_channel(tx, user, channel)
        return channel

    def _row(self, surface: Surface) -> SurfaceRow:
        with self._database.transaction() as tx:
            key = {"kind": surface.kind, "subject": surface.subject}
            values = {
                "channel": surface.channel,
                "timestamp": None,
                "effect": uuid4().hex,
                "tried_at": None,
                "blocked": "",
            }
            insert_once(tx, SurfaceRow, key=key, values=values)
            return tx.scalars(select(SurfaceRow).filter_by(**key)).one()

    def _redraw(self, surface: Surface, row: SurfaceRow, message: Message) -> None:
        self._pace(Limit(f"surface:{row.id}", REDRAW_SECONDS), UPDATES)
        try:
            self._messenger.update(row.channel, str(row.timestamp), message, note=_note(surface, row.effect))
        except (MessageGone, NotEditable) as error:
            self._keep(row, timestamp=None, effect=uuid4().hex, blocked="gone")
            if not surface.is_over:
                raise Later(0.0) from error
        except RateLimited as error:
            self._push_back(UPDATES.key, error)
            raise

    def _post(self, surface: Surface, row: SurfaceRow, message: Message) -> None:
        if row.tried_at is not None and (found := self._found(surface, row)):
            self._keep(row, timestamp=found, tried_at=None)
            raise Later(0.0)  # it stands already; now draw its newest state
        limit = Limit(f"slack:post:{surface.channel}", POST_SECONDS)
        self._pace(limit)
        self._keep(row, channel=surface.channel, tried_at=time.time())
        try:
            note = _note(surface, row.effect)
            posted = self._messenger.post(surface.channel, message, note=note, thread=surface.thread)
        except RateLimited as error:
            self._keep(row, tried_at=None)
            self._push_back(limit.key, error)
            raise
        except SlackRefused:
            self._keep(row, tried_at=None)
            raise
        self._keep(row, timestamp=posted, tried_at=None, blocked="")
        self._pace_redraw(row)

    def _pace_redraw(self, row: SurfaceRow) -> None:
        """A message that has just been posted counts as just drawn."""
        with self._database.transaction() as tx:
            pace.take(tx, Limit(f"surface:{row.id}", REDRAW_SECONDS))

    def _found(self, surface: Surface, row: SurfaceRow) -> str | None:
        """The message of an earlier try whose end we do not know."""
        self._pace(HISTORY)
        since = (row.tried_at or 0.0) - CLOCK_SKEW_SECONDS
        try:
            return self._messenger.find(row.channel, effect=row.effect, since=since, thread=surface.thread)
        except MissingScope:
            log.warning(
                "%s %s may now stand twice: without the history scope nobody can see whether it was posted",
                surface.kind,
                surface.subject,
            )
            return None

    def _not_writable(self, surface: Surface, row: SurfaceRow, error: NotWritable) -> None:
        if error.code in {"not_in_channel", "channel_not_found"} and self._joined(surface.channel):
            raise Later(0.0) from error
        if row.blocked != error.code:
            self._keep(row, blocked=error.code)
            self._tell_owner(surface, error.code)
        if surface.is_over:
            return
        raise Unavailable("Slack", error.code, retry_after=BLOCKED_RETRY_SECONDS) from error

    def _joined(self, channel: str) -> bool:
        try:
            self._messenger.join(channel)
        except SlackRefused:
            return False
        return True

    def _tell_owner(self, surface: Surface, code: str) -> None:
        with self._database.reading() as tx:
            reader = profiles.reader(tx, surface.owner, surface.channel, default=self._default)
        t = (reader or self._default).language
        place_name = channel_link(surface.channel)
        if code == "is_archived":
            told = say("{channel} is archived, so I cannot write there any more.", channel=place_name)
        else:
            told = say(
                "I am not in {channel}, so I cannot write there yet. Please type `/invite @Taktgeber` there: "
                "everything is kept, and I go on as soon as I am in.",
                channel=place_name,
            )
        message = Message(t.render(told, quote=escape))
        try:
            channel = self.direct_channel(surface.owner)
            self._messenger.post(channel, message, note={"surface": "home.whisper"})
        except SlackRefused as error:
            log.warning("The owner of %s cannot be told: %s", surface.kind, error.code)

    def _pace(self, *limits: Limit) -> None:
        """Take a slot of each limit, or give the effect back to the worker until one is free."""
        with self._database.transaction() as tx:
            wait = pace.take(tx, *limits)
        if wait > 0:
            raise Later(wait)

    def _push_back(self, key: str, error: RateLimited) -> None:
        with self._database.transaction() as tx:
            pace.push_back(tx, key, seconds=error.retry_after or 1.0)

    def _keep(self, row: SurfaceRow, **values: object) -> None:
        with self._database.transaction() as tx:
            kept = tx.get_one(SurfaceRow, row.id)
            for name, value in values.items():
                setattr(kept, name, value)
                setattr(row, name, value)


def invited(tx: Session, channel: str) -> None:
    """The bot may write in this channel again: what waited for that goes on at once."""
    outbox.hasten(tx, lane(channel))


def _note(surface: Surface, effect: str) -> dict[str, str]:
    return {"surface": surface.kind, "subject": surface.subject, "effect": effect}
