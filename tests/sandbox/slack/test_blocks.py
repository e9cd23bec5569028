"""Our checks of blocks and views, held against Slack's types and limits where they lie beside the project."""

import copy
from typing import Any

import pytest

from sandbox.slack.blocks.check import message_faults, view_faults
from tests.sandbox.slack.reference import block_kit_faults, fixtures

Json = dict[str, Any]
_SERVER_KEYS = {
    "app_id",
    "app_installed_team_id",
    "bot_id",
    "hash",
    "id",
    "previous_view_id",
    "root_view_id",
    "state",
    "team_id",
}


def plain(text: str = "x") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "x") -> Json:
    return {"type": "mrkdwn", "text": text}


def button(**more: Any) -> Json:
    return {"type": "button", "action_id": "a", "text": plain(), **more}


def options(count: int) -> list[Json]:
    return [{"text": plain(str(number)), "value": str(number)} for number in range(count)]


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def section(**content: Any) -> Json:
    return {"type": "section", **content}


def field(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain(), "element": element, **more}


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "a", "options": options(2), **more}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain(), "submit": plain(), "blocks": list(blocks), **more}


TEXT_INPUT = {"type": "plain_text_input", "action_id": "t"}
RIGHT: dict[str, list[Json]] = {
    "a section": [section(text=mrkdwn("x" * 3_000))],
    "fields": [section(fields=[plain("x" * 2_000)] * 10)],
    "a header": [{"type": "header", "text": plain("x" * 150), "level": 2}],
    "25 buttons": [actions(*(button(action_id=str(number)) for number in range(25)))],
    "50 blocks": [{"type": "divider"}] * 50,
    "a confirmation": [
        actions(button(confirm={"title": plain(), "text": mrkdwn(), "confirm": plain(), "deny": plain()}))
    ],
    "a picture": [{"type": "image", "image_url": "https://a.example/b.png", "alt_text": "A picture"}],
    "an overflow": [
        section(text=mrkdwn(), accessory={"type": "overflow", "action_id": "o", "options": options(5)})
    ],
}
WRONG: dict[str, tuple[list[Json], str]] = {
    "an empty text": ([section(text=mrkdwn(""))], "/0/text/text"),
    "a text of 3001": ([section(text=mrkdwn("x" * 3_001))], "/0/text/text"),
    "a section of nothing": ([section()], "/0"),
    "11 fields": ([section(fields=[plain()] * 11)], "/0/fields"),
    "a field of 2001": ([section(fields=[plain("x" * 2_001)])], "/0/fields/0/text"),
    "a header in mrkdwn": ([{"type": "header", "text": mrkdwn()}], "/0/text/type"),
    "a header of 151": ([{"type": "header", "text": plain("x" * 151)}], "/0/text/text"),
    "a header of level 5": ([{"type": "header", "text": plain(), "level": 5}], "/0/level"),
    "26 buttons": ([actions(*(button(action_id=str(number)) for number in range(26)))], "/0/elements"),
    "no buttons": ([actions()], "/0/elements"),
    "a button of 76": ([actions(button(text=plain("x" * 76)))], "/0/elements/0/text/text"),
    "a button value of 2001": ([actions(button(value="x" * 2_001))], "/0/elements/0/value"),
    "a button in mrkdwn": ([actions(button(text=mrkdwn()))], "/0/elements/0/text/type"),
    "a style of its own": ([actions(button(style="big"))], "/0/elements/0/style"),
    "an unknown key": ([actions(button(colour="red"))], "/0/elements/0/colour"),
    "an unknown block": ([{"type": "sectoin"}], "/0/type"),
    "an unknown element": ([actions({"type": "knob"})], "/0/elements/0/type"),
    "a block id of 256": ([{"type": "divider", "block_id": "x" * 256}], "/0/block_id"),
    "an action id of 256": ([actions(button(action_id="x" * 256))], "/0/elements/0/action_id"),
    "51 blocks": ([{"type": "divider"}] * 51, ""),
    "six in an overflow": (
        [actions({"type": "overflow", "action_id": "o", "options": options(6)})],
        "/0/elements/0/options",
    ),
    "101 options": ([actions(select(options=options(101)))], "/0/elements/0/options"),
    "options and groups": (
        [actions(select(option_groups=[{"label": plain(), "options": options(1)}]))],
        "/0/elements/0",
    ),
    "an option text of 76": (
        [actions(select(options=[{"text": plain("x" * 76), "value": "v"}]))],
        "/0/elements/0/options/0/text/text",
    ),
    "an option value of 151": (
        [actions(select(options=[{"text": plain(), "value": "v" * 151}]))],
        "/0/elements/0/options/0/value",
    ),
    "eleven checkboxes": (
        [actions({"type": "checkboxes", "action_id": "c", "options": options(11)})],
        "/0/elements/0/options",
    ),
    "no alt text": ([{"type": "image", "image_url": "https://a.example"}], "/0/alt_text"),
    "two pictures in one": (
        [{"type": "image", "image_url": "https://a.example", "slack_file": {"id": "F1"}, "alt_text": "x"}],
        "/0",
    ),
    "eleven in a context": ([{"type": "context", "elements": [mrkdwn()] * 11}], "/0/elements"),
    "a button in a context": ([{"type": "context", "elements": [button()]}], "/0/elements/0/type"),
    "a text input among actions": ([actions(TEXT_INPUT)], "/0/elements/0/type"),
    "a button in an input": ([field(button())], "/0/element/type"),
    "an alert in a message": ([{"type": "alert", "text": plain()}], "/0/type"),
    "a wrong date": (
        [actions({"type": "datepicker", "action_id": "d", "initial_date": "1.2.2026"})],
        "/0/elements/0/initial_date",
    ),
    "a ragged table": (
        [
            {
                "type": "table",
                "rows": [[{"type": "raw_text", "text": "a"}] * 2, [{"type": "raw_text", "text": "a"}]],
            }
        ],
        "/0/rows/1",
    ),
}
# What JSON Schema cannot say, so only our rules find it.
RULES: dict[str, tuple[list[Json], str]] = {
    "the same block id twice": ([{"type": "divider", "block_id": "b"}] * 2, "/1/block_id"),
    "the same action id twice": ([actions(button(), button())], "/0/elements"),
    "an initial option of no option": (
        [actions(select(initial_option={"text": plain("9"), "value": "9"}))],
        "/0/elements/0/initial_option",
    ),
    "two tables": ([{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}] * 2, "/1"),
    "two long markdowns": ([{"type": "markdown", "text": "x" * 7_000}] * 2, ""),
    "a minimum above the maximum": (
        [field({**TEXT_INPUT, "min_length": 5, "max_length": 4})],
        "/0/element/min_length",
    ),
}
WRONG_VIEWS: dict[str, tuple[Json, str]] = {
    "a title of 25": (modal(title=plain("x" * 25)), "/title/text"),
    "a title in mrkdwn": (modal(title=mrkdwn()), "/title/type"),
    "no blocks": ({"type": "modal", "title": plain()}, "/blocks"),
    "101 blocks": (modal(*[{"type": "divider"}] * 101), "/blocks"),
    "private metadata of 3001": (modal(private_metadata="x" * 3_001), "/private_metadata"),
    "a callback id of 256": (modal(callback_id="x" * 256), "/callback_id"),
    "an unknown key": (modal(colour="red"), "/colour"),
    "inputs without submit": (
        {"type": "modal", "title": plain(), "blocks": [field(TEXT_INPUT)]},
        "/submit",
    ),
    "a view of no kind": ({"type": "window", "blocks": []}, "/type"),
    "two with the focus": (
        modal(field({**TEXT_INPUT, "focus_on_load": True}), field({**TEXT_INPUT, "focus_on_load": True})),
        "/blocks/1/element/focus_on_load",
    ),
    "a chart in a modal": (modal({"type": "data_visualization"}), "/blocks/0/type"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_blocks_pass(name: str):
    assert message_faults(RIGHT[name]) == []


@pytest.mark.parametrize("name", RIGHT)
def test_slacks_types_agree_on_right_blocks(name: str):
    assert block_kit_faults("StrictMessage", {"text": "x", "blocks": RIGHT[name]}) == []


@pytest.mark.parametrize("name", WRONG | RULES)
def test_wrong_blocks_are_pointed_at(name: str):
    blocks, pointer = (WRONG | RULES)[name]
    assert pointer in {fault.pointer for fault in message_faults(blocks)}


@pytest.mark.parametrize("name", WRONG.keys() - {"an alert in a message", "a ragged table"})
def test_slacks_types_agree_on_wrong_blocks(name: str):
    assert block_kit_faults("StrictMessage", {"text": "x", "blocks": WRONG[name][0]}) != []


@pytest.mark.parametrize("name", WRONG_VIEWS)
def test_wrong_views_are_pointed_at(name: str):
    view, pointer = WRONG_VIEWS[name]
    assert pointer in {fault.pointer for fault in view_faults(view)}


def test_a_modal_of_every_field_passes():
    kinds: dict[str, Json] = {
        "email_text_input": {},
        "url_text_input": {},
        "number_input": {"is_decimal_allowed": False, "min_value": "1", "max_value": "5"},
        "datepicker": {"initial_date": "2026-11-23"},
        "timepicker": {"initial_time": "09:30"},
        "datetimepicker": {"initial_date_time": 1_700_000_000},
        "users_select": {},
        "multi_users_select": {"max_selected_items": 3},
        "external_select": {"min_query_length": 0},
        "radio_buttons": {"options": options(3)},
        "checkboxes": {"options": options(3), "initial_options": options(1)},
        "rich_text_input": {},
        "file_input": {"max_files": 2},
    }
    blocks = [field({"type": kind, "action_id": kind, **more}) for kind, more in kinds.items()]
    assert view_faults(modal(*blocks)) == []
    assert block_kit_faults("StrictModal", modal(*blocks)) == []


def test_slackblocks_right_fixtures_pass():
    kept = [
        block
        for block in fixtures("slackblocks-spec/fixtures/valid/blocks/*.json")
        if block["type"] != "alert" and block.get("status") != "pending"
    ]
    assert [message_faults([block]) for block in kept] == [[]] * len(kept)


def test_the_sdks_own_views_pass():
    for view in fixtures("python-sdk-fixtures/view_*.json"):
        sent = {key: value for key, value in copy.deepcopy(view).items() if key not in _SERVER_KEYS}
        assert view_faults(sent) == []
