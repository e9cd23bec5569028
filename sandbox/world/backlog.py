"""Reads a backlog: a CSV file with the columns issuekey, title, description and storypoint."""

import csv
import math
import re
from dataclasses import dataclass
from pathlib import Path

from sandbox.world.errors import WorldError

COLUMNS = ("issuekey", "title", "description", "storypoint")
_KEY = re.compile(r"[A-Z][A-Z0-9_]+-[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class BacklogStory:
    """`points` is what a team once said; the sandbox keeps it aside, for its team is to estimate anew."""

    key: str
    title: str
    description: str = ""
    points: float | None = None

    @property
    def project(self) -> str:
        return self.key.rpartition("-")[0]


def read_csv(path: str | Path) -> list[BacklogStory]:
    """The stories in the order of the file; further columns are ignored."""
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            return _stories(csv.DictReader(file), str(path))
    except OSError as error:
        raise WorldError(f"{path}: the backlog cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise WorldError(f"{path}: the backlog is not a text file in UTF-8.") from None
    except csv.Error as error:
        raise WorldError(f"{path}: the backlog is not a CSV file ({error}).") from None


def _stories(rows: "csv.DictReader[str]", path: str) -> list[BacklogStory]:
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise WorldError(f"{path}:1: the backlog lacks the columns {', '.join(missing)}.")
    stories: dict[str, BacklogStory] = {}
    for row in rows:
        story = _story(row, f"{path}:{rows.line_num}")
        if story.key in stories:
            raise WorldError(f"{path}:{rows.line_num}: the issue {story.key} is there twice.")
        stories[story.key] = story
    if not stories:
        raise WorldError(f"{path}: the backlog has no stories.")
    return list(stories.values())


def _story(row: dict[str, str], place: str) -> BacklogStory:
    key, title = (row["issuekey"] or "").strip(), (row["title"] or "").strip()
    if not _KEY.fullmatch(key):
        raise WorldError(f"{place}: “{key}” is no issue key; one looks like PROJ-12.")
    if not title:
        raise WorldError(f"{place}: the issue {key} has no title.")
    description = (row["description"] or "").strip()
    return BacklogStory(key, title, description, _points(row["storypoint"] or "", place))


def _points(typed: str, place: str) -> float | None:
    if not typed.strip():
        return None
    try:
        points = float(typed)
    except ValueError:
        points = math.nan
    if not math.isfinite(points):
        raise WorldError(f"{place}: “{typed}” is no number of story points.")
    return points
