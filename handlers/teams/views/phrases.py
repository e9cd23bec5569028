"""Small pieces of text that several views share."""

from datetime import date

from babel.dates import format_date, get_day_names

from bot.i18n import Language
from bot.people import Absence, Role, Team, role_name
from bot.slack.replies import Block
from bot.text import channel_link, escape, listing, mention


def day_shown(t: Language, day: date) -> str:
    return str(format_date(day, format="medium", locale=t.code))


def weekday_names(t: Language) -> tuple[str, ...]:
    names = get_day_names("wide", locale=t.code)
    return tuple(str(names[number]) for number in range(7))


def team_shown(team: Team) -> str:
    return f"{escape(team.name)} ({channel_link(team.channel)})" if team.name else channel_link(team.channel)


def absence_shown(t: Language, absence: Absence) -> str:
    if absence.last is None:
        told = t("from {first} until you are back", first=day_shown(t, absence.first))
    elif absence.last == absence.first:
        told = t("on {day}", day=day_shown(t, absence.first))
    else:
        first, last = day_shown(t, absence.first), day_shown(t, absence.last)
        told = t("from {first} to {last}", first=first, last=last)
    return (
        t("{days}, with {deputy} as deputy", days=told, deputy=mention(absence.deputy))
        if absence.deputy
        else told
    )


def roles_shown(t: Language, roles: frozenset[Role], *, has_dpo: bool) -> str:
    names = sorted(t.render(role_name(role, has_dpo=has_dpo)) for role in roles)
    return listing(names, last=t(" and "))


def date_field(action: str, *, initial: date | None = None) -> Block:
    block: Block = {"type": "datepicker", "action_id": action}
    if initial:
        block["initial_date"] = initial.isoformat()
    return block
