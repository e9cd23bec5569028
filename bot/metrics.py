"""What Prometheus reads: deliveries, calls, and how the outbox stands. No label names a person."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from prometheus_client import CollectorRegistry, Counter, Histogram, Info, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from bot.version import VERSION

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# Slack waits three seconds; most answers take a few milliseconds.
ACK_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0)

_registry = CollectorRegistry()
_deliveries = Counter(
    "taktgeber_deliveries", "Deliveries of Slack and Jira.", ["kind", "result"], registry=_registry
)
_ack = Histogram(
    "taktgeber_ack_seconds", "Time until Slack had its answer.", buckets=ACK_BUCKETS, registry=_registry
)
_calls = Counter("taktgeber_calls", "Calls of other systems.", ["system", "result"], registry=_registry)


class Backlog(Protocol):
    """How the outbox stands."""

    @property
    def waiting(self) -> int: ...
    @property
    def running(self) -> int: ...
    @property
    def parked(self) -> int: ...
    @property
    def oldest(self) -> float: ...


@dataclass(slots=True, eq=False)  # the registry keeps it by identity
class _State(Collector):
    """Asked at each scrape, so that it costs nothing in between; what cannot be told now is left out."""

    backlog: Callable[[], Backlog | None]
    heartbeat: Callable[[], float | None]

    def collect(self) -> Iterator[Metric]:
        effects = GaugeMetricFamily("taktgeber_effects", "Effects in the outbox.", labels=["state"])
        oldest = GaugeMetricFamily("taktgeber_effect_oldest_seconds", "Age of the effect that waits longest.")
        if backlog := self.backlog():
            effects.add_metric(["waiting"], backlog.waiting)
            effects.add_metric(["running"], backlog.running)
            effects.add_metric(["parked"], backlog.parked)
            oldest.add_metric([], backlog.oldest)
        beat = GaugeMetricFamily("taktgeber_worker_heartbeat_seconds", "Time since the worker's last look.")
        if (seconds := self.heartbeat()) is not None:
            beat.add_metric([], seconds)
        yield from (effects, oldest, beat)


_state = _State(backlog=lambda: None, heartbeat=lambda: None)
_registry.register(_state)
ProcessCollector(registry=_registry)
Info("taktgeber_build", "Which version this is.", registry=_registry).info({"version": VERSION})


def delivery(kind: str, result: str, seconds: float) -> None:
    """Count one delivery (`command`, `action`, `event` …) and how long its acknowledgement took."""
    _deliveries.labels(kind, result).inc()
    _ack.observe(seconds)


def call(system: str, result: str) -> None:
    """Count one call of `slack`, `jira` …: `ok`, `refused`, `limited` or `unavailable`."""
    _calls.labels(system, result).inc()


def watch(*, backlog: Callable[[], Backlog | None], heartbeat: Callable[[], float | None]) -> None:
    """Say where each scrape finds the outbox and the worker; `None` is an answer that cannot be given now."""
    _state.backlog = backlog
    _state.heartbeat = heartbeat


def exposition() -> bytes:
    return generate_latest(_registry)
