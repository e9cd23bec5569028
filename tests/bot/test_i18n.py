"""German and English: every text of the code is in both, with the same fields."""

import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.i18n import LOCALES, Language, Text, nearest, say, say_many

ROOT = Path(__file__).parents[2]
KEYWORDS = {"say": None, "t": None, "say_many": (1, 2), "many": (1, 2)}
DU = re.compile(r"\b(du|dir|dich|dein\w*|euch|euer|eure\w*|ihr)\b", re.IGNORECASE)


@cache
def texts_in_the_code() -> set[str | tuple[str, str]]:
    found = (
        message
        for package in ("bot", "handlers", "integrations")
        for _file, _line, message, _comments, _context in extract_from_dir(
            ROOT / package, method_map=[("**.py", "python")], keywords=KEYWORDS
        )
    )
    return {tuple(message[:2]) if isinstance(message, tuple) else message for message in found}


@cache
def catalogue(name):
    with (LOCALES / name / "LC_MESSAGES" / "taktgeber.po").open("rb") as source:
        return {message.id: message.string for message in read_po(source, locale="de") if message.id}


def fields(pattern):
    return {name for _text, name, _form, _conversion in Formatter().parse(pattern) if name}


def forms(string):
    return list(string) if isinstance(string, tuple) else [string]


def test_every_text_is_in_german():
    german = catalogue("de")
    missing = [text for text in texts_in_the_code() if not all(forms(german.get(text, "")))]
    assert missing == []


def test_no_german_text_is_left_over():
    assert [text for text in catalogue("de") if text not in texts_in_the_code()] == []


@pytest.mark.parametrize("name", ["de", "de_formal"])
def test_a_translation_has_the_fields_of_its_text(name):
    wrong = [
        (text, german)
        for text, german in catalogue(name).items()
        for form in forms(german)
        if form and fields(form) != fields(forms(text)[-1])
    ]
    assert wrong == []


def test_a_text_that_says_du_has_a_polite_form():
    """Save the one that names the familiar form itself."""
    polite = {**catalogue("de_formal"), "Informal (du)": "(du)"}
    familiar = [
        text for text, german in catalogue("de").items() if any(DU.search(form) for form in forms(german))
    ]
    assert [text for text in familiar if not all(forms(polite.get(text, "")))] == []


def test_no_polite_form_says_du():
    wrong = [german for german in catalogue("de_formal").values() if any(DU.search(f) for f in forms(german))]
    assert wrong == []


def test_texts_are_shown_in_the_readers_language():
    text = say("Please note")
    assert Language("en").render(text) == "Please note"
    assert Language("de").render(text) == "Hinweis"


def test_a_field_is_quoted_where_it_is_shown_and_numbers_have_the_languages_form():
    text = Text("{name} takes {points} of {all}", {"name": "<!here>", "points": 0.5, "all": 1200})
    shown = Language("de").render(text, quote=lambda value: value.replace("<", "&lt;"))
    assert shown == "&lt;!here> takes 0,5 of 1.200"


def test_a_text_may_stand_in_a_text():
    assert str(say("{outer}: {inner}", outer="A", inner=say("{n} of two", n=1))) == "A: 1 of two"


def test_a_plural_follows_the_number():
    assert str(say_many("{n} thing", "{n} things", 1)) == "1 thing"
    assert str(say_many("{n} thing", "{n} things", 2)) == "2 things"


def test_braces_that_somebody_typed_are_not_fields():
    assert str(say("Hello {name}", name="{secret}")) == "Hello {secret}"


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        ("de-AT", "de"),
        ("de_DE", "de"),
        ("en-US", "en"),
        ("EN", "en"),
        ("fr-FR", None),
        (None, None),
        ("", None),
    ],
)
def test_the_nearest_language_of_ours(locale, code):
    assert nearest(locale) == code
