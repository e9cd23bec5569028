"""What the page reads: the state at the start, views, the log, Jira, faults and the clock."""

from typing import Any

from sandbox.faults import KNOWN
from sandbox.page.bench import Bench
from sandbox.page.endpoint import Asked
from sandbox.page.shapes import (
    channel_shape,
    issues_shape,
    jira_call_shape,
    person_shape,
    slack_call_shape,
    workspace_shape,
)
from sandbox.slack import membership

Json = dict[str, Any]


def state(asked: Asked) -> Json:
    workspace = asked.bench.workspace
    with workspace.lock:
        membership.direct(workspace, asked.person.id, workspace.bot)
    people = [person_shape(member) for member in workspace.people]
    names = {person["id"]: person["name"] for person in people}
    return {
        "me": next(person for person in people if person["id"] == asked.person.id),
        "workspace": workspace_shape(workspace, asked.person),
        "people": people,
        "channels": [channel_shape(channel, names) for channel in asked.person.channels()],
        "clock": clock_shape(asked.bench),
    }


def home(asked: Asked) -> Json:
    """The home tab, which the app hears is opened."""
    return {"view": asked.person.open_home()}


def view(asked: Asked) -> Json:
    views = asked.person.views()
    return {"view": views[-1] if views else None, "depth": len(views)}


def jira(asked: Asked) -> Json:
    return {"issues": issues_shape(asked.bench.jira)}


def calls(asked: Asked) -> Json:
    """Both logs; Jira's requests carry no time, so they stand before Slack's."""
    to_jira = [jira_call_shape(call) for call in list(asked.bench.jira.calls)]
    return {"calls": [*to_jira, *(slack_call_shape(call) for call in asked.bench.workspace.calls)]}


def faults(asked: Asked) -> Json:
    return faults_shape(asked.bench)


def faults_shape(bench: Bench) -> Json:
    known = [{"name": name, "settings": dict(settings)} for name, settings in KNOWN.items()]
    return {"known": known, "active": bench.faults.active()}


def clock(asked: Asked) -> Json:
    return clock_shape(asked.bench)


def clock_shape(bench: Bench) -> Json:
    return {"now": bench.clock.iso_line(), "speed": bench.clock.speed}
