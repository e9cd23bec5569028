import pytest
from playwright.sync_api import expect

from tests.sandbox.page.bench import Bench
from tests.sandbox.page.windows import Open, type_line

pytestmark = [pytest.mark.slow, pytest.mark.timeout(60)]


def test_two_windows_show_a_board_and_a_vote_live(open_window: Open) -> None:
    anna, ben = open_window("anna"), open_window("ben")
    type_line(anna, "/groom sprint")
    expect(anna.get_by_test_id("ephemeral")).to_contain_text("Nur für dich sichtbar")
    expect(ben.get_by_text("Voted: nobody")).to_be_visible()
    expect(ben.get_by_test_id("ephemeral")).to_have_count(0)
    ben.locator('[data-action-id="grooming.vote.5"]').click()
    expect(anna.get_by_text("Voted: ben grooming.vote.5")).to_be_visible()


def test_every_block_is_drawn_and_nothing_is_run(open_window: Open) -> None:
    dana = open_window("dana")
    type_line(dana, "/groom everything")
    message = dana.get_by_test_id("message").last
    for tag in ("strong", "em", "s", "code", "blockquote", "pre", "ol", "time", "img", "hr", "h3"):
        expect(message.locator(tag).first).to_be_attached()
    expect(message.get_by_text("<script>alert(1)</script>")).to_be_visible()
    assert message.locator("script").count() == 0
    assert message.locator("img").evaluate("image => image.complete && image.naturalWidth > 0")


def test_a_bot_that_does_not_answer_gets_a_line_like_slacks(bench: Bench, open_window: Open) -> None:
    ben = open_window("ben")
    type_line(ben, "/takt")
    expect(ben.locator(".composer").get_by_role("alert")).to_contain_text("three seconds", timeout=8_000)
    bench.bot.released.set()


def test_slash_and_at_are_completed_with_the_keyboard(bench: Bench, open_window: Open) -> None:
    anna = open_window("anna")
    composer = anna.get_by_test_id("composer")
    composer.press_sequentially("/gr")
    composer.press("Tab")
    expect(composer).to_have_value("/groom ")
    composer.fill("")
    composer.press_sequentially("Hallo @be")
    composer.press("Enter")
    composer.press("Enter")
    expect(anna.get_by_test_id("message").last).to_contain_text("Hallo @Ben Okafor")
    assert f"<@{bench.person('ben').id}>" in bench.person("anna").messages("team-checkout")[-1]["text"]


def test_a_thread_opens_beside_and_closes_with_escape(open_window: Open) -> None:
    anna, ben = open_window("anna"), open_window("ben")
    type_line(anna, "Wer kommt mit?")
    message = ben.get_by_test_id("message").last
    message.hover()
    message.get_by_role("button", name="Reply in thread").click()
    ben.get_by_test_id("thread-composer").fill("Me")
    ben.keyboard.press("Enter")
    expect(anna.get_by_role("button", name="1 Antwort")).to_be_visible()
    ben.get_by_test_id("thread-composer").press("Escape")
    expect(ben.get_by_role("complementary", name="Thread")).to_be_hidden()


def test_a_message_elsewhere_marks_its_channel_as_unread(bench: Bench, open_window: Open) -> None:
    anna = open_window("anna")
    place = anna.locator(f'[data-place="{bench.channel("general")}"]')
    bench.person("ben").say("general", "News")
    expect(place.get_by_label("1 ungelesen")).to_be_visible()
    place.click()
    expect(place.get_by_label("1 ungelesen")).to_have_count(0)


def test_older_messages_come_when_one_scrolls_up(bench: Bench, open_window: Open) -> None:
    for number in range(130):
        bench.person("ben").say("general", f"message {number:03}")
    anna = open_window("anna", "general")
    expect(anna.get_by_text("message 129")).to_be_in_viewport()
    expect(anna.get_by_text("message 040")).to_have_count(0)
    while not anna.get_by_text("message 000").count():
        anna.locator(".conversation .messages").evaluate("list => { list.scrollTop = 0; }")
        anna.wait_for_timeout(50)
    shown = anna.get_by_test_id("message").all_inner_texts()
    assert len(shown) == 131
    assert len(set(shown)) == 131


def test_arrow_keys_walk_through_the_messages(bench: Bench, open_window: Open) -> None:
    for text in ("first", "second"):
        bench.person("ben").say("team-checkout", text)
    anna = open_window("anna")
    messages = anna.get_by_test_id("message")
    expect(messages.last).to_contain_text("second")
    messages.last.focus()
    anna.keyboard.press("ArrowUp")
    expect(messages.nth(-2)).to_be_focused()


def test_what_one_types_stays_when_another_channel_changes(bench: Bench, open_window: Open) -> None:
    anna = open_window("anna")
    anna.get_by_test_id("composer").fill("half a sen")
    bench.workspace.add_channel("brand-new", "anna")
    bench.person("ben").join("team-mobile")
    expect(anna.get_by_role("link", name="team-mobile")).to_be_visible()
    bench.person("anna").leave("team-mobile")
    expect(anna.get_by_text("Weitere Channels")).to_be_visible()
    expect(anna.get_by_test_id("composer")).to_have_value("half a sen")
