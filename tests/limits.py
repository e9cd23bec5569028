"""Slack's limits, checked on every message and view that any test builds.

Where the strict Block Kit schema lies beside the project, it is asked too.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

SCHEMA = (
    Path(__file__).parents[2]
    / "shared"
    / "data"
    / "slack"
    / "block-kit-schema"
    / "block-kit.strict.schema.json"
)


def check_message(body: Mapping[str, Any]) -> None:
    assert body.get("text"), "a message needs a text for notices and screen readers"
    blocks = body.get("blocks", ())
    assert len(blocks) <= 45, f"{len(blocks)} blocks; a message stays under 45"
    _check_ids(blocks)
    _ask_schema("StrictMessage", body)


def check_view(view: Mapping[str, Any]) -> None:
    assert len(view["blocks"]) <= 100
    assert len(json.dumps(view)) < 250_000
    has_input = any(block["type"] == "input" for block in view["blocks"])
    assert not has_input or "submit" in view, "a view with inputs needs a submit button"
    _check_ids(view["blocks"])
    _ask_schema("StrictModal", view)


def _check_ids(blocks: Any) -> None:
    named = [block["block_id"] for block in blocks if block.get("block_id")]
    assert len(named) == len(set(named)), f"block ids are not unique: {named}"
    for block in blocks:
        actions = [element["action_id"] for element in _elements(block)]
        assert len(actions) == len(set(actions)), f"action ids are not unique in a block: {actions}"


def _elements(block: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    inside = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
    yield from (element for element in inside if element and "action_id" in element)


def _ask_schema(kind: str, value: Mapping[str, Any]) -> None:
    if not SCHEMA.exists():
        return
    problems = [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        for error in _validator(kind).iter_errors(json.loads(json.dumps(value)))
    ]
    assert not problems, problems


@cache
def _validator(kind: str) -> Draft7Validator:
    schema = json.loads(SCHEMA.read_text())
    return Draft7Validator({**schema, "$ref": f"#/definitions/{kind}"})
