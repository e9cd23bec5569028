import json
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from sandbox.slack import posting
from sandbox.slack.drafts import Draft
from tests.sandbox.page.bench import Bench

Json = dict[str, Any]


def texts(page: Json) -> list[str]:
    return [message["text"] for message in page["messages"]]


def test_the_state_names_person_people_channels_and_commands(anna: httpx.Client) -> None:
    state = anna.get("state").json()
    assert state["me"]["name"] == "Anna Lindqvist"
    assert {"team-checkout", "leadership"} <= {channel["name"] for channel in state["channels"]}
    assert "/groom" in {command["command"] for command in state["workspace"]["commands"]}
    assert any(channel.get("is_im") and channel["name"] == "Taktgeber" for channel in state["channels"])


def test_an_unknown_person_is_refused_with_a_sentence(bench: Bench) -> None:
    answer = httpx.get(f"{bench.url}/page/state", params={"as": "zoe"})
    assert (answer.status_code, answer.json()["error"]) == (400, "Nobody here is called “zoe”.")


def test_history_comes_in_pages_from_the_newest(bench: Bench, anna: httpx.Client) -> None:
    channel = bench.workspace.channel("general")
    for number in range(120):
        posting.post(bench.workspace, channel, bench.person("ben").id, Draft(str(number)))
    newest = anna.get("messages", params={"channel": channel.id}).json()
    older = anna.get("messages", params={"channel": channel.id, "before": newest["messages"][0]["ts"]}).json()
    oldest = anna.get("messages", params={"channel": channel.id, "before": older["messages"][0]["ts"]}).json()
    assert texts(newest) == [str(number) for number in range(70, 120)]
    assert texts(older) == [str(number) for number in range(20, 70)]
    assert [newest["more"], older["more"], oldest["more"]] == [True, True, False]


def test_a_private_channel_does_not_exist_for_others(bench: Bench) -> None:
    query = {"as": "ben", "channel": bench.channel("leadership")}
    answer = httpx.get(f"{bench.url}/page/messages", params=query)
    assert answer.status_code == 400
    assert "no such channel" in answer.json()["error"]


def test_only_the_person_sees_an_ephemeral(bench: Bench, anna: httpx.Client) -> None:
    channel = bench.channel("team-checkout")
    assert anna.post("command", json={"channel": channel, "line": "/groom sprint"}).json()["ok"]
    mine = anna.get("messages", params={"channel": channel}).json()["messages"]
    others = httpx.get(f"{bench.url}/page/messages", params={"as": "ben", "channel": channel}).json()
    assert [message["text"] for message in mine if message.get("is_ephemeral")] == [
        "Only for you: it has begun."
    ]
    assert texts(others)[-1] == "Board"


def test_a_click_reaches_the_bot_and_changes_the_board(bench: Bench, anna: httpx.Client) -> None:
    channel = bench.channel("team-checkout")
    anna.post("command", json={"channel": channel, "line": "/groom sprint"})
    ts = bench.person("ben").messages(channel)[-1]["ts"]
    click = {
        "kind": "click",
        "channel": channel,
        "ts": ts,
        "block_id": "deck",
        "action_id": "grooming.vote.5",
    }
    assert anna.post("act", json=click).json() == {"ok": True, "error": "", "errors": {}}
    assert bench.person("ben").sees("anna grooming.vote.5", channel)


def test_a_button_that_is_not_there_is_refused(bench: Bench, anna: httpx.Client) -> None:
    message = bench.person("ben").say("general", "hello")
    click = {"channel": message["channel"], "ts": message["ts"], "action_id": "grooming.reveal"}
    answer = anna.post("act", json=click)
    assert (answer.status_code, answer.json()["error"]) == (400, "There is no “grooming.reveal” here.")


def test_a_thread_holds_the_message_and_its_replies(bench: Bench, anna: httpx.Client) -> None:
    parent = bench.person("ben").say("general", "who?")
    anna.post("say", json={"channel": parent["channel"], "text": "me", "thread_ts": parent["ts"]})
    query = {"channel": parent["channel"], "ts": parent["ts"]}
    assert texts(anna.get("thread", params=query).json()) == ["who?", "me"]
    assert texts(anna.get("messages", params=query).json())[-1] == "who?"


def test_a_reaction_is_set_and_taken_back(bench: Bench, anna: httpx.Client) -> None:
    message = bench.person("ben").say("general", "done")
    body = {"channel": message["channel"], "ts": message["ts"], "emoji": "tada"}
    query = {"channel": message["channel"]}
    anna.post("react", json=body)
    assert anna.get("messages", params=query).json()["messages"][-1]["reactions"][0]["count"] == 1
    anna.post("react", json=body)
    assert "reactions" not in anna.get("messages", params=query).json()["messages"][-1]


def test_a_fault_is_switched_on_and_off(bench: Bench, anna: httpx.Client) -> None:
    switched = anna.post("faults", json={"name": "jira_slow", "on": True, "settings": {"seconds": 2}})
    assert switched.json()["active"]["jira_slow"]["seconds"] == 2
    assert bench.faults.is_on("jira_slow")
    anna.post("faults", json={"name": "jira_slow", "on": False})
    assert not bench.faults.is_on("jira_slow")


@pytest.mark.parametrize("fault", [{"name": "earthquake", "on": True}, {"on": True}])
def test_an_unknown_fault_is_refused(anna: httpx.Client, fault: Json) -> None:
    assert anna.post("faults", json=fault).status_code == 400


def test_the_clock_runs_to_a_time_of_the_persons_day(bench: Bench, anna: httpx.Client) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    wanted = (bench.clock.now() + timedelta(minutes=20)).astimezone(berlin)
    assert anna.post("clock", json={"until": f"{wanted:%H:%M}"}).json()["speed"] > 1
    bench.person("anna").wait_for(lambda: bench.clock.speed == 1)
    local = bench.clock.now().astimezone(berlin)
    assert (local.hour, local.minute) == (wanted.hour, wanted.minute)


@pytest.mark.parametrize("body", [{"seconds": -1}, {"seconds": "1"}, {"until": "soon"}, {}])
def test_the_clock_refuses_what_is_no_time(anna: httpx.Client, body: Json) -> None:
    assert anna.post("clock", json=body).status_code == 400


def test_jira_shows_estimates_and_comments(bench: Bench, anna: httpx.Client) -> None:
    bench.jira.edit("CHK-7", "anna", story_points=5)
    issues = {issue["key"]: issue for issue in anna.get("jira").json()["issues"]}
    assert issues["CHK-7"]["estimate"] == "5"
    assert issues["CHK-7"]["sprint"] == "Checkout 43"


def test_the_log_holds_the_bots_calls(bench: Bench, anna: httpx.Client) -> None:
    bench.bot.call("auth.test")
    assert [call["name"] for call in anna.get("calls").json()["calls"]] == ["auth.test"]


def test_the_tour_ticks_a_command_for_every_window(bench: Bench, anna: httpx.Client) -> None:
    anna.post("command", json={"channel": bench.channel("team-checkout"), "line": "/groom sprint"})
    (tour,) = anna.get("tour", params={"language": "de"}).json()["tours"]
    assert [step["id"] for step in tour["steps"] if step["is_done"]] == ["start"]
    assert tour["title"] == "In zwei Minuten eine Story schätzen"


def test_live_events_show_only_what_the_person_may_see(bench: Bench) -> None:
    with httpx.stream("GET", f"{bench.url}/page/events", params={"as": "ben"}) as stream:
        lines = (json.loads(line[6:]) for line in stream.iter_lines() if line)
        assert next(lines)["kind"] == "clock"
        bench.person("anna").say("leadership", "secret")
        bench.person("anna").command("/groom sprint", channel="team-checkout")
        bench.person("anna").say("general", "public")
        heard = []
        for event in lines:
            heard.append(event)
            if event["kind"] == "message" and event["data"]["message"]["text"] == "public":
                break
    kinds = {event["kind"] for event in heard}
    assert "ephemeral" not in kinds
    assert "logged" in kinds
    assert "secret" not in json.dumps(heard)


def test_an_upload_becomes_a_file_of_the_workspace(anna: httpx.Client) -> None:
    headers = {"Content-Type": "application/octet-stream"}
    answer = anna.post("upload", params={"name": "plan.txt"}, content=b"plan", headers=headers)
    assert answer.json()["name"] == "plan.txt"


def test_times_of_the_state_are_the_sandboxes(bench: Bench, anna: httpx.Client) -> None:
    shown = datetime.fromisoformat(anna.get("clock").json()["now"])
    assert abs((bench.clock.now() - shown).total_seconds()) < 5
