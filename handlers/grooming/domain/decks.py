"""The cards that people vote with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.errors import Refused
from bot.i18n import say

FEWEST_CARDS = 2
MOST_CARDS = 20
LONGEST_LABEL = 20
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
SPELLINGS = {
    "unsure": "?",
    "∞": "inf",
    "infinity": "inf",
    "unendlich": "inf",
    "☕": "coffee",
    "☕️": "coffee",
    ":coffee:": "coffee",
    "kaffee": "coffee",
    ".5": "0.5",
}


@dataclass(frozen=True, slots=True)
class Card:
    """`id` is how buttons and typed votes name it. A card without a number enters no average."""

    id: str
    label: str
    number: float | None = None

    @property
    def is_special(self) -> bool:
        return self.id in SPECIAL_IDS


UNSURE = Card("?", "?")
TOO_BIG = Card("inf", "∞")
PAUSE = Card("coffee", "☕")
SPECIAL = (UNSURE, TOO_BIG, PAUSE)
SPECIAL_IDS = frozenset(card.id for card in SPECIAL)


@dataclass(frozen=True, slots=True)
class Deck:
    """`cards` are in their order, the smallest first; the three special cards belong to every deck."""

    name: str
    cards: tuple[Card, ...]

    @property
    def all_cards(self) -> tuple[Card, ...]:
        return (*self.cards, *SPECIAL)

    @property
    def has_numbers(self) -> bool:
        return all(card.number is not None for card in self.cards)

    def position(self, card: Card) -> int:
        return self.cards.index(card)

    def card(self, typed: str) -> Card:
        """The card that a person means, however they spell it."""
        return _meant(typed, self.all_cards)

    def size(self, typed: str) -> Card:
        """The same, where only an estimate will do."""
        return _meant(typed, self.cards)

    def at_least(self, number: float) -> Card:
        """The next card from this number up, or the highest where there is none."""
        return next((card for card in self.cards if (card.number or 0.0) >= number), self.cards[-1])


def _meant(typed: str, cards: Sequence[Card]) -> Card:
    wanted = card_id(typed)
    for card in cards:
        if wanted in {card.id.casefold(), card.label.casefold()}:
            return card
    known = ", ".join(card.label for card in cards)
    raise Refused(say("“{typed}” is not a card of this deck. There are: {known}.", typed=typed, known=known))


class _Entry(NamedTuple):
    label: str
    number: float | None


def card_id(typed: str) -> str:
    """One spelling for all that mean the same card: `0,5`, `½` and `0.5`; `∞` and `inf`."""
    plain = typed.strip().casefold()
    plain = SPELLINGS.get(plain, plain)
    number = _number(plain)
    return plain if number is None else f"{number:g}"


def _number(typed: str) -> float | None:
    """At most six digits before and three after the point: what an estimate can be."""
    if typed in FRACTIONS:
        return FRACTIONS[typed]
    plain = typed.replace(",", ".")
    return float(plain) if re.fullmatch(r"\d{1,6}(\.\d{1,3})?", plain) else None


def _numbered(labels: str) -> tuple[Card, ...]:
    entries = [_Entry(label, FRACTIONS.get(label) or float(label)) for label in labels.split()]
    return tuple(Card(card_id(label), label, number) for label, number in entries)


SHIRT_SIZES = ("XXS", "XS", "S", "M", "L", "XL", "XXL")
SHIRT_NUMBERS = (0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 13.0)
NUMBERED = {
    "modified": _numbered("0 ½ 1 2 3 5 8 13 20 40 100"),
    "fibonacci": _numbered("0 1 2 3 5 8 13 21 34 55 89"),
    "powers": _numbered("0 1 2 4 8 16 32 64"),
}
DECK_NAMES = (*NUMBERED, "tshirt")


def named_deck(text: str, *, shirt_numbers: Mapping[str, float] | None = None) -> Deck:
    """A deck by its name, or an own one as typed: `1,2,3` or `S=1,M=2,L=4`."""
    name = text.strip().casefold()
    if name in NUMBERED:
        return Deck(name, NUMBERED[name])
    if name in {"tshirt", "t-shirt"}:
        return _shirts(shirt_numbers or {})
    return _own(text)


def _shirts(numbers: Mapping[str, float]) -> Deck:
    sizes = zip(SHIRT_SIZES, SHIRT_NUMBERS, strict=True)
    return Deck("tshirt", tuple(Card(size, size, float(numbers.get(size, usual))) for size, usual in sizes))


def _own(text: str) -> Deck:
    labels = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    entries = [_entry(part) for part in labels if card_id(part) not in SPECIAL_IDS]
    if not FEWEST_CARDS <= len(entries) <= MOST_CARDS:
        raise _not_a_deck(text)
    _refuse_repeats(entries)
    if all(entry.number is None for entry in entries):
        return Deck("own", tuple(Card(entry.label, entry.label) for entry in entries))
    if any(entry.number is None for entry in entries):
        raise Refused(
            say("In a deck either every card has a number or none has. Write for example `S=1,M=2,L=4`.")
        )
    ordered = sorted(entries, key=lambda entry: entry.number or 0.0)
    return Deck("own", tuple(Card(_id(entry), entry.label, entry.number) for entry in ordered))


def _id(entry: _Entry) -> str:
    return card_id(entry.label) if _number(entry.label) is not None else entry.label


def _entry(part: str) -> _Entry:
    label, equals, typed = (piece.strip() for piece in part.partition("="))
    number = _number(typed if equals else label)
    if equals and number is None:
        raise Refused(
            say("“{number}” is not a number, so {card} cannot stand for it.", number=typed, card=label)
        )
    if not label or len(label) > LONGEST_LABEL:
        raise Refused(
            say(
                "A card's label has from 1 to {n} characters; “{label}” has not.",
                n=LONGEST_LABEL,
                label=label,
            )
        )
    return _Entry(label, number)


def _refuse_repeats(entries: Sequence[_Entry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        spelled = card_id(entry.label)
        if spelled in seen:
            raise Refused(
                say("“{label}” stands twice in the deck. Each card is there once.", label=entry.label)
            )
        seen.add(spelled)


def _not_a_deck(text: str) -> Refused:
    return Refused(
        say(
            "“{deck}” is not a deck. There are {known}, or your own of {fewest} to {most} cards, such as "
            "`deck=1,2,3,5` or `deck=S=1,M=2,L=4`.",
            deck=text,
            known=", ".join(DECK_NAMES),
            fewest=FEWEST_CARDS,
            most=MOST_CARDS,
        )
    )
