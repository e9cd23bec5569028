"""German and English: texts with named fields, read from gettext catalogues, in the reader's language.

The English text is the message's name. `say` makes a text whose reader is not known yet (errors, facts);
a `Language` turns texts into strings: `t("Reveal")`, `t.many("{n} vote", "{n} votes", 3)`.
"""

import gettext
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LOCALES = Path(__file__).parent / "locales"
DOMAIN = "taktgeber"
LANGUAGES = ("de", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """A message with its fields, not yet in any language. A field may be a text, too."""

    message: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    plural: str = ""
    count: int = 0

    def __str__(self) -> str:
        return Language("en").render(self)


def say(message: str, **fields: Any) -> Text:  # noqa: ANN401 - a field is whatever can be shown
    return Text(message, fields)


def say_many(one: str, many: str, n: int, **fields: Any) -> Text:  # noqa: ANN401 - as above
    """A text that depends on a number, which it may show as `{n}`."""
    return Text(one, {**fields, "n": n}, plural=many, count=n)


@dataclass(frozen=True, slots=True)
class Language:
    """One reader's language; German comes in two forms of address, *du* and (formal) *Sie*."""

    code: str
    formal: bool = False

    def __call__(self, message: str, **fields: Any) -> str:  # noqa: ANN401 - as above
        return self.render(Text(message, fields))

    def many(self, one: str, many: str, n: int, **fields: Any) -> str:  # noqa: ANN401 - as above
        return self.render(say_many(one, many, n, **fields))

    def render(self, text: Text, *, quote: Callable[[str], str] = str) -> str:
        """The text in this language; `quote` makes plain strings among the fields safe to show."""
        catalogue = _catalogue(self.code, formal=self.formal)
        if text.plural:
            pattern = catalogue.ngettext(text.message, text.plural, text.count)
        else:
            pattern = catalogue.gettext(text.message)
        return pattern.format(**{name: self._shown(value, quote) for name, value in text.fields.items()})

    def number(self, value: float) -> str:
        return str(format_decimal(value, locale=self.code))

    def _shown(self, value: object, quote: Callable[[str], str]) -> str:
        if isinstance(value, Text):
            return self.render(value, quote=quote)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self.number(value)
        return quote(value) if isinstance(value, str) else str(value)


def nearest(tag: str | None) -> str | None:
    """The language of ours that a locale such as `de-AT` or `en_US` asks for, if we have it."""
    code = (tag or "").replace("_", "-").partition("-")[0].lower()
    return code if code in LANGUAGES else None


@cache
def _catalogue(code: str, *, formal: bool) -> gettext.NullTranslations:
    plain = _translations(code)
    if not formal:
        return plain
    polite = _translations(f"{code}_formal")
    polite.add_fallback(plain)
    return polite


def _translations(name: str) -> gettext.NullTranslations:
    """Read the `.po` file itself, so that no compiled copy can be missing or stale."""
    path = LOCALES / name / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as source:
        catalogue = read_po(source, locale=name.split("_", maxsplit=1)[0])
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
