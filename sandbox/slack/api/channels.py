"""conversations.* and users.conversations."""

from collections.abc import Callable

from sandbox.slack import membership, posting
from sandbox.slack.api.arguments import page_of
from sandbox.slack.api.call import Call
from sandbox.slack.conversations import API_TYPES, Conversation
from sandbox.slack.messages import Message
from sandbox.slack.refusals import Json, Refusal

_MOST_IN_DIRECT = 8
_HISTORY_PAGE = 100
_MOST_HISTORY = 999


def list_all(call: Call) -> Json:
    answer = _listed(call, lambda channel: channel.visible_to(call.bot))
    for shown in answer["channels"]:
        shown["num_members"] = len(call.state.conversations.seen_by(shown["id"], call.bot).members)
    return answer


def list_of_user(call: Call) -> Json:
    """users.conversations: where somebody is, as far as the bot sees it."""
    user = call.arguments.text("user", call.bot)
    if call.state.people.by_id(user) is None:
        raise Refusal("user_not_found")
    answer = _listed(call, lambda channel: user in channel.members and channel.visible_to(call.bot))
    for shown in answer["channels"]:
        shown.pop("is_member", None)
    return answer


def info(call: Call) -> Json:
    channel = call.conversation()
    shown = channel.as_json(call.state.team, call.bot)
    if call.arguments.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    if call.arguments.flag("include_locale"):
        shown["locale"] = "en-US"
    return {"ok": True, "channel": shown}


def members(call: Call) -> Json:
    users, metadata = page_of([{"id": user} for user in call.conversation().members], call.arguments)
    return {"ok": True, "members": [user["id"] for user in users], "response_metadata": metadata}


def history(call: Call) -> Json:
    channel, arguments = call.joined(), call.arguments
    line = channel.timeline.between(
        _bound(call, "oldest"), _bound(call, "latest"), inclusive=arguments.flag("inclusive")
    )
    return _page_of_messages(call, channel, line[::-1]) | {"pin_count": len(channel.pins)}


def replies(call: Call) -> Json:
    channel = call.joined()
    parent = channel.timeline.find(call.arguments.text("ts"))
    if parent is None:
        raise Refusal("thread_not_found")
    thread = [parent, *channel.timeline.replies(parent.thread_ts or parent.ts)]
    oldest, latest = _bound(call, "oldest"), _bound(call, "latest")
    within = [one for one in thread if one is parent or (one.ts > oldest and (not latest or one.ts < latest))]
    return _page_of_messages(call, channel, within)


def open_direct(call: Call) -> Json:
    if "channel" in call.arguments:
        channel = call.conversation()
    else:
        users = call.arguments.names("users")
        _check_direct(call, users)
        channel = membership.direct(call.state, call.bot, *users)
    shown = channel.as_json(call.state.team, call.bot)
    brief = shown if call.arguments.flag("return_im") else {"id": channel.id}
    return {"ok": True, "channel": brief}


def join(call: Call) -> Json:
    channel = _changeable(call)
    if channel.kind != "channel":
        raise Refusal("method_not_supported_for_channel_type")
    already = call.bot in channel.members
    membership.join(call.state, channel, call.bot)
    answer: Json = {"ok": True, "channel": channel.as_json(call.state.team, call.bot)}
    if already:
        answer |= {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    return answer


def invite(call: Call) -> Json:
    channel = _changeable(call)
    if call.bot not in channel.members:
        raise Refusal("not_in_channel")
    users = call.arguments.names("users")
    for user in users:
        if user == call.bot:
            raise Refusal("cant_invite_self")
        if call.state.people.by_id(user) is None:
            raise Refusal("user_not_found")
        if user in channel.members:
            raise Refusal("already_in_channel")
    for user in users:
        membership.join(call.state, channel, user, inviter=call.bot)
    return {"ok": True, "channel": channel.as_json(call.state.team, call.bot)}


def leave(call: Call) -> Json:
    channel = _changeable(call)
    if call.bot not in channel.members:
        return {"ok": True, "not_in_channel": True}
    membership.leave(call.state, channel, call.bot)
    return {"ok": True}


def close(call: Call) -> Json:
    channel = call.conversation()
    if not channel.is_direct:
        raise Refusal("method_not_supported_for_channel_type")
    channel.is_open = False
    return {"ok": True}


def _listed(call: Call, wanted: Callable[[Conversation], bool]) -> Json:
    types = call.arguments.names("types") or ["public_channel"]
    if not set(types) <= set(API_TYPES.values()):
        raise Refusal("invalid_types")
    _check_type_scopes(call, types)
    without_archived = call.arguments.flag("exclude_archived")
    found = [
        channel.as_json(call.state.team, call.bot)
        for channel in call.state.conversations
        if API_TYPES[channel.kind] in types
        and wanted(channel)
        and not (without_archived and channel.is_archived)
    ]
    page, metadata = page_of(found, call.arguments)
    return {"ok": True, "channels": page, "response_metadata": metadata}


_SCOPE_OF_TYPE = {
    "public_channel": "channels:read",
    "private_channel": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}


def _check_type_scopes(call: Call, types: list[str]) -> None:
    granted = call.state.installation.scopes
    for scope in (_SCOPE_OF_TYPE[kind] for kind in types):
        if scope not in granted:
            raise Refusal("missing_scope", needed=scope, provided=",".join(granted))


def _changeable(call: Call) -> Conversation:
    channel = call.conversation()
    if channel.is_direct:
        raise Refusal("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refusal("is_archived")
    return channel


def _check_direct(call: Call, users: list[str]) -> None:
    if not users:
        raise Refusal("users_list_not_supplied")
    if len(users) > _MOST_IN_DIRECT:
        raise Refusal("too_many_users")
    if len(users) > 1 and "mpim:write" not in call.state.installation.scopes:
        raise Refusal("missing_scope", needed="mpim:write", provided=",".join(call.state.installation.scopes))
    for user in users:
        member = call.state.people.by_id(user)
        if member is None:
            raise Refusal("user_not_found")
        if member.deactivated:
            raise Refusal("user_disabled")


def _bound(call: Call, name: str) -> str:
    given = call.arguments.text(name)
    if not given or given == "0":
        return ""
    if not given.replace(".", "", 1).isdigit():
        raise Refusal(f"invalid_ts_{name}")
    return given


def _page_of_messages(call: Call, channel: Conversation, messages: list[Message]) -> Json:
    offset, limit = call.arguments.page(_HISTORY_PAGE)
    limit = min(limit, _MOST_HISTORY)
    with_metadata = call.arguments.flag("include_all_metadata")
    page = [
        posting.shown(call.state, channel, message, with_metadata=with_metadata)
        for message in messages[offset : offset + limit]
    ]
    more = offset + limit < len(messages)
    answer: Json = {"ok": True, "messages": page, "has_more": more}
    if more:
        answer["response_metadata"] = {"next_cursor": f"next:{offset + limit}"}
    return answer
