import pytest
from playwright.sync_api import expect

from tests.sandbox.page.bench import Bench
from tests.sandbox.page.showcase import home
from tests.sandbox.page.windows import Open

pytestmark = [pytest.mark.slow, pytest.mark.timeout(60)]


def test_jira_lights_up_when_an_estimate_changes(bench: Bench, open_window: Open) -> None:
    anna = open_window("anna")
    anna.get_by_test_id("tab-jira").click()
    issue = anna.locator('[data-issue="CHK-7"]')
    expect(issue.get_by_label("Schätzung")).to_have_text("–")
    bench.jira.edit("CHK-7", "anna", story_points=5)
    expect(issue.get_by_label("Schätzung")).to_have_text("5")
    assert "changed" in str(issue.get_attribute("class"))


def test_the_tour_types_for_one_and_ticks_in_every_window(open_window: Open) -> None:
    anna, ben = open_window("anna"), open_window("ben")
    expect(ben.get_by_role("link", name="Become Anna Lindqvist")).to_be_visible()
    anna.get_by_role("button", name="Tipp es für mich").click()
    expect(anna.get_by_text("Voted: nobody")).to_be_visible()
    expect(ben.get_by_test_id("tour-start").get_by_label("Done:")).to_be_visible()
    anna.get_by_role("button", name="Zeig mir den Button").click()
    expect(anna.locator('[data-action-id="grooming.vote.5"]')).to_be_focused()


def test_a_person_switches_to_another_and_the_language_follows(open_window: Open) -> None:
    page = open_window("anna")
    expect(page.get_by_role("heading", name="Direktnachrichten")).to_be_visible()
    page.get_by_test_id("person-switcher").click()
    page.get_by_role("searchbox").first.fill("ben ok")
    page.locator('[data-handle="ben"]').click()
    expect(page.get_by_role("heading", name="Direct messages")).to_be_visible()
    page.get_by_role("button", name="DE", exact=True).click()
    expect(page.get_by_role("heading", name="Direktnachrichten")).to_be_visible()


def test_a_narrow_window_folds_the_sidebar_away(open_window: Open) -> None:
    page = open_window("ben", viewport={"width": 400, "height": 800})
    expect(page.get_by_role("navigation")).to_be_hidden()
    page.get_by_role("button", name="Channels").click()
    expect(page.get_by_role("navigation")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_home_tab_shows_what_the_bot_publishes(bench: Bench, open_window: Open) -> None:
    anna = open_window("anna")
    anna.get_by_role("link", name="Taktgeber-Startseite").click()
    expect(anna.get_by_text("Der Bot hat noch keine Startseite veröffentlicht.")).to_be_visible()
    bench.bot.call("views.publish", user_id=bench.person("anna").id, view=home())
    expect(anna.get_by_role("heading", name="What waits for you")).to_be_visible()


def test_a_fault_switched_in_one_window_shows_in_the_other(bench: Bench, open_window: Open) -> None:
    anna, ben = open_window("anna"), open_window("ben")
    for page in (anna, ben):
        page.get_by_test_id("tab-faults").click()
    anna.get_by_role("switch", name="Jira ist nicht da").check()
    expect(ben.get_by_role("switch", name="Jira is down")).to_be_checked()
    assert bench.faults.is_on("jira_down")


def test_the_clock_runs_fast_when_one_asks_for_an_hour(bench: Bench, open_window: Open) -> None:
    ben = open_window("ben")
    began = bench.clock.now()
    ben.get_by_test_id("tab-clock").click()
    ben.get_by_role("button", name="One hour on").click()
    expect(ben.get_by_text("Running 600 times as fast")).to_be_visible()
    expect(ben.get_by_text("Running at its usual pace")).to_be_visible(timeout=15_000)
    assert (bench.clock.now() - began).total_seconds() > 3600
