"""Slack's own descriptions, which lie beside the project and not in it."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

_FALSE_ALARM = re.compile(r"view/state: .*'values'|view/(close|submit|title|previous_view_id): None is not")
_DATA = Path(__file__).parents[4] / "shared" / "data" / "slack"


@cache
def reference(name: str) -> Any:
    path = _DATA / name
    if not path.exists():
        pytest.skip(f"Slack's description {name} does not lie beside the project")
    return json.loads(path.read_text())


def fixtures(pattern: str) -> list[Any]:
    found = sorted(_DATA.glob(pattern))
    if not found:
        pytest.skip(f"the fixtures {pattern} do not lie beside the project")
    return [json.loads(path.read_text()) for path in found]


def response_faults(method: str, response: dict[str, Any]) -> list[str]:
    """How a response differs from the SDK's type of it.

    That type is drawn from samples: `state.values` and the nulls of a view without buttons are false alarms.
    """
    schemas = reference("payload-schema/web-api-responses.web-api-8.2.0.schemas.json")
    if method not in schemas:
        return []
    errors = _leaves(Draft7Validator(schemas[method]).iter_errors(response))
    return [error for error in errors if not _FALSE_ALARM.match(error)]


def inbound_faults(kind: str, payload: dict[str, Any]) -> list[str]:
    """How a delivery differs from what Bolt for TypeScript takes."""
    schema = reference("payload-schema/inbound.slack-types-3.2.0.bolt-5.1.0.schema.json")
    validator = Draft7Validator({"definitions": schema["definitions"], "$ref": f"#/definitions/{kind}"})
    return _leaves(validator.iter_errors(payload))


def block_kit_faults(kind: str, content: Any) -> list[str]:
    schema = reference("block-kit-schema/block-kit.strict.schema.json")
    return _leaves(Draft7Validator({**schema, "$ref": f"#/definitions/{kind}"}).iter_errors(content))


def _leaves(errors: Any) -> list[str]:
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}" for error in errors]
