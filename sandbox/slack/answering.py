"""What an app's answer does: messages by acknowledgement or `response_url`, a modal's `response_action`."""

from collections.abc import Mapping

from sandbox.slack import posting
from sandbox.slack.api.arguments import Arguments
from sandbox.slack.api.content import draft_of
from sandbox.slack.api.views import checked
from sandbox.slack.conversations import Conversation
from sandbox.slack.messages import Message
from sandbox.slack.refusals import Json, Refusal
from sandbox.slack.response_urls import ResponseUrl
from sandbox.slack.state import State
from sandbox.slack.views import View


def say(state: State, channel: Conversation, user: str, content: object) -> None:
    """Post what a command's acknowledgement says: ephemeral, unless it asks for `in_channel`."""
    given = {"text": content} if isinstance(content, str) else content
    if not isinstance(given, Mapping) or not (given.get("text") or given.get("blocks")):
        return
    arguments = Arguments(given)
    draft = draft_of(arguments, state)
    if arguments.text("response_type") == "in_channel":
        posting.post(state, channel, state.bot, draft)
    else:
        posting.post_ephemeral(state, channel, user, draft)


def use_response_url(state: State, secret: str, content: Json) -> None:
    """What was posted to a `response_url`."""
    url = state.response_urls.use(secret)
    channel = state.conversations.by_id(url.channel)
    if channel is None:
        raise Refusal("channel_not_found")
    arguments = Arguments(content)
    original = _original(channel, url)
    if arguments.flag("delete_original"):
        _delete(state, channel, original)
    elif arguments.flag("replace_original") and original is not None:
        posting.replace(state, channel, original, draft_of(arguments, state))
    else:
        say(state, channel, url.user, _required(arguments, content))


def act_on_submission(state: State, view: View, body: object) -> Mapping[str, str]:
    """Let the answer to a submission act on the stack; the errors to show, if it gave any."""
    answer = body if isinstance(body, Mapping) else {}
    kind = answer.get("response_action", "")
    if kind == "errors":
        view.errors = _field_errors(view, answer.get("errors", {}))
        _tell(state, "view_updated", view)
        return view.errors
    if kind == "clear":
        for closed in state.views.clear(view.user):
            _tell(state, "view_closed", closed)
    elif kind == "update":
        state.views.update(view, checked(answer.get("view")))
        _tell(state, "view_updated", view)
    elif kind == "push":
        _tell(state, "view_opened", state.views.push(view.user, checked(answer.get("view"))))
    elif view in state.views.stack(view.user):
        state.views.close(view)
        _tell(state, "view_closed", view)
    return {}


def _field_errors(view: View, given: object) -> dict[str, str]:
    """Errors belong to input blocks; others make Slack refuse the answer."""
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(given, Mapping) or not given or not set(given) <= inputs:
        raise Refusal("invalid_response_action")
    return {str(block_id): str(text) for block_id, text in given.items()}


def _original(channel: Conversation, url: ResponseUrl) -> Message | None:
    if not url.message_ts:
        return None
    own = channel.ephemerals.get(url.user, {}).get(url.message_ts)
    return own or channel.timeline.find(url.message_ts)


def _delete(state: State, channel: Conversation, original: Message | None) -> None:
    if original is None:
        return
    if original.ephemeral_to:
        posting.delete_ephemeral(state, channel, original)
    else:
        posting.delete(state, channel, original.ts)


def _required(arguments: Arguments, content: Json) -> Json:
    if not (arguments.text("text") or "blocks" in arguments or "attachments" in arguments):
        raise Refusal("no_text")
    return content


def _tell(state: State, kind: str, view: View) -> None:
    state.announcements.tell(kind, user=view.user, view=state.shown_view(view))
