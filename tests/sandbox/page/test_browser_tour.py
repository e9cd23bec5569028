"""The page's tour, clicked through in a browser with the real bot, in both languages."""

import pytest
from playwright.sync_api import expect

from tests.journeys.town import town, wait_for

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(60),
]

TEAM = "team-checkout"
VOTES = (("anna", "5"), ("ben", "5"), ("cem", "8"), ("dana", "5"))
WORDS = {"en": "Write 8 to", "de": "8 in"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_four_people_groom_a_story_in_the_page(tmp_path, chromium, language):
    with town(tmp_path, delivery="socket") as (sandbox, _bot):
        if language == "en":
            sandbox.workspace.change_person("anna", locale="en-US")
        windows = {handle: open_tab(chromium, sandbox, handle) for handle, _card in VOTES}
        anna = windows["anna"]
        anna.get_by_test_id("composer").fill("/groom sprint")
        anna.keyboard.press("Enter")
        for handle, card in VOTES:
            press(windows[handle], f"grooming.vote.{card}")
        press(anna, "grooming.reveal")
        accept = anna.locator('[data-action-id="grooming.accept"]').first
        expect(accept).to_contain_text(WORDS[language], timeout=15_000)
        accept.click()
        wait_for(lambda: sandbox.jira.estimate("CHK-7") == 8, what="the estimate in Jira")


def open_tab(chromium, sandbox, handle):
    page = chromium.new_page()
    page.goto(f"{sandbox.page_url}?as={handle}")
    page.locator('body[data-live="true"]').wait_for()
    page.locator(f'[data-place="{TEAM}"], [data-place]:has-text("{TEAM}")').first.click()
    return page


def press(page, action_id):
    page.locator(f'[data-action-id="{action_id}"]').first.click(timeout=15_000)
