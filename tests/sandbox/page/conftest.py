from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.sandbox.page.bench import Bench, running_bench
from tests.sandbox.page.windows import Open

CHROMIUM = Path("/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def bench() -> Iterator[Bench]:
    with running_bench() as running:
        yield running


@pytest.fixture
def anna(bench: Bench) -> Iterator[httpx.Client]:
    """Anna's window, as far as the page's JSON interface goes."""
    with httpx.Client(base_url=f"{bench.url}/page", params={"as": "anna"}) as client:
        yield client


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"There is no Chromium at {CHROMIUM}; `apt-get install chromium` brings it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def open_window(chromium: Browser, bench: Bench) -> Iterator[Open]:
    """Opens the page as a person; a script's error or a refused resource fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_as(handle: str, channel: str = "team-checkout", **settings: Any) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1400, "height": 900}, **settings})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{bench.url}/?as={handle}#{bench.channel(channel)}")
        expect(page.locator('body[data-live="true"]')).to_be_visible()
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert faults == []
