import re
import tomllib
from pathlib import Path

import pytest

from bot import metrics
from bot.db.outbox import Backlog
from bot.version import VERSION

NAMES = (
    "taktgeber_build_info",
    "taktgeber_deliveries_total",
    "taktgeber_ack_seconds_bucket",
    "taktgeber_effects",
    "taktgeber_effect_oldest_seconds",
    "taktgeber_calls_total",
    "taktgeber_worker_heartbeat_seconds",
)


@pytest.fixture(autouse=True)
def _unwatched():
    yield
    metrics.watch(backlog=lambda: None, heartbeat=lambda: None)


def samples():
    lines = metrics.exposition().decode().splitlines()
    return dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))


def test_every_figure_of_the_contract_is_there():
    metrics.delivery("command", "ok", 0.004)
    metrics.call("slack", "ok")
    metrics.watch(backlog=lambda: Backlog(3, 1, 2, 4.5), heartbeat=lambda: 0.25)
    names = {sample.partition("{")[0] for sample in samples()}
    assert set(NAMES) <= names


def test_deliveries_and_calls_are_counted():
    before = samples()
    metrics.delivery("action", "ok", 0.004)
    metrics.call("jira", "unavailable")
    after = samples()

    def grown(name):
        return float(after[name]) - float(before.get(name, 0))

    assert grown('taktgeber_deliveries_total{kind="action",result="ok"}') == 1
    assert grown('taktgeber_calls_total{result="unavailable",system="jira"}') == 1
    assert grown('taktgeber_ack_seconds_bucket{le="0.005"}') == 1
    assert grown("taktgeber_ack_seconds_count") == 1


def test_the_outbox_is_asked_at_each_look():
    metrics.watch(backlog=lambda: Backlog(3, 1, 2, 4.5), heartbeat=lambda: 0.25)
    found = samples()
    assert found['taktgeber_effects{state="waiting"}'] == "3.0"
    assert found['taktgeber_effects{state="running"}'] == "1.0"
    assert found['taktgeber_effects{state="parked"}'] == "2.0"
    assert found["taktgeber_effect_oldest_seconds"] == "4.5"
    assert found["taktgeber_worker_heartbeat_seconds"] == "0.25"


def test_what_cannot_be_told_is_left_out_rather_than_invented():
    assert not any(re.match(r"taktgeber_(effect|worker)", name) for name in samples())


def test_the_version_is_the_distributions():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    assert project["project"]["version"] == VERSION
