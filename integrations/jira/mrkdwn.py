"""The pieces of Slack markup that both of Jira's text formats are turned into."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from bot.text import Markup, escape

BULLET = "• "
BULLETS = ("• ", "◦ ", "▪ ")
RULE = "———"
INDENT = "    "
SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
# Characters that end or split a link in Slack's markup.
LINK_BREAKERS = str.maketrans({"|": "%7C", "<": "%3C", ">": "%3E", " ": "%20", "\n": "", "\r": ""})
EMPTY_LINES = re.compile(r"\n(?:[^\S\n]*\n){2,}")


def styled(text: str, sign: str) -> str:
    """Put `*`, `_` or `~` around the words of each line: Slack's styles end with the line."""
    return "\n".join(_styled_line(line, sign) for line in text.split("\n"))


def _styled_line(line: str, sign: str) -> str:
    words = line.strip()
    if not words or (words.startswith(sign) and words.endswith(sign)):
        return line
    before, after = line.split(words, 1)
    return f"{before}{sign}{words}{sign}{after}"


def heading(text: str) -> str:
    """A bold line; Slack has no headings, and bold inside bold would show its stars."""
    return styled(text.replace("*", ""), "*") if text.strip() else ""


def code(text: str) -> str:
    words = escape(text).replace("`", "ʼ").replace("\n", " ")
    return f"`{words}`" if words.strip() else str(words)


def code_block(text: str) -> str:
    return f"```\n{escape(text).replace('```', 'ʼʼʼ').strip(chr(10))}\n```"


def quote(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def indented(text: str) -> str:
    """Move the lines after the first to the right, below the words of a list's item."""
    return text.replace("\n", f"\n{INDENT}")


def bullet(depth: int) -> str:
    return BULLETS[min(depth, len(BULLETS) - 1)]


def table(rows: Iterable[Sequence[str]], *, has_header: bool) -> str:
    lines = [" | ".join(cell.replace("\n", " ").strip() for cell in row) for row in rows]
    if has_header and lines:
        lines[0] = heading(lines[0])
    return "\n".join(lines)


def link(url: str, label: str = "") -> str:
    """A link to the web; anything else (scripts, anchors, files) keeps its label only. `label` is markup."""
    if _scheme(url) not in SAFE_SCHEMES:
        return label or escape(url)
    address = url.strip().translate(LINK_BREAKERS).replace("&", "&amp;")
    words = label.replace("|", "¦").replace("\n", " ").strip()
    return f"<{address}|{words}>" if words and words != address else f"<{address}>"


def _scheme(url: str) -> str:
    try:
        return urlsplit(url.strip()).scheme.lower()
    except ValueError:
        return ""


def file(name: str) -> str:
    """What stands for a picture or an attachment, which stays in Jira."""
    return f"📎 {styled(escape(name), '_')}" if name.strip() else "📎"


def finished(text: str) -> Markup:
    """The whole text, with at most one empty line in a row."""
    return Markup(EMPTY_LINES.sub("\n\n", text).strip())
