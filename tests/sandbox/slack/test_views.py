"""Modals and App Homes over the Web API, and what answers do to the stack."""

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.slack.triggers import Triggers
from tests.sandbox.slack.conftest import Bench
from tests.sandbox.slack.recorder import Recorder
from tests.sandbox.slack.shapes import field, modal


def _trigger(bench: Bench, view_id: str = "") -> str:
    return bench.workspace.triggers.issue(bench.anna.id, view_id=view_id)


def _open(bench: Bench, view: dict) -> dict:
    return bench.client.views_open(trigger_id=_trigger(bench), view=view)["view"]


def _refusal(act, **arguments) -> str:
    with pytest.raises(SlackApiError) as caught:
        act(**arguments)
    return caught.value.response["error"]


def test_a_trigger_can_be_used_once(bench: Bench):
    trigger = _trigger(bench)
    bench.client.views_open(trigger_id=trigger, view=modal())
    again = _refusal(bench.client.views_open, trigger_id=trigger, view=modal())
    assert again == "exchanged_trigger_id"


def test_a_trigger_lives_three_seconds():
    seconds = [0.0]
    triggers = Triggers(lambda: seconds[0])
    early, late = triggers.issue("U1"), triggers.issue("U1")
    seconds[0] = 2.9
    assert triggers.exchange(early) == ("U1", "")
    seconds[0] = 3.1
    with pytest.raises(Exception, match="expired_trigger_id"):
        triggers.exchange(late)


def test_an_invented_trigger_is_refused(bench: Bench):
    assert _refusal(bench.client.views_open, trigger_id="1.2.3", view=modal()) == "invalid_trigger_id"


def test_a_wrong_view_leaves_the_trigger_unused(bench: Bench):
    trigger = _trigger(bench)
    wrong = _refusal(bench.client.views_open, trigger_id=trigger, view=modal(title="x"))
    assert wrong == "invalid_arguments"
    assert bench.client.views_open(trigger_id=trigger, view=modal())["ok"]


def test_the_stack_holds_three(bench: Bench):
    top = _open(bench, modal())
    for _ in range(2):
        top = bench.client.views_push(trigger_id=_trigger(bench, top["id"]), view=modal())["view"]
    assert top["root_view_id"] == bench.anna.views()[0]["id"]
    assert top["previous_view_id"] == bench.anna.views()[1]["id"]
    trigger = _trigger(bench, top["id"])
    assert _refusal(bench.client.views_push, trigger_id=trigger, view=modal()) == "push_limit_reached"


def test_an_old_hash_conflicts(bench: Bench):
    view = _open(bench, modal())
    new = bench.client.views_update(view_id=view["id"], hash=view["hash"], view=modal())["view"]
    old = _refusal(bench.client.views_update, view_id=view["id"], hash=view["hash"], view=modal())
    assert old == "hash_conflict"
    assert new["hash"] != view["hash"]


def test_what_was_typed_survives_an_update_with_the_same_ids(bench: Bench):
    view = _open(bench, modal(field("name"), field("other")))
    bench.anna.fill("name", "Berg")
    bench.anna.fill("other", "lost")
    renamed = field("other", {"type": "plain_text_input", "action_id": "renamed"})
    new = bench.client.views_update(view_id=view["id"], view=modal(field("name"), renamed))["view"]
    values = new["state"]["values"]
    assert values["name"]["name_input"]["value"] == "Berg"
    assert values["other"] == {"renamed": {"type": "plain_text_input", "value": None}}


def test_an_external_id_is_unique_and_finds_its_view(bench: Bench):
    _open(bench, modal(external_id="form-1"))
    assert bench.client.views_update(external_id="form-1", view=modal(external_id="form-1"))["ok"]
    other = bench.workspace.triggers.issue(bench.ben.id)
    taken = _refusal(bench.client.views_open, trigger_id=other, view=modal(external_id="form-1"))
    assert taken == "duplicate_external_id"
    bench.anna.close_view()
    assert _refusal(bench.client.views_update, external_id="form-1", view=modal()) == "not_found"


def test_a_view_of_more_than_250_kilobytes_is_too_large(bench: Bench):
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2_990}} for _ in range(90)]
    assert (
        _refusal(bench.client.views_open, trigger_id=_trigger(bench), view=modal(*blocks)) == "view_too_large"
    )


def test_wrong_fields_are_named_with_their_pointer(bench: Bench):
    with pytest.raises(SlackApiError) as caught:
        _open(bench, modal(field("name"), title={"type": "plain_text", "text": "x" * 25}))
    messages = caught.value.response["response_metadata"]["messages"]
    assert messages == ["[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"]


def test_answers_update_push_and_clear(bench: Bench, recorder: Recorder):
    _open(bench, modal())
    recorder.answer({"response_action": "update", "view": modal(callback_id="second")})
    bench.anna.submit({"name": "x"})
    assert [view["callback_id"] for view in bench.anna.views()] == ["second"]
    recorder.answer({"response_action": "push", "view": modal(callback_id="third")})
    bench.anna.submit({"name": "x"})
    assert [view["callback_id"] for view in bench.anna.views()] == ["second", "third"]
    recorder.answer({"response_action": "clear"})
    bench.anna.submit({"name": "x"})
    assert bench.anna.views() == []


def test_a_submitted_view_gives_way_to_the_one_below(bench: Bench, recorder: Recorder):
    below = _open(bench, modal(callback_id="below"))
    bench.client.views_push(trigger_id=_trigger(bench, below["id"]), view=modal(callback_id="above"))
    bench.anna.submit({"name": "x"})
    assert [view["callback_id"] for view in bench.anna.views()] == ["below"]


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nowhere": "Wrong."}},
        {"response_action": "update", "view": {"type": "modal"}},
    ],
)
def test_a_wrong_answer_leaves_the_form_open_with_an_error(bench: Bench, recorder: Recorder, answer: dict):
    _open(bench, modal())
    recorder.answer(answer)
    outcome = bench.anna.submit({"name": "x"})
    assert not outcome.ok
    assert outcome.error
    assert bench.anna.view() is not None


def test_a_home_is_published_per_person_with_a_hash(bench: Bench):
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    first = bench.client.views_publish(user_id=bench.anna.id, view=home)["view"]
    bench.client.views_publish(user_id=bench.anna.id, view=home, hash=first["hash"])
    conflict = _refusal(bench.client.views_publish, user_id=bench.anna.id, view=home, hash=first["hash"])
    assert conflict == "hash_conflict"
    assert bench.ben.home() is None


def test_an_app_without_a_home_cannot_publish(bench: Bench):
    features = {**bench.workspace.installation.manifest["features"], "app_home": {"home_tab_enabled": False}}
    manifest = {**bench.workspace.installation.manifest, "features": features}
    bench.workspace.installation = type(bench.workspace.installation)(manifest=manifest)
    home = {"type": "home", "blocks": []}
    assert _refusal(bench.client.views_publish, user_id=bench.anna.id, view=home) == "not_enabled"
