"""The imitation Jira site as tests and the page hold it: its state, what a person does in it, and its log."""

from collections import deque
from dataclasses import dataclass
from threading import Event
from typing import Any

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.jira.announcer import Announcer
from sandbox.jira.errors import FieldRefused
from sandbox.jira.feed import Subscription
from sandbox.jira.fields import SPRINT, Field, field_called
from sandbox.jira.planning import Planning
from sandbox.jira.records import Account, Deployment, Issue, Json, Project
from sandbox.jira.seed import BOT_HANDLE, Seed
from sandbox.jira.shape import Shape
from sandbox.jira.store import LINK_TYPES, Store
from sandbox.jira.values import Reader
from sandbox.jira.webhooks import Webhook
from sandbox.jira.work import Work
from sandbox.world import World

_CALLS_KEPT = 1000
TOKEN = "sandbox-jira-token"  # noqa: S105 - opens nothing outside the sandbox


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """One request as the log of calls shows it."""

    method: str
    path: str
    status: int
    milliseconds: float
    body: Json | None = None


class JiraSite:
    """`language` is the one in which its fields are called; `deployment` decides which interface it has."""

    def __init__(
        self,
        world: World,
        *,
        clock: Clock,
        faults: Faults,
        language: str = "en",
        deployment: Deployment = "cloud",
    ) -> None:
        self.clock = clock
        self.faults = faults
        self.language = language
        self.deployment: Deployment = deployment
        self.token = TOKEN
        self.url = ""
        self.store = Store()
        self.announcer = Announcer(self.store, clock, shape=lambda: self.shape("2"))
        self.work = Work(self.store, clock, self.announcer)
        self.planning = Planning(self.store, clock, self.announcer)
        self.calls: deque[LoggedCall] = deque(maxlen=_CALLS_KEPT)
        self.stopping = Event()
        Seed(self.store, now=clock.now()).plant(world)

    def shape(self, rest: str) -> Shape:
        """The form of answers in this version of the interface."""
        return Shape(self.store, url=self.url, rest=rest, language=self.language, deployment=self.deployment)

    @property
    def bot(self) -> Account:
        return self.account(BOT_HANDLE)

    def account(self, handle: str) -> Account:
        account = self.store.account_named(handle)
        if account is None:
            raise LookupError(f"Nobody on this site is called “{handle}”.")
        return account

    def issue(self, key: str) -> Issue:
        with self.store.lock:
            return self.store.issue(key)

    def estimate(self, key: str) -> float | None:
        """What stands in the field that the project's board estimates with."""
        with self.store.lock:
            issue = self.store.issue(key)
            estimate: float | None = issue.values.get(self.store.projects[issue.project].estimate_field)
            return estimate

    def create_issue(self, project: str, actor: str, **fields: object) -> Issue:
        """Fields are called as in JQL, and `story_points`; values are what a person types or picks."""
        with self.store.lock:
            where = self.store.project(project)
            return self.work.create(where, self.account(actor), self._canonical(where, fields))

    def edit(self, key: str, actor: str, **fields: object) -> None:
        """As a person does it on the issue's own page; `status` by its name, people by their handles."""
        with self.store.lock:
            issue = self.store.issue(key)
            values = self._canonical(self.store.projects[issue.project], fields)
            self.work.edit(issue, self.account(actor), values)

    def delete(self, key: str, actor: str) -> None:
        with self.store.lock:
            self.work.delete(self.store.issue(key), self.account(actor))

    def block(self, key: str, *, by: str) -> None:
        """Links an issue as blocked by another."""
        with self.store.lock:
            self.work.link(LINK_TYPES[0], source=self.store.issue(by), target=self.store.issue(key))

    def hide(self, key: str) -> None:
        """From now on nobody but these controls may see the issue."""
        with self.store.lock:
            self.store.issue(key).hidden = True

    def show(self, key: str) -> None:
        with self.store.lock:
            self.store.issue(key).hidden = False

    def remove_field_from_screen(self, project: str, field: str) -> None:
        with self.store.lock:
            self.store.project(project).screen.discard(_field(field).id)

    def subscribe(self) -> Subscription:
        return self.announcer.feed.join()

    def send_webhooks_to(self, url: str, secret: str) -> Webhook:
        webhook = Webhook(url, secret)
        self.announcer.webhooks.append(webhook)
        return webhook

    def close(self) -> None:
        """Ends deliveries and whatever still waits because of a fault."""
        self.stopping.set()
        while self.announcer.webhooks:
            self.announcer.webhooks.pop().close()

    def _canonical(self, project: Project, fields: dict[str, object]) -> dict[str, Any]:
        reader = Reader(self.store, project, rest="2")
        values: dict[str, Any] = {}
        for name, raw in fields.items():
            if name == "story_points":
                values[project.estimate_field] = raw
                continue
            field = _field(name)
            values[field.id] = (
                _status(project, raw) if field.id == "status" else self._read(reader, field, raw)
            )
        return values

    def _read(self, reader: Reader, field: Field, raw: object) -> Any:  # noqa: ANN401  # see `Reader.value`
        """A person picks from lists, so a plain name or handle will do where REST wants an object."""
        if field.kind in {"user", "priority", "type"} and isinstance(raw, str):
            named = self.account(raw).account_id if field.kind == "user" else raw
            return reader.value(field, {"name": named})
        if field.kind == "versions" and isinstance(raw, list | tuple):
            return reader.value(field, [{"name": one} for one in raw])
        if field.id == SPRINT and isinstance(raw, str):
            raw = next(sprint.id for sprint in self.store.sprints.values() if sprint.name == raw)
        return reader.value(field, raw)


def _field(name: str) -> Field:
    field = field_called(name)
    if field is None:
        raise LookupError(f"There is no field “{name}”.")
    return field


def _status(project: Project, raw: object) -> str:
    for status in project.statuses:
        if raw in {status.name, status.original, status.id}:
            return status.id
    raise FieldRefused(f"There is no status “{raw}”.")
