"""Plain paragraphs as the text of a comment, in both of Jira's formats, and back to bare words."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

URL = re.compile(r"(https?://[^\s<>\"]+)")
SPECIAL = re.compile(r"([{}\[\]!|*_^~+#-])")
UNESCAPED = re.compile(r"\\([{}\[\]!|*_^~+#-])")
# Two backslashes break the line in wiki markup, so one that somebody typed is written as an entity.
BACKSLASH = "&#92;"


def adf_from_paragraphs(paragraphs: Sequence[str]) -> dict[str, Any]:
    """A document of plain paragraphs; line ends and addresses in them stay what they are."""
    return {"type": "doc", "version": 1, "content": [_paragraph(text) for text in paragraphs]}


def _paragraph(text: str) -> dict[str, Any]:
    content: list[dict[str, Any]] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            content.append({"type": "hardBreak"})
        content += [_words(piece) for piece in URL.split(line) if piece]
    return {"type": "paragraph", "content": content}


def _words(piece: str) -> dict[str, Any]:
    if URL.fullmatch(piece):
        return {"type": "text", "text": piece, "marks": [{"type": "link", "attrs": {"href": piece}}]}
    return {"type": "text", "text": piece}


def wiki_from_paragraphs(paragraphs: Sequence[str]) -> str:
    """Safe against being read as markup: what people typed can mention no one."""
    return "\n\n".join(_wiki(paragraph) for paragraph in paragraphs)


def _wiki(text: str) -> str:
    return "".join(piece if URL.fullmatch(piece) else _escaped(piece) for piece in URL.split(text))


def _escaped(text: str) -> str:
    return BACKSLASH.join(SPECIAL.sub(r"\\\1", part) for part in text.split("\\"))


def bare_words(body: object) -> str:
    """The words of a comment in either format, a line for each paragraph, to find a mark among them."""
    if isinstance(body, str):
        return UNESCAPED.sub(r"\1", body).replace(BACKSLASH, "\\")
    if not isinstance(body, Mapping):
        return ""
    text, content = body.get("text"), body.get("content")
    inner = (bare_words(child) for child in content) if isinstance(content, list) else ()
    words = (text if isinstance(text, str) else "") + "".join(inner)
    return f"{words}\n" if body.get("type") == "paragraph" else words
