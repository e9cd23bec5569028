"""Blocks with their limits, and on which surfaces they may stand."""

from collections.abc import Mapping

from sandbox.slack.blocks.elements import ELEMENTS, IN_ACTIONS, IN_CONTEXT_ACTIONS, IN_INPUT, IN_SECTION
from sandbox.slack.blocks.rich_text import rich_text
from sandbox.slack.blocks.shapes import (
    Shape,
    anything,
    array,
    at_least_one,
    boolean,
    both,
    by_type,
    exactly_one,
    fields,
    integer,
    one_of,
    string,
)
from sandbox.slack.blocks.tables import data_table, data_visualization, plan_task, table
from sandbox.slack.blocks.texts import LONGEST_ADDRESS, any_text, block_id, plain

_SECURE = string(LONGEST_ADDRESS, pattern="^https://")


def _block(
    kind: str, required: Mapping[str, Shape] | None = None, optional: Mapping[str, Shape] | None = None
) -> Shape:
    return fields({"type": one_of(kind), **(required or {})}, {"block_id": block_id, **(optional or {})})


_picture = {
    "image_url": string(LONGEST_ADDRESS, least=1),
    "slack_file": both(
        fields({}, {"id": string(least=1), "url": string(LONGEST_ADDRESS, least=1)}), exactly_one("id", "url")
    ),
}
_image_element = both(
    fields({"type": one_of("image"), "alt_text": string(2_000, least=1)}, _picture),
    exactly_one("image_url", "slack_file"),
)
_any_text_kind = any_text()
_card = both(
    _block(
        "card",
        {},
        {
            "title": any_text(150),
            "subtitle": any_text(150),
            "body": any_text(200),
            "subtext": any_text(200),
            "icon": _image_element,
            "slack_icon": anything,
            "hero_image": _image_element,
            "actions": array(by_type({"button": ELEMENTS["button"]}), 1, 3),
        },
    ),
    at_least_one("hero_image", "title", "actions", "body"),
)
_section = both(
    _block(
        "section",
        {},
        {
            "text": any_text(),
            "fields": array(any_text(2_000), 1, 10),
            "accessory": by_type({**IN_SECTION, "image": _image_element}),
            "expand": boolean,
        },
    ),
    at_least_one("text", "fields"),
)
_input = _block(
    "input",
    {"label": plain(2_000), "element": by_type(IN_INPUT)},
    {"hint": plain(2_000), "optional": boolean, "dispatch_action": boolean},
)
_image = both(
    _block("image", {"alt_text": string(2_000, least=1)}, {"title": plain(2_000), **_picture}),
    exactly_one("image_url", "slack_file"),
)
_context = _block(
    "context",
    {
        "elements": array(
            by_type({"plain_text": _any_text_kind, "mrkdwn": _any_text_kind, "image": _image_element}), 1, 10
        )
    },
)
_video = _block(
    "video",
    {
        "alt_text": string(2_000, least=1),
        "thumbnail_url": string(LONGEST_ADDRESS, least=1),
        "title": plain(199),
        "video_url": _SECURE,
    },
    {
        "author_name": string(49),
        "description": plain(199),
        "provider_icon_url": string(2_000),
        "provider_name": string(50),
        "title_url": string(2_000, pattern="^https://"),
    },
)

_everywhere: Mapping[str, Shape] = {
    "actions": _block("actions", {"elements": array(by_type(IN_ACTIONS), 1, 25)}),
    "card": _card,
    "context": _context,
    "divider": _block("divider"),
    "header": _block("header", {"text": plain(150)}, {"level": integer(1, 4)}),
    "image": _image,
    "input": _input,
    "rich_text": rich_text,
    "section": _section,
    "video": _video,
}
_container = both(
    _block(
        "container",
        {"child_blocks": array(by_type(_everywhere), 1, 10)},
        {
            "title": any_text(150),
            "rich_text_title": rich_text,
            "subtitle": any_text(150),
            "icon": anything,
            "width": one_of("narrow", "standard", "wide", "full"),
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
    ),
    exactly_one("title", "rich_text_title"),
)
_task_card = fields(
    {
        "type": one_of("task_card"),
        "task_id": string(least=1),
        "title": string(least=1),
        "status": one_of("pending", "in_progress", "complete", "error"),
    },
    {"block_id": block_id, "details": rich_text, "output": rich_text, "sources": array(anything)},
)
_carousel = _block("carousel", {"elements": array(by_type({"card": _card}), 1, 10)})

_home: Mapping[str, Shape] = {
    **_everywhere,
    "carousel": _carousel,
    "container": _container,
    "data_table": data_table,
    "table": table,
}
_message: Mapping[str, Shape] = {
    **_home,
    "context_actions": _block("context_actions", {"elements": array(by_type(IN_CONTEXT_ACTIONS), 1, 5)}),
    "data_visualization": data_visualization,
    "file": _block("file", {"external_id": string(least=1), "source": one_of("remote")}),
    "markdown": _block("markdown", {"text": string(12_000, least=1)}),
    "plan": _block("plan", {"title": string(least=1)}, {"tasks": array(plan_task, 0, 50)}),
    "task_card": _task_card,
}
_modal: Mapping[str, Shape] = {
    **_everywhere,
    "alert": _block(
        "alert",
        {"text": any_text(200)},
        {"level": one_of("default", "info", "warning", "error", "success")},
    ),
}

MESSAGE_BLOCKS = array(by_type(_message), 0, 50)
MODAL_BLOCKS = array(by_type(_modal), 0, 100)
HOME_BLOCKS = array(by_type(_home), 0, 100)
