"""reactions.*, pins.*, bookmarks.*: what hangs on messages and channels."""

from sandbox.slack import posting, reacting
from sandbox.slack.api.call import Call
from sandbox.slack.conversations import Conversation
from sandbox.slack.messages import Message
from sandbox.slack.reacting import Reaction
from sandbox.slack.refusals import Json, Refusal, wrong_arguments

_MOST_PINS = 100
_MOST_BOOKMARKS = 100


def add_reaction(call: Call) -> Json:
    channel, message = _message(call)
    if channel.is_archived:
        raise Refusal("is_archived")
    reacting.add(call.state, Reaction(channel, message, call.bot, call.arguments.text("name")))
    return {"ok": True}


def remove_reaction(call: Call) -> Json:
    channel, message = _message(call)
    reacting.remove(call.state, Reaction(channel, message, call.bot, call.arguments.text("name")))
    return {"ok": True}


def reactions(call: Call) -> Json:
    channel, message = _message(call)
    shown = posting.shown(call.state, channel, message)
    return {"ok": True, "type": "message", "channel": channel.id, "message": shown}


def add_pin(call: Call) -> Json:
    channel, message = _message(call)
    if call.bot not in channel.members:
        raise Refusal("not_in_channel")
    if message.ts in channel.pins:
        raise Refusal("already_pinned")
    if len(channel.pins) >= _MOST_PINS:
        raise Refusal("too_many_pins")
    channel.pins[message.ts] = {"created": call.state.moments.seconds(), "created_by": call.bot}
    _changed(call, channel)
    return {"ok": True}


def remove_pin(call: Call) -> Json:
    channel, message = _message(call)
    if channel.pins.pop(message.ts, None) is None:
        raise Refusal("no_pin")
    _changed(call, channel)
    return {"ok": True}


def pins(call: Call) -> Json:
    channel = call.conversation()
    found = [(channel.timeline.find(ts), pin) for ts, pin in channel.pins.items()]
    items = [
        {
            "type": "message",
            "channel": channel.id,
            "message": posting.shown(call.state, channel, message),
            **pin,
        }
        for message, pin in found
        if message is not None
    ]
    return {"ok": True, "items": items}


def add_bookmark(call: Call) -> Json:
    channel, state = call.joined("channel_id"), call.state
    if call.arguments.text("type") != "link":
        raise Refusal("invalid_bookmark_type")
    if len(channel.bookmarks) >= _MOST_BOOKMARKS:
        raise Refusal("too_many_bookmarks")
    link = call.arguments.text("link")
    _check_link(link)
    now = state.moments.seconds()
    bookmark: Json = {
        "id": state.ids.new("Bk"),
        "channel_id": channel.id,
        "title": call.arguments.text("title"),
        "link": link,
        "emoji": call.arguments.text("emoji"),
        "icon_url": "",
        "type": "link",
        "date_created": now,
        "date_updated": now,
        "rank": str(len(channel.bookmarks)),
        "last_updated_by_user_id": call.bot,
        "last_updated_by_team_id": state.team,
        "app_id": state.installation.app_id,
    }
    channel.bookmarks[bookmark["id"]] = bookmark
    _changed(call, channel)
    return {"ok": True, "bookmark": bookmark}


def edit_bookmark(call: Call) -> Json:
    channel, bookmark = _bookmark(call)
    if "link" in call.arguments:
        _check_link(call.arguments.text("link"))
    for name in ("title", "link", "emoji"):
        if name in call.arguments:
            bookmark[name] = call.arguments.text(name)
    bookmark["date_updated"] = call.state.moments.seconds()
    _changed(call, channel)
    return {"ok": True, "bookmark": bookmark}


def remove_bookmark(call: Call) -> Json:
    channel, bookmark = _bookmark(call)
    del channel.bookmarks[bookmark["id"]]
    _changed(call, channel)
    return {"ok": True}


def bookmarks(call: Call) -> Json:
    return {"ok": True, "bookmarks": list(call.joined("channel_id").bookmarks.values())}


def _message(call: Call) -> tuple[Conversation, Message]:
    if "channel" not in call.arguments or "timestamp" not in call.arguments:
        raise Refusal("no_item_specified")
    channel = call.conversation()
    ts = call.arguments.text("timestamp")
    if not ts.replace(".", "", 1).isdigit():
        raise Refusal("bad_timestamp")
    message = channel.timeline.find(ts)
    if message is None:
        raise Refusal("message_not_found")
    return channel, message


def _bookmark(call: Call) -> tuple[Conversation, Json]:
    channel = call.joined("channel_id")
    bookmark = channel.bookmarks.get(call.arguments.text("bookmark_id"))
    if bookmark is None:
        raise Refusal("not_found")
    return channel, bookmark


def _check_link(link: str) -> None:
    if not link:
        raise wrong_arguments("missing required field: link [json-pointer:/link]")
    if not link.startswith(("https://", "http://")):
        raise Refusal("invalid_link")


def _changed(call: Call, channel: Conversation) -> None:
    call.state.announcements.tell("channel_changed", channel=channel.id)
