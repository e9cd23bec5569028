"""Turns plain YAML values into dataclasses, and says in one line what does not fit."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from sandbox.world.errors import WorldError

Value = TypeVar("Value")
_KINDS = {str: "a text", int: "a whole number", bool: "true or false"}


def value_of(kind: type[Value], raw: object, place: str, **known: object) -> Value:
    """A dataclass from a mapping; fields that are `known` already must not stand in it."""
    if not isinstance(raw, Mapping):
        raise WorldError(f"{place}: names and values are expected here.")
    readable = {field.name: field for field in fields(kind) if field.name not in known}  # type: ignore[arg-type]  # only dataclasses come here
    unknown = [str(name) for name in raw if name not in readable]
    if unknown:
        raise WorldError(f"{place}: “{unknown[0]}” is not known here; there are {', '.join(readable)}.")
    missing = [
        name for name, field in readable.items() if field.default is MISSING and raw.get(name) in (None, "")
    ]
    if missing:
        raise WorldError(f"{place}: “{missing[0]}” is missing.")
    hints = get_type_hints(kind)
    given = {name: _fitting(hints[name], raw[name], f"{place}, {name}") for name in raw}
    return kind(**given, **known)


def items_of(raw: object, place: str) -> list[object]:
    if raw is None:
        return []
    if not isinstance(raw, list):
        raise WorldError(f"{place}: a list is expected here.")
    return raw


def _fitting(hint: Any, raw: object, place: str) -> object:  # noqa: ANN401  # a type hint has no common type
    if get_origin(hint) is Literal:
        return _choice(get_args(hint), raw, place)
    if get_origin(hint) is tuple:
        return tuple(_fitting(get_args(hint)[0], item, place) for item in items_of(raw, place))
    if get_origin(hint) in {Union, UnionType}:
        return None if raw is None else _fitting(get_args(hint)[0], raw, place)
    if type(raw) is not hint:
        raise WorldError(f"{place}: {raw!r} should be {_KINDS[hint]}.")
    return raw


def _choice(choices: tuple[object, ...], raw: object, place: str) -> object:
    if raw not in choices:
        words = ", ".join(str(choice) for choice in choices if choice)
        raise WorldError(f"{place}: {raw!r} should be one of {words}.")
    return raw
