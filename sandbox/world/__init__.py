"""The fictional company that lives in the sandbox: its values and the files that they are read from."""

from sandbox.world.backlog import BacklogStory, read_csv
from sandbox.world.errors import WorldError
from sandbox.world.imported import with_backlog
from sandbox.world.loader import load
from sandbox.world.values import Channel, Company, Person, Project, Sprint, StoryDetails, Version, World

__all__ = [
    "BacklogStory",
    "Channel",
    "Company",
    "Person",
    "Project",
    "Sprint",
    "StoryDetails",
    "Version",
    "World",
    "WorldError",
    "load",
    "read_csv",
    "with_backlog",
]
