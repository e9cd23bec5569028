"""auth.test, team.info, bots.info, emoji.list, api.test, apps.connections.open, blocks.validate."""

from urllib.parse import urlsplit

from sandbox.slack.api.call import Call
from sandbox.slack.blocks.check import Fault, message_faults, view_faults
from sandbox.slack.refusals import Json, Refusal, wrong_arguments

_EMOJI = ("taktgeber", "shipit")


def auth_test(call: Call) -> Json:
    installation = call.state.installation
    return {
        "ok": True,
        "url": f"{call.state.base_url}/",
        "team": call.state.name,
        "user": installation.bot_handle,
        "team_id": installation.team_id,
        "user_id": installation.bot_user,
        "bot_id": installation.bot_id,
        "is_enterprise_install": False,
    }


def api_test(call: Call) -> Json:
    error = call.arguments.text("error")
    arguments = call.arguments.as_json()
    if error:
        raise Refusal(error, args=arguments)
    return {"ok": True, "args": arguments} if arguments else {"ok": True}


def team_info(call: Call) -> Json:
    state = call.state
    team = {
        "id": state.team,
        "name": state.name,
        "url": f"{state.base_url}/",
        "domain": state.domain,
        "email_domain": "",
        "icon": {"image_default": True},
    }
    return {"ok": True, "team": team}


def bots_info(call: Call) -> Json:
    installation = call.state.installation
    if call.arguments.text("bot", installation.bot_id) != installation.bot_id:
        raise Refusal("bot_not_found")
    bot = {
        "id": installation.bot_id,
        "deleted": False,
        "name": installation.bot_name,
        "updated": 0,
        "app_id": installation.app_id,
        "user_id": installation.bot_user,
        "icons": {},
    }
    return {"ok": True, "bot": bot}


def emoji_list(call: Call) -> Json:
    addresses = {name: f"{call.state.base_url}/emoji/{name}.png" for name in _EMOJI}
    return {"ok": True, "emoji": addresses, "cache_ts": call.state.moments.new_ts()}


def open_connection(call: Call) -> Json:
    host = urlsplit(call.state.base_url).netloc
    ticket = call.state.deliveries.hub.ticket()
    return {"ok": True, "url": f"ws://{host}/link/?ticket={ticket}&app_id={call.state.installation.app_id}"}


def validate_blocks(call: Call) -> Json:
    given = [name for name in ("blocks", "message", "view") if name in call.arguments]
    if len(given) != 1:
        raise wrong_arguments("exactly one of blocks, message, view is needed")
    faults = _faults(given[0], call)
    if not faults:
        return {"ok": True}
    raise Refusal(f"invalid_{given[0]}", errors=[fault.as_json() for fault in faults])


def _faults(kind: str, call: Call) -> list[Fault]:
    value = call.arguments.decoded(kind)
    if kind == "view":
        return view_faults(value)
    if kind == "blocks":
        return message_faults(value)
    blocks = value.get("blocks", []) if isinstance(value, dict) else value
    return [fault.below("/blocks") for fault in message_faults(blocks)]
