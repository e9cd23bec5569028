"""The forms of grooming. Each says who will see what is entered, and how long it stays."""

from collections.abc import Sequence

from bot.i18n import Language
from bot.slack.blocks import (
    actions,
    button,
    context,
    field,
    option,
    section,
    select,
)
from bot.slack.replies import Modal
from bot.text import escape
from handlers.grooming.domain.decks import Card
from handlers.grooming.domain.rounds import suggestion
from handlers.grooming.domain.sessions import Board, Session, Story
from handlers.grooming.domain.settings import TeamSettings
from handlers.grooming.views import ids
from handlers.grooming.views.phrases import cut, named, outcome_line

LIST_PAGE = 20


def other_modal(t: Language, session: Session, story: Story, settings: TeamSettings) -> Modal:
    suggested = suggestion(session.options.deck, story.ballots, settings.rule)
    options = [option(_size(card), card.id) for card in session.options.deck.cards]
    chosen = select(
        action="grooming.other.value",
        placeholder=t("Choose a card"),
        options=options,
        initial=suggested.card.id if suggested else None,
    )
    blocks = (
        section(f"*{cut(named(story), 600)}*"),
        field("value", label=t("Value"), element=chosen),
        context(t("The board shows the value and Jira's comment names you; both stay as long as the issue.")),
    )
    return Modal(
        ids.OTHER, t("Another value"), blocks, submit=t("Accept"), about=ids.about(story.id, story.round)
    )


def more_modal(t: Language, session: Session, *, missing: Sequence[str]) -> Modal:
    """What the facilitator can do besides; `missing` are names that only they may see."""
    blocks = [
        field(
            "facilitator",
            label=t("Hand the session over to"),
            element={"type": "users_select", "action_id": "grooming.handover.facilitator"},
        ),
        context(t("The board will name them as the one who leads.")),
    ]
    if missing:
        names = ", ".join(escape(name) for name in missing)
        blocks.append(context(t("Not voted yet (only you see this): {names}", names=names)))
    cancel = button(t("Cancel session"), action=ids.CANCEL, value=str(session.id), style="danger")
    blocks.append(actions([cancel]))
    return Modal(
        ids.HANDOVER, t("Lead the session"), tuple(blocks), submit=t("Hand over"), about=str(session.id)
    )


def list_modal(t: Language, board: Board, *, page: int) -> Modal:
    """All stories, in pages."""
    shown = board.stories[page * LIST_PAGE : (page + 1) * LIST_PAGE]
    blocks = [section(cut(outcome_line(t, story), 600)) for story in shown]
    buttons = []
    if page:
        buttons.append(
            button(t("Back"), action=f"{ids.ALL}.back", value=ids.about(board.session.id, page - 1))
        )
    if (page + 1) * LIST_PAGE < len(board.stories):
        buttons.append(
            button(t("Next"), action=f"{ids.ALL}.next", value=ids.about(board.session.id, page + 1))
        )
    if buttons:
        blocks.append(actions(buttons))
    return Modal(ids.ALL, t("All stories"), tuple(blocks), close=t("Close"))


def cancelled_modal(t: Language) -> Modal:
    return Modal(
        ids.HANDOVER, t("Lead the session"), (section(t("The session is cancelled.")),), close=t("Close")
    )


def _size(card: Card) -> str:
    if card.number is None or card.id == f"{card.number:g}":
        return card.label
    return f"{card.label} ({card.number:g})"
