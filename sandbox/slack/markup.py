"""Slack's control characters: what is escaped in a posted text, and what a person's typing turns into."""

import re
from collections.abc import Callable

_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")
_ENTITY = re.compile(r"<(?:[@#!][^<>\n]*|(?:https?|mailto|tel):[^<>\n]*)>")
_INNER_BRACKET = re.compile(r"(?<!\n)(?<!^)>(?!$)|(?<=[^\n])>$")
_MENTION = re.compile(r"(?<![\w<&])([@#])([\w][\w.\-]*)")


def escaped_post(text: str) -> str:
    """As Slack stores what an app posts: `&<>` are escaped, except in links and mentions."""
    text = _BARE_AMPERSAND.sub("&amp;", text)
    parts: list[str] = []
    end = 0
    for entity in _ENTITY.finditer(text):
        parts += [_without_brackets(text[end : entity.start()]), entity.group()]
        end = entity.end()
    return "".join([*parts, _without_brackets(text[end:])])


def _without_brackets(text: str) -> str:
    """A quote's `>` at the start of a line stays what it is."""
    return _INNER_BRACKET.sub("&gt;", text.replace("<", "&lt;"))


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def typed(text: str, user: Callable[[str], str | None], channel: Callable[[str], str | None]) -> str:
    """What a person types, `@handle` and `#channel` turned into mentions as the client completes them."""

    def mention(found: re.Match[str]) -> str:
        sign, name = found.groups()
        stem = name.rstrip(".-")
        entity = user(stem) if sign == "@" else channel(stem)
        return f"{entity}{name[len(stem) :]}" if entity else found.group()

    return _MENTION.sub(mention, escaped(text))
