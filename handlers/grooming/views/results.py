"""A round after the reveal: votes by card, both ends, reasons, the suggestion, and what can be decided."""

from bot.i18n import Language
from bot.slack.blocks import actions, button, context, section
from bot.slack.replies import Block
from bot.text import escape, mention
from handlers.grooming.domain.decks import TOO_BIG, Card
from handlers.grooming.domain.rounds import Pile, Suggestion, Tally, suggestion, tally
from handlers.grooming.domain.sessions import Round, Session, Story
from handlers.grooming.domain.settings import TeamSettings
from handlers.grooming.views import ids
from handlers.grooming.views.phrases import cut, people

REASON_LIMIT = 200
SHOWN_REASONS = 12
BLOCK_LIMIT = 2900


def result_blocks(t: Language, session: Session, story: Story, settings: TeamSettings) -> list[Block]:
    counted = tally(session.options.deck, story.ballots)
    suggested = suggestion(session.options.deck, story.ballots, settings.rule)
    is_anonymous = session.options.is_anonymous or session.options.is_asynchronous
    blocks = [
        section(
            cut("\n".join(_pile(t, pile, is_anonymous=is_anonymous) for pile in counted.piles), BLOCK_LIMIT)
        )
    ]
    blocks.append(context(figures(t, counted)))
    blocks += _ends(t, counted, is_anonymous=is_anonymous)
    blocks += _reasons(t, counted, is_anonymous=is_anonymous)
    blocks.append(section(suggestion_line(t, suggested, settings)))
    if any(ballot.card == TOO_BIG for ballot in story.ballots):
        blocks.append(context(t("Somebody finds it too big. Perhaps it should be split.")))
    return blocks


def decision_buttons(t: Language, session: Session, story: Story, settings: TeamSettings) -> Block:
    """What the facilitator can do now; nothing of it is asked of Jira before a person has pressed it."""
    suggested = suggestion(session.options.deck, story.ballots, settings.rule)
    value = ids.about(story.id, story.round)
    buttons = [
        button(t("Another value"), action=ids.OTHER, value=value),
        button(t("Vote again"), action=ids.AGAIN, value=value),
        button(t("Not ready"), action=ids.NOT_READY, value=value),
        button(t("Split"), action=ids.SPLIT, value=value),
        button(t("Skip"), action=ids.SKIP, value=value),
    ]
    if suggested:
        accept = button(
            accept_label(t, session, story, suggested.card),
            action=ids.ACCEPT,
            value=ids.about(story.id, story.round, suggested.card.id),
            style="primary",
        )
        buttons.insert(0, accept)
    return actions(buttons)


def accept_label(t: Language, session: Session, story: Story, card: Card) -> str:
    value = _spoken(card)
    if session.options.is_dry or not story.key or card.number is None:
        return t("Keep {value}", value=value)
    return t("Write {value} to {key}", value=value, key=story.key)


def figures(t: Language, counted: Tally) -> str:
    if counted.lowest is None or counted.highest is None:
        return t("Nobody gave a size.")
    ends = t(
        "lowest {lowest} · highest {highest}",
        lowest=escape(counted.lowest.label),
        highest=escape(counted.highest.label),
    )
    if counted.median is None:
        return ends
    return t("median {median}", median=counted.median) + " · " + ends


def suggestion_line(t: Language, suggested: Suggestion | None, settings: TeamSettings) -> str:
    if suggested is None:
        return t("There is no suggestion: nobody gave a size.")
    card = escape(suggested.card.label)
    if suggested.is_consensus:
        told = t(":white_check_mark: Suggestion: *{card}* · consensus", card=card)
    else:
        told = t(
            ":left_right_arrow: Suggestion: *{card}* · no consensus, the median raised to the next card",
            card=card,
        )
    if (suggested.card.number or 0) > settings.ready.size_limit:
        told += "\n" + t("This is above the team's limit. Can it be split?")
    return told


def earlier_rounds(t: Language, session: Session, story: Story) -> list[Block]:
    """The last rounds stay visible beside the present one, without names."""
    return [context(_earlier(t, session, played)) for played in story.earlier]


def reasons_of_both_ends(t: Language, session: Session, story: Story) -> str:
    """What the lowest and the highest of the round before gave as their reasons, without names."""
    if not story.earlier:
        return ""
    counted = tally(session.options.deck, story.earlier[-1].ballots)
    lines = [
        f"• *{escape(pile.card.label)}*: {escape(cut(ballot.reason, REASON_LIMIT))}"
        for pile in counted.ends
        for ballot in pile.ballots
        if ballot.reason
    ]
    ends = ", ".join(escape(pile.card.label) for pile in counted.ends)
    told = t("Round {n} went from one end to the other: {ends}.", n=story.earlier[-1].number, ends=ends)
    return "\n".join([told, *lines[:SHOWN_REASONS]]) if ends else ""


def _spoken(card: Card) -> str:
    """`5`, `½`; of a card whose label is not its number both: `XL (8)`."""
    if card.number is None or card.id == f"{card.number:g}":
        return card.label
    return f"{card.label} ({card.number:g})"


def _pile(t: Language, pile: Pile, *, is_anonymous: bool) -> str:
    count = t.many("{n} vote", "{n} votes", len(pile.ballots))
    voters = "" if is_anonymous else _voters(t, pile)
    shown = f" · {voters}" if voters else ""
    return f"*{escape(pile.card.label)}*  {count}{shown}"


def _voters(t: Language, pile: Pile) -> str:
    return people([ballot.voter for ballot in pile.ballots if ballot.voter], t)


def _ends(t: Language, counted: Tally, *, is_anonymous: bool) -> list[Block]:
    if not counted.ends:
        return []
    if is_anonymous:
        cards = [f"*{escape(pile.card.label)}*" for pile in counted.ends]
        told = t("Whoever chose {low} or {high}: what speaks for it?", low=cards[0], high=cards[-1])
    else:
        sides = [f"{_voters(t, pile)} (*{escape(pile.card.label)}*)" for pile in counted.ends]
        told = t("{low} and {high}: what speaks for it?", low=sides[0], high=sides[-1])
    return [section(":speech_balloon: " + told)]


def _reasons(t: Language, counted: Tally, *, is_anonymous: bool) -> list[Block]:
    lines = [
        _reason(pile.card.label, ballot.reason, "" if is_anonymous else ballot.voter or "")
        for pile in counted.piles
        for ballot in pile.ballots
        if ballot.reason
    ]
    if not lines:
        return []
    hidden = len(lines) - SHOWN_REASONS
    more = [t.many("and {n} more reason", "and {n} more reasons", hidden)] if hidden > 0 else []
    return [section(cut("\n".join([*lines[:SHOWN_REASONS], *more]), BLOCK_LIMIT))]


def _reason(card: str, reason: str, voter: str) -> str:
    by = f" – {mention(voter)}" if voter else ""
    return f"• *{escape(card)}*: {escape(cut(reason, REASON_LIMIT))}{by}"


def _earlier(t: Language, session: Session, played: Round) -> str:
    counted = tally(session.options.deck, played.ballots)
    cards = ", ".join(f"{escape(pile.card.label)} × {len(pile.ballots)}" for pile in counted.piles)
    return t("Round {n}: {cards}", n=played.number, cards=cards or t("no votes"))
