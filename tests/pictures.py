"""`python -m tests.pictures`: takes the documentation's pictures anew, from the sandbox with the bot."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browsers import CHROMIUM, OPTIONS
from tests.journeys.town import town, wait_for

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
TEAM = "team-checkout"
SIZE = {"width": 1280, "height": 860}


def main() -> int:
    PICTURES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        town(Path(folder), delivery="socket") as (sandbox, _bot),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        page = browser.new_page(viewport=SIZE)
        anna = sandbox.person("anna")
        anna.command("/groom CHK-8 CHK-9 CHK-10", channel=TEAM)
        wait_for(
            lambda: anna.sees("CHK-8", TEAM) and "grooming.vote.5" in str(anna.last_message(TEAM)), seconds=15
        )
        for handle, card in (("ben", "3"), ("cem", "5")):
            sandbox.person(handle).click(f"grooming.vote.{card}")
        wait_for(lambda: sandbox.person("cem").id in str(anna.last_message(TEAM)), seconds=10)
        _take(page, f"{sandbox.page_url}?as=dana", "voting.png")
        anna.click("grooming.vote.5")
        anna.click("grooming.reveal")
        wait_for(lambda: "grooming.accept" in str(anna.last_message(TEAM)), seconds=10)
        _take(page, f"{sandbox.page_url}?as=anna", "revealed.png")
        browser.close()
    return 0


def _take(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.locator('body[data-live="true"]').wait_for()
    page.wait_for_timeout(1500)
    page.screenshot(path=PICTURES / name)


if __name__ == "__main__":
    sys.exit(main())
