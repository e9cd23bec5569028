"""What the browser tests do in an open window."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]


def type_line(page: Page, text: str) -> None:
    page.get_by_test_id("composer").fill(text)
    page.keyboard.press("Enter")


def open_form(page: Page) -> None:
    type_line(page, "/groom sprint")
    page.locator('[data-action-id="grooming.mine"]').click()
    expect(page.get_by_test_id("modal")).to_be_visible()
