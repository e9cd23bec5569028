from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.grammar import Grammar, Line, Word, mentioned, read, straightened

GRAMMAR = Grammar(
    verbs={"jql": "jql", "vote": "vote", "stimme": "vote"},
    options={"deadline": "deadline", "frist": "deadline", "deck": "deck", "observers": "observers"},
    flags={"dry": "dry", "probe": "dry"},
    raw=frozenset({"jql"}),
    moments=frozenset({"deadline"}),
)


def words(line: Line) -> list[str]:
    return [word.text for word in line.words]


@pytest.mark.parametrize("line", ['"a title" b', "“a title” b", "„a title“ b", "„a title” b", "«a title» b"])
def test_words_in_any_quotes_are_one_word(line: str):
    assert read(line, GRAMMAR).words == (Word("a title", is_quoted=True), Word("b"))


def test_an_open_quotation_mark_is_refused():
    with pytest.raises(Refused, match="A quotation mark is open"):
        read('PROJ-1 "a title', GRAMMAR)


@pytest.mark.parametrize("line", ["VOTE 5", "Stimme 5", "dry vote 5", "deck=1,2 vote 5"])
def test_verbs_stand_in_any_case_and_language_after_options(line: str):
    read_line = read(line, GRAMMAR)
    assert read_line.verb == "vote"
    assert words(read_line) == ["5"]


def test_a_verb_is_only_the_first_word_and_never_quoted():
    assert read('"vote" vote', GRAMMAR).verb == ""
    assert words(read("PROJ-1 vote", GRAMMAR)) == ["PROJ-1", "vote"]


def test_options_and_flags_stand_anywhere():
    line = read("PROJ-1 DECK=1,2,3 probe PROJ-2 Frist=2h", GRAMMAR)
    assert words(line) == ["PROJ-1", "PROJ-2"]
    assert line.options == {"deck": "1,2,3", "deadline": "2h"}
    assert line.flags == {"dry"}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("deadline=tomorrow 15:00", "tomorrow 15:00"),
        ("deadline=morgen 15 Uhr", "morgen 15 Uhr"),
        ('deadline="morgen 15 Uhr"', "morgen 15 Uhr"),
        ("deadline=2h", "2h"),
    ],
)
def test_a_moment_goes_on_with_a_time(typed: str, value: str):
    line = read(f"{typed} PROJ-1", GRAMMAR)
    assert line.options == {"deadline": value}
    assert words(line) == ["PROJ-1"]


def test_a_list_of_people_may_have_spaces_after_its_commas():
    line = read("observers=<@U1|anna b>, <@U2> PROJ-1", GRAMMAR)
    assert mentioned(line.options["observers"]) == ("U1", "U2")
    assert words(line) == ["PROJ-1"]


def test_an_unknown_option_is_refused_with_those_there_are():
    with pytest.raises(
        Refused, match=r"“colour=” is not an option here. There are: deadline=, deck=, observers="
    ):
        read("PROJ-1 colour=red", GRAMMAR)


def test_after_a_raw_verb_the_rest_is_as_typed():
    line = read('jql dry deadline=2h project = "A  B" AND x &lt; 3 AND deck=4', GRAMMAR)
    assert line.rest == 'project = "A  B" AND x < 3 AND deck=4'
    assert (line.options, line.flags) == ({"deadline": "2h"}, {"dry"})


def test_a_query_is_straightened():
    assert straightened("summary ~ “a” AND b = „c“ &amp; assignee = <mailto:a@b.c|a@b.c>") == (
        'summary ~ "a" AND b = "c" & assignee = a@b.c'
    )


def test_escaped_words_are_turned_back_but_mentions_stay():
    assert words(read("R&amp;D &lt;b&gt; <@U1|x>", GRAMMAR)) == ["R&D", "<b>", "<@U1|x>"]


def test_a_person_mentioned_twice_counts_once():
    assert mentioned("<@U1|a>,<@W2>,<@U1>") == ("U1", "W2")


@given(st.text(max_size=60))
def test_a_line_is_read_or_refused_and_nothing_else(line: str):
    with suppress(Refused):
        assert read(line, GRAMMAR).verb in {"", "jql", "vote"}
