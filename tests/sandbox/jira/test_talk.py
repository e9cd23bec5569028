import json
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from sandbox.jira.adf import first_fault
from sandbox.jira.rich_text import from_adf, from_wiki
from tests.sandbox.jira.conftest import SPECS, Rig

COMMENTS = "/rest/api/3/issue/CHK-7/comment"


def doc(*content: object) -> dict[str, object]:
    return {"type": "doc", "version": 1, "content": list(content)}


def text(words: str, **more: object) -> dict[str, object]:
    return {"type": "text", "text": words, **more}


def paragraph(*content: object) -> dict[str, object]:
    return {"type": "paragraph", "content": list(content)}


ITEM = {"type": "listItem", "content": [paragraph(text("one"))]}
CELL = {"type": "tableCell", "content": [paragraph(text("5"))]}
GOOD = [
    doc(),
    doc(paragraph()),
    doc(paragraph(text("bold", marks=[{"type": "strong"}]), {"type": "hardBreak"})),
    doc(paragraph(text("here", marks=[{"type": "link", "attrs": {"href": "https://a.example"}}]))),
    doc({"type": "heading", "attrs": {"level": 2}, "content": [text("Title")]}, {"type": "rule"}),
    doc({"type": "bulletList", "content": [ITEM]}, {"type": "orderedList", "content": [ITEM]}),
    doc({"type": "codeBlock", "content": [text("x = 1")]}),
    doc({"type": "panel", "attrs": {"panelType": "info"}, "content": [paragraph(text("Mind."))]}),
    doc({"type": "table", "content": [{"type": "tableRow", "content": [CELL]}]}),
    doc(paragraph({"type": "mention", "attrs": {"id": "5b10", "text": "@Anna"}})),
]
BAD = [
    "plain",
    {"type": "doc", "content": []},
    {"type": "doc", "version": 1},
    {"type": "paragraph", "version": 1, "content": []},
    doc(text("loose")),
    doc(paragraph(text(""))),
    doc(paragraph(paragraph())),
    doc({"type": "heading", "content": [text("Title")]}),
    doc({"type": "bulletList", "content": []}),
    doc({"type": "bulletList", "content": [paragraph()]}),
    doc({"type": "marquee", "content": []}),
    doc(paragraph(text("x", marks=[{"type": "blink"}]))),
    doc(paragraph(text("x", marks=[{"type": "link"}]))),
    doc({**paragraph(), "colour": "red"}),
    doc({"type": "rule", "content": [text("x")]}),
]


@pytest.mark.parametrize("document", GOOD)
def test_a_good_document_is_accepted(document: object) -> None:
    assert first_fault(document) is None


@pytest.mark.parametrize("document", BAD)
def test_a_bad_document_is_refused(document: object) -> None:
    assert first_fault(document)


@pytest.mark.parametrize("document", [*GOOD, *BAD])
def test_our_check_agrees_with_the_vendors_schema(document: object) -> None:
    file = Path(SPECS / "adf-v1.schema.json")
    if not file.exists():
        pytest.skip("The vendor's schema of ADF is not on this machine.")
    schema = Draft4Validator(json.loads(file.read_text()))
    assert schema.is_valid(document) == (first_fault(document) is None)


WIKI = """h2. Title

A *bold* and _soft_ word, {{code}} and [a link|https://a.example].
The next line.

* one
* two

# first

{code}
x = 1
{code}"""


def test_wiki_markup_survives_the_way_through_adf() -> None:
    adf = from_wiki(WIKI).adf
    assert first_fault(adf) is None
    assert from_adf(adf).wiki == WIKI


def test_richer_documents_have_a_wiki_form_too() -> None:
    quote = {"type": "blockquote", "content": [paragraph(text("Said."))]}
    head = {"type": "tableHeader", "content": [paragraph(text("Points"))]}
    table = {
        "type": "table",
        "content": [{"type": "tableRow", "content": [head]}, {"type": "tableRow", "content": [CELL]}],
    }
    inner = {"type": "bulletList", "content": [ITEM]}
    nested = {
        "type": "bulletList",
        "content": [{"type": "listItem", "content": [paragraph(text("a")), inner]}],
    }
    mention = paragraph(
        {"type": "mention", "attrs": {"id": "5b10"}}, {"type": "emoji", "attrs": {"shortName": ":+1:"}}
    )
    wiki = from_adf(doc(quote, table, nested, {"type": "rule"}, mention)).wiki
    assert wiki == (
        "{quote}\nSaid.\n{quote}\n\n||Points||\n|5|\n\n* a\n** one\n\n----\n\n[~accountid:5b10]:+1:"
    )


def test_a_comment_is_written_changed_and_removed(rig: Rig) -> None:
    made = rig.call("POST", COMMENTS, status=201, json={"body": doc(paragraph(text("5 points")))})
    path = f"{COMMENTS}/{made['id']}"
    rig.call("PUT", path, json={"body": doc(paragraph(text("8 points")))})
    assert rig.get(path)["body"] == doc(paragraph(text("8 points")))
    assert rig.get("/rest/api/2/issue/CHK-7/comment")["comments"][0]["body"] == "8 points"
    assert rig.get(COMMENTS, orderBy="-created")["total"] == 1
    rig.call("DELETE", path, status=204)
    assert "Can not find a comment" in rig.refusal("GET", path, 404)


@pytest.mark.parametrize("body", ["plain", None, doc(), BAD[4]])
def test_a_comment_that_is_no_document_is_refused(rig: Rig, body: object) -> None:
    assert "Comment body is not valid!" in rig.refusal("POST", COMMENTS, 400, json={"body": body})
    assert rig.site.issue("CHK-7").comments == []


def test_the_second_version_takes_a_plain_comment_only(rig: Rig) -> None:
    path = "/rest/api/2/issue/CHK-7/comment"
    assert rig.call("POST", path, status=201, json={"body": "*5* points"})["body"] == "*5* points"
    rig.refusal("POST", path, 400, json={"body": doc(paragraph(text("5")))})


def test_the_same_link_is_made_once(rig: Rig) -> None:
    body = {"type": {"name": "Blocks"}, "inwardIssue": {"key": "CHK-9"}, "outwardIssue": {"key": "CHK-10"}}
    for _ in range(2):
        rig.call("POST", "/rest/api/3/issueLink", status=201, json=body)
    (link,) = rig.get("/rest/api/3/issue/CHK-10")["fields"]["issuelinks"]
    assert rig.get(f"/rest/api/3/issueLink/{link['id']}")["inwardIssue"]["key"] == "CHK-9"
    rig.call("DELETE", f"/rest/api/3/issueLink/{link['id']}", status=204)
    rig.refusal("GET", f"/rest/api/3/issueLink/{link['id']}", 404)


def test_a_link_needs_a_type_and_two_ends(rig: Rig) -> None:
    ends = {"inwardIssue": {"key": "CHK-9"}, "outwardIssue": {"key": "CHK-99"}}
    rig.refusal("POST", "/rest/api/3/issueLink", 404, json={"type": {"name": "Blocks"}, **ends})
    rig.refusal("POST", "/rest/api/3/issueLink", 404, json={"type": {"name": "Envies"}, **ends})
    rig.refusal("POST", "/rest/api/3/issueLink", 404, json={"type": {"name": "Blocks"}})


def test_a_remote_link_with_the_same_id_is_changed_and_not_doubled(rig: Rig) -> None:
    path = "/rest/api/3/issue/CHK-7/remotelink"
    target = {"url": "https://slack.example/p1", "title": "Board"}
    made = rig.call("POST", path, status=201, json={"globalId": "board-1", "object": target})
    rig.call("POST", path, json={"globalId": "board-1", "object": {**target, "title": "Vote"}})
    assert [link["object"]["title"] for link in rig.get(path)] == ["Vote"]
    assert rig.get(path, globalId="board-1")["id"] == made["id"]
    rig.refusal("GET", path, 404, params={"globalId": "board-2"})
    rig.refusal("POST", path, 400, json={"object": {"url": "https://slack.example/p1"}})
    rig.call("DELETE", f"{path}/{made['id']}", status=204)
    rig.refusal("DELETE", f"{path}/{made['id']}", 404)
