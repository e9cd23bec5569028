"""What a form lets a person enter, and what it asks for before it is sent."""

import re
from collections.abc import Iterator
from datetime import date, time

from sandbox.slack.elements import STATE_KEYS, Placed, Values, is_empty
from sandbox.slack.outcomes import ClientRefused
from sandbox.slack.refusals import Json

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")
_REQUIRED = "Please complete this required field."


def check_entered(placed: Placed, value: Json) -> None:
    """Refuse what the element's own controls keep a person from entering."""
    content = value[STATE_KEYS[placed.kind][0]]
    if content is None:
        return
    most = placed.element.get("max_length")
    if most is not None and isinstance(content, str) and len(content) > most:
        raise ClientRefused(f"“{placed.block_id}” takes {most} characters at most.")
    most = placed.element.get("max_selected_items") or placed.element.get("max_files")
    if most is not None and isinstance(content, list) and len(content) > most:
        raise ClientRefused(f"“{placed.block_id}” takes {most} items at most.")
    if not _is_date_or_time(placed.kind, content):
        raise ClientRefused(f"“{placed.block_id}” does not take {content!r}.")


def _is_date_or_time(kind: str, content: object) -> bool:
    try:
        if kind == "datepicker":
            date.fromisoformat(str(content))
        if kind == "timepicker":
            time.fromisoformat(str(content))
    except ValueError:
        return False
    return kind != "datetimepicker" or isinstance(content, int)


def form_errors(blocks: list[Json], values: Values) -> dict[str, str]:
    """The errors that the client shows by itself, by block_id; the app hears nothing of such a form."""
    errors: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        value = values[block["block_id"]][element["action_id"]]
        error = next(_faults(block, element, value), "")
        if error:
            errors[block["block_id"]] = error
    return errors


def _faults(block: Json, element: Json, value: Json) -> Iterator[str]:
    if is_empty(value):
        if not block.get("optional", False):
            yield _REQUIRED
        return
    content = value[STATE_KEYS[element["type"]][0]]
    if len(str(content)) < element.get("min_length", 0):
        yield f"Please enter at least {element['min_length']} characters."
    if element["type"] == "email_text_input" and not _EMAIL.fullmatch(content):
        yield "Please enter a valid email address."
    if element["type"] == "url_text_input" and not _URL.fullmatch(content):
        yield "Please enter a valid URL."
    if element["type"] == "number_input":
        yield from _number_faults(element, content)


def _number_faults(element: Json, content: str) -> Iterator[str]:
    try:
        figure = float(content)
    except ValueError:
        yield "Please enter a number."
        return
    if not element["is_decimal_allowed"] and not figure.is_integer():
        yield "Please enter a whole number."
    if figure < float(element.get("min_value", figure)):
        yield f"Please enter a number of at least {element['min_value']}."
    if figure > float(element.get("max_value", figure)):
        yield f"Please enter a number of at most {element['max_value']}."
