"""The faults of a message's blocks and of a view, in the order in which they stand there."""

from collections.abc import Iterator

from sandbox.slack.blocks.faults import Fault
from sandbox.slack.blocks.layouts import HOME_BLOCKS, MESSAGE_BLOCKS, MODAL_BLOCKS
from sandbox.slack.blocks.rules import common_rules, focus_rules, message_rules
from sandbox.slack.blocks.shapes import boolean, by_type, fields, one_of, string
from sandbox.slack.blocks.texts import plain
from sandbox.slack.refusals import Json

__all__ = ["Fault", "message_faults", "view_faults"]

_NAMES = {"callback_id": string(255), "external_id": string(255), "private_metadata": string(3_000)}
_modal = fields(
    {"type": one_of("modal"), "title": plain(24), "blocks": MODAL_BLOCKS},
    {
        **_NAMES,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
# Slack takes a home view that names what only a modal has, and ignores it.
_home = fields(
    {"type": one_of("home"), "blocks": HOME_BLOCKS},
    {
        **_NAMES,
        "title": plain(24),
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
    },
)
_view = by_type({"modal": _modal, "home": _home})


def message_faults(blocks: object) -> list[Fault]:
    faults = list(MESSAGE_BLOCKS(blocks))
    return faults if faults or not isinstance(blocks, list) else list(message_rules(blocks))


def view_faults(view: object) -> list[Fault]:
    if not isinstance(view, dict):
        return list(_view(view))
    given = {key: value for key, value in view.items() if value is not None}
    return list(_view(given)) or list(_view_rules(given))


def _view_rules(view: Json) -> Iterator[Fault]:
    blocks = view["blocks"]
    for fault in (*common_rules(blocks), *focus_rules(blocks)):
        yield fault.below("/blocks")
    has_input = any(block["type"] == "input" for block in blocks)
    if view["type"] == "modal" and has_input and "submit" not in view:
        yield Fault("/submit", "missing_field", "submit is required when an input is in the blocks")
