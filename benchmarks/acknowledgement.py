"""How long a vote waits for its acknowledgement, against a bare Bolt app that only acknowledges.

A vote is signature, transaction, commit, 200. All clicks are on one board, which is the hardest case.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from benchmarks import servers
from benchmarks.boards import Board, standing_board
from benchmarks.databases import postgresql, sqlite
from benchmarks.load import Answers, send
from benchmarks.tables import Table, percentile
from bot.db.database import Database
from handlers.grooming.store.tables import VoteRow

RATES = (50, 200, 400)
SECONDS = 10
VOTERS = 200
MOST_P50, MOST_P99, LONGEST_MS = 3.0, 5.0, 1000.0


def run() -> Table:
    table = Table(
        "Acknowledgement of a vote",
        (
            "served",
            "clicks/s",
            "p50 ms",
            "p99 ms",
            "longest ms",
            "lost",
            "p50 against bare",
            "p99 against bare",
        ),
    )
    measure: dict[int, tuple[float, float]] = {}
    with _bare() as (url, click):
        for rate in RATES:
            answers = _load(url, rate, click)
            measure[rate] = _row(table, "bare Bolt", answers, rate=rate, bare=None, missing=0)
    for name, opened in (("SQLite", sqlite), ("PostgreSQL", postgresql)):
        for rate in RATES:
            bare = measure[rate]
            with opened() as database:
                answers, missing = _vote(database, rate)
            ours = _row(table, name, answers, rate=rate, bare=bare, missing=missing)
            _judge(table, f"{name}, {rate}/s", answers, ours=ours, bare=bare)
    return table


def _vote(database: Database, rate: int) -> tuple[Answers, int]:
    """The answers under this load, and how many acknowledged votes are not in the database."""
    board = standing_board(database, voters=VOTERS)
    port = servers.free_port()
    url = database.engine.url.render_as_string(hide_password=False)
    with servers.bot("web", servers.environment(url, port)) as (address, _pid):
        _load(address, 50, _clicks(board, first=10_000_000), seconds=2)  # let imports and pools be warm
        answers = _load(address, rate, _clicks(board))
    with database.reading() as tx:
        counted = tx.query(VoteRow).count()
    return answers, VOTERS - counted


def _clicks(board: Board, *, first: int = 0) -> Callable[[int], str]:
    return lambda number: board.click(f"U{number % VOTERS}", first + number)


@contextmanager
def _bare() -> Iterator[tuple[str, Callable[[int], str]]]:
    with servers.bare(servers.free_port()) as url:
        click = _clicks(Board((("grooming.vote.5", "1:1"),)))
        _load(url, 50, click, seconds=2)
        yield url, click


def _load(url: str, rate: int, click: Callable[[int], str], *, seconds: int = SECONDS) -> Answers:
    return asyncio.run(send(url, secret=servers.SECRET, rate=rate, seconds=seconds, body=click))


def _row(
    table: Table, served: str, answers: Answers, *, rate: int, bare: tuple[float, float] | None, missing: int
) -> tuple[float, float]:
    p50, p99 = (percentile(answers.milliseconds, share) for share in (0.5, 0.99))
    ratios = (p50 / bare[0], p99 / bare[1]) if bare else (1.0, 1.0)
    table.add(served, rate, p50, p99, max(answers.milliseconds), answers.failed + missing, *ratios)
    return p50, p99


def _judge(
    table: Table, name: str, answers: Answers, *, ours: tuple[float, float], bare: tuple[float, float]
) -> None:
    table.judge(f"{name}: p50 at most {MOST_P50:g} times bare", holds=ours[0] <= MOST_P50 * bare[0])
    table.judge(f"{name}: p99 at most {MOST_P99:g} times bare", holds=ours[1] <= MOST_P99 * bare[1])
    calm = answers.failed == 0 and max(answers.milliseconds) <= LONGEST_MS
    table.judge(f"{name}: nothing lost, nothing over a second", holds=calm)
