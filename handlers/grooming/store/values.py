"""How values are written into JSON columns and read back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.i18n import Text
from bot.text import Markup
from handlers.grooming.domain.decks import Card, Deck
from handlers.grooming.domain.sessions import IssueFacts, Writability

Stored = dict[str, Any]


def from_text(text: Text | None) -> Stored | None:
    if text is None:
        return None
    fields = {name: _from_field(value) for name, value in text.fields.items()}
    return {"message": text.message, "fields": fields, "plural": text.plural, "count": text.count}


def to_text(stored: Mapping[str, Any] | None) -> Text | None:
    if stored is None:
        return None
    fields = {name: _to_field(value) for name, value in stored["fields"].items()}
    return Text(stored["message"], fields, stored["plural"], stored["count"])


def _from_field(value: object) -> object:
    if isinstance(value, Text):
        return {"text": from_text(value)}
    if isinstance(value, Markup):
        return {"markup": str(value)}
    return value if isinstance(value, int | float) else str(value)


def _to_field(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    return to_text(value["text"]) if "text" in value else Markup(value["markup"])


def from_deck(deck: Deck) -> Stored:
    return asdict(deck)


def to_deck(stored: Mapping[str, Any]) -> Deck:
    return Deck(stored["name"], tuple(Card(**card) for card in stored["cards"]))


def from_facts(facts: IssueFacts) -> Stored:
    return asdict(facts)


def to_facts(stored: Mapping[str, Any] | None) -> IssueFacts | None:
    if stored is None:
        return None
    several = {name: tuple(stored[name]) for name in ("labels", "links", "blockers")}
    markup = {name: Markup(stored[name]) for name in ("description", "criteria")}
    return IssueFacts(**{**stored, **several, **markup})


def from_writability(found: Writability) -> Stored:
    return {"is_writable": found.is_writable, "field_name": found.field_name, "mend": from_text(found.mend)}


def to_writability(stored: Mapping[str, Any] | None) -> Writability | None:
    if stored is None:
        return None
    return Writability(stored["is_writable"], stored["field_name"], to_text(stored["mend"]))
