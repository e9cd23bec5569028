"""users.*, usergroups.*, dnd.*: who is there."""

from sandbox.slack.api.arguments import page_of
from sandbox.slack.api.call import Call
from sandbox.slack.people import Member
from sandbox.slack.refusals import Json, Refusal


def info(call: Call) -> Json:
    locale = call.arguments.flag("include_locale")
    return {"ok": True, "user": _shown(call, call.member(), with_locale=locale)}


def list_all(call: Call) -> Json:
    locale = call.arguments.flag("include_locale")
    members = [_shown(call, member, with_locale=locale) for member in call.state.people]
    page, metadata = page_of(members, call.arguments, default=1000)
    now = int(call.state.moments.now().timestamp())
    return {"ok": True, "members": page, "cache_ts": now, "response_metadata": metadata}


def lookup_by_email(call: Call) -> Json:
    found = call.state.people.by_email(call.arguments.text("email"))
    if found is None or found.deactivated:
        raise Refusal("users_not_found")
    return {"ok": True, "user": _shown(call, found)}


def profile(call: Call) -> Json:
    member = call.member() if "user" in call.arguments else call.state.people.by_id(call.bot)
    if member is None:
        raise Refusal("user_not_found")
    shown = member.profile(call.state.base_url, with_email=call.sees_emails)
    return {"ok": True, "profile": shown | {"fields": {}}}


def presence(call: Call) -> Json:
    member = call.member() if "user" in call.arguments else None
    return {"ok": True, "presence": "away" if member and member.deactivated else "active"}


def groups(call: Call) -> Json:
    with_users = call.arguments.flag("include_users")
    shown = [
        group.as_json(call.state.team, with_users=with_users) for group in call.state.people.groups.values()
    ]
    return {"ok": True, "usergroups": shown}


def group_users(call: Call) -> Json:
    group = call.state.people.groups.get(call.arguments.text("usergroup"))
    if group is None:
        raise Refusal("no_such_subteam")
    return {"ok": True, "users": list(group.users)}


def dnd_info(call: Call) -> Json:
    member = call.member() if "user" in call.arguments else call.state.people.by_id(call.bot)
    if member is None:
        raise Refusal("user_not_found")
    return {"ok": True, **member.dnd.as_json(call.state.moments.seconds())}


def dnd_team_info(call: Call) -> Json:
    now = call.state.moments.seconds()
    members = [call.state.people.by_id(user) for user in call.arguments.names("users")]
    shown = {member.id: member.dnd.as_json(now) for member in members if member is not None}
    return {"ok": True, "users": shown}


def _shown(call: Call, member: Member, *, with_locale: bool = False) -> Json:
    return member.as_json(call.state.place, with_email=call.sees_emails, with_locale=with_locale)
