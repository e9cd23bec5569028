"""What `taktgeber serve` costs while nothing happens: its start, its memory, its idle processor time."""

import os
import tempfile
import time
from pathlib import Path

from benchmarks.tables import Table
from sandbox.sandbox import Sandbox
from tests.journeys.town import Bot
from tests.ports import free_port

MOST_READY_SECONDS, MOST_MEMORY_MB, MOST_IDLE_PERCENT = 2.0, 120.0, 2.0
IDLE_SECONDS = 15.0


def run() -> Table:
    table = Table("taktgeber serve, at rest", ("deliveries", "start to ready s", "memory MB", "idle CPU %"))
    for delivery in ("socket", "http"):
        ready, memory, idle = _measured(delivery)
        table.add(delivery, ready, memory, idle)
        table.judge(f"{delivery}: ready within {MOST_READY_SECONDS:g} s", holds=ready < MOST_READY_SECONDS)
        table.judge(f"{delivery}: under {MOST_MEMORY_MB:g} MB", holds=memory < MOST_MEMORY_MB)
        table.judge(f"{delivery}: idle under {MOST_IDLE_PERCENT:g} %", holds=idle < MOST_IDLE_PERCENT)
    return table


def _measured(delivery: str) -> tuple[float, float, float]:
    port = free_port()
    with (
        tempfile.TemporaryDirectory() as folder,
        Sandbox(delivery=delivery, bot_url=f"http://127.0.0.1:{port}") as sandbox,  # type: ignore[arg-type]  # one of both
    ):
        environment = {**sandbox.bot_environment(), "DATABASE_URL": f"sqlite:///{folder}/bench.db"}
        del environment["CLOCK_URL"]  # as in a real workspace
        bot = Bot(environment, port, Path(folder) / "bot.log")
        bot.start()  # once, so that the compiled modules are there
        bot.stop()
        began = time.monotonic()
        bot.start()
        ready = time.monotonic() - began
        time.sleep(3)
        before = _cpu_seconds(bot.pid)
        time.sleep(IDLE_SECONDS)
        idle = (_cpu_seconds(bot.pid) - before) / IDLE_SECONDS * 100
        memory = _resident_mb(bot.pid)
        bot.stop()
    return ready, memory, idle


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    told = next(line for line in lines if line.startswith("VmRSS"))
    return int(told.split()[1]) / 1024
