"""What Jira's JSON means, by recorded and by odd answers."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from integrations.jira.mapping import board_from_json, issue_from_json, project_from_json, sprint_from_json
from integrations.ports import Board, Link, Project, Sprint
from tests.integrations.jira.fake_jira import DONE, TO_DO

FIXTURES = Path(__file__).parents[4] / "shared" / "data" / "fixtures" / "jira"


def issue(fields, *, estimate_field="points", acceptance_fields=()):
    return issue_from_json(
        {"key": "PAY-1", "fields": fields},
        site_url="https://jira.example",
        estimate_field=estimate_field,
        acceptance_fields=acceptance_fields,
    )


def test_an_issue_with_nothing_but_a_key_is_an_issue():
    bare = issue({})
    assert (bare.key, bare.project, bare.url) == ("PAY-1", "PAY", "https://jira.example/browse/PAY-1")
    assert (bare.title, bare.estimate, bare.is_done, bare.links, bare.updated) == ("", None, False, (), None)


def test_empty_fields_are_like_missing_ones():
    empty = dict.fromkeys(("summary", "status", "assignee", "labels", "issuelinks", "description", "updated"))
    assert issue(empty) == issue({})


def test_done_is_what_the_status_category_says_and_not_its_name():
    shipped = {"name": "Ausgeliefert", "statusCategory": {"key": "done"}}
    assert issue({"status": shipped}).is_done
    assert not issue({"status": {"name": "Done", "statusCategory": {"key": "new"}}}).is_done


@pytest.mark.parametrize(
    ("value", "estimate"),
    [(5, 5.0), (0.5, 0.5), (0, 0.0), ("8.0", 8.0), (None, None), ("many", None), (True, None), ([], None)],
)
def test_an_estimate_is_a_number_or_nothing(value, estimate):
    assert issue({"points": value}).estimate == estimate


def test_without_an_estimation_field_there_is_no_estimate():
    assert issue({"points": 5}, estimate_field=None).estimate is None


@pytest.mark.parametrize(
    ("side", "words", "blocks"),
    [
        ("inwardIssue", {"inward": "is blocked by", "outward": "blocks"}, True),
        ("outwardIssue", {"inward": "is blocked by", "outward": "blocks"}, False),
        ("inwardIssue", {"inward": "wird blockiert durch", "outward": "blockiert"}, True),
        ("outwardIssue", {"inward": "is needed by", "outward": "depends on"}, True),
        ("inwardIssue", {"inward": "relates to", "outward": "relates to"}, False),
    ],
)
def test_a_link_blocks_if_it_reads_so_from_here(side, words, blocks):
    raw = {"type": words, side: {"key": "PAY-9", "fields": {"summary": "Other", "status": DONE}}}
    kind = words["inward" if side == "inwardIssue" else "outward"]
    assert issue({"issuelinks": [raw]}).links == (Link(kind, "PAY-9", "Other", is_done=True, blocks=blocks),)


def test_a_link_to_a_hidden_issue_is_still_a_link():
    raw = {"type": {"inward": "is blocked by"}, "inwardIssue": {"key": "SEC-1"}}
    (link,) = issue({"issuelinks": [raw]}).links
    assert (link.key, link.title, link.is_done, link.blocks) == ("SEC-1", "", False, True)


def test_acceptance_criteria_come_from_their_field_before_the_description():
    fields = {
        "description": "h2. Acceptance criteria\nfrom the text",
        "ac": "* from the field",
        "status": TO_DO,
    }
    assert issue(fields, acceptance_fields=["empty", "ac"]).acceptance_criteria == "• from the field"
    assert issue(fields).acceptance_criteria == "from the text"


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-11-20T10:30:00.000+0100", datetime(2026, 11, 20, 9, 30, tzinfo=UTC)),
        ("yesterday", None),
        (17, None),
    ],
)
def test_the_last_change_is_a_moment_or_unknown(value, moment):
    assert issue({"updated": value}).updated == moment


def test_projects_boards_and_sprints_are_read():
    assert project_from_json({"key": "PAY", "name": "Payments"}) == Project("PAY", "Payments")
    assert project_from_json({"key": "PAY"}) == Project("PAY", "PAY")
    assert board_from_json({"id": 7, "name": "Payments", "type": "scrum"}) == Board(7, "Payments", "scrum")
    assert sprint_from_json({"id": 72, "name": "13", "state": "FUTURE"}) == Sprint(72, "13", "future")


@pytest.mark.skipif(not FIXTURES.exists(), reason="the recorded deliveries of Jira are not on this machine")
def test_recorded_issues_are_read():
    read = 0
    for path in FIXTURES.glob("webhook-*.json"):
        raw = json.loads(path.read_text(encoding="utf-8")).get("issue")
        if raw and "summary" in raw.get("fields", {}):
            found = issue_from_json(
                raw, site_url="https://jira.example", estimate_field=None, acceptance_fields=()
            )
            assert (found.key, found.title) == (raw["key"], raw["fields"]["summary"])
            assert found.status
            read += 1
    assert read > 5
