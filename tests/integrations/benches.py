"""Each tracker with the same small world in it: project PAY, its board, its sprints and three issues."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.text import Markup
from integrations.jira import connect
from integrations.memory import MemoryBoard, MemoryTracker
from integrations.ports import Board, Issue, IssueTracker, Link, Sprint
from sandbox import jira as imitation
from sandbox import world
from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.server import Server
from tests.integrations.jira.fake_jira import OFF_SCREEN, SITE, TOKEN, FakeJira, answering
from tests.integrations.jira.texts import CRITERIA, DESCRIPTION, WIKI_DESCRIPTION

SCRUM_BOARD = Board(7, "Payments", "scrum")
KANBAN_BOARD = Board(9, "Support", "kanban")
ACTIVE = Sprint(71, "Sprint 12", "active")
NEXT = Sprint(72, "Sprint 13", "future")
CHANGED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Bench:
    """A tracker, what stands in it, and the hands that reach behind it."""

    tracker: IssueTracker
    refuse_estimates: Callable[[], object]
    comments_of: Callable[[str], list[object]]
    delete_comments: Callable[[], object]
    site: str = SITE
    changed: datetime = CHANGED
    board: Board = SCRUM_BOARD
    board_without_points: Board | None = KANBAN_BOARD
    active: Sprint = ACTIVE
    next: Sprint = NEXT

    def story(self, key, title, **changes):
        issue = Issue(
            key=key,
            project="PAY",
            title=title,
            kind="Story",
            status="To Do",
            is_done=False,
            url=f"{self.site}/browse/{key}",
            description=Markup(DESCRIPTION),
            acceptance_criteria=Markup(CRITERIA),
            assignee="Mia Krystof",
            labels=("checkout",),
            updated=self.changed,
        )
        return replace(issue, **changes)

    @property
    def refunds(self):
        held_up = Link("blocks", "PAY-2", "Invoices", is_done=False, blocks=False)
        return self.story("PAY-1", "Refunds", estimate=3.0, links=(held_up,))

    @property
    def invoices(self):
        blocker = Link("is blocked by", "PAY-1", "Refunds", is_done=False, blocks=True)
        return self.story("PAY-2", "Invoices", links=(blocker,))

    @property
    def receipts(self):
        return self.story("PAY-3", "Receipts", status="Done", is_done=True)


def memory():
    boards = (
        MemoryBoard(KANBAN_BOARD, "PAY", estimates=False),
        MemoryBoard(SCRUM_BOARD, "PAY", sprints={ACTIVE: (), NEXT: ("PAY-2", "PAY-1", "PAY-3")}),
    )
    tracker = MemoryTracker(boards=boards)
    bench = Bench(
        tracker=tracker,
        refuse_estimates=lambda: setattr(tracker, "refuse_estimate", OFF_SCREEN),
        comments_of=lambda key: list(tracker.comments.get(key, {}).values()),
        delete_comments=tracker.comments.clear,
    )
    tracker.stored.update((issue.key, issue) for issue in (bench.refunds, bench.invoices, bench.receipts))
    yield bench


def cloud():
    yield from _faked(is_cloud=True)


def data_center():
    yield from _faked(is_cloud=False)


def _faked(*, is_cloud):
    jira = FakeJira(is_cloud=is_cloud)
    with answering(jira):
        yield Bench(
            tracker=connect(site=SITE, email="bot@example.com" if is_cloud else None, token=TOKEN),
            refuse_estimates=lambda: setattr(jira, "refuses_estimates", True),
            comments_of=lambda key: [comment["body"] for comment in jira.comments[key]],
            delete_comments=lambda: [comments.clear() for comments in jira.comments.values()],
        )


class Stage:
    """One server for all tests, on which each test's own imitation of Jira stands while it runs."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


@cache
def _stage():
    stage = Stage()
    server = Server(stage)
    server.start()
    return stage, server.url


def sandbox_cloud():
    yield from _imitated("cloud")


def sandbox_data_center():
    yield from _imitated("server")


def _imitated(deployment):
    """The sandbox's Jira over real HTTP."""
    stage, url = _stage()
    clock = Clock()
    site = imitation.JiraSite(_world(), clock=clock, faults=Faults(), deployment=deployment)
    site.edit("PAY-1", "mia", story_points=3.0)
    for issue in site.store.issues.values():
        issue.updated = CHANGED
    site.url = url
    stage.app = imitation.app(site)
    yield Bench(
        tracker=connect(site=url, email=site.bot.email if deployment == "cloud" else None, token=site.token),
        refuse_estimates=lambda: site.faults.switch_on("jira_refuses_field"),
        comments_of=lambda key: [comment.body.wiki for comment in site.issue(key).comments],
        delete_comments=lambda: [issue.comments.clear() for issue in site.store.issues.values()],
        site=url,
        board=Board(1, "Payments", "scrum"),
        board_without_points=None,
        active=Sprint(1, "Sprint 12", "active"),
        next=Sprint(2, "Sprint 13", "future"),
    )
    site.close()


def _world():
    details = {"assignee": "mia", "labels": ("checkout",)}
    project = world.Project(
        key="PAY",
        name="Payments",
        board="Payments",
        sprints=(world.Sprint("Sprint 12", "active", 0, 14), world.Sprint("Sprint 13")),
        stories=tuple(
            world.BacklogStory(key, title, WIKI_DESCRIPTION)
            for key, title in (("PAY-2", "Invoices"), ("PAY-1", "Refunds"), ("PAY-3", "Receipts"))
        ),
        details=(
            ("PAY-1", world.StoryDetails(**details, sprint="Sprint 13")),
            ("PAY-2", world.StoryDetails(**details, sprint="Sprint 13", blocked_by="PAY-1")),
            ("PAY-3", world.StoryDetails(**details, sprint="Sprint 13", status="Done")),
        ),
    )
    return world.World(
        company=world.Company("Example", "example.com"),
        people=(world.Person("mia", "Mia Krystof", "mia@example.com"),),
        channels=(),
        projects=(project,),
    )
