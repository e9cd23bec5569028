"""Every method, called with the real SDK, answers in the shape that Slack's own types describe."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.slack.api.arguments import Arguments
from sandbox.slack.api.endpoint import Endpoint
from sandbox.slack.api.methods import METHODS
from sandbox.slack.workspace import Workspace
from tests.sandbox.slack.conftest import MANIFEST, WORLD, Bench
from tests.sandbox.slack.reference import response_faults

_HOME = {"type": "home", "blocks": [{"type": "divider"}]}
_MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": [{"type": "divider"}]}


def _error(client: WebClient, method: str, **arguments: Any) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as caught:
        client.api_call(method, json=arguments)
    return caught.value.response.data


def _uploaded(bench: Bench) -> str:
    shared = bench.client.files_upload_v2(channel=bench.team, filename="a.png", content=b"\x89PNG", title="A")
    return shared["files"][0]["id"]


def _arguments(bench: Bench, method: str) -> dict[str, Any]:
    """What the method needs, made just before."""
    team, anna, ben = bench.team, bench.anna.id, bench.ben.id
    on_channel = {"channel": team}

    def ts() -> str:
        return bench.post()["ts"]

    def marked(kind: str) -> dict[str, Any]:
        arguments = {"channel": team, "timestamp": ts(), "name": "eyes"}
        bench.client.api_call(f"{kind}.add", json=arguments)
        return arguments

    def bookmark() -> dict[str, Any]:
        added = bench.client.bookmarks_add(channel_id=team, title="B", type="link", link="https://a.example")
        return {"channel_id": team, "bookmark_id": added["bookmark"]["id"], "title": "C"}

    def scheduled() -> dict[str, Any]:
        later = bench.workspace.moments.seconds() + 3600
        made = bench.client.chat_scheduleMessage(channel=team, text="x", post_at=later)
        return {"channel": team, "scheduled_message_id": made["scheduled_message_id"]}

    def upload() -> dict[str, Any]:
        begun = bench.client.files_getUploadURLExternal(filename="a.txt", length=3)
        file = bench.workspace.files.find(begun["file_id"])
        file.content = b"abc"
        return {"files": [{"id": begun["file_id"], "title": "A"}], "channel_id": team}

    def opened() -> dict[str, Any]:
        trigger = bench.workspace.triggers.issue(anna)
        view = bench.client.views_open(trigger_id=trigger, view=_MODAL)["view"]
        return {"view_id": view["id"], "hash": view["hash"], "view": _MODAL}

    def pushed() -> dict[str, Any]:
        view = opened()["view_id"]
        return {"trigger_id": bench.workspace.triggers.issue(anna, view_id=view), "view": _MODAL}

    group = bench.workspace.add_group("devs", "Developers", ["anna", "ben"])
    makers: dict[str, Any] = {
        "api.test": lambda: {"hello": "world"},
        "blocks.validate": lambda: {"blocks": [{"type": "divider"}]},
        "bookmarks.add": lambda: {
            "channel_id": team,
            "title": "B",
            "type": "link",
            "link": "https://b.example",
        },
        "bookmarks.edit": bookmark,
        "bookmarks.list": lambda: {"channel_id": bookmark()["channel_id"]},
        "bookmarks.remove": bookmark,
        "bots.info": lambda: {"bot": bench.workspace.installation.bot_id},
        "chat.delete": lambda: {"channel": team, "ts": ts()},
        "chat.deleteScheduledMessage": scheduled,
        "chat.getPermalink": lambda: {"channel": team, "message_ts": ts()},
        "chat.postEphemeral": lambda: {"channel": team, "user": anna, "text": "psst"},
        "chat.postMessage": lambda: {
            "channel": team,
            "text": "hi",
            "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "*hi*"}}],
            "metadata": {"event_type": "t", "event_payload": {"a": 1}},
        },
        "chat.scheduleMessage": lambda: {
            "channel": team,
            "text": "x",
            "post_at": bench.workspace.moments.seconds() + 60,
        },
        "chat.scheduledMessages.list": lambda: {"channel": scheduled()["channel"]},
        "chat.update": lambda: {"channel": team, "ts": ts(), "text": "new"},
        "conversations.close": lambda: {
            "channel": bench.client.conversations_open(users=anna)["channel"]["id"]
        },
        "conversations.invite": lambda: {"channel": bench.workspace.channel("lobby").id, "users": ben},
        "conversations.join": lambda: {"channel": bench.workspace.channel("lobby").id},
        "conversations.list": lambda: {"types": "public_channel,private_channel"},
        "conversations.open": lambda: {"users": anna, "return_im": True},
        "conversations.replies": lambda: {"channel": team, "ts": ts()},
        "conversations.history": lambda: {"channel": bench.post()["channel"], "include_all_metadata": True},
        "dnd.info": lambda: {"user": anna},
        "dnd.teamInfo": lambda: {"users": f"{anna},{ben}"},
        "files.completeUploadExternal": upload,
        "files.delete": lambda: {"file": _uploaded(bench)},
        "files.getUploadURLExternal": lambda: {"filename": "a.txt", "length": 3},
        "files.info": lambda: {"file": _uploaded(bench)},
        "pins.add": lambda: {"channel": team, "timestamp": ts()},
        "pins.list": lambda: {"channel": marked("pins")["channel"]},
        "pins.remove": lambda: marked("pins"),
        "reactions.add": lambda: {"channel": team, "timestamp": ts(), "name": "eyes"},
        "reactions.get": lambda: marked("reactions"),
        "reactions.remove": lambda: marked("reactions"),
        "usergroups.list": lambda: {"include_users": True},
        "usergroups.users.list": lambda: {"usergroup": group.id},
        "users.info": lambda: {"user": anna, "include_locale": True},
        "users.lookupByEmail": lambda: {"email": "anna@rakete.example"},
        "users.profile.get": lambda: {"user": anna},
        "views.open": lambda: {"trigger_id": bench.workspace.triggers.issue(anna), "view": _MODAL},
        "views.publish": lambda: {"user_id": anna, "view": _HOME},
        "views.push": pushed,
        "views.update": opened,
    }
    needs_channel = "channel" in METHODS[method].required
    return makers.get(method, lambda: on_channel if needs_channel else {})()


@pytest.mark.parametrize("method", sorted(METHODS))
def test_a_method_answers_in_slacks_shape(bench: Bench, method: str):
    if method == "conversations.invite":
        bench.workspace.join("taktgeber", "lobby")
    client = bench.client
    if method == "apps.connections.open":
        client = WebClient(bench.workspace.installation.app_token, base_url=f"{bench.url}/api/")
    answer = client.api_call(method, json=_arguments(bench, method))
    assert answer["ok"] is True
    assert response_faults(method, answer.data) == []


def _in_process(method: str, *scopes: str) -> dict[str, Any]:
    workspace = Workspace(WORLD, clock=Clock(), faults=Faults(), manifest=MANIFEST)
    workspace.grant_only(*scopes)
    return Endpoint(workspace).call(method, Arguments({}), workspace.installation.bot_token).body


@pytest.mark.parametrize("method", sorted(name for name, method in METHODS.items() if method.required))
def test_a_missing_argument_is_named(method: str):
    answer = _in_process(method, *METHODS[method].scopes)
    assert answer["error"] == "invalid_arguments"
    assert METHODS[method].required[0] in answer["response_metadata"]["messages"][0]


@pytest.mark.parametrize("method", sorted(name for name, method in METHODS.items() if method.scopes))
def test_a_method_without_its_scope_is_refused(method: str):
    answer = _in_process(method, "commands")
    assert answer["error"] == "missing_scope"
    assert answer["needed"] in METHODS[method].scopes
    assert answer["provided"] == "commands"


def test_tokens_are_checked(bench: Bench):
    nobody = WebClient(base_url=f"{bench.url}/api/")
    assert _error(nobody, "auth.test")["error"] == "not_authed"
    stranger = WebClient("xoxb-wrong", base_url=f"{bench.url}/api/")
    assert _error(stranger, "auth.test")["error"] == "invalid_auth"
    assert _error(bench.client, "apps.connections.open")["error"] == "not_allowed_token_type"


def test_an_unknown_method_is_named(bench: Bench):
    assert _error(bench.client, "chat.shout")["error"] == "unknown_method"


def test_granted_scopes_stand_in_a_header(bench: Bench):
    headers = bench.client.auth_test().headers
    assert "chat:write" in headers["x-oauth-scopes"]
    assert headers["x-slack-req-id"]


def test_arguments_may_be_a_form_with_json_inside(bench: Bench):
    blocks = '[{"type": "divider"}]'
    answer = bench.client.api_call(
        "chat.postMessage", data={"channel": bench.team, "text": "x", "blocks": blocks}
    )
    assert answer["message"]["blocks"][0]["type"] == "divider"


def test_a_list_is_read_page_by_page(bench: Bench):
    first = bench.client.users_list(limit=4)
    rest = bench.client.users_list(limit=4, cursor=first["response_metadata"]["next_cursor"])
    assert len(first["members"]) + len(rest["members"]) == len(list(bench.workspace.people))
    assert rest["response_metadata"]["next_cursor"] == ""
    assert _error(bench.client, "users.list", cursor="nonsense")["error"] == "invalid_cursor"


def test_people_are_shown_with_zone_and_guests_with_their_kind(bench: Bench):
    info = bench.client.users_info(user=bench.ben.id, include_locale=True)["user"]
    assert (info["tz"], info["locale"], info["is_restricted"]) == ("America/New_York", "en-US", False)
    dora = bench.client.users_info(user=bench.workspace.person("dora").id)["user"]
    assert dora["is_ultra_restricted"]
    assert "locale" not in dora
    eva = bench.client.users_info(user=bench.workspace.person("eva").id)["user"]
    assert eva["deleted"]
    assert "tz" not in eva


def test_an_email_is_shown_with_its_scope_only(bench: Bench):
    bench.workspace.grant_only("users:read")
    assert "email" not in bench.client.users_info(user=bench.anna.id)["user"]["profile"]
