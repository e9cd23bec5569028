"""What concerns one person: what waits, their absence, what they chose, and what is kept of them."""

from bot.i18n import Language
from bot.people import Absence
from bot.people.data_kinds import DataKind
from bot.people.waiting import Waiting
from bot.slack.blocks import (
    checkboxes,
    context,
    field,
    header,
    option,
    section,
    select,
    text_field,
)
from bot.slack.replies import Block, Message, Modal
from bot.text import channel_link, escape, link, mention, moment
from handlers.teams.domain.forms import Membership, Self
from handlers.teams.views import ids
from handlers.teams.views.phrases import absence_shown, roles_shown, team_shown, weekday_names

MOST_THINGS = 40  # a message holds 45 blocks
AUTOMATIC = "auto"


def waiting_message(t: Language, things: tuple[Waiting, ...]) -> Message:
    if not things:
        nothing = t("Nothing waits for you.")
        return Message(nothing, (section(nothing), context(t("`/takt help` shows what I can do."))))
    title = t.many("{n} thing waits for you", "{n} things wait for you", len(things))
    blocks = [header(title), *(section(_thing(t, thing)) for thing in things[:MOST_THINGS])]
    if len(things) > MOST_THINGS:
        more = len(things) - MOST_THINGS
        blocks.append(context(t.many("… and {n} more thing", "… and {n} more things", more)))
    return Message(title, tuple(blocks))


def away_message(t: Language, absence: Absence) -> Message:
    told = t("You are away {days}.", days=absence_shown(t, absence))
    more = t(
        "You get no prompts in that time. Only that you are away is kept, never why. `/takt back` ends it."
    )
    return Message(told, (section(told), context(more)))


def back_message(t: Language, absence: Absence) -> Message:
    return Message(t("Welcome back. Your absence {days} has ended.", days=absence_shown(t, absence)))


def deputy_message(t: Language, absence: Absence) -> Message:
    told = t(
        "{person} is away {days}. Where a role allows it, you may act in their place meanwhile.",
        person=mention(absence.user),
        days=absence_shown(t, Absence(absence.user, absence.first, absence.last)),
    )
    return Message(told, (section(told),))


def me_modal(t: Language, known: Self) -> Modal:
    blocks = [*_choices(t, known), *_facts(t, known)]
    blocks.append(context(t("Only you see this. It stays until you change it or leave the workspace.")))
    return Modal(ids.ME, t("About me"), tuple(blocks), submit=t("Save"))


def chosen_message(t: Language) -> Message:
    return Message(t("Your settings are saved."))


def privacy_message(t: Language, kinds: tuple[DataKind, ...]) -> Message:
    title = t("Which personal data I keep")
    intro = t(
        "Nobody is measured: figures are about the team and the work, never about a person. "
        "What is kept lies on your company's own machine."
    )
    blocks = [header(title), section(intro), *(section(_kind(t, kind)) for kind in kinds)]
    blocks.append(context(t("`/takt me` shows what is kept about you.")))
    return Message(title, tuple(blocks))


def _thing(t: Language, thing: Waiting) -> str:
    text = t.render(thing.text, quote=escape)
    told = link(thing.url, text) if thing.url else text
    if thing.channel and not thing.url:
        told = f"{told} ({channel_link(thing.channel)})"
    if thing.due is None:
        return told
    fallback = f"{thing.due:%Y-%m-%d %H:%M} UTC"
    due = moment(thing.due.timestamp(), "{date_short_pretty} {time}", fallback=fallback)
    return t("{thing}, until {moment}", thing=told, moment=due)


def _kind(t: Language, kind: DataKind) -> str:
    return "\n".join(
        (
            f"*{t.render(kind.what)}*",
            t("What for: {purpose}", purpose=t.render(kind.purpose)),
            t("How long: {kept}", kept=t.render(kind.kept)),
            t("Who sees it: {seen_by}", seen_by=t.render(kind.seen_by)),
        )
    )


def _choices(t: Language, known: Self) -> list[Block]:
    languages = [option(t("As in Slack"), AUTOMATIC), option("Deutsch", "de"), option("English", "en")]
    days = [option(name, str(number)) for number, name in enumerate(weekday_names(t))]
    chosen = known.chosen
    own_days = [str(day) for day in sorted(chosen.working_days or ())]
    return [
        field(
            "language",
            label=t("Language"),
            element=select(
                action=_action("language"),
                placeholder=t("Choose a language"),
                options=languages,
                initial=chosen.language or AUTOMATIC,
            ),
        ),
        field(
            "zone",
            label=t("Time zone"),
            element=text_field(action=_action("zone"), initial=chosen.zone or "", longest=60),
            hint=t("Such as Europe/Berlin. Empty: as in Slack."),
            optional=True,
        ),
        field(
            "days",
            label=t("Working days"),
            element=checkboxes(action=_action("days"), options=days, initial=own_days),
            hint=t("None: those of your team."),
            optional=True,
        ),
        field(
            "holidays",
            label=t("Public holidays"),
            element=text_field(action=_action("holidays"), initial=chosen.holidays or "", longest=60),
            hint=t("Such as DE-BY. Empty: those of your team."),
            optional=True,
        ),
    ]


def _facts(t: Language, known: Self) -> list[Block]:
    teams = "\n".join(_membership(t, membership, known) for membership in known.memberships)
    absences = "\n".join(absence_shown(t, absence) for absence in known.absences)
    return [
        section(t("*Your teams and roles*") + "\n" + (teams or t("None."))),
        section(t("*Your absences*") + "\n" + (absences or t("None. `/takt away` tells me of one."))),
    ]


def _membership(t: Language, membership: Membership, known: Self) -> str:
    team = team_shown(membership.team)
    if not membership.roles:
        return team
    return f"{team}: {roles_shown(t, membership.roles, has_dpo=known.has_dpo)}"


def _action(name: str) -> str:
    return f"{ids.ME}.{name}"
