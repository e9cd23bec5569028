"""What Slack sends, one builder for each kind."""

import json
from itertools import count
from typing import Any
from urllib.parse import urlencode

from slack_bolt import App, BoltRequest, BoltResponse

_numbers = count(1)


def trigger() -> str:
    return f"{next(_numbers)}.{next(_numbers)}.abc"


def command(line: str, *, user: str = "U1", channel: str = "C1", **changed: str) -> dict[str, str]:
    name, _, text = line.partition(" ")
    return {
        "command": name,
        "text": text,
        "user_id": user,
        "user_name": "somebody",
        "channel_id": channel,
        "channel_name": "team",
        "team_id": "T1",
        "team_domain": "example",
        "api_app_id": "A1",
        "trigger_id": trigger(),
        "response_url": "https://hooks.example.com/commands/1",
        **changed,
    }


def click(
    action_id: str, value: str = "", *, user: str = "U1", channel: str = "C1", **changed: Any
) -> dict[str, Any]:
    return {
        "type": "block_actions",
        "user": {"id": user, "team_id": "T1"},
        "team": {"id": "T1", "domain": "example"},
        "api_app_id": "A1",
        "channel": {"id": channel, "name": "team"},
        "container": {"type": "message", "message_ts": "1.1", "channel_id": channel},
        "message": {"ts": "1.1"},
        "trigger_id": trigger(),
        "response_url": "https://hooks.example.com/actions/1",
        "actions": [
            {"type": "button", "action_id": action_id, "block_id": "b", "value": value, "action_ts": "1.2"}
        ],
        **changed,
    }


def click_in_modal(action_id: str, value: str = "", *, about: str = "", user: str = "U1") -> dict[str, Any]:
    payload = click(action_id, value, user=user)
    for key in ("channel", "message", "response_url"):
        del payload[key]
    view = {"id": "V1", "hash": "h1", "private_metadata": about, "state": {"values": {}}, "callback_id": "x"}
    return {**payload, "container": {"type": "view", "view_id": "V1"}, "view": view}


def submission(callback: str, fields: dict[str, Any], *, about: str = "", user: str = "U1") -> dict[str, Any]:
    blocks = [{"type": "input", "block_id": name} for name in fields]
    return {
        "type": "view_submission",
        "user": {"id": user, "team_id": "T1"},
        "team": {"id": "T1", "domain": "example"},
        "api_app_id": "A1",
        "trigger_id": trigger(),
        "view": {
            "id": "V1",
            "type": "modal",
            "callback_id": callback,
            "private_metadata": about,
            "hash": "h1",
            "blocks": blocks,
            "state": {"values": {name: {f"{name}.field": element} for name, element in fields.items()}},
        },
        "response_urls": [],
    }


def event(event_type: str, **fields: Any) -> dict[str, Any]:
    number = next(_numbers)
    return {
        "type": "event_callback",
        "team_id": "T1",
        "api_app_id": "A1",
        "event_id": f"Ev{number}",
        "event_time": 1,
        "authorizations": [{"team_id": "T1", "user_id": "UBOT", "is_bot": True}],
        "event": {"type": event_type, "event_ts": f"{number}.0", **fields},
    }


def delivered(app: App, payload: dict[str, Any]) -> BoltResponse:
    """Hand a payload to Bolt as Slack would send it, its signature checked already."""
    if "command" in payload:
        body, form = urlencode(payload), True
    elif payload["type"] == "event_callback":
        body, form = json.dumps(payload), False
    else:
        body, form = urlencode({"payload": json.dumps(payload)}), True
    kind = "application/x-www-form-urlencoded" if form else "application/json"
    return app.dispatch(BoltRequest(body=body, headers={"content-type": [kind]}))


def answer(response: BoltResponse) -> dict[str, Any]:
    assert response.status == 200, response.body
    return json.loads(response.body) if response.body else {}
