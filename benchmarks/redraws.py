"""300 votes on one board within ten seconds: a handful of `chat.update`, and the last one shows them all."""

import json
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.tables import Table
from sandbox.sandbox import Sandbox
from sandbox.slack.person import Person as Client
from sandbox.world import Channel, Company, Person, World
from tests.journeys.town import Bot, wait_for
from tests.ports import free_port

VOTES, SECONDS, MOST_UPDATES = 300, 10.0, 12
ROOM = "crowd"
SETTLE_SECONDS = 5.0


def run() -> Table:
    table = Table("Redraws of one board", ("votes", "within s", "chat.update", "shown in the end"))
    port = free_port()
    with (
        tempfile.TemporaryDirectory() as folder,
        Sandbox(_crowd(), delivery="http", bot_url=f"http://127.0.0.1:{port}") as sandbox,
    ):
        bot = Bot(_environment(sandbox, folder), port, Path(folder) / "bot.log")
        bot.start()
        try:
            spent, updates, shown = _voted(sandbox)
        finally:
            bot.stop()
    table.add(VOTES, spent, updates, shown)
    table.judge(f"at most {MOST_UPDATES} redraws", holds=updates <= MOST_UPDATES)
    table.judge("the last one shows all votes", holds=shown == VOTES)
    return table


def _crowd() -> World:
    """One more than votes, so that the round stays open."""
    people = tuple(
        Person(f"p{n}", f"Person {n}", f"p{n}@example.com", locale="en-GB") for n in range(VOTES + 1)
    )
    room = Channel(ROOM, members=tuple(person.handle for person in people))
    return World(Company("Crowd", "crowd.example"), people, (room,), ())


def _environment(sandbox: Sandbox, folder: str) -> dict[str, str]:
    settings = {
        name: value for name, value in sandbox.bot_environment().items() if not name.startswith("JIRA_")
    }
    return {**settings, "DATABASE_URL": f"sqlite:///{folder}/bench.db"}


def _voted(sandbox: Sandbox) -> tuple[float, int, int]:
    starter = sandbox.person("p0")
    starter.command('/groom "As one of many I can vote"', channel=ROOM)
    wait_for(lambda: "grooming.vote.5" in _board(starter), seconds=30, what="the board")
    time.sleep(SETTLE_SECONDS)
    before = _updates(sandbox)
    began = time.monotonic()
    with ThreadPoolExecutor(16) as pool:
        for number in range(VOTES):
            time.sleep(max(0.0, began + number * SECONDS / VOTES - time.monotonic()))
            pool.submit(sandbox.person(f"p{number}").click, "grooming.vote.5", starter.last_message(ROOM))
    spent = time.monotonic() - began
    time.sleep(SETTLE_SECONDS)
    mentioned = sum(f"<@{sandbox.person(f'p{n}').id}>" in _board(starter) for n in range(VOTES))
    told = VOTES if str(VOTES) in _board(starter) else mentioned
    return spent, _updates(sandbox) - before, told


def _board(person: Client) -> str:
    return json.dumps(person.last_message(ROOM) or {})


def _updates(sandbox: Sandbox) -> int:
    return sum(call.method == "chat.update" for call in sandbox.workspace.calls)
