"""Reads a world from a YAML file and the backlogs that it names, and refuses what does not fit together."""

from collections.abc import Iterable
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from sandbox.world.backlog import BacklogStory, read_csv
from sandbox.world.errors import WorldError
from sandbox.world.reading import Value, items_of, value_of
from sandbox.world.values import Channel, Company, Person, Project, Sprint, StoryDetails, Version, World

DEFAULT = Path(__file__).with_name("company.yml")
_SECTIONS = ("company", "people", "channels", "projects")


def load(path: str | Path | None = None) -> World:
    """The world in this file; without one, the company that ships with the sandbox."""
    file = Path(path) if path else DEFAULT
    content = _yaml(file)
    if not isinstance(content, dict):
        raise WorldError(f"{file}: a world has the sections {', '.join(_SECTIONS)}.")
    for section in content:
        if section not in _SECTIONS:
            raise WorldError(f"{file}: “{section}” is not known here; there are {', '.join(_SECTIONS)}.")
    world = World(
        company=value_of(Company, content.get("company"), f"{file}: company"),
        people=tuple(_numbered(Person, content.get("people"), f"{file}: people")),
        channels=tuple(_numbered(Channel, content.get("channels"), f"{file}: channels")),
        projects=tuple(_projects(content.get("projects"), file)),
    )
    _check(world, str(file))
    return world


def _yaml(file: Path) -> object:
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise WorldError(f"{file}: the world cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise WorldError(f"{file}: the world is not a text file in UTF-8.") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise WorldError(f"{file}:{line}: this is not YAML ({error.problem}).") from None
    except yaml.YAMLError as error:
        raise WorldError(f"{file}: this is not YAML ({str(error).splitlines()[0]}).") from None


def _numbered(kind: type[Value], raw: object, place: str) -> list[Value]:
    return [
        value_of(kind, item, f"{place}, number {number}")
        for number, item in enumerate(items_of(raw, place), 1)
    ]


def _projects(raw: object, file: Path) -> Iterable[Project]:
    for number, item in enumerate(items_of(raw, f"{file}: projects"), 1):
        yield _project(item, f"{file}: projects, number {number}", file.parent)


def _project(raw: object, place: str, folder: Path) -> Project:
    if not isinstance(raw, dict):
        raise WorldError(f"{place}: names and values are expected here.")
    plain = {name: value for name, value in raw.items() if name not in {*_NESTED, "backlog"}}
    return value_of(
        Project,
        plain,
        place,
        sprints=tuple(_numbered(Sprint, raw.get("sprints"), f"{place}, sprints")),
        versions=tuple(_numbered(Version, raw.get("versions"), f"{place}, versions")),
        stories=_stories(raw.get("backlog"), place, folder),
        details=_details(raw.get("details") or {}, f"{place}, details"),
    )


_NESTED = frozenset({"sprints", "versions", "stories", "details"})


def _stories(backlog: object, place: str, folder: Path) -> tuple[BacklogStory, ...]:
    if backlog is None:
        return ()
    if not isinstance(backlog, str):
        raise WorldError(f"{place}, backlog: {backlog!r} should be the name of a CSV file.")
    return tuple(read_csv(folder / backlog))


def _details(raw: object, place: str) -> tuple[tuple[str, StoryDetails], ...]:
    if not isinstance(raw, dict):
        raise WorldError(f"{place}: issue keys with their details are expected here.")
    return tuple((str(key), value_of(StoryDetails, item, f"{place}, {key}")) for key, item in raw.items())


def _check(world: World, file: str) -> None:
    """What no single entry can tell: names that occur twice, or that nobody has."""
    handles = [person.handle for person in world.people]
    if not handles:
        raise WorldError(f"{file}: people: a world needs somebody who lives in it.")
    _refuse_twice(handles, f"{file}: people")
    _refuse_twice([channel.name for channel in world.channels], f"{file}: channels")
    _refuse_twice([project.key for project in world.projects], f"{file}: projects")
    for person in world.people:
        _check_zone(person, file)
    for channel in world.channels:
        _refuse_strangers(channel.members, handles, f"{file}: channels, {channel.name}, members")
    for project in world.projects:
        _check_project(project, handles, f"{file}: projects, {project.key}")


def _check_zone(person: Person, file: str) -> None:
    try:
        ZoneInfo(person.zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise WorldError(f"{file}: people, {person.handle}: “{person.zone}” is no time zone.") from None


def _check_project(project: Project, handles: list[str], place: str) -> None:
    keys = {story.key for story in project.stories}
    for story in project.stories:
        if story.project != project.key:
            raise WorldError(f"{place}: the issue {story.key} belongs to another project.")
    for key, details in project.details:
        if key not in keys:
            raise WorldError(f"{place}, details: the backlog has no issue {key}.")
        if details.blocked_by and details.blocked_by not in keys:
            raise WorldError(f"{place}, details, {key}: the backlog has no issue {details.blocked_by}.")
        people = [handle for handle in (details.assignee, details.reporter) if handle]
        _refuse_strangers(people, handles, f"{place}, details, {key}")
        if details.sprint and details.sprint not in {sprint.name for sprint in project.sprints}:
            raise WorldError(f"{place}, details, {key}: there is no sprint “{details.sprint}”.")
        if details.version and details.version not in {version.name for version in project.versions}:
            raise WorldError(f"{place}, details, {key}: there is no version “{details.version}”.")


def _refuse_twice(names: list[str], place: str) -> None:
    for name in names:
        if names.count(name) > 1:
            raise WorldError(f"{place}: “{name}” is there twice.")


def _refuse_strangers(names: Iterable[str], handles: list[str], place: str) -> None:
    for name in names:
        if name not in handles:
            raise WorldError(f"{place}: nobody is called “{name}”.")
