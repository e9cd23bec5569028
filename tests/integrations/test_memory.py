"""What only the tracker in memory has: its switches."""

import pytest

from bot.errors import Unavailable
from integrations.memory import MemoryTracker
from integrations.ports import Issue, NotFound, Rejected

REFUNDS = Issue(
    "PAY-1", "PAY", "Refunds", "Story", "To Do", is_done=False, url="https://jira.example/browse/PAY-1"
)

CALLS = {
    "issue": lambda tracker: tracker.issue("PAY-1"),
    "issues": lambda tracker: tracker.issues(["PAY-1"]),
    "search": lambda tracker: tracker.search("project = PAY", limit=1),
    "sprint": lambda tracker: tracker.sprint("1", board=None, limit=1),
    "estimate_field": lambda tracker: tracker.estimate_field("PAY-1"),
    "preflight": lambda tracker: tracker.preflight("PAY-1"),
    "estimate": lambda tracker: tracker.estimate("PAY-1"),
    "set_estimate": lambda tracker: tracker.set_estimate("PAY-1", 5),
    "put_comment": lambda tracker: tracker.put_comment("PAY-1", marker="m", paragraphs=[]),
    "projects": lambda tracker: tracker.projects(),
    "boards": lambda tracker: tracker.boards("PAY"),
    "sprints": lambda tracker: tracker.sprints(1),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_while_it_is_down_every_call_fails(call):
    tracker = MemoryTracker(REFUNDS)
    tracker.down = True
    with pytest.raises(Unavailable):
        call(tracker)


def test_its_health_tells_that_it_is_down():
    tracker = MemoryTracker()
    tracker.down = True
    assert "cannot be reached" in str(tracker.check().problems[0])


def test_a_refused_estimate_shows_in_the_preflight():
    tracker = MemoryTracker(REFUNDS)
    tracker.refuse_estimate = "not today"
    assert "not today" in str(tracker.preflight("PAY-1").mend)


def test_without_boards_it_still_takes_estimates():
    tracker = MemoryTracker(REFUNDS)
    assert tracker.set_estimate("PAY-1", 5) == 5


def test_its_queries_are_by_project_or_by_keys():
    tracker = MemoryTracker(REFUNDS)
    assert tracker.search('key in ("PAY-1")', limit=9).issues == (REFUNDS,)
    assert tracker.search("project = PAY order by rank", limit=9).total == 1
    with pytest.raises(Rejected, match="NO-1"):
        tracker.search("key in (PAY-1, NO-1)", limit=9)


def test_a_board_without_open_sprints_is_told():
    with pytest.raises(NotFound, match="no board 1"):
        MemoryTracker(REFUNDS).sprint(None, board=1, limit=9)
