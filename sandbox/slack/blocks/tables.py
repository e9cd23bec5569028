"""Tables and charts: rows of equal length, series that fit their categories, totals of characters."""

import json
from collections.abc import Iterator

from sandbox.slack.blocks.faults import Fault
from sandbox.slack.blocks.rich_text import rich_text
from sandbox.slack.blocks.shapes import (
    anything,
    array,
    boolean,
    both,
    by_type,
    fields,
    integer,
    number,
    one_of,
    string,
)
from sandbox.slack.blocks.texts import block_id
from sandbox.slack.refusals import Json

_MOST_COLUMNS = 20
_LONGEST_DATA_TABLE = 20_000

_raw = {
    "raw_text": fields({"type": one_of("raw_text"), "text": string(least=1)}),
    "raw_number": fields({"type": one_of("raw_number"), "value": number(), "text": string(least=1)}),
}
_cell = by_type({**_raw, "rich_text": rich_text})
_row = array(_cell, 1, _MOST_COLUMNS)
_column = fields({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})


def _column_or_nothing(value: object) -> Iterator[Fault]:
    if value is not None:
        yield from _column(value)


def _equal_rows(value: Json) -> Iterator[Fault]:
    rows = value["rows"]
    for place, row in enumerate(rows):
        if len(row) != len(rows[0]):
            yield Fault(f"/rows/{place}", "failed_constraint", "all rows must have the same number of cells")


def _settings_fit(value: Json) -> Iterator[Fault]:
    if len(value.get("column_settings", [])) > len(value["rows"][0]):
        yield Fault("/column_settings", "failed_constraint", "no more settings than columns allowed")


def _plain_header(value: Json) -> Iterator[Fault]:
    for place, cell in enumerate(value["rows"][0]):
        if cell["type"] == "rich_text":
            yield Fault(f"/rows/0/{place}/type", "failed_constraint", "a header cell must not be rich_text")


def _short_enough(value: Json) -> Iterator[Fault]:
    if characters(value) > _LONGEST_DATA_TABLE:
        yield Fault("/rows", "failed_constraint", f"no more than {_LONGEST_DATA_TABLE} characters allowed")


def characters(table: Json) -> int:
    """The characters in a table's cells."""
    return sum(_length(cell) for row in table["rows"] for cell in row)


def _length(cell: Json) -> int:
    text = cell.get("text")
    return len(text) if isinstance(text, str) else len(json.dumps(cell.get("elements", [])))


table = both(
    fields(
        {"type": one_of("table"), "rows": array(_row, 1, 100)},
        {"block_id": block_id, "column_settings": array(_column_or_nothing, 0, _MOST_COLUMNS)},
    ),
    _equal_rows,
    _settings_fit,
)
data_table = both(
    fields(
        {"type": one_of("data_table"), "caption": string(least=1), "rows": array(_row, 2, 201)},
        {
            "block_id": block_id,
            "page_size": integer(1, 100),
            "row_header_column_index": integer(0, _MOST_COLUMNS - 1),
        },
    ),
    _equal_rows,
    _plain_header,
    _short_enough,
)

_label = string(20, least=1)
_point = fields({"label": _label, "value": number()})
_segment = fields({"label": _label, "value": number(above=0)})
_axis = fields({"categories": array(_label, 1, 20)}, {"x_label": string(50), "y_label": string(50)})
_pie = fields({"type": one_of("pie"), "segments": array(_segment, 1, 12)})


def _series_fit(value: Json) -> Iterator[Fault]:
    names = [series["name"] for series in value["series"]]
    if len(set(names)) != len(names):
        yield Fault("/series", "failed_constraint", "series names must be unique")
    categories = sorted(value["axis_config"]["categories"])
    for place, series in enumerate(value["series"]):
        if sorted(point["label"] for point in series["data"]) != categories:
            yield Fault(f"/series/{place}/data", "failed_constraint", "exactly one point per category needed")


_lines = both(
    fields(
        {
            "type": one_of("bar", "area", "line"),
            "series": array(fields({"name": _label, "data": array(_point, 1, 20)}), 1, 12),
            "axis_config": _axis,
        }
    ),
    _series_fit,
)
data_visualization = fields(
    {
        "type": one_of("data_visualization"),
        "title": string(50, least=1),
        "chart": by_type({"pie": _pie, "bar": _lines, "area": _lines, "line": _lines}),
    },
    {"block_id": block_id},
)
plan_task = fields(
    {
        "task_id": string(least=1),
        "title": string(least=1),
        "status": one_of("pending", "in_progress", "complete", "error"),
    },
    {
        "type": one_of("task_card"),
        "block_id": block_id,
        "details": rich_text,
        "output": rich_text,
        "sources": array(anything),
    },
)
