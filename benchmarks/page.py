"""The sandbox stays quick with 500 people and 50,000 messages: what its page asks for, in milliseconds."""

import time

import httpx

from benchmarks.tables import Table, percentile
from sandbox.sandbox import Sandbox
from sandbox.world import Channel, Company, Person, World

PEOPLE, MESSAGES, ROOMS = 500, 50_000, 20
ASKED, MOST_MS = 30, 100.0
SMALL_PEOPLE, SMALL_MESSAGES = 16, 100


def run() -> Table:
    table = Table(
        f"The sandbox with {PEOPLE} people and {MESSAGES:,} messages",
        ("what the page asks for", "small world, p50 ms", "large world, p50 ms", "p99 ms", "ratio"),
    )
    small, large = _asked(SMALL_PEOPLE, SMALL_MESSAGES), _asked(PEOPLE, MESSAGES)
    for name, times in large.items():
        p50, p99 = percentile(times, 0.5), percentile(times, 0.99)
        before = percentile(small[name], 0.5)
        table.add(name, before, p50, p99, p50 / before)
        table.judge(f"{name}: p50 under {MOST_MS:g} ms", holds=p50 < MOST_MS)
    return table


def _asked(people: int, messages: int) -> dict[str, list[float]]:
    with Sandbox(_world(people)) as sandbox:
        _fill(sandbox, messages)
        room = sandbox.workspace.channel("room-0").id
        about = {"as": "p0"}
        with httpx.Client(base_url=f"{sandbox.slack_url}/page") as client:
            return {
                "who and what there is": _times(client, "state", about),
                "the newest messages of a channel": _times(client, "messages", {**about, "channel": room}),
                "the log of calls": _times(client, "calls", about),
            }


def _times(client: httpx.Client, path: str, about: dict[str, str]) -> list[float]:
    times = []
    for _ in range(ASKED):
        began = time.perf_counter()
        client.get(path, params=about).raise_for_status()
        times.append((time.perf_counter() - began) * 1000)
    return times


def _world(people: int) -> World:
    everybody = tuple(Person(f"p{n}", f"Person {n}", f"p{n}@example.com") for n in range(people))
    members = tuple(person.handle for person in everybody)
    rooms = tuple(Channel(f"room-{n}", members=members) for n in range(ROOMS))
    return World(Company("Crowd", "crowd.example"), everybody, rooms, ())


def _fill(sandbox: Sandbox, messages: int) -> None:
    for number in range(messages):
        sandbox.person(f"p{number % 16}").say(f"room-{number % ROOMS}", f"Message {number}")
