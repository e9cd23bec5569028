"""The values of a world: a company, its people and channels, its Jira projects and their backlog."""

from dataclasses import dataclass
from typing import Literal

from sandbox.world.backlog import BacklogStory

Guest = Literal["", "multi", "single"]


@dataclass(frozen=True, slots=True)
class Company:
    name: str
    domain: str


@dataclass(frozen=True, slots=True)
class Person:
    handle: str
    name: str
    email: str
    zone: str = "Europe/Berlin"
    locale: str = "en-US"
    title: str = ""
    roles: tuple[str, ...] = ()
    guest: Guest = ""
    deactivated: bool = False
    is_admin: bool = False
    status_text: str = ""
    status_emoji: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    name: str
    private: bool = False
    archived: bool = False
    topic: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sprint:
    """Its days are counted from the day on which the sandbox starts."""

    name: str
    state: Literal["closed", "active", "future"] = "future"
    starts_in: int | None = None
    ends_in: int | None = None
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    name: str
    description: str = ""
    released: bool = False
    releases_in: int | None = None


@dataclass(frozen=True, slots=True)
class StoryDetails:
    """What Jira knows of a story beyond the four columns of a backlog."""

    type: Literal["Story", "Bug", "Task", "Epic"] = "Story"
    status: Literal["To Do", "In Progress", "Done"] = "To Do"
    priority: Literal["Highest", "High", "Medium", "Low", "Lowest"] = "Medium"
    assignee: str = ""
    reporter: str = ""
    labels: tuple[str, ...] = ()
    sprint: str = ""
    version: str = ""
    blocked_by: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    key: str
    name: str
    board: str
    managed: Literal["company", "team"] = "company"
    language: Literal["en", "de"] = "en"
    lead: str = ""
    sprints: tuple[Sprint, ...] = ()
    versions: tuple[Version, ...] = ()
    stories: tuple[BacklogStory, ...] = ()
    details: tuple[tuple[str, StoryDetails], ...] = ()
    kanban: str = ""
    """The name of a second board, which knows neither sprints nor estimates."""

    def details_of(self, key: str) -> StoryDetails:
        return dict(self.details).get(key, StoryDetails())


@dataclass(frozen=True, slots=True)
class World:
    company: Company
    people: tuple[Person, ...]
    channels: tuple[Channel, ...]
    projects: tuple[Project, ...] = ()

    def person(self, handle: str) -> Person:
        return next(person for person in self.people if person.handle == handle)
