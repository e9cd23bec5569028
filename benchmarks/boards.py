"""A board to vote on, made by the bot's own features, with people who are known already."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from bot import people
from bot.app import declared, effects_of
from bot.clock import utc_now
from bot.db.database import Database
from bot.i18n import Language
from bot.slack.messenger import Profile
from bot.slack.replies import Block
from bot.slack.requests import Reader, SlashCommand
from bot.worker import Worker
from tests.fakes import FakeMessenger

CHANNEL = "C1"
FACILITATOR = "U0"
ENGLISH = Reader(Language("en"), "Europe/Berlin")


@dataclass(frozen=True, slots=True)
class Board:
    """The card buttons of the board as they stand: action id and value."""

    buttons: tuple[tuple[str, str], ...]

    def click(self, user: str, number: int) -> str:
        """The form body of one click: each person goes round the cards."""
        action_id, value = self.buttons[number % len(self.buttons)]
        payload = {
            "type": "block_actions",
            "user": {"id": user, "team_id": "T1"},
            "team": {"id": "T1", "domain": "bench"},
            "api_app_id": "A1",
            "channel": {"id": CHANNEL, "name": "bench"},
            "container": {"type": "message", "message_ts": "1.1", "channel_id": CHANNEL},
            "trigger_id": f"{number}.{user}.bench",
            "response_url": "http://127.0.0.1:9/",
            "actions": [{"type": "button", "action_id": action_id, "value": value, "action_ts": "1.1"}],
        }
        return urlencode({"payload": json.dumps(payload)})


def standing_board(database: Database, *, voters: int) -> Board:
    messenger = FakeMessenger()
    features = declared(database=database, messenger=messenger, tracker=None, clock=utc_now, default=ENGLISH)
    with database.transaction() as tx:
        for number in range(voters):
            people.remember(tx, Profile(f"U{number}", f"Person {number}", "en", "Europe/Berlin"))
    groom = next(command for feature in features for command in feature.commands if command.name == "/groom")
    line = '"As a buyer I can pay by invoice"'
    groom.run(SlashCommand("/groom", line, FACILITATOR, CHANNEL, "1.1", ENGLISH))
    worker = Worker(database, effects_of(features), utc_now)
    for _ in range(5):
        worker.run_due()
    found = tuple(_votes(messenger.posted[0].message.blocks))
    if not found:
        raise RuntimeError("The board shows no cards to vote with.")
    return Board(found)


def _votes(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        for element in block.get("elements", ()):
            if element.get("action_id", "").startswith("grooming.vote."):
                yield element["action_id"], element["value"]
