"""How a command's line is read: `[verb] [word …] [option=value …] [flag …]`, in German or English.

Words in quotes are one word; options and flags stand anywhere. After a raw verb (`jql`) the rest of the line
is taken as typed. Words come out without Slack's escaping, except mentions, which stay whole.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.errors import Refused
from bot.i18n import say
from bot.text import unescape

OPENING = '"“„”«»'
CLOSING = {'"': '"“”', "“": '”“"', "„": '“”"', "”": '”"', "«": "»", "»": "«"}
CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'"})
PAIR = re.compile(r"(?P<name>[^\W\d]\w*)=")
MENTION = re.compile(r"<@(?P<user>[UW][A-Z0-9]+)(?:\|[^>]*)?>")
LINKED = re.compile(r"<(?!@|#|!)(?P<target>[^|>]+)(?:\|(?P<label>[^>]*))?>")
CLOCK_TIME = re.compile(r"\d{1,2}(?:[:.]\d{2})?(?:h|uhr|am|pm)?|uhr|o'clock|um|at", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Grammar:
    """What a command knows: each spelling in lower case, and the name that it stands for.

    `raw` verbs take the rest of the line as typed; `moments` are options whose value may go on with a time
    after a space (`deadline=tomorrow 15:00`).
    """

    verbs: Mapping[str, str]
    options: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, str] = field(default_factory=dict)
    raw: frozenset[str] = frozenset()
    moments: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """A line as read; `verb` is empty where the first word is none, `rest` is what follows a raw verb."""

    verb: str = ""
    words: tuple[Word, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    rest: str = ""

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of the line between spaces; `option` is what stands before its equals sign."""

    text: str
    option: str
    is_quoted: bool
    end: int


def read(line: str, grammar: Grammar) -> Line:
    """Read a line; an option that the command does not know is refused."""
    verb = ""
    words: list[Word] = []
    options: dict[str, str] = {}
    flags: set[str] = set()
    open_option = ""  # an option whose value may still go on
    position = 0
    while (token := _next(line, position, grammar)) is not None:
        started, position = position, token.end
        if open_option and _goes_on(token, options[open_option], is_moment=open_option in grammar.moments):
            options[open_option] = _joined(options[open_option], token.text)
        elif token.option:
            open_option = grammar.options[token.option]
            options[open_option] = token.text
        elif not token.is_quoted and token.text.lower() in grammar.flags:
            open_option = ""
            flags.add(grammar.flags[token.text.lower()])
        elif verb in grammar.raw:
            return Line(verb, (), options, frozenset(flags), straightened(line[started:]))
        elif not verb and not words and not token.is_quoted and token.text.lower() in grammar.verbs:
            open_option = ""
            verb = grammar.verbs[token.text.lower()]
        else:
            open_option = ""
            words.append(_word(token, grammar))
    return Line(verb, tuple(words), options, frozenset(flags))


def straightened(text: str) -> str:
    """A query as it was meant: straight quotes, no escaping, and addresses without Slack's links."""
    plain = LINKED.sub(lambda found: found["label"] or found["target"].removeprefix("mailto:"), text)
    return unescape(plain.translate(CURLY)).strip()


def mentioned(text: str) -> tuple[str, ...]:
    """The people whom a text mentions, each once, in its order."""
    return tuple(dict.fromkeys(found["user"] for found in MENTION.finditer(text)))


def _next(line: str, position: int, grammar: Grammar) -> _Token | None:
    while position < len(line) and line[position].isspace():
        position += 1
    if position >= len(line):
        return None
    option = ""
    pair = PAIR.match(line, position)
    if pair and pair["name"].lower() in grammar.options:
        option, position = pair["name"].lower(), pair.end()
    if position < len(line) and line[position] in OPENING:
        return _quoted(line, position, option)
    end = _end_of_word(line, position)
    return _Token(_plain(line[position:end]), option, is_quoted=False, end=end)


def _quoted(line: str, position: int, option: str) -> _Token:
    closing = CLOSING[line[position]]
    end = next((at for at in range(position + 1, len(line)) if line[at] in closing), None)
    if end is None:
        raise Refused(say("A quotation mark is open: {rest}. Please close it.", rest=line[position:]))
    return _Token(_plain(line[position + 1 : end]), option, is_quoted=True, end=end + 1)


def _end_of_word(line: str, position: int) -> int:
    """Where the word ends: at a space, but not inside of Slack's angle brackets."""
    depth = 0
    for at in range(position, len(line)):
        depth += {"<": 1, ">": -1}.get(line[at], 0)
        if line[at].isspace() and depth <= 0:
            return at
    return len(line)


def _plain(text: str) -> str:
    if MENTION.search(text):
        return text
    return unescape(LINKED.sub(lambda found: found["label"] or found["target"], text))


def _goes_on(token: _Token, value: str, *, is_moment: bool) -> bool:
    if token.option or token.is_quoted:
        return False
    if value.endswith(",") or token.text.startswith(","):
        return True
    return is_moment and CLOCK_TIME.fullmatch(token.text) is not None


def _joined(value: str, more: str) -> str:
    return value + more if value.endswith(",") or more.startswith(",") else f"{value} {more}"


def _word(token: _Token, grammar: Grammar) -> Word:
    pair = None if token.is_quoted else PAIR.match(token.text)
    if pair:
        known = ", ".join(f"{name}=" for name in dict.fromkeys(grammar.options.values()))
        raise Refused(
            say("“{option}=” is not an option here. There are: {known}.", option=pair["name"], known=known)
        )
    return Word(token.text, token.is_quoted)
