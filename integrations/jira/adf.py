"""Atlassian Document Format, in which Jira Cloud keeps long texts, read as Slack markup."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.text import Markup, escape
from integrations.jira import mrkdwn

Node = Mapping[str, Any]

DEEPEST = 30
PANELS = {"info": "ℹ️", "note": "📝", "tip": "💡", "success": "✅", "warning": "⚠️", "error": "⛔"}
STYLES = {"strong": "*", "em": "_", "strike": "~"}


def markup_from_adf(document: object) -> Markup:
    """Read a document; what is unknown in it is skipped over, its text is kept."""
    return mrkdwn.finished(_block(document, 0))


def _attributes(node: Node) -> Node:
    attributes = node.get("attrs")
    return attributes if isinstance(attributes, Mapping) else {}


def _attribute(node: Node, name: str) -> str:
    value = _attributes(node).get(name)
    return value if isinstance(value, str) else ""


def _children(node: Node) -> list[Node]:
    content = node.get("content")
    return [child for child in content if isinstance(child, Mapping)] if isinstance(content, list) else []


def _kind(node: Node) -> str:
    kind = node.get("type")
    return kind if isinstance(kind, str) else ""


def _block(node: object, depth: int) -> str:
    if not isinstance(node, Mapping) or depth > DEEPEST:
        return ""
    render = BLOCKS.get(_kind(node))
    if render:
        return render(node, depth + 1)
    if _kind(node) in INLINES or "text" in node:
        return _inline(node, depth + 1)
    return _mixed(node, depth + 1)


def _mixed(node: Node, depth: int) -> str:
    """A container: its blocks below each other, words that stand between blocks in one line."""
    text, before = "", ""
    for child in _children(node):
        piece = _block(child, depth)
        if piece:
            text += _gap(before, _kind(child)) + piece if text else piece
            before = _kind(child)
    return text


def _gap(before: str, after: str) -> str:
    """An empty line between blocks, but a heading stays with what follows it."""
    if before in INLINES and after in INLINES:
        return ""
    return "\n" if before == "heading" else "\n\n"


def _line(node: Node, depth: int) -> str:
    return "".join(_inline(child, depth) for child in _children(node))


def _heading(node: Node, depth: int) -> str:
    return mrkdwn.heading(_line(node, depth))


def _quote(node: Node, depth: int) -> str:
    return mrkdwn.quote(_mixed(node, depth))


def _panel(node: Node, depth: int) -> str:
    sign = PANELS.get(_attribute(node, "panelType"), "▪️")
    return mrkdwn.quote(f"{sign} {_mixed(node, depth)}")


def _expand(node: Node, depth: int) -> str:
    title = mrkdwn.heading(escape(_attribute(node, "title")))
    return "\n".join(part for part in (title, _mixed(node, depth)) if part)


def _code_block(node: Node, _: int) -> str:
    return mrkdwn.code_block("".join(_raw_text(child) for child in _children(node)))


def _raw_text(node: Node) -> str:
    text = node.get("text")
    return text if isinstance(text, str) else ""


def _rule(_: Node, __: int) -> str:
    return mrkdwn.RULE


def _bullets(node: Node, depth: int) -> str:
    return "\n".join(f"{mrkdwn.BULLET}{_item(item, depth)}" for item in _children(node))


def _numbers(node: Node, depth: int) -> str:
    order = _attributes(node).get("order")
    first = order if isinstance(order, int) else 1
    return "\n".join(f"{number}. {_item(item, depth)}" for number, item in enumerate(_children(node), first))


def _item(node: Node, depth: int) -> str:
    """The paragraphs and lists of an item, close together, what is below moved to the right."""
    return mrkdwn.indented(_mixed(node, depth).replace("\n\n", "\n"))


def _tasks(node: Node, depth: int) -> str:
    return "\n".join(_task(item, depth) for item in _children(node))


def _task(node: Node, depth: int) -> str:
    if _kind(node) == "taskList":
        return mrkdwn.INDENT + mrkdwn.indented(_tasks(node, depth + 1)) if depth < DEEPEST else ""
    return f"{'☑' if _attribute(node, 'state') == 'DONE' else '☐'} {_item(node, depth)}"


def _decisions(node: Node, depth: int) -> str:
    return "\n".join(f"◆ {_item(item, depth)}" for item in _children(node))


def _table(node: Node, depth: int) -> str:
    rows = [_children(row) for row in _children(node)]
    has_header = bool(rows and rows[0]) and all(_kind(cell) == "tableHeader" for cell in rows[0])
    return mrkdwn.table([[_mixed(cell, depth) for cell in row] for row in rows], has_header=has_header)


def _inline(node: Node, depth: int) -> str:
    if depth > DEEPEST:
        return ""
    render = INLINES.get(_kind(node))
    return render(node) if render else _line(node, depth + 1)


def _text(node: Node) -> str:
    raw = _raw_text(node)
    marks = {_kind(mark): mark for mark in node.get("marks") or () if isinstance(mark, Mapping)}
    text = mrkdwn.code(raw) if "code" in marks else str(escape(raw))
    if "link" in marks:
        text = mrkdwn.link(_attribute(marks["link"], "href"), text)
    for kind, sign in STYLES.items():
        if kind in marks:
            text = mrkdwn.styled(text, sign)
    return text


def _named(node: Node) -> str:
    """Mentions (never Slack's own), emoji, placeholders: the words that Jira shows for them."""
    return escape(_attribute(node, "text") or _attribute(node, "shortName"))


def _card(node: Node) -> str:
    return mrkdwn.link(_attribute(node, "url"))


def _media(node: Node) -> str:
    return mrkdwn.file(_attribute(node, "alt") or _attribute(node, "__fileName"))


def _status(node: Node) -> str:
    return mrkdwn.code(_attribute(node, "text"))


def _date(node: Node) -> str:
    try:
        moment = datetime.fromtimestamp(int(_attribute(node, "timestamp")) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return f"{moment:%Y-%m-%d}"


def _line_break(_: Node) -> str:
    return "\n"


BLOCKS: Mapping[str, Callable[[Node, int], str]] = {
    "paragraph": _line,
    "caption": _line,
    "heading": _heading,
    "blockquote": _quote,
    "panel": _panel,
    "expand": _expand,
    "nestedExpand": _expand,
    "codeBlock": _code_block,
    "rule": _rule,
    "bulletList": _bullets,
    "orderedList": _numbers,
    "taskList": _tasks,
    "decisionList": _decisions,
    "table": _table,
}
INLINES: Mapping[str, Callable[[Node], str]] = {
    "text": _text,
    "mention": _named,
    "emoji": _named,
    "placeholder": _named,
    "extension": _named,
    "inlineExtension": _named,
    "status": _status,
    "date": _date,
    "hardBreak": _line_break,
    "inlineCard": _card,
    "blockCard": _card,
    "embedCard": _card,
    "media": _media,
    "mediaInline": _media,
}
