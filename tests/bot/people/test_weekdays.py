"""Days of the week as people write them."""

import pytest

from bot.errors import Refused
from bot.people.weekdays import packed, read_weekdays, unpacked


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("Mo – Do", {0, 1, 2, 3}),
        ("mo, mi, fr", {0, 2, 4}),
        ("so-do", {6, 0, 1, 2, 3}),
        ("Monday Wednesday", {0, 2}),
        ("di", {1}),
        ("fr-fr", {4}),
    ],
)
def test_weekdays_are_read_in_german_and_english(written, days):
    assert read_weekdays(written) == days
    assert unpacked(packed(frozenset(days))) == days


@pytest.mark.parametrize("written", ["", "foo", "mon-foo", "1-5", "mo--fr"])
def test_what_is_no_weekday_is_refused(written):
    with pytest.raises(Refused, match="days of the week"):
        read_weekdays(written)
