from datetime import UTC, datetime, timedelta

import pytest

from sandbox.clock import Clock

START = datetime(2028, 10, 27, 7, 10, 0, 123_456, tzinfo=UTC)


class Machine:
    """A monotonic time that the test turns by hand."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def clock(machine: Machine) -> Clock:
    return Clock(START, fastest=600, monotonic=machine)


def test_the_clock_keeps_pace_with_the_machine(clock: Clock, machine: Machine) -> None:
    machine.seconds += 5
    assert clock.now() == START + timedelta(seconds=5)
    assert clock.speed == 1


def test_an_hour_is_gained_by_running_fast_and_not_by_a_jump(clock: Clock, machine: Machine) -> None:
    clock.advance(3600)
    assert clock.now() == START
    machine.seconds += 1
    assert clock.now() == START + timedelta(seconds=600)
    assert clock.speed == 600
    machine.seconds += 60
    assert clock.now() == START + timedelta(seconds=3661)
    assert clock.speed == 1


def test_what_is_still_to_gain_adds_up(clock: Clock, machine: Machine) -> None:
    clock.advance(3600)
    machine.seconds += 1
    clock.advance(3600)
    machine.seconds += 60
    assert clock.now() == START + timedelta(seconds=7261)


def test_time_never_runs_backwards(clock: Clock) -> None:
    with pytest.raises(ValueError, match="forwards only"):
        clock.advance(-1)


def test_the_line_has_milliseconds_and_a_z(clock: Clock) -> None:
    assert clock.iso_line() == "2028-10-27T07:10:00.123Z"


def test_a_clock_without_a_start_shows_the_present(machine: Machine) -> None:
    assert abs(Clock(monotonic=machine).now() - datetime.now(UTC)) < timedelta(seconds=5)
