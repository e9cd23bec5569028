"""Interactive elements with their limits."""

from collections.abc import Iterator, Mapping

from sandbox.slack.blocks.faults import Fault
from sandbox.slack.blocks.rich_text import rich_text
from sandbox.slack.blocks.shapes import (
    Shape,
    array,
    boolean,
    both,
    exactly_one,
    fields,
    integer,
    number,
    one_of,
    string,
)
from sandbox.slack.blocks.texts import (
    LONGEST_ADDRESS,
    action_id,
    confirm,
    option,
    option_group,
    placeholder,
    plain,
    rich_option,
    style,
)
from sandbox.slack.refusals import Json

_dispatch = fields(
    {}, {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 1, 2)}
)
_filter = fields(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), 1),
        "exclude_bot_users": boolean,
        "exclude_external_shared_channels": boolean,
    },
)


def _element(
    kind: str, required: Mapping[str, Shape] | None = None, optional: Mapping[str, Shape] | None = None
) -> Shape:
    return fields({"type": one_of(kind), **(required or {})}, {"action_id": action_id, **(optional or {})})


def _choosing(
    kind: str, required: Mapping[str, Shape] | None = None, optional: Mapping[str, Shape] | None = None
) -> Shape:
    return _element(kind, required, {"confirm": confirm, "focus_on_load": boolean, **(optional or {})})


def _typing(kind: str, required: Mapping[str, Shape] | None = None, **optional: Shape) -> Shape:
    own = {"dispatch_action_config": _dispatch, "focus_on_load": boolean, "placeholder": placeholder}
    return _element(kind, required, {**own, **optional})


def _select(kind: str, **optional: Shape) -> Shape:
    many = {"max_selected_items": integer(1)} if kind.startswith("multi_") else {}
    return _choosing(kind, {}, {"placeholder": placeholder, **many, **optional})


def _listed(kind: str, **optional: Shape) -> Shape:
    choices = {"options": array(option, 1, 100), "option_groups": array(option_group, 1, 100)}
    return both(_select(kind, **choices, **optional), exactly_one("options", "option_groups"))


def _ordered(low: str, high: str) -> Shape:
    def check(value: Json) -> Iterator[Fault]:
        if low in value and high in value and _figure(value[low]) > _figure(value[high]):
            yield Fault(f"/{low}", "failed_constraint", f"must be at most {high}")

    return check


def _figure(value: str | float) -> float:
    return float(value)


_FIGURE = string(pattern=r"^-?\d+(\.\d+)?$")
_ids = array(string(least=1))
_feedback = fields({"text": plain(75), "value": string(2_000)}, {"accessibility_label": string(75)})
_parameter = fields({"name": string(), "value": string()})
_trigger = fields({"url": string(LONGEST_ADDRESS)}, {"customizable_input_parameters": array(_parameter)})
_label = {"confirm": confirm, "style": style, "accessibility_label": string(75)}

ELEMENTS: Mapping[str, Shape] = {
    "button": _element(
        "button",
        {"text": plain(75)},
        {"value": string(2_000), "url": string(LONGEST_ADDRESS), "agent_prompt": string(4_000), **_label},
    ),
    "workflow_button": _element(
        "workflow_button", {"text": plain(75), "workflow": fields({"trigger": _trigger})}, _label
    ),
    "icon_button": _element(
        "icon_button",
        {"icon": string(least=1), "text": plain(75)},
        {
            "confirm": confirm,
            "value": string(2_000),
            "accessibility_label": string(75),
            "visible_to_user_ids": array(string(), 0, 10),
        },
    ),
    "feedback_buttons": _element(
        "feedback_buttons", {"positive_button": _feedback, "negative_button": _feedback}
    ),
    "overflow": _element("overflow", {"options": array(option, 1, 5)}, {"confirm": confirm}),
    "checkboxes": _choosing(
        "checkboxes", {"options": array(rich_option, 1, 10)}, {"initial_options": array(rich_option, 1)}
    ),
    "radio_buttons": _choosing(
        "radio_buttons", {"options": array(rich_option, 1, 10)}, {"initial_option": rich_option}
    ),
    "static_select": _listed("static_select", initial_option=option),
    "multi_static_select": _listed("multi_static_select", initial_options=array(option, 1)),
    "external_select": _select("external_select", initial_option=option, min_query_length=number(0)),
    "multi_external_select": _select(
        "multi_external_select", initial_options=array(option, 1), min_query_length=number(0)
    ),
    "users_select": _select("users_select", initial_user=string(least=1)),
    "multi_users_select": _select("multi_users_select", initial_users=_ids),
    "channels_select": _select(
        "channels_select", initial_channel=string(least=1), response_url_enabled=boolean
    ),
    "multi_channels_select": _select("multi_channels_select", initial_channels=_ids),
    "conversations_select": _select(
        "conversations_select",
        initial_conversation=string(least=1),
        default_to_current_conversation=boolean,
        response_url_enabled=boolean,
        filter=_filter,
    ),
    "multi_conversations_select": _select(
        "multi_conversations_select",
        initial_conversations=_ids,
        default_to_current_conversation=boolean,
        filter=_filter,
    ),
    "datepicker": _choosing(
        "datepicker",
        {},
        {
            "placeholder": placeholder,
            "initial_date": string(pattern=r"^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])$"),
        },
    ),
    "timepicker": _choosing(
        "timepicker",
        {},
        {
            "placeholder": placeholder,
            "initial_time": string(pattern=r"^([01]\d|2[0-3]):[0-5]\d$"),
            "timezone": string(least=1),
        },
    ),
    "datetimepicker": _choosing(
        "datetimepicker", {}, {"initial_date_time": integer(1_000_000_000, 9_999_999_999)}
    ),
    "plain_text_input": both(
        _typing(
            "plain_text_input",
            initial_value=string(3_000),
            multiline=boolean,
            min_length=integer(0, 3_000),
            max_length=integer(1, 3_000),
        ),
        _ordered("min_length", "max_length"),
    ),
    "email_text_input": _typing("email_text_input", initial_value=string()),
    "url_text_input": _typing("url_text_input", initial_value=string()),
    "number_input": both(
        _typing(
            "number_input",
            {"is_decimal_allowed": boolean},
            initial_value=_FIGURE,
            min_value=_FIGURE,
            max_value=_FIGURE,
        ),
        _ordered("min_value", "max_value"),
    ),
    "rich_text_input": both(
        _typing(
            "rich_text_input", initial_value=rich_text, min_lines=integer(1, 100), max_lines=integer(1, 100)
        ),
        _ordered("min_lines", "max_lines"),
    ),
    "file_input": _element("file_input", {}, {"filetypes": array(string()), "max_files": integer(1, 10)}),
}

_TYPED_IN = {
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
}
_ONLY_IN_CONTEXT = {"icon_button", "feedback_buttons"}
_PRESSED = {"button", "workflow_button", "overflow"}

IN_ACTIONS = {
    kind: shape
    for kind, shape in ELEMENTS.items()
    if kind not in _ONLY_IN_CONTEXT and kind not in _TYPED_IN - {"rich_text_input"}
}
IN_SECTION = {
    kind: shape for kind, shape in ELEMENTS.items() if kind not in _ONLY_IN_CONTEXT and kind not in _TYPED_IN
}
IN_INPUT = {kind: shape for kind, shape in ELEMENTS.items() if kind not in _ONLY_IN_CONTEXT | _PRESSED}
IN_CONTEXT_ACTIONS = {kind: ELEMENTS[kind] for kind in sorted(_ONLY_IN_CONTEXT)}
