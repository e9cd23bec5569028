"""files.*: the three-step upload, facts, deletion."""

from sandbox.slack import posting
from sandbox.slack.api.call import Call
from sandbox.slack.conversations import Conversation
from sandbox.slack.drafts import Draft
from sandbox.slack.files import File
from sandbox.slack.markup import escaped_post
from sandbox.slack.moments import random_name
from sandbox.slack.refusals import Json, Refusal, wrong_arguments

_LONGEST_ALT_TEXT = 1_000
_MOST_CHANNELS = 100


def upload_url(call: Call) -> Json:
    state = call.state
    length = call.arguments.number("length", 0)
    if length <= 0:
        raise wrong_arguments("must be greater than 0 [json-pointer:/length]")
    alt_txt = call.arguments.text("alt_txt")
    if len(alt_txt) > _LONGEST_ALT_TEXT:
        raise Refusal("alt_txt_too_large")
    name = call.arguments.text("filename")
    file = File(state.ids.new("F"), name, length, call.bot, state.moments.seconds(), random_name())
    file.alt_txt = alt_txt
    state.files.add(file)
    return {"ok": True, "upload_url": f"{state.base_url}/upload/v1/{file.secret}", "file_id": file.id}


def complete_upload(call: Call) -> Json:
    files = [_completed(call, entry) for entry in call.arguments.decoded("files") or []]
    channels = call.arguments.names("channels")
    channels += [call.arguments.text("channel_id")] if "channel_id" in call.arguments else []
    if len(channels) > _MOST_CHANNELS:
        raise Refusal("channels_limit_exceeded")
    targets = [_joined(call, channel) for channel in channels]
    for file in files:
        file.is_complete = True
    for channel in targets:
        _share(call, channel, files)
    return {"ok": True, "files": [file.as_json(call.state.base_url) for file in files]}


def info(call: Call) -> Json:
    file = _found(call, call.arguments.text("file"))
    return {
        "ok": True,
        "file": file.as_json(call.state.base_url),
        "comments": [],
        "response_metadata": {"next_cursor": ""},
    }


def delete(call: Call) -> Json:
    file = _found(call, call.arguments.text("file"))
    if file.user != call.bot:
        raise Refusal("cant_delete_file")
    call.state.files.remove(file)
    return {"ok": True}


def _found(call: Call, file_id: str) -> File:
    file = call.state.files.find(file_id)
    if file is None or not file.is_complete:
        raise Refusal("file_not_found")
    return file


def _completed(call: Call, entry: Json) -> File:
    file = call.state.files.find(str(entry.get("id", "")))
    if file is None or file.content is None:
        raise Refusal("file_not_found")
    file.title = str(entry.get("title") or file.name)
    return file


def _joined(call: Call, channel_id: str) -> Conversation:
    channel = call.state.conversations.seen_by(channel_id, call.bot)
    if call.bot not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def _share(call: Call, channel: Conversation, files: list[File]) -> None:
    state = call.state
    for file in files:
        file.channels.setdefault(channel.id, [])
        if not channel.sees_everyone:
            file.private_channels.add(channel.id)
    draft = Draft(
        escaped_post(call.arguments.text("initial_comment")),
        thread_ts=call.arguments.text("thread_ts"),
        files=[file.as_json(state.base_url) for file in files],
        subtype="file_share",
    )
    message = posting.post(state, channel, call.bot, draft)
    for file in files:
        file.channels[channel.id].append(message.ts)
