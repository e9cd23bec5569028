"""People click at the same moment: on both databases, with real connections."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event, func, select

from bot.db.database import Database
from bot.errors import Refused
from bot.i18n import Language
from bot.people.members import replace
from bot.slack.requests import Reader
from handlers.grooming.domain.decks import named_deck
from handlers.grooming.domain.refusals import AlreadyDecided, GroomedElsewhere
from handlers.grooming.domain.sessions import Method, Options, Source, Stories, StoryState
from handlers.grooming.service import Decisions, Readings, Rounds, Sessions, Votes
from handlers.grooming.store.tables import VoteRow
from tests.fakes import HeldClock

READER = Reader(Language("en"), "Europe/Berlin")
OPTIONS = Options(Method.POKER, named_deck("modified"))
VOTERS = [f"U{number}" for number in range(24)]


class House:
    """The use cases on one database, with a session of one typed title."""

    def __init__(self, database: Database, clock: HeldClock) -> None:
        self.database = database
        self.sessions = Sessions(database, clock, has_tracker=True)
        self.votes = Votes(database)
        self.rounds = Rounds(database, clock)
        self.decisions = Decisions(database, clock)
        self.readings = Readings(database, clock)
        self.session = self.start(Stories(Source.TITLES, ("A story",)))
        with database.transaction() as tx:
            replace(tx, "C1", VOTERS, read_at=clock())
        self.story = self.sessions.table(self.session).board.stories[0].id

    def start(self, stories: Stories) -> int:
        return self.sessions.start(stories, OPTIONS, channel="C1", person="U0", reader=READER)

    def vote(self, voter: str) -> bool:
        try:
            self.votes.cast(self.story, "5", voter=voter, story_round=1)
        except Refused:
            return False
        return True

    def counted(self) -> int:
        with self.database.reading() as tx:
            return tx.scalar(select(func.count()).select_from(VoteRow)) or 0


@pytest.fixture
def house(each_database: Database, clock: HeldClock) -> House:
    return House(each_database, clock)


def test_votes_at_the_same_moment_all_count_and_lead_to_one_last_call(house: House):
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(house.vote, VOTERS))
        list(pool.map(house.rounds.settle, [house.session] * 4))
    assert house.counted() == len(VOTERS)
    assert house.sessions.table(house.session).board.stories[0].last_call is not None


def test_a_vote_counts_before_the_reveal_or_is_refused(house: House):
    house.vote("U0")
    with ThreadPoolExecutor(8) as pool:
        votes = [pool.submit(house.vote, voter) for voter in VOTERS[1:]]
        pool.submit(house.rounds.reveal, house.story, person="U0", story_round=1).result()
        revealed = len(house.sessions.table(house.session).board.stories[0].ballots)
        accepted = 1 + sum(vote.result() for vote in votes)
    assert house.counted() == accepted == revealed


def test_two_people_who_decide_at_once_decide_once(house: House):
    house.vote("U0")
    house.rounds.reveal(house.story, person="U0", story_round=1)

    def decide(card: str) -> bool:
        try:
            house.decisions.accept(house.story, card, person="U0", story_round=1)
        except (AlreadyDecided, Refused):
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(decide, ["5", "8"])) == [False, True]
    assert house.sessions.table(house.session).board.stories[0].state is StoryState.DECIDED


def test_two_sessions_that_start_at_once_do_not_share_an_issue(house: House):
    def start(_number: int) -> bool:
        try:
            house.database.repeated(lambda: house.start(Stories(Source.KEYS, ("PROJ-1",))))
        except GroomedElsewhere:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(start, range(2))) == [False, True]


def test_a_vote_asks_the_database_little(house: House):
    statements: list[str] = []
    event.listen(house.database.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    house.vote("U1")
    asked = [statement for statement in statements if not statement.startswith("BEGIN")]
    assert len(asked) <= 5
