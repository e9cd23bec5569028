"""Makes projects of somebody's own backlog, ready to be groomed."""

from dataclasses import replace
from pathlib import Path

from sandbox.world.backlog import BacklogStory, read_csv
from sandbox.world.values import Project, Sprint, StoryDetails, World

_NEXT = Sprint("next", goal="What the team grooms first")
_STORIES_IN_NEXT = 20


def with_backlog(world: World, path: str | Path) -> World:
    """The same company with the projects of this file in place of its own."""
    projects: dict[str, list[BacklogStory]] = {}
    for story in read_csv(path):
        projects.setdefault(story.project, []).append(story)
    lead = world.people[0].handle
    return replace(world, projects=tuple(_project(key, stories, lead) for key, stories in projects.items()))


def _project(key: str, stories: list[BacklogStory], lead: str) -> Project:
    chosen = StoryDetails(sprint=_NEXT.name)
    return Project(
        key=key,
        name=key.capitalize(),
        board=f"{key} board",
        lead=lead,
        sprints=(_NEXT,),
        stories=tuple(stories),
        details=tuple((story.key, chosen) for story in stories[:_STORIES_IN_NEXT]),
    )
