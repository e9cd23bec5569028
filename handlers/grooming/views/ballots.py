"""The forms in which people vote. Each says who will see what is entered, and how long it stays."""

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
    text_field,
)
from bot.slack.replies import Block, Modal
from bot.text import escape
from handlers.grooming.domain.decks import Deck
from handlers.grooming.domain.rounds import Ballot
from handlers.grooming.domain.sessions import Session, Story
from handlers.grooming.views import ids
from handlers.grooming.views.phrases import cut, named
from handlers.grooming.views.results import reasons_of_both_ends

REASON_LENGTH = 500
PAGE = 10
NO_VOTE = "none"
CARD_FIELD = "card_{story}_{round}"
REASON_FIELD = "reason_{story}_{round}"


def mine_modal(t: Language, story: Story, *, deck: Deck, mine: Ballot | None) -> Modal:
    """One's own vote: seen, changed, withdrawn, with a reason."""
    chosen = mine.card.label if mine else t("none yet")
    blocks = [
        section(f"*{cut(named(story), 600)}*\n" + t("Your vote: {card}", card=f"*{escape(chosen)}*")),
        field("card", label=t("Card"), element=_cards(t, "grooming.mine.card", deck, mine)),
        field(
            "reason",
            label=t("Reason"),
            element=text_field(
                action="grooming.mine.reason",
                initial=mine.reason if mine else "",
                lines=True,
                longest=REASON_LENGTH,
            ),
            optional=True,
        ),
        context(_promise(t)),
    ]
    if mine:
        value = ids.about(story.id, story.round)
        blocks.append(actions([button(t("Withdraw my vote"), action=ids.WITHDRAW, value=value)]))
    return Modal(
        ids.MINE, t("My vote"), tuple(blocks), submit=t("Vote"), about=ids.about(story.id, story.round)
    )


def withdrawn_modal(t: Language) -> Modal:
    return Modal(ids.MINE, t("My vote"), (section(t("Your vote has been withdrawn.")),), close=t("Close"))


def ballot_modal(
    t: Language, session: Session, ballots: Sequence[tuple[Story, Ballot | None]], *, page: int
) -> Modal:
    """A page of an asynchronous vote: ten stories, each with a card and a reason."""
    shown = ballots[page * PAGE : (page + 1) * PAGE]
    is_last = (page + 1) * PAGE >= len(ballots)
    blocks: list[Block] = [context(_promise(t))]
    for story, mine in shown:
        blocks += _ballot(t, session, story, mine)
    if page:
        blocks.append(actions([button(t("Back"), action=ids.BACK, value=ids.about(session.id, page - 1))]))
    pages = (len(ballots) + PAGE - 1) // PAGE
    title = t("Vote ({page} of {pages})", page=page + 1, pages=pages) if pages > 1 else t("Vote")
    return Modal(
        ids.BALLOT,
        title,
        tuple(blocks),
        submit=t("Vote") if is_last else t("Next"),
        about=ids.about(session.id, page),
    )


def _promise(t: Language) -> str:
    return t(
        "Card and reason are secret until the reveal; then those in the channel see them. "
        "Your name on them is deleted when the session ends; the values stay for two years."
    )


def _cards(t: Language, action: str, deck: Deck, mine: Ballot | None, *, can_withdraw: bool = False) -> Block:
    options = [option(card.label, card.id) for card in deck.all_cards]
    if can_withdraw:
        options.append(option(t("No vote"), NO_VOTE))
    return select(
        action=action,
        placeholder=t("Choose a card"),
        options=options,
        initial=mine.card.id if mine else None,
    )


def _ballot(t: Language, session: Session, story: Story, mine: Ballot | None) -> list[Block]:
    told = f"*{cut(named(story), 600)}*"
    if story.facts and story.facts.description:
        told += "\n" + cut(story.facts.description, 600)
    ends = reasons_of_both_ends(t, session, story)
    deck = session.options.deck
    return [
        section(cut(told + (f"\n{ends}" if ends else ""), 2900)),
        field(
            CARD_FIELD.format(story=story.id, round=story.round),
            label=t("Card for {story}", story=story.label),
            element=_cards(t, "grooming.ballot.card", deck, mine, can_withdraw=mine is not None),
            optional=True,
        ),
        field(
            REASON_FIELD.format(story=story.id, round=story.round),
            label=t("Reason"),
            element=text_field(
                action="grooming.ballot.reason", initial=mine.reason if mine else "", longest=REASON_LENGTH
            ),
            optional=True,
        ),
    ]
