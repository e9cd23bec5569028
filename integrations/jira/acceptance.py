"""Finds the acceptance criteria inside a description: a section of that name, else Given/When/Then lines."""

import re

from bot.text import Markup

NAME = re.compile(
    r"(?:acceptance criteri(?:a|on)|akzeptanzkriteri(?:en|um)|abnahmekriteri(?:en|um))", re.IGNORECASE
)
OPENING = re.compile(rf"[\s*_>•]*(?:\d+\.\s*)?{NAME.pattern}[\s*_]*(?::[\s*_]*(?P<rest>.*)|)", re.IGNORECASE)
HEADING = re.compile(r"\s*\*[^*\n]+\*\s*:?\s*")
STEP = re.compile(
    r"[\s•◦▪*_>\d.☐☑-]*(?P<word>given|when|then|and|but|angenommen|gegeben|wenn|dann|und|aber)\b[*_]*",
    re.IGNORECASE,
)
FIRST_WORDS = frozenset({"given", "when", "angenommen", "gegeben", "wenn"})
LAST_WORDS = frozenset({"then", "dann"})


def is_acceptance_field(name: str) -> bool:
    """Whether a field is one for acceptance criteria; for reading, unlike for writing, its name will do."""
    return bool(NAME.search(name))


def criteria_in(description: Markup) -> Markup:
    lines = description.split("\n")
    return Markup(_section(lines) or _scenario(lines))


def _section(lines: list[str]) -> str:
    for number, line in enumerate(lines):
        opening = OPENING.fullmatch(line)
        if opening:
            rest = (opening["rest"] or "").strip()
            return "\n".join([rest, *_until_heading(lines[number + 1 :])]).strip()
    return ""


def _until_heading(lines: list[str]) -> list[str]:
    end = next((number for number, line in enumerate(lines) if HEADING.fullmatch(line)), len(lines))
    return lines[:end]


def _scenario(lines: list[str]) -> str:
    """The lines of scenarios; loose lines that happen to begin with such a word are not enough."""
    steps = [(match["word"].lower(), line) for line in lines if (match := STEP.match(line))]
    words = {word for word, _ in steps}
    if not (words & FIRST_WORDS and words & LAST_WORDS):
        return ""
    return "\n".join(line for _, line in steps)
