"""Text objects, options and confirmations."""

from sandbox.slack.blocks.shapes import Shape, array, boolean, by_type, fields, one_of, string

LONGEST = 3_000
LONGEST_ADDRESS = 3_000
_TYPE = one_of("plain_text", "mrkdwn")

action_id = string(255, least=1)
block_id = string(255, least=1)
style = one_of("primary", "danger")


def plain(most: int = LONGEST) -> Shape:
    return by_type({"plain_text": fields({"type": _TYPE, "text": string(most, least=1)}, {"emoji": boolean})})


def any_text(most: int = LONGEST) -> Shape:
    content = {"type": _TYPE, "text": string(most, least=1)}
    return by_type(
        {"plain_text": fields(content, {"emoji": boolean}), "mrkdwn": fields(content, {"verbatim": boolean})}
    )


placeholder = plain(150)

option = fields(
    {"text": plain(75), "value": string(150, least=1)},
    {"description": plain(75), "url": string(LONGEST_ADDRESS)},
)
rich_option = fields(
    {"text": any_text(75), "value": string(150, least=1)},
    {"description": any_text(75), "url": string(LONGEST_ADDRESS)},
)
option_group = fields({"label": plain(75), "options": array(option, 1, 100)})

confirm = fields(
    {"title": plain(100), "text": any_text(300), "confirm": plain(30), "deny": plain(30)}, {"style": style}
)
