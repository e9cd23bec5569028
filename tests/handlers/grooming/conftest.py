"""A team around a board: people type and press, the worker does its part, and one reads what stands."""

import sqlite3
from dataclasses import dataclass, field, replace

import pytest
from sqlalchemy import delete, event, select

from bot.db import outbox
from bot.db.database import Database
from bot.db.outbox import EffectRow
from bot.db.pace import PaceRow
from bot.errors import Later, Refused, Unavailable
from bot.feature import Feature
from bot.i18n import Language
from bot.people import Directory
from bot.slack.messenger import Profile
from bot.slack.presenter import sentence
from bot.slack.replies import Block, Message, Modal, Reply, Whisper
from bot.slack.requests import ButtonClick, Reader, SlashCommand, Submission, split_id
from bot.surfaces import Surfaces
from bot.text import Markup
from handlers.grooming import build
from integrations.memory import MemoryBoard, MemoryTracker
from integrations.ports import Board, Issue, Sprint
from tests.fakes import FakeMessenger, HeldClock

CHANNEL = "C1"
ANNA, BEN, CARA = "UANNA", "UBEN", "UCARA"
NAMES = {ANNA: "Anna", BEN: "Ben", CARA: "Cara"}


def issue(key: str, **facts: object) -> Issue:
    plain = Issue(
        key=key,
        project=key.split("-", maxsplit=1)[0],
        title=f"Title of {key}",
        kind="Story",
        status="To Do",
        is_done=False,
        url=f"https://jira.example/browse/{key}",
        description=Markup("What is to be built."),
        acceptance_criteria=Markup("• It works."),
    )
    return replace(plain, **facts)


@dataclass
class Team:
    """Everything around one channel. `say_german` makes everybody read German."""

    database: Database
    clock: HeldClock
    messenger: FakeMessenger
    tracker: MemoryTracker
    feature: Feature
    language: str = "en"
    seen: list[str] = field(default_factory=list)

    @property
    def reader(self) -> Reader:
        return Reader(Language(self.language), "Europe/Berlin")

    def types(self, line: str, *, person: str = ANNA, channel: str = CHANNEL) -> Reply:
        command = SlashCommand("/groom", line, person, channel, "trigger", self.reader)
        return self._acts(lambda: self.feature.commands[0].run(command))

    def presses(self, action: str, *, person: str = ANNA, value: str | None = None, **more: object) -> Reply:
        """Press a button of the board by its id, as it stands now; `value` presses an older one."""
        carried = self.button(action)["value"] if value is None else value
        name, argument = split_id(action)
        click = ButtonClick(name, argument, carried, person, CHANNEL, "1.0", "trigger", self.reader, **more)
        return self._acts(lambda: self.feature.actions[name](click))

    def submits(self, modal: Modal, *, person: str = ANNA, **fields: object) -> Reply:
        form = Submission(modal.callback, person, modal.about, fields, "V1", "trigger", self.reader)
        return self._acts(lambda: self.feature.forms[modal.callback](form))

    def refusal(self, act: str, *args: object, **more: object) -> str:
        """The sentence that a person gets for something that is refused."""
        with pytest.raises(Refused) as refused:
            getattr(self, act)(*args, **more)
        return sentence(refused.value, self.reader.language, what="test")

    def works(self) -> None:
        """Do what the worker would do now; what is not due or cannot be done stays."""
        for _ in range(60):
            with self.database.transaction() as tx:
                tx.execute(delete(PaceRow))
                claims = outbox.claim(tx, owner="test", now=self.clock(), lease=60.0, limit=20)
            if not claims:
                return
            for claim in claims:
                self._carry_out(claim)
        raise AssertionError("the worker does not come to rest")

    def wait(self, **time: float) -> None:
        """Let time pass, and what was put back be tried again."""
        self.clock.advance(**time)
        with self.database.transaction() as tx:
            for row in tx.scalars(select(EffectRow).where(EffectRow.state == outbox.RETRYING)):
                row.state = outbox.WAITING
        self.works()

    @property
    def board(self) -> Message:
        return self.boards[-1]

    @property
    def boards(self) -> list[Message]:
        return [post.message for post in self.messenger.posted if post.note["surface"] == "grooming.board"]

    @property
    def text(self) -> str:
        return text_of(self.board.blocks)

    @property
    def whispers(self) -> list[str]:
        return [told.text for _, _, told in self.messenger.whispers]

    def buttons(self) -> dict[str, Block]:
        return buttons_of(self.board.blocks)

    def button(self, action: str) -> Block:
        return self.buttons()[action]

    def label(self, action: str) -> str:
        return str(self.button(action)["text"]["text"])

    def _acts(self, act: object) -> Reply:
        with self.database.transaction():
            reply = act()
        self.works()
        return reply

    def _carry_out(self, claim: outbox.Claim) -> None:
        self.seen.append(repr(claim.effect))
        try:
            self.feature.effects[claim.effect.kind](claim.effect.payload)
        except Later as later:
            self._put_back(claim, seconds=later.seconds if later.seconds > 60 else 0.0, fault="")
        except Unavailable as fault:
            self._put_back(claim, seconds=1000.0, fault=str(fault))
        else:
            with self.database.transaction() as tx:
                outbox.settle(tx, claim, owner="test")

    def _put_back(self, claim: outbox.Claim, *, seconds: float, fault: str) -> None:
        with self.database.transaction() as tx:
            outbox.put_back(tx, claim, owner="test", seconds=seconds, fault=fault)


def text_of(blocks: object) -> str:
    """All that can be read in blocks, in their order."""
    if isinstance(blocks, dict):
        own = [blocks["text"]] if isinstance(blocks.get("text"), str) else []
        return "\n".join(
            own + [text_of(value) for value in blocks.values() if isinstance(value, dict | list | tuple)]
        )
    if isinstance(blocks, list | tuple):
        return "\n".join(filter(None, (text_of(block) for block in blocks)))
    return ""


def buttons_of(blocks: object) -> dict[str, Block]:
    if isinstance(blocks, dict):
        own = {blocks["action_id"]: blocks} if "action_id" in blocks else {}
        for value in blocks.values():
            own = buttons_of(value) | own
        return own
    found: dict[str, Block] = {}
    for block in blocks if isinstance(blocks, list | tuple) else ():
        found |= {name: found.get(name, block) for name, block in buttons_of(block).items()}
    return found


def whispered(reply: Reply) -> str:
    assert isinstance(reply, Whisper)
    return reply.message.text


@pytest.fixture
def tracker() -> MemoryTracker:
    sprint = Sprint(7, "Sprint 7", "future")
    stories = [issue(f"PROJ-{number}") for number in range(1, 4)]
    many = [issue(f"MANY-{number}") for number in range(1, 61)]
    boards = [
        MemoryBoard(Board(1, "PROJ board", "scrum"), "PROJ", sprints={sprint: ["PROJ-2", "PROJ-3"]}),
        MemoryBoard(Board(2, "MANY board", "kanban"), "MANY"),
    ]
    return MemoryTracker(*stories, *many, boards=boards)


def assembled(
    database: Database, clock: HeldClock, messenger: FakeMessenger, tracker: MemoryTracker | None
) -> Team:
    event.listen(database.engine, "connect", _trust_the_disk)
    messenger.people = {user: Profile(user, name, None, None) for user, name in NAMES.items()}
    messenger.channels = {CHANNEL: tuple(NAMES)}
    default = Reader(Language("en"), "Europe/Berlin")
    feature = build(
        database=database,
        surfaces=Surfaces(database, messenger, default=default),
        messenger=messenger,
        directory=Directory(database, messenger, clock),
        tracker=tracker,
        clock=clock,
        default=default,
    )
    return Team(database, clock, messenger, tracker or MemoryTracker(), feature)


def _trust_the_disk(connection: sqlite3.Connection, _record: object) -> None:
    """These stories are about what people see; that commits survive a power cut is tested elsewhere."""
    connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture
def team(database: Database, clock: HeldClock, messenger: FakeMessenger, tracker: MemoryTracker) -> Team:
    return assembled(database, clock, messenger, tracker)


@pytest.fixture
def team_without_jira(database: Database, clock: HeldClock, messenger: FakeMessenger) -> Team:
    return assembled(database, clock, messenger, None)
