"""Waiting effects are claimed and done in time linear in their number."""

import time

from benchmarks.databases import postgresql, sqlite
from benchmarks.tables import Table
from bot.clock import utc_now
from bot.db import outbox
from bot.db.database import Database
from bot.db.outbox import Effect, enqueue
from bot.worker import Worker

FEW, MANY = 1_000, 10_000
LANES = 500


def run() -> Table:
    table = Table(
        "Waiting effects, claimed and done",
        ("database", "effects", "seconds", "effects a second", "time an effect, against the few"),
    )
    for name, opened in (("SQLite", sqlite), ("PostgreSQL", postgresql)):
        with opened() as database:
            few = _seconds(database, FEW) / FEW
            many = _seconds(database, MANY) / MANY
        table.add(name, FEW, few * FEW, round(1 / few), 1.0)
        table.add(name, MANY, many * MANY, round(1 / many), many / few)
        table.judge(
            f"{name}: ten times the effects cost at most 1.5 times as much each", holds=many <= 1.5 * few
        )
    return table


def _seconds(database: Database, count: int) -> float:
    with database.transaction() as tx:
        for number in range(count):
            enqueue(tx, Effect("bench.done", str(number), lane=f"lane-{number % LANES}"))
    worker = Worker(database, {"bench.done": lambda _payload: None}, utc_now)
    began = time.perf_counter()
    worker.start()
    while _waiting(database):
        time.sleep(0.05)
    spent = time.perf_counter() - began
    worker.stop()
    return spent


def _waiting(database: Database) -> bool:
    with database.reading() as tx:
        standing = outbox.backlog(tx)
    return bool(standing.waiting or standing.running)
