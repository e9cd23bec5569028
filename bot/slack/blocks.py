"""Our vocabulary of blocks, with Slack's limits kept in one place.

Text that people typed is escaped by the view that shows it; what is too long is cut here.
"""

from collections.abc import Iterable, Sequence

from bot.slack.replies import Block
from bot.text import shorten

MESSAGE_BLOCKS = 50
COMFORTABLE_BLOCKS = 45  # a message stays under this; what does not fit is folded or paged
SECTION_LIMIT = 3000
HEADER_LIMIT = 150
LABEL_LIMIT = 75
VALUE_LIMIT = 2000
OPTION_LIMIT = 75
TITLE_LIMIT = 24
TEXT_LIMIT = 3800
ROW_OF_BUTTONS = 5


def plain(text: str, limit: int = SECTION_LIMIT) -> Block:
    return {"type": "plain_text", "text": shorten(text, limit), "emoji": True}


def mrkdwn(text: str, limit: int = SECTION_LIMIT) -> Block:
    return {"type": "mrkdwn", "text": shorten(text, limit)}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, HEADER_LIMIT)}


def section(text: str, *, accessory: Block | None = None, block_id: str = "") -> Block:
    block: Block = {"type": "section", "text": mrkdwn(text)}
    if accessory:
        block["accessory"] = accessory
    if block_id:
        block["block_id"] = block_id
    return block


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text, VALUE_LIMIT) for text in texts[:10]]}


def divider() -> Block:
    return {"type": "divider"}


def actions(elements: Iterable[Block], *, block_id: str = "") -> Block:
    block: Block = {"type": "actions", "elements": list(elements)}
    if block_id:
        block["block_id"] = block_id
    return block


def button_rows(buttons: Sequence[Block]) -> list[Block]:
    """Rows of five, as a deck is laid out."""
    starts = range(0, len(buttons), ROW_OF_BUTTONS)
    return [actions(buttons[start : start + ROW_OF_BUTTONS]) for start in starts]


def button(label: str, *, action: str, value: str = "", style: str = "", read_as: str = "") -> Block:
    """`style` is "", "primary" or "danger"; `read_as` is what a screen reader says instead of the label."""
    block: Block = {"type": "button", "text": plain(label, LABEL_LIMIT), "action_id": action}
    if value:
        block["value"] = value
    if style:
        block["style"] = style
    if read_as:
        block["accessibility_label"] = shorten(read_as, LABEL_LIMIT)
    return block


def confirmed(element: Block, *, title: str, text: str, confirm: str, deny: str) -> Block:
    """An element that asks before it acts."""
    dialog = {
        "title": plain(title, 100),
        "text": plain(text, 300),
        "confirm": plain(confirm, 30),
        "deny": plain(deny, 30),
    }
    return {**element, "confirm": dialog}


def option(label: str, value: str, *, description: str = "") -> Block:
    block: Block = {"text": plain(label, OPTION_LIMIT), "value": value}
    if description:
        block["description"] = plain(description, OPTION_LIMIT)
    return block


def select(*, action: str, placeholder: str, options: Sequence[Block], initial: str | None = None) -> Block:
    """A choice of one; `initial` is a value among the options."""
    block: Block = {
        "type": "static_select",
        "action_id": action,
        "placeholder": plain(placeholder, 150),
        "options": list(options),
    }
    return _with_initial(block, options, initial)


def radio(*, action: str, options: Sequence[Block], initial: str | None = None) -> Block:
    block: Block = {"type": "radio_buttons", "action_id": action, "options": list(options)}
    return _with_initial(block, options, initial)


def checkboxes(*, action: str, options: Sequence[Block], initial: Iterable[str] = ()) -> Block:
    block: Block = {"type": "checkboxes", "action_id": action, "options": list(options)}
    chosen = set(initial)
    ticked = [known for known in options if known["value"] in chosen]
    if ticked:
        block["initial_options"] = ticked
    return block


def external_select(*, action: str, placeholder: str, initial: Block | None = None) -> Block:
    block: Block = {
        "type": "external_select",
        "action_id": action,
        "placeholder": plain(placeholder, 150),
        "min_query_length": 0,
    }
    if initial:
        block["initial_option"] = initial
    return block


def users_select(*, action: str, placeholder: str, initial: Iterable[str] = ()) -> Block:
    block: Block = {
        "type": "multi_users_select",
        "action_id": action,
        "placeholder": plain(placeholder, 150),
    }
    chosen = list(initial)
    if chosen:
        block["initial_users"] = chosen
    return block


def text_field(
    *,
    action: str,
    initial: str = "",
    placeholder: str = "",
    lines: bool = False,
    longest: int = SECTION_LIMIT,
) -> Block:
    block: Block = {
        "type": "plain_text_input",
        "action_id": action,
        "multiline": lines,
        "max_length": longest,
    }
    if initial:
        block["initial_value"] = shorten(initial, longest)
    if placeholder:
        block["placeholder"] = plain(placeholder, 150)
    return block


def field(
    name: str, *, label: str, element: Block, hint: str = "", optional: bool = False, acts: bool = False
) -> Block:
    """An input of a form; `name` is its block id, by which a submission finds it.

    `acts`: a choice is sent at once, so that the form can change with it.
    """
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label, 2000),
        "element": element,
        "optional": optional,
    }
    if hint:
        block["hint"] = plain(hint, 2000)
    if acts:
        block["dispatch_action"] = True
    return block


def image(url: str, *, alt_text: str) -> Block:
    return {"type": "image", "image_url": url, "alt_text": shorten(alt_text, 2000)}


def _with_initial(block: Block, options: Sequence[Block], initial: str | None) -> Block:
    known = next((known for known in options if known["value"] == initial), None)
    return {**block, "initial_option": known} if known else block
