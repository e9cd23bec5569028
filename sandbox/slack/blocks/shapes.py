"""Small pieces that a shape is declared with; each yields the faults of a value."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sandbox.slack.blocks.faults import Fault
from sandbox.slack.refusals import Json

Shape = Callable[[Any], Iterator[Fault]]


def string(most: int | None = None, *, least: int = 0, pattern: str = "") -> Shape:
    def check(value: object) -> Iterator[Fault]:
        if not isinstance(value, str):
            yield Fault("", "wrong_type", "must provide a string")
        elif len(value) < least:
            yield Fault("", "failed_constraint", f"must be more than {least - 1} characters")
        elif most is not None and len(value) > most:
            yield Fault("", "failed_constraint", f"must be less than {most + 1} characters")
        elif pattern and not re.search(pattern, value):
            yield Fault("", "failed_constraint", f"must match {pattern}")

    return check


def number(least: float | None = None, most: float | None = None, *, above: float | None = None) -> Shape:
    def check(value: object) -> Iterator[Fault]:
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield Fault("", "wrong_type", "must provide a number")
        elif least is not None and value < least:
            yield Fault("", "failed_constraint", f"must be at least {least}")
        elif most is not None and value > most:
            yield Fault("", "failed_constraint", f"must be at most {most}")
        elif above is not None and value <= above:
            yield Fault("", "failed_constraint", f"must be greater than {above}")

    return check


def integer(least: int | None = None, most: int | None = None) -> Shape:
    bounded = number(least, most)

    def check(value: object) -> Iterator[Fault]:
        if isinstance(value, float):
            yield Fault("", "wrong_type", "must provide an integer")
        else:
            yield from bounded(value)

    return check


def boolean(value: object) -> Iterator[Fault]:
    if not isinstance(value, bool):
        yield Fault("", "wrong_type", "must provide a boolean")


def anything(value: object) -> Iterator[Fault]:
    """For what Slack documents too little to check."""
    if value is None:
        yield Fault("", "wrong_type", "must not be null")


def one_of(*allowed: object) -> Shape:
    def check(value: object) -> Iterator[Fault]:
        if value not in allowed:
            yield Fault("", "failed_constraint", f"must be one of {', '.join(map(str, allowed))}")

    return check


def array(of: Shape, least: int = 0, most: int | None = None) -> Shape:
    def check(value: object) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield Fault("", "wrong_type", "must provide an array")
            return
        if len(value) < least:
            yield Fault("", "failed_constraint", f"no less than {least} items required")
        if most is not None and len(value) > most:
            yield Fault("", "failed_constraint", f"no more than {most} items allowed")
        for place, item in enumerate(value):
            yield from (fault.below(f"/{place}") for fault in of(item))

    return check


def fields(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    known = {**required, **(optional or {})}

    def check(value: object) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault("", "wrong_type", "must provide an object")
            return
        for name in required:
            if name not in value:
                yield Fault(f"/{name}", "missing_field", f"missing required field: {name}")
        for name, given in value.items():
            if name not in known:
                yield Fault(f"/{name}", "unknown_field", f"invalid additional property: {name}")
            else:
                yield from (fault.below(f"/{name}") for fault in known[name](given))

    return check


def by_type(shapes: Mapping[str, Shape]) -> Shape:
    """The shape that the value's `type` names."""

    def check(value: object) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault("", "wrong_type", "must provide an object")
            return
        kind = value.get("type")
        shape = shapes.get(kind) if isinstance(kind, str) else None
        if shape is None:
            yield Fault("/type", "unsupported_type", f"unsupported type: {kind}")
        else:
            yield from shape(value)

    return check


def both(first: Shape, *others: Shape) -> Shape:
    """The later ones are asked when the first one finds nothing, and may rely on it."""

    def check(value: object) -> Iterator[Fault]:
        faults = list(first(value))
        yield from faults
        if not faults:
            for other in others:
                yield from other(value)

    return check


def exactly_one(*names: str) -> Shape:
    def check(value: Json) -> Iterator[Fault]:
        if sum(name in value for name in names) != 1:
            yield Fault("", "failed_constraint", f"exactly one of {', '.join(names)} is needed")

    return check


def at_least_one(*names: str) -> Shape:
    def check(value: Json) -> Iterator[Fault]:
        if not any(value.get(name) for name in names):
            yield Fault("", "missing_field", f"at least one of {', '.join(names)} is needed")

    return check
