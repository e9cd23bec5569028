"""What a call wants to post, checked as Slack checks it."""

from sandbox.slack.api.arguments import Arguments
from sandbox.slack.blocks.check import message_faults
from sandbox.slack.drafts import Draft
from sandbox.slack.markup import escaped_post
from sandbox.slack.refusals import Json, Refusal, wrong_arguments
from sandbox.slack.state import State

_LONGEST_TEXT = 40_000
_LONGEST_MARKDOWN = 12_000
_MOST_ATTACHMENTS = 100


def draft_of(arguments: Arguments, state: State) -> Draft:
    """The message that the arguments describe; refuses with the error that Slack gives."""
    blocks, attachments = checked_blocks(arguments), _attachments(arguments)
    text = arguments.text("text")
    markdown = arguments.text("markdown_text")
    if markdown and (text or blocks):
        raise Refusal("markdown_text_conflict")
    if len(markdown) > _LONGEST_MARKDOWN:
        raise Refusal("msg_too_long")
    if not (text.strip() or blocks or attachments or markdown):
        raise Refusal("no_text")
    return Draft(
        text=escaped_post((text or markdown)[:_LONGEST_TEXT]),
        blocks=_with_pictures(blocks, state),
        attachments=attachments,
        thread_ts=arguments.text("thread_ts"),
        broadcast=arguments.flag("reply_broadcast"),
        metadata=_metadata(arguments),
    )


def checked_blocks(arguments: Arguments) -> list[Json]:
    blocks = arguments.decoded("blocks", "invalid_blocks_format")
    if blocks is None:
        return []
    if not isinstance(blocks, list):
        raise Refusal("invalid_blocks_format")
    faults = message_faults(blocks)
    if faults:
        messages = [fault.as_message("/blocks") for fault in faults]
        raise Refusal("invalid_blocks", errors=messages, response_metadata={"messages": messages})
    return blocks


def _with_pictures(blocks: list[Json], state: State) -> list[Json]:
    """A picture that names a file must name one that was uploaded."""
    for number, block in enumerate(blocks):
        named = (block.get("slack_file") or {}).get("id") if block["type"] == "image" else None
        if named is not None and state.files.find(named) is None:
            messages = [f"[ERROR] invalid slack file [json-pointer:/blocks/{number}/slack_file]"]
            raise Refusal("invalid_blocks", errors=messages, response_metadata={"messages": messages})
    return blocks


def _attachments(arguments: Arguments) -> list[Json]:
    attachments = arguments.decoded("attachments", "invalid_attachments") or []
    if not isinstance(attachments, list):
        raise Refusal("invalid_attachments")
    if len(attachments) > _MOST_ATTACHMENTS:
        raise Refusal("too_many_attachments")
    return [{"id": number, **attachment} for number, attachment in enumerate(attachments, 1)]


def _metadata(arguments: Arguments) -> Json | None:
    metadata = arguments.decoded("metadata", "invalid_metadata_format")
    if metadata is None:
        return {} if arguments.text("metadata") == "{}" else None
    if not isinstance(metadata, dict):
        raise Refusal("invalid_metadata_format")
    if not metadata:
        return {}
    payload = metadata.get("event_payload")
    if not isinstance(metadata.get("event_type"), str) or not isinstance(payload, dict):
        raise Refusal("invalid_metadata_schema")
    if not all(_is_shallow(value) for value in payload.values()):
        raise wrong_arguments("must be scalar [json-pointer:/metadata]", error="invalid_metadata_schema")
    return metadata


def _is_shallow(value: object, *, depth: int = 1) -> bool:
    """Scalars, and one level of objects or of arrays of objects."""
    if isinstance(value, dict):
        return depth > 0 and all(_is_shallow(one, depth=0) for one in value.values())
    if isinstance(value, list):
        return depth > 0 and all(_is_shallow(one, depth=1) for one in value)
    return isinstance(value, str | int | float | bool)
