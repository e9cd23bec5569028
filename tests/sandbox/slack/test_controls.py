"""What tests and the page turn: people, channels, do-not-disturb, connections."""

import time

import pytest
from slack_bolt import App

from sandbox.slack.person import ClientRefused
from sandbox.world import Person as WorldPerson
from tests.sandbox.slack.conftest import Bench
from tests.sandbox.slack.recorder import Recorder
from tests.sandbox.slack.shapes import actions, button


def test_somebody_new_can_join_and_talk(bench: Bench):
    fritz = bench.workspace.add_person(WorldPerson("fritz", "Fritz Neu", "fritz@rakete.example"))
    fritz.join("team")
    fritz.say("team", "hello")
    assert bench.client.users_lookupByEmail(email="fritz@rakete.example")["user"]["id"] == fritz.id


def test_the_app_is_removed_and_invited_again(bench: Bench, recorder: Recorder):
    bench.workspace.leave("taktgeber", "team")
    bench.anna.wait_for(lambda: recorder.events("channel_left"))
    bench.anna.invite("@taktgeber", "team")
    joined = bench.anna.wait_for(lambda: recorder.events("member_joined_channel"))[0]
    assert (joined["user"], joined["inviter"]) == (bench.workspace.bot, bench.anna.id)


def test_a_snooze_looks_like_do_not_disturb(bench: Bench):
    now = bench.workspace.moments.seconds()
    bench.workspace.member("ben").dnd.snooze_until = now + 600
    shown = bench.client.dnd_info(user=bench.ben.id)
    assert shown["dnd_enabled"]
    assert shown["next_dnd_end_ts"] == now + 600


def test_an_archived_channel_can_be_opened_again(bench: Bench):
    bench.workspace.unarchive("old", by="anna")
    assert bench.ben.say("old", "hello again")["text"] == "hello again"


def test_whoever_leaves_the_home_acts_in_channels_again(bench: Bench, recorder: Recorder):
    bench.post(blocks=[actions(button())])
    bench.client.views_publish(user_id=bench.anna.id, view={"type": "home", "blocks": []})
    bench.anna.open_home()
    with pytest.raises(ClientRefused):
        bench.anna.click("5")
    bench.anna.leave_home()
    assert bench.anna.click("5").ok


def test_socket_mode_can_be_switched_off_and_on(bench: Bench, bolt: App, connect):
    hub = bench.workspace.deliveries.hub
    hub.disable()
    assert hub.connections == 0
    hub.enable()
    connect()
    assert hub.wait_for_connection()


def test_a_slow_workspace_answers_late(bench: Bench):
    bench.workspace.faults.switch_on("slack_slow", times=1, seconds=0.2)
    started = time.monotonic()
    bench.client.auth_test()
    assert time.monotonic() - started >= 0.2
