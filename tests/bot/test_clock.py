"""The time that people see: told by an address, carried on where it does not answer."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.clock import RemoteClock, utc_now


class Teller(ThreadingHTTPServer):
    """Answers every GET with `line`."""

    line = "2028-10-27T07:10:00.123Z"


class Telling(BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.server.line.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_about):
        """A test's output is its own."""


@pytest.fixture
def teller() -> Iterator[Teller]:
    server = Teller(("127.0.0.1", 0), Telling)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def remote(teller) -> Iterator[RemoteClock]:
    clock = RemoteClock(f"http://127.0.0.1:{teller.server_port}/clock")
    clock.start()
    yield clock
    clock.stop()


def is_near(told, wanted):
    return abs(told - wanted) < timedelta(seconds=2)


def wait_for(condition):
    pause = threading.Event()
    for _ in range(60):
        if condition():
            return True
        pause.wait(0.05)
    return False


def test_the_machines_clock_is_aware_utc():
    assert utc_now().tzinfo is UTC


def test_the_time_is_the_one_that_the_address_tells(remote):
    assert is_near(remote(), datetime(2028, 10, 27, 7, 10, tzinfo=UTC))
    assert remote.fault is None


def test_it_is_asked_again_every_second(teller, remote):
    teller.line = "2029-01-01T00:00:00Z"
    assert wait_for(lambda: is_near(remote(), datetime(2029, 1, 1, tzinfo=UTC)))


@pytest.mark.parametrize("line", ["half past nine", "2028-10-27T07:10:00", ""])
def test_where_no_time_is_told_the_last_one_carries_on_and_says_so(teller, remote, line):
    teller.line = line
    assert wait_for(lambda: remote.fault is not None)
    assert is_near(remote(), datetime(2028, 10, 27, 7, 10, 1, tzinfo=UTC))


def test_an_address_that_nobody_serves_leaves_the_machines_time(teller):
    clock = RemoteClock("http://127.0.0.1:9/clock")
    clock.start()
    clock.stop()
    assert is_near(clock(), utc_now())
    assert "CLOCK_URL" in clock.fault
