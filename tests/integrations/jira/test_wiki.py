"""Wiki markup of Jira Data Center, read as Slack markup, and the comments written in it."""

import csv
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.jira.comment_text import bare_words, wiki_from_paragraphs
from integrations.jira.wiki import markup_from_wiki

BACKLOGS = Path(__file__).parents[4] / "shared" / "data" / "backlogs"


@pytest.mark.parametrize(
    ("wiki", "markup"),
    [
        ("*bold* and _slanted_ and -gone-", "*bold* and _slanted_ and ~gone~"),
        ("+under+ ^up^ ??cited??", "under up cited"),
        ("snake_case_word, 5-3 - 2, 2*3*4", "snake_case_word, 5-3 - 2, 2*3*4"),
        ("{{a < b *c*}}", "`a &lt; b *c*`"),
        ("h2. What *now*", "*What now*"),
        ("bq. short", "> short"),
        ("----", "———"),
        (r"\*not bold\*", "*not bold*"),
        ("one\\\\\ntwo", "one\n\ntwo"),
        ("{color:red}red{color} {anchor:x}here", "red here"),
        ("[Slack|https://e.example/?a=1&b=2]", "<https://e.example/?a=1&amp;b=2|Slack>"),
        ("[https://e.example]", "<https://e.example>"),
        ("see https://e.example/a_b_c.", "see <https://e.example/a_b_c>."),
        ("[evil|javascript:alert(1)]", "evil"),
        ("[~mia] [~accountid:5b10]", "@mia @5b10"),
        ("[^plan.pdf] !screen.png|thumbnail!", "📎 _plan.pdf_ 📎 _screen.png_"),
        ("Wow! Great! Yes!", "Wow! Great! Yes!"),
        ("||Name||Size||\n|A|[one|https://e.example]|", "*Name | Size*\nA | <https://e.example|one>"),
        ("* a\n** b\n* c", "• a\n    ◦ b\n• c"),
        ("# a\n#* b\n# c\nend\n# d", "1. a\n    ◦ b\n2. c\nend\n1. d"),
        ("- a\n- b", "• a\n• b"),
        ("{unknown:x}words{unknown}", "{unknown:x}words{unknown}"),
    ],
)
def test_markup_keeps_its_meaning(wiki, markup):
    assert markup_from_wiki(wiki) == markup


@pytest.mark.parametrize("words", ["<!channel> & <@U123>", "<https://evil.example|Jira>"])
def test_what_people_typed_mentions_no_one(words):
    assert not re.search(r"<(?!https://evil\.example>)", markup_from_wiki(words))


def test_code_is_left_as_it_is():
    wiki = "before {code:java|title=X}int *a* = b < c;{code} after\n{noformat}\n[x|y]\n{noformat}"
    assert markup_from_wiki(wiki) == ("before\n```\nint *a* = b &lt; c;\n```\nafter\n```\n[x|y]\n```")


def test_quotes_and_panels_stand_apart():
    wiki = "{quote}\nsaid\n\n*so*\n{quote}\n{panel:title=Note|bgColor=#fff}\n* item\n{panel}"
    assert markup_from_wiki(wiki) == "> said\n> \n> *so*\n\n> *Note*\n> • item"


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab *_-+^~?{}[]|!\\#hq.12<>&@:/\n\ue000\ue001"), max_size=60))
def test_no_text_breaks_the_reader_or_gets_a_mention_through(wiki):
    assert not re.search(r"<[!@#]", markup_from_wiki(wiki))


PIECES = (
    *(" ", "\n", " \n", "|", "*", "_", "-", "[", "!", "{", "\\", "[~", "[https:", "[a|b", "??", "!a.b|"),
    *("{code}", "{code:x}", "{quote}", "{panel:x}", "{color:", "h1. ", "a b ", "\n* ", "|a", "\ue000"),
)


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_of_the_longest_size_is_read_in_no_time(piece):
    began = time.thread_time()
    markup_from_wiki(piece * (32_767 // len(piece)) + ".")
    assert time.thread_time() - began < 2


@pytest.mark.skipif(not BACKLOGS.exists(), reason="the real backlogs are not on this machine")
def test_real_backlogs_are_read_without_broken_markup():
    for path in BACKLOGS.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                markup = markup_from_wiki(row["description"])
                assert not re.search(r"<(?!https?://|mailto:)|[\ue000\ue001]", markup), row["issuekey"]


@pytest.mark.parametrize("words", ["*5* points [~mia] {code} !x.png! a|b #1 -1- \\ end", "plain"])
def test_what_is_written_reads_as_typed(words):
    written = wiki_from_paragraphs([words, "mark 4-PAY"])
    assert markup_from_wiki(written) == f"{words}\n\nmark 4-PAY"
    assert bare_words(written).splitlines() == [words, "", "mark 4-PAY"]


def test_addresses_stay_links():
    assert (
        wiki_from_paragraphs(["see https://slack.example/a-b_c now"]) == "see https://slack.example/a-b_c now"
    )
