"""Interactive elements: where they stand in blocks, what they hold, and what a person puts into them."""

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.slack.moments import random_name
from sandbox.slack.refusals import Json

Values = dict[str, dict[str, Json]]
"""State of a surface: block_id → action_id → value as in `view.state.values`."""

# The key under which an element's value stands in the state, and the key of its initial value.
STATE_KEYS: Mapping[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", "initial_files"),
}
LIST_KEYS = frozenset(
    {"selected_options", "selected_users", "selected_conversations", "selected_channels", "files"}
)
BUTTONS = frozenset({"button", "workflow_button", "icon_button", "feedback_buttons"})


@dataclass(frozen=True, slots=True)
class Placed:
    """An element and the block that it stands in."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        return str(self.element["action_id"])

    @property
    def kind(self) -> str:
        return str(self.element["type"])

    @property
    def is_input(self) -> bool:
        return bool(self.block["type"] == "input")


def with_ids(blocks: list[Json]) -> list[Json]:
    """A copy in which blocks and elements have the ids that Slack gives where the app gave none."""
    copied = copy.deepcopy(blocks)
    for block in copied:
        block["block_id"] = block.get("block_id") or random_name(3)
        for element in _elements_of(block):
            if element["type"] in STATE_KEYS or element["type"] in BUTTONS or element["type"] == "overflow":
                element["action_id"] = element.get("action_id") or random_name(3)
    return copied


def interactive(blocks: list[Json]) -> Iterator[Placed]:
    for block in blocks:
        for element in _elements_of(block):
            if "action_id" in element:
                yield Placed(block, element)


def _elements_of(block: Json) -> list[Json]:
    found: list[Json] = list(block.get("elements", [])) if block["type"] in _WITH_ELEMENTS else []
    found += [block[key] for key in ("accessory", "element") if isinstance(block.get(key), dict)]
    found += [action for action in block.get("actions", []) if block["type"] == "card"]
    for child in [*block.get("child_blocks", []), *(found if block["type"] == "carousel" else [])]:
        found = [*found, *_elements_of(child)]
    return [element for element in found if isinstance(element, dict) and "type" in element]


_WITH_ELEMENTS = frozenset({"actions", "context_actions", "carousel"})


def initial_values(blocks: list[Json], kept: Values | None = None) -> Values:
    """A surface's state when it is shown; what was `kept` stays where both ids and the kind are the same."""
    values: Values = {}
    for placed in interactive(blocks):
        if placed.kind not in STATE_KEYS:
            continue
        before = (kept or {}).get(placed.block_id, {}).get(placed.action_id)
        same = before is not None and before["type"] == placed.kind
        value = before if before is not None and same else _initial_value(placed.element)
        values.setdefault(placed.block_id, {})[placed.action_id] = value
    return values


def _initial_value(element: Json) -> Json:
    key, initial = STATE_KEYS[element["type"]]
    nothing: list[Json] | None = [] if key in LIST_KEYS else None
    return {"type": element["type"], key: element.get(initial, nothing)}


def is_empty(value: Json) -> bool:
    key, _ = STATE_KEYS[value["type"]]
    return value.get(key) in (None, "", [])


def options_of(element: Json) -> list[Json]:
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    return [*element.get("options", []), *grouped]


def state_value(element: Json, given: object, options: Callable[[], list[Json]]) -> Json | None:
    """The state for what a person entered or picked; `None` when the element offers no such thing.

    An option is named by its value or by its label; `given` may also be the option itself.
    """
    key, _ = STATE_KEYS[element["type"]]
    if key == "selected_option":
        option = _picked(given, options()) if given is not None else None
        return None if given is not None and option is None else {"type": element["type"], key: option}
    if key == "selected_options":
        picked = [_picked(one, options()) for one in _as_list(given)]
        return None if None in picked else {"type": element["type"], key: picked}
    if key in LIST_KEYS:
        return {"type": element["type"], key: _as_list(given)}
    if element["type"] == "number_input" and given is not None:
        given = str(given)
    return {"type": element["type"], key: given}


def _as_list(given: object) -> list[Any]:
    if given is None:
        return []
    return list(given) if isinstance(given, list | tuple | set) else [given]


def _picked(given: object, options: list[Json]) -> Json | None:
    for option in options:
        if given in (option, option.get("value"), option["text"]["text"]):
            return option
    return None
