"""What people typed is made safe, and what is too long is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import Markup, channel_link, escape, link, listing, mention, moment, shorten, unescape


@given(st.text())
def test_escaped_text_can_mention_nobody_and_comes_back_whole(typed):
    safe = escape(typed)
    assert "<" not in safe
    assert ">" not in safe
    assert unescape(safe) == typed


def test_markup_is_not_escaped_twice():
    assert escape(mention("U1")) == "<@U1>"
    assert escape(escape("a < b")) == "a &lt; b"
    assert isinstance(escape("x"), Markup)


def test_a_links_label_cannot_break_out_of_it():
    assert link("https://jira.example/browse/A-1", "a|b>c") == "<https://jira.example/browse/A-1|a¦b&gt;c>"
    assert channel_link("C1") == "<#C1>"


def test_a_moment_is_a_date_token_with_a_fallback():
    assert moment(1795420800.9, "{date_short} {time}", fallback="23.11.") == (
        "<!date^1795420800^{date_short} {time}^23.11.>"
    )


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_a_shortened_text_fits(text, limit):
    assert len(shorten(text, limit)) <= limit


def test_a_text_is_cut_at_a_space_where_one_is_near():
    assert shorten("one two three four", 15) == "one two three…"
    assert shorten("short", 15) == "short"


@pytest.mark.parametrize(
    ("items", "joined"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_listing_reads_like_a_sentence(items, joined):
    assert listing(items, last=" and ") == joined
