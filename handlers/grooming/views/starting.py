"""The form that starts a session, for whoever does not like to type options."""

from bot.i18n import Language
from bot.slack.blocks import checkboxes, context, field, option, radio, text_field, users_select
from bot.slack.replies import Block, Modal
from handlers.grooming.domain.decks import DECK_NAMES
from handlers.grooming.domain.sessions import Method, Source
from handlers.grooming.views import ids


def start_modal(t: Language, channel: str) -> Modal:
    promise = t(
        "The channel sees what you start, and your name as the one who leads. It is kept for two years."
    )
    blocks = (*_what(t), *_how(t), *_who(t), context(promise))
    return Modal(ids.START, t("Start grooming"), blocks, submit=t("Start"), about=channel)


def _what(t: Language) -> list[Block]:
    sources = [
        option(t("Issues by their keys"), Source.KEYS),
        option(t("A search (JQL)"), Source.JQL),
        option(t("A sprint"), Source.SPRINT),
        option(t("Typed titles"), Source.TITLES),
    ]
    chosen = radio(action=_id("source"), options=sources, initial=Source.KEYS)
    hint = t(
        "Keys with spaces between them, or one title a line; a sprint by its name, or nothing for the next."
    )
    return [
        field("source", label=t("What is to be groomed?"), element=chosen),
        field(
            "stories",
            label=t("Keys, search, sprint or titles"),
            element=text_field(action=_id("stories"), lines=True),
            hint=hint,
            optional=True,
        ),
    ]


def _how(t: Language) -> list[Block]:
    methods = [option(t("Planning poker"), Method.POKER), option(t("T-shirt sizes"), Method.TSHIRT)]
    decks = t("One of {decks}, or your own such as 1,2,3,5 or S=1,M=2,L=4.", decks=", ".join(DECK_NAMES))
    deadlines = t(
        "Such as 2h, tomorrow 15:00 or 2026-12-01. From a day on, everybody votes in their own time."
    )
    flags = [
        option(t("Anonymous"), "anonymous", description=t("Nobody sees whose card it was.")),
        option(t("Dry run"), "dry", description=t("Nothing is written to Jira.")),
    ]
    method = radio(action=_id("method"), options=methods, initial=Method.POKER)
    return [
        field("method", label=t("Method"), element=method),
        _line("deck", label=t("Deck"), hint=decks),
        _line("deadline", label=t("Deadline"), hint=deadlines),
        field(
            "options",
            label=t("Options"),
            element=checkboxes(action=_id("options"), options=flags),
            optional=True,
        ),
    ]


def _who(t: Language) -> list[Block]:
    hints = {
        "observers": (t("Observers"), t("They do not vote, and nobody waits for them.")),
        "with": (t("Guests"), t("They vote as the team's members do.")),
    }
    return [
        field(
            name,
            label=label,
            element=users_select(action=_id(name), placeholder=t("Choose people")),
            hint=hint,
            optional=True,
        )
        for name, (label, hint) in hints.items()
    ]


def _line(name: str, *, label: str, hint: str) -> Block:
    entry = text_field(action=_id(name), longest=500)
    return field(name, label=label, element=entry, hint=hint, optional=True)


def _id(name: str) -> str:
    return f"{ids.START}.{name}"
