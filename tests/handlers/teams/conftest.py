"""A company in miniature: people type and submit, the worker does its part, and one reads what came of it."""

from dataclasses import dataclass, field

import pytest
from sqlalchemy import delete

from bot.db import outbox
from bot.db.database import Database
from bot.db.pace import PaceRow
from bot.errors import Refused
from bot.feature import Command, Feature
from bot.i18n import Language, say
from bot.people import Directory, Team, find_team, remember
from bot.slack.messenger import Profile
from bot.slack.presenter import message_body, sentence, view_body
from bot.slack.replies import Close, FieldErrors, Message, Modal, OpenModal, Reply, Whisper
from bot.slack.requests import ButtonClick, Reader, SlashCommand, Submission, Typing, split_id
from bot.surfaces import Surfaces
from handlers import teams
from integrations.memory import MemoryBoard, MemoryTracker
from integrations.ports import Board, Issue
from tests.fakes import FakeMessenger, HeldClock
from tests.limits import check_message, check_view

ENGLISH = Language("en")
CHANNEL = "C1"
ANNA, BEN, CEM, ADMIN, GUEST = "UANNA", "UBEN", "UCEM", "UADMIN", "UGUEST"
PROFILES = {
    ANNA: Profile(ANNA, "Anna", "en", "Europe/Berlin"),
    BEN: Profile(BEN, "Ben", "en", "Europe/Berlin"),
    CEM: Profile(CEM, "Cem", "en", "America/New_York"),
    ADMIN: Profile(ADMIN, "Admin", "en", "Europe/Berlin", is_admin=True),
    GUEST: Profile(GUEST, "Gast", "en", "Europe/Berlin", is_guest=True),
}
SETUP = {
    "name": "Shop",
    "zone": "Europe/Berlin",
    "language": "de",
    "address": "sie",
    "days": ("0", "1", "2", "3"),
    "holidays": "DE-BY",
    "quiet": "20-7",
    "members": (),
    "project": "SHOP",
    "board": "7",
}


@dataclass
class Company:
    database: Database
    clock: HeldClock
    messenger: FakeMessenger
    tracker: MemoryTracker
    feature: Feature
    language: Language = ENGLISH
    asked: list[SlashCommand] = field(default_factory=list)

    @property
    def reader(self) -> Reader:
        return Reader(self.language, "Europe/Berlin")

    @property
    def team(self) -> Team:
        with self.database.reading() as tx:
            return find_team(tx, CHANNEL)

    def types(self, line: str, *, person: str = ANNA, channel: str = CHANNEL) -> Reply:
        command = SlashCommand("/takt", line, person, channel, "trigger", self.reader)
        return self._acts(lambda: self.feature.commands[0].run(command))

    def reads(self, line: str, **about: str) -> str:
        """All that a private answer says."""
        reply = self.types(line, **about)
        assert isinstance(reply, Whisper)
        return text_of(message_body(reply.message))

    def opens(self, line: str, **about: str) -> Modal:
        reply = self.types(line, **about)
        assert isinstance(reply, OpenModal)
        return reply.modal

    def submits(self, modal: Modal, *, person: str = ANNA, **fields: object) -> Reply:
        form = Submission(modal.callback, person, modal.about, fields, "V1", "trigger", self.reader)
        return self._acts(lambda: self.feature.forms[modal.callback](form))

    def presses(self, action: str, value: str, *, person: str = ANNA) -> Reply:
        name, argument = split_id(action)
        click = ButtonClick(name, argument, value, person, CHANNEL, "1.0", "trigger", self.reader)
        return self._acts(lambda: self.feature.actions[name](click))

    def offers(self, action: str, typed: str) -> list[str]:
        choices = self.feature.options[action](Typing(action, typed, ANNA, "", self.reader))
        return [choice.label for choice in choices.options]

    def refusal(self, line: str, **about: str) -> str:
        with pytest.raises(Refused) as refused:
            self.types(line, **about)
        return sentence(refused.value, self.language, what="test")

    def works(self) -> None:
        """Do what the worker would do now."""
        for _ in range(20):
            with self.database.transaction() as tx:
                tx.execute(delete(PaceRow))
                claims = outbox.claim(tx, owner="test", now=self.clock(), lease=60.0, limit=20)
            for claim in claims:
                self.feature.effects[claim.effect.kind](claim.effect.payload)
                with self.database.transaction() as tx:
                    outbox.settle(tx, claim, owner="test")
            if not claims:
                return
        raise AssertionError("the worker does not come to rest")

    @property
    def told(self) -> list[tuple[str, str]]:
        """The direct messages so far: where, and what."""
        return [(posted.channel, posted.message.text) for posted in self.messenger.posted]

    def _acts(self, act: object) -> Reply:
        with self.database.transaction():
            reply = act()
        match reply:
            case OpenModal(modal):
                check_view(view_body(modal, self.language))
            case Whisper(message) | Close(Message() as message):
                check_message(message_body(message))
            case FieldErrors(errors):
                assert errors
        self.works()
        return reply


@pytest.fixture
def company(database, clock, messenger):
    messenger.people = dict(PROFILES)
    messenger.channels = {CHANNEL: tuple(PROFILES)}
    shop = Issue("SHOP-1", "SHOP", "Title", "Story", "To Do", False, "https://jira.example/browse/SHOP-1")
    board = MemoryBoard(Board(7, "Shop board", "scrum"), "SHOP")
    tracker = MemoryTracker(shop, boards=[board])
    made = Company(database, clock, messenger, tracker, feature=None)

    def groom(command: SlashCommand) -> Reply:
        made.asked.append(command)
        return Whisper(Message("started"))

    made.feature = teams.build(
        (Command("/groom", say("Language"), ("KEY …", "list"), groom),),
        database=database,
        surfaces=Surfaces(database, messenger, default=made.reader),
        directory=Directory(database, messenger, clock),
        tracker=tracker,
        clock=clock,
        default=made.reader,
    )
    with database.transaction() as tx:
        for profile in PROFILES.values():
            remember(tx, profile)
    return made


@pytest.fixture
def set_up(company):
    """Anna has set the team up."""
    company.submits(company.opens("setup"), **SETUP)
    return company


def text_of(part: object) -> str:
    """All that can be read in a message or modal, in its order."""
    if isinstance(part, str):
        return part
    if isinstance(part, dict):
        shown = (part[name] for name in ("text", "label", "hint", "blocks", "elements") if name in part)
        return "\n".join(filter(None, map(text_of, shown)))
    if isinstance(part, list | tuple):
        return "\n".join(filter(None, map(text_of, part)))
    return ""


def element(modal: Modal, name: str) -> dict:
    return next(block["element"] for block in modal.blocks if block.get("block_id") == name)


def field_names(modal: Modal) -> list[str]:
    return [block["block_id"] for block in modal.blocks if block["type"] == "input"]
