"""Cuts a query into words, quoted texts, operators and brackets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_RESERVED = frozenset("{}*/%+^$#@?;")
_OPERATORS = re.compile(r"!=|!~|<=|>=|[=~<>]")
_WORD = re.compile(r"(?:cf\[\d+\]|[^\s\"'()=~<>!,&|{}*/%+^$#@?;\[\]])+", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


class JqlError(Exception):
    """What Jira says of a query that it does not accept."""


@dataclass(frozen=True, slots=True)
class Token:
    kind: Literal["word", "text", "operator", "mark", "end"]
    text: str
    line: int = 1
    character: int = 1

    @property
    def place(self) -> str:
        return f"(line {self.line}, character {self.character})"

    def is_word(self, *words: str) -> bool:
        return self.kind == "word" and self.text.casefold() in words


def tokens(query: str) -> Iterator[Token]:
    """The tokens, the last of which is the end."""
    position = 0
    while position < len(query):
        if query[position].isspace():
            position += 1
            continue
        token, position = _next(query, position)
        yield token
    yield Token("end", "", *_place(query, position))


def _next(query: str, start: int) -> tuple[Token, int]:
    character, place = query[start], _place(query, start)
    if character in "\"'":
        return _quoted(query, start)
    if character in "(),":
        return Token("mark", character, *place), start + 1
    if operator := _OPERATORS.match(query, start):
        return Token("operator", operator[0], *place), operator.end()
    for sign, meaning in (("&", "and"), ("|", "or"), ("!", "not")):
        if character == sign:
            end = start + (2 if query.startswith(sign * 2, start) and sign != "!" else 1)
            return Token("word", meaning, *place), end
    if word := _WORD.match(query, start):
        return Token("word", word[0], *place), word.end()
    raise _reserved(character, place)


def _quoted(query: str, start: int) -> tuple[Token, int]:
    quote, place = query[start], _place(query, start)
    end = re.compile(rf"(?:[^{quote}\\]|\\.)*{quote}", re.DOTALL).match(query, start + 1)
    if end is None:
        open_text, (line, character) = query[start + 1 :], place
        raise JqlError(
            f"Error in the JQL Query: The quoted string '{open_text}' has not been completed. "
            f"(line {line}, character {character})"
        )
    return Token("text", _ESCAPE.sub(r"\1", end[0][:-1]), *place), end.end()


def _reserved(character: str, place: tuple[int, int]) -> JqlError:
    line, column = place
    kind = (
        "reserved JQL character"
        if character in _RESERVED | {"[", "]"}
        else "character that JQL does not know"
    )
    return JqlError(
        f"Error in the JQL Query: The character '{character}' is a {kind}. You must enclose it in a string "
        f"or use the escape '\\u{ord(character):04x}' instead. (line {line}, character {column})"
    )


def _place(query: str, position: int) -> tuple[int, int]:
    before = query[:position]
    return before.count("\n") + 1, position - before.rfind("\n")
