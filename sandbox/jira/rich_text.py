"""Turns wiki markup into ADF and back, as far as stories and comments use them."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sandbox.jira.records import Json, RichText

_LIST_ITEM = re.compile(r"^(?P<sign>[*#-])\s+(?P<text>.*)$")
_HEADING = re.compile(r"^h(?P<level>[1-6])\.\s+(?P<text>.*)$")
_FENCE = re.compile(r"^\{(code|noformat)(:[^}]*)?\}$")
_INLINE = re.compile(
    r"\{\{(?P<code>[^{}\n]+)\}\}|\[(?P<label>[^\[\]|\n]+)\|(?P<href>[a-z]+:[^\]\s]+)\]"
    r"|(?<!\w)\*(?P<strong>[^*\s](?:[^*\n]*[^*\s])?)\*(?!\w)|(?<!\w)_(?P<em>[^_\s](?:[^_\n]*[^_\s])?)_(?!\w)"
)


def from_wiki(wiki: str) -> RichText:
    text = wiki.replace("\r\n", "\n")
    return RichText({"type": "doc", "version": 1, "content": list(_blocks(text.split("\n")))}, text)


def from_adf(adf: Json) -> RichText:
    return RichText(adf, _wiki_blocks(adf["content"]).strip("\n"))


def _blocks(lines: list[str]) -> Iterator[Json]:
    rest = list(lines)
    while rest:
        line = rest[0].strip()
        if not line:
            del rest[0]
        elif _FENCE.match(line):
            yield _code_block(rest)
        elif heading := _HEADING.match(line):
            del rest[0]
            level = {"level": int(heading["level"])}
            yield {"type": "heading", "attrs": level, "content": list(_inline(heading["text"]))}
        elif item := _LIST_ITEM.match(line):
            yield _list(rest, item["sign"])
        else:
            yield _paragraph(rest)


def _code_block(rest: list[str]) -> Json:
    """Takes the lines up to the closing fence, or to the end where nobody closed it."""
    del rest[0]
    code: list[str] = []
    while rest and not _FENCE.match(rest[0].strip()):
        code.append(rest.pop(0))
    del rest[:1]
    text = "\n".join(code)
    return {"type": "codeBlock", "content": [{"type": "text", "text": text}] if text else []}


def _list(rest: list[str], sign: str) -> Json:
    items: list[Json] = []
    while rest and (item := _LIST_ITEM.match(rest[0].strip())) and item["sign"] == sign:
        paragraph = {"type": "paragraph", "content": list(_inline(item["text"]))}
        items.append({"type": "listItem", "content": [paragraph]})
        del rest[0]
    return {"type": "orderedList" if sign == "#" else "bulletList", "content": items}


def _paragraph(rest: list[str]) -> Json:
    content: list[Json] = []
    while rest and (line := rest[0].strip()):
        if content and any(pattern.match(line) for pattern in (_LIST_ITEM, _HEADING, _FENCE)):
            break
        if content:
            content.append({"type": "hardBreak"})
        content.extend(_inline(line))
        del rest[0]
    return {"type": "paragraph", "content": content}


def _inline(text: str) -> Iterator[Json]:
    position = 0
    for match in _INLINE.finditer(text):
        if match.start() > position:
            yield {"type": "text", "text": text[position : match.start()]}
        yield _marked(match)
        position = match.end()
    if position < len(text):
        yield {"type": "text", "text": text[position:]}


def _marked(match: re.Match[str]) -> Json:
    if match["label"]:
        link = {"type": "link", "attrs": {"href": match["href"]}}
        return {"type": "text", "text": match["label"], "marks": [link]}
    kind = next(name for name in ("code", "strong", "em") if match[name])
    return {"type": "text", "text": match[kind], "marks": [{"type": kind}]}


def _wiki_blocks(nodes: Iterable[Json]) -> str:
    return "\n\n".join(_wiki_block(node) for node in nodes)


def _wiki_block(node: Json) -> str:
    content = node.get("content", [])
    match node["type"]:
        case "heading":
            return f"h{node['attrs']['level']}. {_wiki_inline(content)}"
        case "codeBlock":
            return f"{{code}}\n{_wiki_inline(content)}\n{{code}}"
        case "bulletList" | "orderedList":
            return "\n".join(_wiki_items(node, ""))
        case "blockquote" | "panel" | "expand":
            return f"{{quote}}\n{_wiki_blocks(content)}\n{{quote}}"
        case "table":
            return "\n".join(_wiki_row(row) for row in content)
        case other:
            return "----" if other == "rule" else _wiki_inline(content)


def _wiki_items(node: Json, above: str) -> Iterator[str]:
    sign = above + ("#" if node["type"] == "orderedList" else "*")
    for item in node["content"]:
        for block in item["content"]:
            if block["type"] in {"bulletList", "orderedList"}:
                yield from _wiki_items(block, sign)
            else:
                yield f"{sign} {_wiki_block(block)}"


def _wiki_row(row: Json) -> str:
    cells = row["content"]
    edge = "||" if cells[0]["type"] == "tableHeader" else "|"
    return edge + edge.join(_wiki_blocks(cell.get("content", [])) for cell in cells) + edge


def _wiki_inline(nodes: Iterable[Json]) -> str:
    return "".join(_wiki_text(node) for node in nodes)


def _wiki_text(node: Json) -> str:
    attributes: dict[str, Any] = node.get("attrs", {})
    match node["type"]:
        case "text":
            return _wiki_marks(node)
        case "hardBreak":
            return "\n"
        case "mention":
            return f"[~accountid:{attributes['id']}]"
        case "inlineCard":
            return f"[{attributes.get('url', '')}]"
        case _:
            return str(
                attributes.get("text") or attributes.get("shortName") or attributes.get("timestamp", "")
            )


def _wiki_marks(node: Json) -> str:
    text = str(node["text"])
    for mark in node.get("marks", []):
        match mark["type"]:
            case "strong":
                text = f"*{text}*"
            case "em":
                text = f"_{text}_"
            case "code":
                text = f"{{{{{text}}}}}"
            case "link":
                text = f"[{text}|{mark['attrs']['href']}]"
    return text
