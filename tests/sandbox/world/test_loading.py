from pathlib import Path

import pytest

from sandbox import world

GOOD = """\
company: {name: Kiosk, domain: kiosk.example}
people:
  - {handle: anna, name: Anna, email: anna@kiosk.example}
channels:
  - {name: all, members: [anna]}
projects:
  - key: K
    name: Kiosk
    board: Kiosk board
    backlog: k.csv
    sprints: [{name: one}]
    details: {KI-1: {sprint: one}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "k.csv").write_text("issuekey,title,description,storypoint\nKI-1,Sell,,\n")
    return tmp_path


def load(folder: Path, text: str) -> world.World:
    file = folder / "world.yml"
    file.write_text(text.replace("key: K\n", "key: KI\n"))
    return world.load(file)


def test_a_small_world_is_read(folder: Path) -> None:
    kiosk = load(folder, GOOD)
    assert kiosk.company.domain == "kiosk.example"
    assert kiosk.person("anna").zone == "Europe/Berlin"
    assert kiosk.projects[0].stories[0].title == "Sell"
    assert kiosk.projects[0].details_of("KI-1").sprint == "one"


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("company: {name: Kiosk", "company: {name: Kiosk, colour: red", "“colour” is not known here"),
        ("email: anna@kiosk.example", "zone: Europe/Berlin", "“email” is missing"),
        ("name: Anna,", "name: 5,", "5 should be a text"),
        ("name: Anna,", "name: Anna, guest: some,", "'some' should be one of multi, single"),
        ("name: Anna,", "name: Anna, is_admin: 1,", "1 should be true or false"),
        ("name: Anna,", "name: Anna, roles: qa,", "a list is expected here"),
        ("name: Anna,", "name: Anna, zone: Mars/Crater,", "“Mars/Crater” is no time zone"),
        ("members: [anna]", "members: [ben]", "nobody is called “ben”"),
        ("{KI-1: {sprint: one}}", "{KI-2: {}}", "the backlog has no issue KI-2"),
        ("{sprint: one}", "{sprint: two}", "there is no sprint “two”"),
        ("{sprint: one}", "{version: '1'}", "there is no version “1”"),
        ("{sprint: one}", "{assignee: zoe}", "nobody is called “zoe”"),
        ("{sprint: one}", "{blocked_by: KI-9}", "the backlog has no issue KI-9"),
        ("{sprint: one}", "{status: Parked}", "'Parked' should be one of To Do, In Progress, Done"),
        ("backlog: k.csv", "backlog: [k.csv]", "should be the name of a CSV file"),
        ("backlog: k.csv", "backlog: none.csv", "cannot be read"),
        ("key: K\n", "key: X\n", "the issue KI-1 belongs to another project"),
        ("people:", "folk:", "“folk” is not known here"),
        ("channels:", "channels: [", "this is not YAML"),
        ("  - {name: all,", "  - {name: all}\n  - {name: all,", "“all” is there twice"),
    ],
)
def test_a_malformed_world_is_refused_in_one_line(folder: Path, good: str, bad: str, said: str) -> None:
    assert good in GOOD
    with pytest.raises(world.WorldError) as refused:
        load(folder, GOOD.replace(good, bad))
    assert said in str(refused.value)
    assert "world.yml" in str(refused.value) or "none.csv" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_world_needs_people(folder: Path) -> None:
    with pytest.raises(world.WorldError, match="somebody who lives in it"):
        load(folder, "company: {name: Void, domain: void.example}")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(world.WorldError, match="cannot be read"):
        world.load(tmp_path / "nowhere.yml")


@pytest.mark.parametrize("content", [b"- a list", b"\xff\xfe\x00"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "world.yml"
    file.write_bytes(content)
    with pytest.raises(world.WorldError):
        world.load(file)
