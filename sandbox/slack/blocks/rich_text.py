"""Rich text: sections, lists, quotes, preformatted, and what stands in them."""

from collections.abc import Mapping

from sandbox.slack.blocks.shapes import (
    Shape,
    anything,
    array,
    boolean,
    by_type,
    fields,
    integer,
    number,
    one_of,
    string,
)
from sandbox.slack.blocks.texts import block_id

_STYLE_NAMES = (
    "bold",
    "italic",
    "strike",
    "code",
    "underline",
    "highlight",
    "client_highlight",
    "unlink",
)
_STYLE = fields({}, dict.fromkeys(_STYLE_NAMES, boolean))
_TEXT = string(least=1)


def _inline(kind: str, required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    return fields({"type": one_of(kind), **required}, {"style": _STYLE, **(optional or {})})


_INLINE: Mapping[str, Shape] = {
    "text": _inline("text", {"text": _TEXT}),
    "link": _inline("link", {"url": _TEXT}, {"text": string(), "unsafe": boolean}),
    "emoji": _inline(
        "emoji", {"name": _TEXT}, {"unicode": string(), "url": string(), "skin_tone": integer(1, 6)}
    ),
    "user": _inline("user", {"user_id": _TEXT}),
    "usergroup": _inline("usergroup", {"usergroup_id": _TEXT}),
    "channel": _inline("channel", {"channel_id": _TEXT}),
    "team": _inline("team", {"team_id": _TEXT}),
    "broadcast": _inline("broadcast", {"range": one_of("here", "channel", "everyone")}),
    "color": _inline("color", {"value": _TEXT}),
    "date": _inline(
        "date", {"timestamp": number(), "format": _TEXT}, {"fallback": string(), "url": string()}
    ),
}
_inlines = array(by_type(_INLINE))
_BORDER = {"border": one_of(0, 1)}
_section = fields({"type": one_of("rich_text_section"), "elements": _inlines})
_list = fields(
    {
        "type": one_of("rich_text_list"),
        "style": one_of("bullet", "ordered"),
        "elements": array(by_type({"rich_text_section": _section})),
    },
    {"indent": integer(0, 8), "offset": integer(0), **_BORDER},
)
_quote = fields({"type": one_of("rich_text_quote"), "elements": _inlines}, _BORDER)
_preformatted = fields(
    {
        "type": one_of("rich_text_preformatted"),
        "elements": array(by_type({kind: _INLINE[kind] for kind in ("text", "link")})),
    },
    {"language": anything, **_BORDER},
)
rich_text = fields(
    {
        "type": one_of("rich_text"),
        "elements": array(
            by_type(
                {
                    "rich_text_section": _section,
                    "rich_text_list": _list,
                    "rich_text_quote": _quote,
                    "rich_text_preformatted": _preformatted,
                }
            )
        ),
    },
    {"block_id": block_id},
)
