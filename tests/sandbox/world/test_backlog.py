from pathlib import Path

import pytest

from sandbox import world

HEAD = "issuekey,title,description,storypoint\n"
REAL = sorted((Path(__file__).parents[4] / "shared" / "data" / "backlogs").glob("*.csv"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backlog.csv"


def test_stories_come_in_the_order_of_the_file(file: Path) -> None:
    file.write_text(f'{HEAD}AB-2,Second,"a, b",0.5\nAB-1,First,,\n')
    first, second = world.read_csv(file)
    assert (first.key, first.description, first.points) == ("AB-2", "a, b", 0.5)
    assert (second.project, second.points) == ("AB", None)


def test_further_columns_are_ignored(file: Path) -> None:
    file.write_text("title,colour,storypoint,issuekey,description\nSell,red,3,AB-1,\n")
    assert world.read_csv(file)[0].title == "Sell"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("issuekey,title\nAB-1,Sell\n", ":1: the backlog lacks the columns description, storypoint"),
        (f"{HEAD}AB1,Sell,,\n", ":2: “AB1” is no issue key"),
        (f"{HEAD}AB-1,,,\n", ":2: the issue AB-1 has no title"),
        (f"{HEAD}AB-1,Sell,,five\n", ":2: “five” is no number"),
        (f"{HEAD}AB-1,Sell,,nan\n", ":2: “nan” is no number"),
        (f"{HEAD}AB-1,Sell,,\nAB-1,Sell,,\n", ":3: the issue AB-1 is there twice"),
        (HEAD, "has no stories"),
        ("", "lacks the columns"),
    ],
)
def test_a_malformed_backlog_is_refused_with_its_line(file: Path, content: str, said: str) -> None:
    file.write_text(content)
    with pytest.raises(world.WorldError) as refused:
        world.read_csv(file)
    assert said in str(refused.value)


def test_a_backlog_that_is_no_text_is_refused(file: Path) -> None:
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(world.WorldError, match="UTF-8"):
        world.read_csv(file)


def test_a_backlog_of_ones_own_replaces_the_projects(file: Path) -> None:
    rows = "".join(f"AB-{number},Story {number},,3\n" for number in range(1, 31))
    file.write_text(f"{HEAD}{rows}XY-1,Other,,\n")
    own = world.with_backlog(world.load(), file)
    assert [(project.key, len(project.stories)) for project in own.projects] == [("AB", 30), ("XY", 1)]
    chosen = [key for key, details in own.projects[0].details if details.sprint == "next"]
    assert chosen == [f"AB-{number}" for number in range(1, 21)]


@pytest.mark.skipif(not REAL, reason="The real backlogs are not on this machine.")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_a_real_backlog_is_read_whole(path: Path) -> None:
    stories = world.read_csv(path)
    assert len(stories) > 300
    assert all(story.points is not None for story in stories)
