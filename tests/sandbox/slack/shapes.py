"""Blocks and views that the tests post."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(action_id: str = "vote.5", label: str = "5", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "value": "5", "text": plain(label), **more}


def actions(*elements: Json, block_id: str = "deck") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def field(name: str = "name", element: Json | None = None, **more: Any) -> Json:
    shown = element or {"type": "plain_text_input", "action_id": f"{name}_input"}
    return {"type": "input", "block_id": name, "label": plain(name), "element": shown, **more}


def modal(*blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("Form"),
        "submit": plain("Send"),
        "blocks": list(blocks) or [field()],
        **more,
    }


def option(value: str) -> Json:
    return {"text": plain(value.upper()), "value": value}


def select(kind: str = "static_select", **more: Any) -> Json:
    offered = {"options": [option("a"), option("b")]} if kind.endswith("static_select") else {}
    return {"type": kind, "action_id": "pick", **offered, **more}
