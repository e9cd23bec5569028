"""Checks a document in the Atlassian Document Format, as far as people and bots write it."""

from collections.abc import Iterator, Mapping
from typing import Any

_INLINE = frozenset({"text", "hardBreak", "mention", "emoji", "date", "status", "inlineCard"})
_LISTS = frozenset({"bulletList", "orderedList"})
_SIMPLE = frozenset({"paragraph", "heading", "codeBlock", "rule"}) | _LISTS
_BLOCKS = _SIMPLE | {"blockquote", "panel", "table", "expand", "blockCard"}

# Each node with the nodes that it may hold; `None` for those that hold nothing.
_CHILDREN: Mapping[str, frozenset[str] | None] = {
    "doc": _BLOCKS,
    "paragraph": _INLINE,
    "heading": _INLINE,
    "codeBlock": frozenset({"text"}),
    "blockquote": frozenset({"paragraph", "codeBlock"}) | _LISTS,
    "panel": _SIMPLE,
    "expand": _BLOCKS - {"expand"},
    "bulletList": frozenset({"listItem"}),
    "orderedList": frozenset({"listItem"}),
    "listItem": frozenset({"paragraph", "codeBlock"}) | _LISTS,
    "table": frozenset({"tableRow"}),
    "tableRow": frozenset({"tableCell", "tableHeader"}),
    "tableCell": _BLOCKS - {"table", "expand"},
    "tableHeader": _BLOCKS - {"table", "expand"},
} | dict.fromkeys(_INLINE | {"rule", "blockCard"})

_NEVER_EMPTY = frozenset(
    {"bulletList", "orderedList", "listItem", "table", "tableRow", "blockquote", "panel"}
)
_ATTRIBUTES: Mapping[str, tuple[str, type]] = {
    "heading": ("level", int),
    "panel": ("panelType", str),
    "mention": ("id", str),
    "emoji": ("shortName", str),
    "date": ("timestamp", str),
    "status": ("text", str),
}
_MARKS = frozenset(
    {"strong", "em", "code", "link", "strike", "underline", "subsup", "textColor", "backgroundColor"}
)
_KEYS = frozenset({"type", "content", "attrs", "marks", "text", "version"})


def first_fault(document: object) -> str | None:
    """What is wrong with it and where, or `None` for a document that Jira accepts."""
    if not isinstance(document, Mapping) or document.get("type") != "doc":
        return "the document is no object of type “doc”"
    if document.get("version") != 1:
        return "the document's version is not 1"
    if not isinstance(document.get("content"), list):
        return "the document has no content"
    return next(_faults(document, "/"), None)


def _faults(node: Mapping[str, Any], path: str) -> Iterator[str]:
    kind = node["type"]
    unknown = set(node) - _KEYS
    if unknown:
        yield f"{path}: “{kind}” has no “{min(unknown)}”"
    yield from _own_faults(node, kind, path)
    content = node.get("content", [])
    if not isinstance(content, list) or (content and _CHILDREN[kind] is None):
        yield f"{path}: “{kind}” holds no content"
        return
    if kind in _NEVER_EMPTY and not content:
        yield f"{path}: “{kind}” is empty"
    for number, child in enumerate(content):
        yield from _child_faults(child, kind, f"{path.rstrip('/')}/content/{number}")


def _child_faults(child: object, parent: str, path: str) -> Iterator[str]:
    allowed = _CHILDREN[parent] or frozenset()
    if not isinstance(child, Mapping) or child.get("type") not in allowed:
        yield f"{path}: this does not belong into “{parent}”"
    else:
        yield from _faults(child, path)


def _own_faults(node: Mapping[str, Any], kind: str, path: str) -> Iterator[str]:
    if kind == "text" and not (isinstance(node.get("text"), str) and node["text"]):
        yield f"{path}: a text is never empty"
    if kind in _ATTRIBUTES:
        name, expected = _ATTRIBUTES[kind]
        attributes = node.get("attrs")
        if not isinstance(attributes, Mapping) or type(attributes.get(name)) is not expected:
            yield f"{path}: “{kind}” needs the attribute “{name}”"
    for mark in node.get("marks", []):
        if not isinstance(mark, Mapping) or mark.get("type") not in _MARKS:
            yield f"{path}: there is no such mark"
        elif mark["type"] == "link" and not (mark.get("attrs") or {}).get("href"):
            yield f"{path}: a link needs its address"
