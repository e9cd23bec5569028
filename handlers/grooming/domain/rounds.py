"""What a round of votes comes to: the tally, whether there is a consensus, and what is suggested."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from handlers.grooming.domain.decks import PAUSE, TOO_BIG, UNSURE, Card, Deck

FULL_SHARE = 100


class ConsensusRule(StrEnum):
    NEIGHBOURS = "neighbours"
    UNANIMOUS = "unanimous"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Rule:
    """What the team takes for a consensus.

    `share`: the percentage on one card that the rule of that name asks for. `park_after`: so many rounds
    without a consensus, and the story is parked as not ready.
    """

    kind: ConsensusRule = ConsensusRule.NEIGHBOURS
    share: int = 75
    park_after: int | None = None


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote. The voter is None once the session's names have been forgotten."""

    voter: str | None
    card: Card
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Pile:
    """Everybody who chose one card."""

    card: Card
    ballots: tuple[Ballot, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes by card: *unsure* first, since it needs talk, then along the deck, then the other two.

    The median and both ends are of the cards that are sizes; they are None where nobody gave one.
    """

    piles: tuple[Pile, ...]
    median: float | None
    lowest: Card | None
    highest: Card | None

    @property
    def is_spread(self) -> bool:
        return self.lowest != self.highest

    @property
    def ends(self) -> tuple[Pile, ...]:
        """The lowest and the highest card with those who chose them, if they differ."""
        if not self.is_spread:
            return ()
        return tuple(pile for pile in self.piles if pile.card in {self.lowest, self.highest})


@dataclass(frozen=True, slots=True)
class Suggestion:
    card: Card
    is_consensus: bool


def tally(deck: Deck, ballots: Sequence[Ballot]) -> Tally:
    order = (UNSURE, *deck.cards, TOO_BIG, PAUSE)
    piles = (Pile(card, tuple(ballot for ballot in ballots if ballot.card == card)) for card in order)
    sizes = _sizes(deck, ballots)
    numbers = [card.number for card in sizes if card.number is not None]
    return Tally(
        piles=tuple(pile for pile in piles if pile.ballots),
        median=float(median(numbers)) if numbers else None,
        lowest=sizes[0] if sizes else None,
        highest=sizes[-1] if sizes else None,
    )


def suggestion(deck: Deck, ballots: Sequence[Ballot], rule: Rule) -> Suggestion | None:
    """The card that the team seems to mean; None where nobody gave a size.

    Without a consensus it is the median, raised to the next card.
    """
    sizes = _sizes(deck, ballots)
    if not sizes:
        return None
    agreed = None if any(ballot.card == TOO_BIG for ballot in ballots) else _agreed(deck, sizes, rule)
    if agreed is not None:
        return Suggestion(agreed, is_consensus=True)
    return Suggestion(_raised_median(deck, sizes), is_consensus=False)


def is_parked(story_round: int, suggested: Suggestion | None, rule: Rule) -> bool:
    """Whether the team's rule says that enough rounds have been played without a consensus."""
    if rule.park_after is None or (suggested is not None and suggested.is_consensus):
        return False
    return story_round >= rule.park_after


def _sizes(deck: Deck, ballots: Sequence[Ballot]) -> list[Card]:
    cards = [ballot.card for ballot in ballots if not ballot.card.is_special]
    return sorted(cards, key=deck.position)


def _agreed(deck: Deck, sizes: Sequence[Card], rule: Rule) -> Card | None:
    lowest, highest = sizes[0], sizes[-1]
    spread = deck.position(highest) - deck.position(lowest)
    if rule.kind is ConsensusRule.UNANIMOUS:
        return highest if spread == 0 else None
    if rule.kind is ConsensusRule.NEIGHBOURS:
        return highest if spread <= 1 else None
    return _shared(deck, sizes, rule.share)


def _shared(deck: Deck, sizes: Sequence[Card], share: int) -> Card | None:
    """The card that enough of them chose, if no one is further than one card away from it."""
    for card in sorted(set(sizes), key=deck.position, reverse=True):
        is_enough = sizes.count(card) * FULL_SHARE >= share * len(sizes)
        if is_enough and all(abs(deck.position(card) - deck.position(other)) <= 1 for other in sizes):
            return card
    return None


def _raised_median(deck: Deck, sizes: Sequence[Card]) -> Card:
    if not deck.has_numbers:
        return sizes[len(sizes) // 2]
    return deck.at_least(median(card.number or 0.0 for card in sizes))
