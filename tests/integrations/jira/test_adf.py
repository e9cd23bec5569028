"""Documents of Jira Cloud, read as Slack markup, and the comments written as documents."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.jira.adf import BLOCKS, INLINES, markup_from_adf
from integrations.jira.comment_text import adf_from_paragraphs, bare_words
from tests.integrations.jira.specification import check_document


def text(words, *marks):
    node = {"type": "text", "text": words}
    return node | {"marks": [mark if isinstance(mark, dict) else {"type": mark} for mark in marks]}


def node(kind, *content, **attributes):
    return {"type": kind, "attrs": attributes, "content": list(content)}


def paragraph(*content):
    return node("paragraph", *(text(each) if isinstance(each, str) else each for each in content))


def item(*content):
    return node("listItem", *content)


def read(*content):
    return markup_from_adf({"type": "doc", "version": 1, "content": list(content)})


def linked(url):
    return {"type": "link", "attrs": {"href": url}}


@pytest.mark.parametrize(
    ("content", "markup"),
    [
        (text("bold", "strong"), "*bold*"),
        (text("slanted", "em"), "_slanted_"),
        (text("gone", "strike"), "~gone~"),
        (text("both", "strong", "em"), "_*both*_"),
        (text(" spaced ", "strong"), "*spaced*"),
        (text("a < b & `c`", "code"), "`a &lt; b &amp; ʼcʼ`"),
        (text("Slack", linked("https://e.example/?a=1&b=2")), "<https://e.example/?a=1&amp;b=2|Slack>"),
        (text("a|b>c", linked("https://e.example/x|y>z")), "<https://e.example/x%7Cy%3Ez|a¦b&gt;c>"),
        (text("evil", linked("javascript:alert(1)")), "evil"),
        (text("odd", linked("http://[")), "odd"),
        (text("under", "underline"), "under"),
        (text("*starred*", "strong"), "*starred*"),
        (node("mention", text="@Mia", id="1"), "@Mia"),
        (node("emoji", shortName=":smile:", text="😄"), "😄"),
        (node("emoji", shortName=":custom:"), ":custom:"),
        (node("status", text="DONE", color="green"), "`DONE`"),
        (node("date", timestamp="1795392000000"), "2026-11-23"),
        (node("date", timestamp="never"), ""),
        (node("inlineCard", url="https://e.example/1"), "<https://e.example/1>"),
        (node("mediaInline", alt="plan.pdf"), "📎 _plan.pdf_"),
    ],
)
def test_words_keep_their_looks(content, markup):
    assert read(paragraph(content)) == markup


@pytest.mark.parametrize("words", ["<!channel> & <@U123>", "<https://evil.example|Jira>"])
def test_what_people_typed_mentions_no_one_and_links_nowhere(words):
    assert "<" not in read(paragraph(words))


def test_paragraphs_have_an_empty_line_between_them_and_headings_none_below():
    content = read(node("heading", text("Why ", "strong"), text("now")), paragraph("One."), paragraph("Two."))
    assert content == "*Why now*\nOne.\n\nTwo."


def test_lists_are_nested_and_numbered():
    numbers = node("orderedList", item(paragraph("one")), item(paragraph("two")), order=4)
    assert read(node("bulletList", item(paragraph("top"), numbers), item(paragraph("next")))) == (
        "• top\n    4. one\n    5. two\n• next"
    )


def test_tasks_show_whether_they_are_done():
    tasks = [
        node("taskItem", text("write "), text("it", "em"), state="DONE"),
        node("taskItem", text("test"), state="TODO"),
    ]
    nested = node("taskList", node("taskItem", text("deep"), state="TODO"))
    assert read(node("taskList", *tasks, nested)) == "☑ write _it_\n☐ test\n    ☐ deep"


def test_a_table_becomes_lines():
    header = node("tableRow", *(node("tableHeader", paragraph(word)) for word in ("Name", "Size")))
    row = node("tableRow", *(node("tableCell", paragraph(word)) for word in ("A", "1")))
    assert read(node("table", header, row)) == "*Name | Size*\nA | 1"


def test_code_quotes_panels_and_rules_stand_apart():
    content = read(
        node("codeBlock", text("if a < b:\n    ```x```"), language="python"),
        node("blockquote", paragraph("said"), paragraph("so")),
        node("panel", paragraph("careful"), panelType="warning"),
        node("rule"),
    )
    assert content == ("```\nif a &lt; b:\n    ʼʼʼxʼʼʼ\n```\n\n> said\n> \n> so\n\n> ⚠️ careful\n\n———")


def test_hidden_parts_decisions_and_pictures_are_kept():
    content = read(
        node("expand", paragraph("inside"), title="More"),
        node("decisionList", node("decisionItem", text("we do it"), state="DECIDED")),
        node("mediaSingle", node("media", alt="screen.png"), node("caption", text("the screen"))),
    )
    assert content == "*More*\ninside\n\n◆ we do it\n\n📎 _screen.png_\n\nthe screen"


def test_lines_break_where_the_document_says():
    assert read(paragraph("one", {"type": "hardBreak"}, "two")) == "one\ntwo"


def test_the_text_of_what_is_unknown_is_kept():
    unknown = node("hologram", paragraph("inside"), node("sparkle", text("deep")))
    assert read(unknown) == "inside\n\ndeep"


@pytest.mark.parametrize(
    "document", [None, "text", 5, [], {}, {"type": "doc"}, {"type": "doc", "content": [None, 1]}]
)
def test_what_is_no_document_is_empty(document):
    assert markup_from_adf(document) == ""


def test_a_document_nested_without_end_is_cut():
    deep = paragraph("bottom")
    for _ in range(500):
        deep = node("bulletList", item(deep))
    assert markup_from_adf(deep).count("•") > 10


KINDS = st.sampled_from([*BLOCKS, *INLINES, "doc", "listItem", "tableRow", "tableCell", "taskItem", "?"])
SCALARS = st.none() | st.integers() | st.text(alphabet="ab <>!@#*`|&\n", max_size=8) | st.just("<!here>")
NODES = st.recursive(
    st.fixed_dictionaries({"type": KINDS}, optional={"text": SCALARS, "attrs": SCALARS}),
    lambda inner: st.fixed_dictionaries(
        {"type": KINDS},
        optional={
            "content": st.lists(inner | SCALARS, max_size=4) | SCALARS,
            "attrs": st.dictionaries(st.sampled_from(["text", "url", "timestamp", "order", "alt"]), SCALARS),
            "marks": st.lists(st.fixed_dictionaries({"type": KINDS, "attrs": SCALARS}), max_size=2),
            "text": SCALARS,
        },
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(NODES)
def test_no_document_breaks_the_reader_or_gets_a_mention_through(document):
    assert not re.search(r"<[!@#]", markup_from_adf(document))


def test_a_comment_is_a_valid_document_with_links():
    document = adf_from_paragraphs(
        ["5 points.\nDecided by Anna.", "See https://slack.example/p1 please", "mark"]
    )
    check_document(document)
    assert markup_from_adf(document) == (
        "5 points.\nDecided by Anna.\n\nSee <https://slack.example/p1> please\n\nmark"
    )
    assert bare_words(document).splitlines()[-1] == "mark"


@pytest.mark.parametrize("body", [None, 5, {"content": "odd"}, {"text": 5, "content": [None]}])
def test_an_odd_comment_has_no_words(body):
    assert bare_words(body) == ""


def test_words_nested_without_end_are_cut():
    deep = text("bottom")
    for _ in range(500):
        deep = node("span", deep)
    assert markup_from_adf(paragraph(deep)) == ""


def test_an_empty_paragraph_is_valid_too():
    document = adf_from_paragraphs(["", "\n"])
    check_document(document)
    assert markup_from_adf(document) == ""
