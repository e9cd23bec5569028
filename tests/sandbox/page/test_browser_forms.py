import pytest
from playwright.sync_api import expect

from tests.sandbox.page.bench import Bench
from tests.sandbox.page.windows import Open, open_form, type_line

pytestmark = [pytest.mark.slow, pytest.mark.timeout(60)]


def test_a_dangerous_button_asks_first(open_window: Open) -> None:
    anna = open_window("anna")
    type_line(anna, "/groom sprint")
    anna.locator('[data-action-id="grooming.skip"]').click()
    anna.get_by_test_id("confirm").get_by_role("button", name="No").click()
    expect(anna.get_by_text("Voted: nobody")).to_be_visible()
    anna.locator('[data-action-id="grooming.skip"]').click()
    anna.get_by_test_id("confirm").get_by_role("button", name="Yes").click()
    expect(anna.get_by_text("Voted: anna grooming.skip")).to_be_visible()


def test_every_field_of_a_modal_reaches_the_bot(bench: Bench, open_window: Open) -> None:
    ben = open_window("ben")
    open_form(ben)
    modal = ben.get_by_test_id("modal")
    for block, text in {
        "name": "Sprint 43",
        "story": "Two\nlines",
        "size": "8",
        "mail": "a@b.example",
        "site": "https://b.example",
        "day": "2026-12-01",
        "hour": "09:30",
        "moment": "2026-12-01T09:30",
    }.items():
        modal.locator(f'[data-block-id="{block}"] [data-action-id]').fill(text)
    for block, choice in {
        "colour": "Red",
        "colours": "Blue",
        "issue": "Chk-2",
        "person": "Cem Yıldız",
        "place": "# general",
    }.items():
        modal.locator(f'[data-block-id="{block}"] [data-action-id]').click()
        if block == "issue":
            ben.get_by_role("combobox").fill("chk")
        ben.get_by_role("option", name=choice, exact=True).or_(
            ben.get_by_role("option", name=choice)
        ).first.click()
        if block == "colours":
            ben.keyboard.press("Escape")
    modal.get_by_label("Blue").nth(0).check()
    modal.get_by_label("Red").nth(1).check()
    modal.locator('[data-block-id="file"] input').set_input_files(
        {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"plan"}
    )
    expect(modal.get_by_text("Attached: plan.txt")).to_be_visible()
    ben.get_by_test_id("modal-submit").click()
    expect(modal).to_be_hidden()
    (values,) = bench.bot.submissions
    entered = {block: next(iter(value.values())) for block, value in values.items()}
    assert entered["name"]["value"] == "Sprint 43"
    assert entered["story"]["value"] == "Two\nlines"
    assert entered["size"]["value"] == "8"
    assert entered["colour"]["selected_option"]["value"] == "red"
    assert [one["value"] for one in entered["colours"]["selected_options"]] == ["blue"]
    assert entered["issue"]["selected_option"]["value"] == "chk-2"
    assert entered["person"]["selected_user"] == bench.person("cem").id
    assert entered["place"]["selected_conversation"] == bench.channel("general")
    assert [one["value"] for one in entered["checks"]["selected_options"]] == ["blue"]
    assert entered["radio"]["selected_option"]["value"] == "red"
    assert (entered["day"]["selected_date"], entered["hour"]["selected_time"]) == ("2026-12-01", "09:30")
    assert entered["moment"]["selected_date_time"] == 1796117400
    assert [file["name"] for file in entered["file"]["files"]] == ["plan.txt"]


def test_errors_are_said_at_the_field_and_what_was_typed_stays(open_window: Open) -> None:
    anna = open_window("anna")
    open_form(anna)
    anna.get_by_test_id("modal-submit").click()
    name = anna.locator('[data-block-id="name"]')
    expect(name.get_by_role("alert")).to_have_text("Bitte fülle dieses Feld aus.")
    name.get_by_role("textbox").fill("taken")
    anna.get_by_test_id("modal-submit").click()
    expect(name.get_by_role("alert")).to_have_text("This name is taken.")
    expect(name.get_by_role("textbox")).to_have_value("taken")
    expect(name.get_by_role("textbox")).to_be_focused()
    anna.keyboard.press("Escape")
    expect(anna.get_by_test_id("modal")).to_be_hidden()


def test_what_was_typed_stays_when_the_bot_redraws_the_modal(open_window: Open) -> None:
    ben = open_window("ben")
    open_form(ben)
    name = ben.locator('[data-block-id="name"]').get_by_role("textbox")
    name.fill("Half a na")
    ben.locator('[data-action-id="show.refresh"]').click()
    expect(ben.get_by_role("heading", name="Still all fields")).to_be_visible()
    expect(name).to_have_value("Half a na")


def test_a_view_on_top_closes_back_to_the_form_below(open_window: Open) -> None:
    ben = open_window("ben")
    open_form(ben)
    ben.locator('[data-block-id="name"]').get_by_role("textbox").fill("Below")
    ben.locator('[data-action-id="show.push"]').click()
    expect(ben.get_by_text("A look aside.")).to_be_visible()
    expect(ben.get_by_test_id("modal-submit")).to_have_count(0)
    ben.keyboard.press("Escape")
    expect(ben.locator('[data-block-id="name"]').get_by_role("textbox")).to_have_value("Below")
    ben.get_by_role("button", name="Close").click()
    expect(ben.get_by_test_id("modal")).to_be_hidden()
