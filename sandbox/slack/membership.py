"""Who is where: joining, leaving, archiving, renaming, and what the app hears of it."""

from sandbox.slack import posting
from sandbox.slack.conversations import Conversation
from sandbox.slack.drafts import Draft
from sandbox.slack.people import Member
from sandbox.slack.refusals import Json
from sandbox.slack.state import State

_PAIR = 2
_CHANNEL_TYPES = {"channel": "C", "group": "G", "im": "D", "mpim": "G"}


def join(state: State, channel: Conversation, user: str, *, inviter: str = "") -> None:
    if user in channel.members:
        return
    channel.members[user] = None
    extra = {"inviter": inviter} if inviter else {}
    _tell_members(state, channel, "member_joined_channel", {"user": user, **extra})
    draft = Draft(f"<@{user}> has joined the channel", subtype="channel_join", extra=extra)
    posting.post(state, channel, user, draft)
    _changed(state, channel)


def leave(state: State, channel: Conversation, user: str) -> None:
    if user not in channel.members:
        return
    _tell_members(state, channel, "member_left_channel", {"user": user})
    del channel.members[user]
    if user == state.bot:
        kind = "channel_left" if channel.kind == "channel" else "group_left"
        _tell(state, kind, channel=channel.id, actor_id=user, event_ts=state.moments.new_ts())
    else:
        posting.post(state, channel, user, Draft(f"<@{user}> has left the channel", subtype="channel_leave"))
    _changed(state, channel)


def archive(state: State, channel: Conversation, user: str) -> None:
    channel.is_archived = True
    _tell_of_channel(state, channel, "archive", user=user)


def unarchive(state: State, channel: Conversation, user: str) -> None:
    channel.is_archived = False
    _tell_of_channel(state, channel, "unarchive", user=user)


def delete(state: State, channel: Conversation, user: str) -> None:
    state.conversations.remove(channel)
    _tell_of_channel(state, channel, "deleted", actor_id=user)


def rename(state: State, channel: Conversation, name: str) -> None:
    state.conversations.rename(channel, name)
    if _app_hears_of(state, channel):
        _tell(
            state,
            _kind(channel, "rename"),
            channel={
                "id": channel.id,
                "name": name,
                "name_normalized": name,
                "created": channel.created,
                "is_channel": channel.kind == "channel",
                "is_mpim": False,
            },
            event_ts=state.moments.new_ts(),
        )
    _changed(state, channel)


def direct(state: State, *users: str) -> Conversation:
    """The direct message of these people, opened if it was not there."""
    found = state.conversations.direct(*users)
    if found is not None:
        return found
    is_pair = len(set(users)) <= _PAIR
    names = [member.handle for member in map(state.people.by_id, users) if member is not None]
    name = "" if is_pair else "mpdm-" + "--".join(sorted(names)) + "-1"
    conversation = Conversation(
        state.ids.new("D" if is_pair else "G"),
        name,
        "im" if is_pair else "mpim",
        state.moments.seconds(),
        users[0],
        dict.fromkeys(users),
    )
    state.conversations.add(conversation)
    _changed(state, conversation)
    return conversation


def user_changed(state: State, member: Member) -> None:
    with_email = "users:read.email" in state.installation.scopes
    shown = member.as_json(state.place, with_email=with_email, with_locale=True)
    shown["profile"]["fields"] = {}
    cache_ts = state.moments.seconds()
    _tell(state, "user_change", user=shown, cache_ts=cache_ts, event_ts=state.moments.new_ts())
    state.announcements.tell("user_changed", user=member.id)


def _tell_members(state: State, channel: Conversation, kind: str, who: Json) -> None:
    if state.bot not in channel.members:
        return
    _tell(
        state,
        kind,
        channel=channel.id,
        channel_type=_CHANNEL_TYPES[channel.kind],
        team=state.team,
        event_ts=state.moments.new_ts(),
        **who,
    )


def _tell_of_channel(state: State, channel: Conversation, what: str, **who: str) -> None:
    if _app_hears_of(state, channel):
        _tell(state, _kind(channel, what), channel=channel.id, event_ts=state.moments.new_ts(), **who)
    _changed(state, channel)


def _app_hears_of(state: State, channel: Conversation) -> bool:
    return channel.visible_to(state.bot)


def _kind(channel: Conversation, what: str) -> str:
    return f"{channel.kind}_{what}"


def _tell(state: State, kind: str, **content: object) -> None:
    state.deliveries.event({"type": kind, **content})


def _changed(state: State, channel: Conversation) -> None:
    state.announcements.tell("channel_changed", channel=channel.id)
