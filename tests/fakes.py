"""Stand-ins for what tests must hold in their hands: the clock and Slack."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.i18n import Language
from bot.slack.faults import MessageGone, NotWritable, PersonGone, SlackRefused, TriggerLost, ViewGone
from bot.slack.messenger import ChannelProfile, Profile, Self
from bot.slack.presenter import message_body, view_body
from bot.slack.replies import Message, Modal
from tests.limits import check_message, check_view

MONDAY_MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class HeldClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = MONDAY_MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass(slots=True)
class Posted:
    """One message that stands in a channel."""

    channel: str
    timestamp: str
    message: Message
    note: Mapping[str, str]
    thread: str = ""
    edits: int = 0


@dataclass(slots=True)
class FakeMessenger:
    """Slack as far as the bot calls it; refuses what Slack refuses, and checks every block."""

    people: dict[str, Profile] = field(default_factory=dict)
    channels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    closed: dict[str, str] = field(default_factory=dict)  # channel → why nobody may write there
    posted: list[Posted] = field(default_factory=list)
    whispers: list[tuple[str, str, Message]] = field(default_factory=list)
    answers: list[tuple[str, Message]] = field(default_factory=list)
    opened: list[Modal] = field(default_factory=list)
    views: dict[str, Modal] = field(default_factory=dict)  # standing modals by id or external id
    failing: list[Exception] = field(default_factory=list)  # raised by the next calls, which then do nothing
    failing_after: list[BaseException] = field(default_factory=list)  # raised by the next posts, once done
    _clock: Iterator[int] = field(default_factory=lambda: count(1))

    def post(self, channel: str, message: Message, *, note: Mapping[str, str], thread: str = "") -> str:
        self._fail()
        self._may_write(channel)
        check_message(message_body(message))
        timestamp = f"1795420800.{next(self._clock):06d}"
        self.posted.append(Posted(channel, timestamp, message, dict(note), thread))
        if self.failing_after:
            raise self.failing_after.pop(0)
        return timestamp

    def update(self, channel: str, timestamp: str, message: Message, *, note: Mapping[str, str]) -> None:
        self._fail()
        self._may_write(channel)
        check_message(message_body(message))
        standing = self.standing(channel, timestamp)
        standing.message = message
        standing.note = dict(note)
        standing.edits += 1

    def find(self, channel: str, *, effect: str, since: float, thread: str = "") -> str | None:
        self._fail()
        matches = (
            posted.timestamp
            for posted in self.posted
            if posted.channel == channel and posted.note.get("effect") == effect and posted.thread == thread
        )
        return next(matches, None) if since else None

    def whisper(self, channel: str, user: str, message: Message, *, thread: str = "") -> None:
        self._fail()
        self._may_write(channel)
        check_message(message_body(message))
        self.whispers.append((channel, user, message))

    def respond(self, response_url: str, message: Message) -> None:
        self._fail()
        check_message(message_body(message))
        self.answers.append((response_url, message))

    def direct_channel(self, user: str) -> str:
        self._fail()
        if user in self.people and self.people[user].is_deleted:
            raise PersonGone("user_disabled")
        return f"D{user.removeprefix('U')}"

    def open_modal(self, trigger: str, modal: Modal, t: Language) -> None:
        self._fail()
        if trigger == "expired":
            raise TriggerLost("expired_trigger_id")
        check_view(view_body(modal, t))
        self.opened.append(modal)
        self.views[modal.external_id or f"V{len(self.opened)}"] = modal

    def push_modal(self, trigger: str, modal: Modal, t: Language) -> None:
        self.open_modal(trigger, modal, t)

    def update_modal(
        self, modal: Modal, t: Language, *, view_id: str = "", view_hash: str = "", in_haste: bool = False
    ) -> None:
        self._fail()
        check_view(view_body(modal, t))
        name = view_id or modal.external_id
        if name not in self.views:
            raise ViewGone("not_found")
        self.views[name] = modal

    def join(self, channel: str) -> None:
        self._fail()
        if self.closed.get(channel) != "not_in_channel":
            raise SlackRefused("method_not_supported_for_channel_type")
        del self.closed[channel]

    def channel(self, channel: str) -> ChannelProfile:
        self._fail()
        return ChannelProfile(f"channel-{channel.lower()}", False, False, True)

    def members(self, channel: str) -> tuple[str, ...]:
        self._fail()
        return self.channels.get(channel, ())

    def profile(self, user: str, *, in_haste: bool = False) -> Profile:
        self._fail()
        try:
            return self.people[user]
        except KeyError:
            raise PersonGone("user_not_found") from None

    def everybody(self) -> Iterator[Profile]:
        self._fail()
        yield from self.people.values()

    def permalink(self, channel: str, timestamp: str) -> str:
        self._fail()
        return f"https://example.slack.com/archives/{channel}/p{timestamp.replace('.', '')}"

    def who_am_i(self) -> Self:
        self._fail()
        return Self(user="UBOT", team="T1", bot_id="B1")

    def standing(self, channel: str, timestamp: str) -> Posted:
        for posted in self.posted:
            if (posted.channel, posted.timestamp) == (channel, timestamp):
                return posted
        raise MessageGone("message_not_found")

    def delete(self, posted: Posted) -> None:
        self.posted.remove(posted)

    def _may_write(self, channel: str) -> None:
        if channel in self.closed:
            raise NotWritable(self.closed[channel])

    def _fail(self) -> None:
        if self.failing:
            raise self.failing.pop(0)
