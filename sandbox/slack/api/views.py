"""views.*: modals and App Homes."""

from sandbox.slack.api.call import Call
from sandbox.slack.blocks.check import view_faults
from sandbox.slack.refusals import Json, Refusal, wrong_arguments
from sandbox.slack.state import State
from sandbox.slack.views import View


def open_view(call: Call) -> Json:
    content = _content(call, "modal")
    user, _ = call.state.triggers.exchange(_trigger(call))
    view = call.state.views.open(user, content)
    return _told(call.state, "view_opened", view)


def push(call: Call) -> Json:
    content = _content(call, "modal")
    user, view_id = call.state.triggers.exchange(_trigger(call))
    if not view_id:
        raise Refusal("not_found")
    view = call.state.views.push(user, content)
    return _told(call.state, "view_opened", view)


def update(call: Call) -> Json:
    content = _content(call)
    view_id, external_id = call.arguments.text("view_id"), call.arguments.text("external_id")
    if not (view_id or external_id):
        raise wrong_arguments("either view_id or external_id is needed [json-pointer:/view_id]")
    view = call.state.views.find(view_id, external_id)
    call.state.views.update(view, content, expected_hash=call.arguments.text("hash"))
    return _told(call.state, "view_updated", view)


def publish(call: Call) -> Json:
    if not call.state.installation.has_home:
        raise Refusal("not_enabled")
    content = _content(call, "home")
    user = call.member("user_id", error="invalid_arguments")
    view = call.state.views.publish(user.id, content, expected_hash=call.arguments.text("hash"))
    return _told(call.state, "home_published", view)


def checked(content: object, pointer: str = "/view") -> Json:
    """The view, if Slack would show it."""
    faults = view_faults(content)
    if faults or not isinstance(content, dict):
        messages = [fault.as_message(pointer) for fault in faults]
        raise Refusal("invalid_arguments", response_metadata={"messages": messages})
    return content


def _content(call: Call, kind: str = "") -> Json:
    content = checked(call.arguments.decoded("view"))
    if kind and content["type"] != kind:
        raise wrong_arguments(f"view type must be {kind} [json-pointer:/view/type]")
    return content


def _trigger(call: Call) -> str:
    trigger = call.arguments.text("trigger_id") or call.arguments.text("interactivity_pointer")
    if not trigger:
        raise wrong_arguments("missing required field: trigger_id [json-pointer:/trigger_id]")
    return trigger


def _told(state: State, kind: str, view: View) -> Json:
    content = state.shown_view(view)
    state.announcements.tell(kind, user=view.user, view=content)
    return {"ok": True, "view": content}
