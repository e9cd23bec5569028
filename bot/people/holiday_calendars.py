"""Public holidays of a country or a part of it (`DE-BY`, `DE-BY+catholic`), by the library `holidays`."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

import holidays

from bot.errors import Refused
from bot.i18n import say

LANGUAGES = {"de": "de", "en": "en_US"}
FRIDAY = 4
LIKENESS = 0.5  # how alike a name must be to be offered in place of an unknown one


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """`category` adds what holds in some places only: `catholic` in Bavarian municipalities, for one."""

    country: str
    subdivision: str = ""
    category: str = ""

    def __str__(self) -> str:
        place = f"{self.country}-{self.subdivision}" if self.subdivision else self.country
        return f"{place}+{self.category}" if self.category else place


def read_calendar(text: str) -> HolidayCalendar:
    """`DE-BY`, `de-bayern`, `DE-Augsburg`, `DE-BY+catholic`; what is unknown is refused with the nearest."""
    place, _, category = text.strip().partition("+")
    country, _, subdivision = place.strip().partition("-")
    countries = _countries()
    code = country.strip().upper()
    if code not in countries:
        raise _unknown(text, _nearest(code, tuple(countries)))
    parts = _subdivisions(code)
    part = parts.get(subdivision.strip().lower(), "")
    if subdivision.strip() and not part:
        near = _nearest(subdivision.strip().lower(), tuple(parts))
        raise _unknown(text, list(dict.fromkeys(f"{code}-{parts[name]}" for name in near)))
    return HolidayCalendar(code, part, _category(text, code, category.strip().lower()))


def holiday_name(calendar: str, day: date, *, language: str = "en") -> str | None:
    """What a day is called that is a holiday there; None on others, and where there is no calendar."""
    return _year(calendar, day.year, language).get(day) if calendar else None


def is_bridge_day(calendar: str, day: date) -> bool:
    """Whether it is a Monday or Friday that only parts a holiday from the weekend."""
    if holiday_name(calendar, day) or day.weekday() not in {0, FRIDAY}:
        return False
    neighbour = day + timedelta(days=1 if day.weekday() == 0 else -1)
    return holiday_name(calendar, neighbour) is not None


@lru_cache(maxsize=1024)
def _year(calendar: str, year: int, language: str) -> Mapping[date, str]:
    known = read_calendar(calendar)
    country = holidays.country_holidays(
        known.country,
        subdiv=known.subdivision or None,
        years=year,
        categories=("public", known.category) if known.category else None,
        language=_language(known.country, language),
    )
    return dict(country.items())


def _language(country: str, language: str) -> str | None:
    """A language that the library has for this country; None is the country's own."""
    spoken = holidays.country_holidays(country).supported_languages
    wanted = LANGUAGES[language]
    return wanted if wanted in spoken else None


@cache
def _countries() -> frozenset[str]:
    return frozenset(code for code in holidays.list_supported_countries() if len(code) == 2)  # noqa: PLR2004 - ISO 3166-1 alpha-2


@cache
def _subdivisions(country: str) -> Mapping[str, str]:
    """The library's name of each part of a country, by all that it may be called, in lower case."""
    known = holidays.country_holidays(country)
    codes = {code.lower(): code for code in known.subdivisions}
    return codes | {alias.lower(): code for alias, code in known.subdivisions_aliases.items()}


def _category(text: str, country: str, category: str) -> str:
    known = holidays.country_holidays(country).supported_categories
    if category and category not in known:
        raise _unknown(text, [f"{text.partition('+')[0]}+{name}" for name in known if name != "public"])
    return category if category != "public" else ""


def _nearest(word: str, known: tuple[str, ...]) -> list[str]:
    return difflib.get_close_matches(word, known, n=3, cutoff=LIKENESS)


def _unknown(text: str, near: list[str]) -> Refused:
    if near:
        offered = ", ".join(near)
        return Refused(
            say(
                "I know no holiday calendar “{text}”. The nearest that I have: {near}.",
                text=text,
                near=offered,
            )
        )
    return Refused(say("I know no holiday calendar “{text}”. Write it like DE, DE-BY or AT-9.", text=text))
