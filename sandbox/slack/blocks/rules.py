"""What no single block shows: unique ids, initial options among the options, totals per message."""

from collections import Counter
from collections.abc import Iterator

from sandbox.slack.blocks.faults import Fault
from sandbox.slack.blocks.tables import characters
from sandbox.slack.refusals import Json

_LONGEST_MARKDOWN = 12_000
_LONGEST_TABLES = 10_000
_LONGEST_DATA_TABLES = 20_000
_MOST_OF_KIND = {"table": 1, "data_visualization": 2}


def message_rules(blocks: list[Json]) -> Iterator[Fault]:
    """For blocks whose shape is right."""
    yield from common_rules(blocks)
    for kind, most in _MOST_OF_KIND.items():
        places = [place for place, block in enumerate(blocks) if block["type"] == kind]
        yield from (
            Fault(f"/{place}", "failed_constraint", f"no more than {most} {kind} blocks allowed")
            for place in places[most:]
        )
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > _LONGEST_MARKDOWN:
        yield Fault(
            "", "failed_constraint", f"no more than {_LONGEST_MARKDOWN} characters of markdown allowed"
        )
    for kind, most in (("table", _LONGEST_TABLES), ("data_table", _LONGEST_DATA_TABLES)):
        if sum(characters(block) for block in blocks if block["type"] == kind) > most:
            yield Fault("", "failed_constraint", f"no more than {most} characters of {kind} allowed")
    for place, block in enumerate(blocks):
        if block["type"] == "task_card" and block["status"] == "pending":
            yield Fault(f"/{place}/status", "failed_constraint", "pending is allowed inside a plan only")


def common_rules(blocks: list[Json]) -> Iterator[Fault]:
    """For blocks whose shape is right, on any surface."""
    yield from _unique_block_ids(blocks)
    for place, block in enumerate(blocks):
        for pointer, elements in _groups(block):
            yield from (fault.below(f"/{place}") for fault in _unique_action_ids(pointer, elements))
            for path, element in elements:
                yield from (fault.below(f"/{place}{path}") for fault in _initials(element))


def focus_rules(blocks: list[Json]) -> Iterator[Fault]:
    """One element of a view may have the focus when it is shown."""
    focused = [
        f"/{place}{path}/focus_on_load"
        for place, block in enumerate(blocks)
        for _, elements in _groups(block)
        for path, element in elements
        if element.get("focus_on_load")
    ]
    for pointer in focused[1:]:
        yield Fault(pointer, "failed_constraint", "only one element can have focus_on_load")


def _groups(block: Json) -> Iterator[tuple[str, list[tuple[str, Json]]]]:
    """The interactive elements of one block, with their paths; a card's actions are a group too."""
    if block["type"] in {"actions", "context_actions"}:
        yield "/elements", [(f"/elements/{at}", element) for at, element in enumerate(block["elements"])]
    if block["type"] == "card" and "actions" in block:
        yield "/actions", [(f"/actions/{at}", element) for at, element in enumerate(block["actions"])]
    for key in ("accessory", "element"):
        if key in block:
            yield f"/{key}", [(f"/{key}", block[key])]


def _unique_block_ids(blocks: list[Json]) -> Iterator[Fault]:
    counted = Counter(block["block_id"] for block in blocks if block.get("block_id"))
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        name = block.get("block_id")
        if name and counted[name] > 1 and name in seen:
            yield Fault(f"/{place}/block_id", "duplicate_id", f"block_id {name} already exists")
        seen.add(str(name))


def _unique_action_ids(pointer: str, elements: list[tuple[str, Json]]) -> Iterator[Fault]:
    counted = Counter(element["action_id"] for _, element in elements if element.get("action_id"))
    for name, count in counted.items():
        if count > 1:
            yield Fault(pointer, "duplicate_id", f"action_id {name} already exists")


def _initials(element: Json) -> Iterator[Fault]:
    if "external" in element["type"]:
        return
    offered = list(element.get("options", []))
    offered += [option for group in element.get("option_groups", []) for option in group["options"]]
    if "initial_option" in element and not _is_among(element["initial_option"], offered):
        yield Fault("/initial_option", "failed_constraint", "must match one of the options")
    for place, option in enumerate(element.get("initial_options", [])):
        if not _is_among(option, offered):
            yield Fault(f"/initial_options/{place}", "failed_constraint", "must match one of the options")


def _is_among(option: Json, offered: list[Json]) -> bool:
    """Slack compares text and value; an `emoji` flag that one side leaves out makes no difference."""
    return any(
        option["value"] == one["value"] and option["text"]["text"] == one["text"]["text"] for one in offered
    )
