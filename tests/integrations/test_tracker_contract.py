"""What every issue tracker must do, asked of each adapter in turn."""

import pytest

from integrations.ports import NotFound, Project, Rejected
from tests.integrations import benches

MARKER = "Taktgeber · session 4-PAY"
BENCHES = (
    benches.memory,
    benches.cloud,
    benches.data_center,
    benches.sandbox_cloud,
    benches.sandbox_data_center,
)


@pytest.fixture(params=BENCHES, ids=lambda build: build.__name__)
def bench(request):
    yield from request.param()


@pytest.fixture
def tracker(bench):
    return bench.tracker


@pytest.fixture
def board(bench):
    return bench.board.id


@pytest.fixture
def board_without_points(bench):
    if bench.board_without_points is None:
        pytest.skip("every board of the sandbox estimates in points")
    return bench.board_without_points.id


def test_it_is_called_as_people_call_it(tracker):
    assert tracker.name == "Jira"


def test_an_issue_is_read_whole(bench):
    assert bench.tracker.issue("PAY-1") == bench.refunds
    assert bench.tracker.issue("PAY-3") == bench.receipts


def test_a_blocker_is_told_from_other_links(bench):
    assert bench.tracker.issue("PAY-2") == bench.invoices


def test_a_key_may_be_typed_in_any_case_and_with_blanks(tracker):
    assert tracker.issue(" pay-1 ").key == "PAY-1"


def test_a_missing_issue_is_refused_by_its_key(tracker):
    with pytest.raises(NotFound, match="Jira has no issue NO-1, or it is hidden from the bot"):
        tracker.issue("NO-1")


@pytest.mark.parametrize("key", ["../../secret", "PAY-1/comment", "PAY-1?x=1", "PAY", "PAY-1) OR (1=1", ""])
def test_what_cannot_be_a_key_is_not_found(tracker, key):
    with pytest.raises(NotFound):
        tracker.issue(key)
    assert list(tracker.issues([key]).failed) == [key]


def test_one_bad_key_does_not_spoil_the_others(bench):
    batch = bench.tracker.issues(["PAY-1", "NO-1", "pay-2"])
    assert batch.found == {"PAY-1": bench.refunds, "pay-2": bench.invoices}
    assert {key: type(error) for key, error in batch.failed.items()} == {"NO-1": NotFound}


def test_no_keys_are_no_issues(tracker):
    assert tracker.issues([]).found == {}


def test_a_query_finds_issues_in_order(tracker):
    found = tracker.search("project = PAY ORDER BY key", limit=50)
    assert [issue.key for issue in found.issues] == ["PAY-1", "PAY-2", "PAY-3"]
    assert found.total == 3


def test_a_query_that_finds_more_than_wanted_says_how_many(tracker):
    found = tracker.search("project = PAY ORDER BY key", limit=1)
    assert ([issue.key for issue in found.issues], found.total) == (["PAY-1"], 3)


def test_a_bad_query_is_refused_with_the_trackers_reason(tracker):
    with pytest.raises(Rejected, match="Error in the JQL Query") as caught:
        tracker.search("nonsense", limit=50)
    assert caught.value.reason.startswith("Error in the JQL Query")


def test_an_empty_query_is_refused(tracker):
    with pytest.raises(Rejected):
        tracker.search("  ", limit=50)


def test_the_next_sprint_comes_with_its_open_issues_as_ranked(bench):
    found = bench.tracker.sprint(None, board=bench.board.id, limit=50)
    assert found.sprint == bench.next
    assert [issue.key for issue in found.issues] == ["PAY-2", "PAY-1"]


def test_a_sprint_is_found_by_its_name_in_any_case(bench):
    assert bench.tracker.sprint("sprint 12", board=bench.board.id, limit=50).sprint == bench.active


def test_a_sprint_is_found_by_id_with_and_without_a_board(bench):
    for board in (bench.board.id, None):
        assert bench.tracker.sprint(str(bench.next.id), board=board, limit=50).sprint == bench.next


def test_which_sprint_is_next_only_a_board_knows(tracker):
    with pytest.raises(Rejected, match="A sprint needs a board"):
        tracker.sprint(None, board=None, limit=50)


@pytest.mark.parametrize("name", ["Sprint 99", "99"])
def test_an_unknown_sprint_is_not_found(tracker, board, name):
    with pytest.raises(NotFound):
        tracker.sprint(name, board=board, limit=50)


def test_the_boards_of_a_project_are_listed(bench):
    expected = {each for each in (bench.board, bench.board_without_points) if each}
    assert set(bench.tracker.boards("PAY")) == expected


def test_the_boards_of_an_unknown_project_are_refused(tracker):
    with pytest.raises((NotFound, Rejected)):
        tracker.boards("NONE")


def test_open_sprints_are_listed(bench):
    assert bench.tracker.sprints(bench.board.id) == (bench.active, bench.next)


def test_projects_are_listed(tracker):
    assert [project.key for project in tracker.projects()] == ["PAY"]
    assert isinstance(tracker.projects()[0], Project)


def test_the_boards_estimation_is_the_field(tracker, board):
    assert tracker.estimate_field("PAY-1", board=board).board == board
    assert tracker.estimate_field("PAY-1").board == board


def test_a_board_without_estimation_has_no_field(tracker, board_without_points):
    assert tracker.estimate_field("PAY-1", board=board_without_points) is None


def test_an_unknown_board_is_named(tracker):
    with pytest.raises(NotFound, match="no board 1234"):
        tracker.issue("PAY-1", board=1234)


@pytest.mark.parametrize("points", [8, 0.5, 0, 100])
def test_an_estimate_written_twice_stands_once(tracker, board, points):
    assert tracker.set_estimate("PAY-2", points, board=board) == points
    assert tracker.set_estimate("PAY-2", points, board=board) == points
    assert tracker.estimate("PAY-2", board=board) == points
    assert tracker.issue("PAY-2").estimate == points


def test_an_estimate_can_be_taken_away_again(tracker):
    assert tracker.set_estimate("PAY-1", None) is None
    assert tracker.estimate("PAY-1") is None


def test_an_estimate_for_a_missing_issue_is_refused(tracker):
    with pytest.raises(NotFound, match="no issue PAY-99"):
        tracker.set_estimate("PAY-99", 5)


def test_a_refused_estimate_brings_the_trackers_reason(bench):
    bench.refuse_estimates()
    with pytest.raises(Rejected) as caught:
        bench.tracker.set_estimate("PAY-1", 5)
    assert "not on the appropriate screen" in caught.value.reason
    assert bench.tracker.estimate("PAY-1") == 3


def test_a_board_that_does_not_estimate_refuses_points(tracker, board_without_points):
    with pytest.raises(Rejected, match="keeps no points for PAY-1"):
        tracker.set_estimate("PAY-1", 5, board=board_without_points)


def test_preflight_is_green_where_an_estimate_can_be_written(tracker, board):
    preflight = tracker.preflight("PAY-1", board=board)
    assert (preflight.is_visible, preflight.is_writable, preflight.mend) == (True, True, None)
    assert preflight.field_name


def test_preflight_tells_a_hidden_issue(tracker):
    preflight = tracker.preflight("NO-1")
    assert (preflight.is_visible, preflight.is_writable) == (False, False)
    assert "no issue NO-1" in str(preflight.mend)


def test_preflight_tells_a_board_without_points(tracker, board_without_points):
    preflight = tracker.preflight("PAY-1", board=board_without_points)
    assert (preflight.is_visible, preflight.is_writable) == (True, False)
    assert "keeps no points" in str(preflight.mend)


def test_a_comment_put_twice_stands_once_with_the_last_words(bench):
    first = bench.tracker.put_comment("PAY-1", marker=MARKER, paragraphs=["5 points."])
    again = bench.tracker.put_comment("PAY-1", marker=MARKER, paragraphs=["8 points."])
    by_id = bench.tracker.put_comment("PAY-1", marker=MARKER, paragraphs=["13 points."], comment_id=first)
    assert first == again == by_id
    (comment,) = bench.comments_of("PAY-1")
    assert "13 points." in str(comment)


def test_another_marker_is_another_comment(bench):
    for number in (12, 2, 1):
        bench.tracker.put_comment("PAY-1", marker=f"session {number}", paragraphs=["5 points."])
    bench.tracker.put_comment("PAY-1", marker="session 1", paragraphs=["8 points."])
    comments = [str(comment) for comment in bench.comments_of("PAY-1")]
    assert ["8 points." in comment for comment in comments] == [False, False, True]


def test_a_deleted_comment_is_written_anew(bench):
    first = bench.tracker.put_comment("PAY-1", marker=MARKER, paragraphs=["5 points."])
    bench.delete_comments()
    bench.tracker.put_comment("PAY-1", marker=MARKER, paragraphs=["8 points."], comment_id=first)
    assert len(bench.comments_of("PAY-1")) == 1


def test_a_comment_on_a_missing_issue_is_refused(tracker):
    with pytest.raises(NotFound, match="no issue NO-1"):
        tracker.put_comment("NO-1", marker=MARKER, paragraphs=["5 points."])


def test_a_working_connection_has_no_problems(tracker):
    health = tracker.check()
    assert (health.account, health.problems) == ("Taktgeber", ())
    assert health.title
