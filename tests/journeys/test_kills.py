"""Killed at any moment: no acknowledged vote is lost, and no board stands twice."""

import random
import threading
import time
from collections import defaultdict

import pytest

from bot.db.database import Database
from handlers.grooming.store.tables import VoteRow
from sandbox.sandbox import Sandbox
from sandbox.slack.outcomes import ClientRefused
from sandbox.world import Channel, Company, Person, World
from tests import postgres
from tests.journeys.town import Bot, wait_for
from tests.ports import free_port

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120), pytest.mark.xdist_group("kills")]

VOTERS = 8
CARDS = ("1", "2", "3", "5", "8")
KILLS = 5
SEED = 20261123


def village():
    """Voters, one who never votes (so that the round stays open), and rooms to start boards in."""
    people = tuple(
        Person(f"p{n}", f"Person {n}", f"p{n}@example.com", locale="en-GB") for n in range(VOTERS + 1)
    )
    everybody = tuple(person.handle for person in people)
    channels = tuple(Channel(f"room-{n}", members=everybody) for n in range(KILLS + 1))
    return World(Company("Village", "village.example"), people, channels, ())


class Traffic:
    """People who keep clicking, and what they were told."""

    def __init__(self, sandbox):
        self.sandbox = sandbox
        self.board = None
        self.acknowledged: dict[str, str] = {}
        self.possible: defaultdict[str, set[str]] = defaultdict(set)  # since the last acknowledged click
        self.stopped = threading.Event()
        self._threads = [threading.Thread(target=self._vote, args=(f"p{n}",)) for n in range(VOTERS)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_about):
        self.stopped.set()
        for thread in self._threads:
            thread.join()

    def _vote(self, handle):
        person, chance = self.sandbox.person(handle), random.Random(handle)
        while not self.stopped.is_set():
            card = chance.choice(CARDS)
            if self._clicked(person, card):
                self.acknowledged[person.id] = card
                self.possible[person.id] = {card}
            else:
                self.possible[person.id].add(card)
            time.sleep(0.03)

    def _clicked(self, person, card):
        try:
            return person.click(f"grooming.vote.{card}", self.board, stale=True).ok
        except ClientRefused:
            return False


def boards(sandbox, room, title):
    """The messages in a room that show this story's cards."""
    found = sandbox.person("p0").messages(room)
    return [
        message
        for message in found
        if title in str(message.get("blocks")) and not message.get("is_ephemeral")
    ]


def start_board(sandbox, room, title):
    """Type the command until it is acknowledged, as a person would whom Slack shows an error."""
    person = sandbox.person("p0")
    wait_for(
        lambda: person.command(f'/groom "{title}"', channel=room).ok, seconds=20, what="an acknowledgement"
    )


def stand_the_kills(sandbox, bots, url):
    chance = random.Random(SEED)
    title = "As a villager I can vote"
    start_board(sandbox, "room-0", title)
    wait_for(lambda: "grooming.vote.5" in str(boards(sandbox, "room-0", title)), seconds=20, what="the board")
    with Traffic(sandbox) as traffic:
        traffic.board = boards(sandbox, "room-0", title)[0]
        for number in range(1, KILLS + 1):
            starting = threading.Thread(
                target=start_board, args=(sandbox, f"room-{number}", f"Story {number}")
            )
            starting.start()
            time.sleep(chance.uniform(0.0, 0.6))
            victim = chance.choice(bots)
            victim.kill()
            victim.start(ready=False)
            starting.join()
            wait_for(
                lambda n=number: boards(sandbox, f"room-{n}", f"Story {n}"), seconds=45, what="the board"
            )
    for bot in bots:
        bot.wait_until_ready()
    time.sleep(3)  # whatever would be posted twice has been posted by then
    assert len(traffic.acknowledged) == VOTERS
    assert_every_vote_counts(traffic, url)
    for number in range(1, KILLS + 1):
        assert len(boards(sandbox, f"room-{number}", f"Story {number}")) == 1
    assert len(boards(sandbox, "room-0", title)) == 1


def assert_every_vote_counts(traffic, url):
    """An acknowledged vote stands, unless a later click that was not acknowledged has counted after all."""
    database = Database(url)
    with database.reading() as tx:
        counted = {row.voter: row.card for row in tx.query(VoteRow)}
    database.dispose()
    for voter, card in traffic.acknowledged.items():
        assert counted.get(voter) in traffic.possible[voter] | {card}


def test_serve_on_sqlite_may_be_killed_at_any_moment(tmp_path):
    port = free_port()
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    with Sandbox(village(), delivery="http", bot_url=f"http://127.0.0.1:{port}") as sandbox:
        bot = Bot({**without_jira(sandbox), "DATABASE_URL": url}, port, tmp_path / "bot.log")
        bot.start()
        try:
            stand_the_kills(sandbox, [bot], url)
        finally:
            bot.stop()


def test_web_and_worker_on_postgresql_may_be_killed_at_any_moment(tmp_path, postgres_server):
    port = free_port()
    with (
        postgres.fresh_database(postgres_server) as url,
        Sandbox(village(), delivery="http", bot_url=f"http://127.0.0.1:{port}") as sandbox,
    ):
        environment = {**without_jira(sandbox), "DATABASE_URL": url}
        migrated = Bot(environment, port, tmp_path / "upgrade.log", command="db upgrade")
        migrated.start(ready=False)
        wait_for(lambda: not migrated.is_running(), seconds=20, what="the migration")
        web = Bot(environment, port, tmp_path / "web.log", command="web")
        worker = Bot(environment, port, tmp_path / "worker.log", command="worker")
        web.start()
        worker.start(ready=False)
        try:
            stand_the_kills(sandbox, [web, worker], url)
        finally:
            worker.stop()
            web.stop()


def without_jira(sandbox):
    environment = sandbox.bot_environment()
    return {name: value for name, value in environment.items() if not name.startswith("JIRA_")}
