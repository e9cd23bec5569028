from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from handlers.grooming.domain.decks import PAUSE, TOO_BIG, UNSURE, Card, named_deck
from handlers.grooming.domain.reminders import reminder_at
from handlers.grooming.domain.rounds import (
    Ballot,
    ConsensusRule,
    Rule,
    Suggestion,
    is_parked,
    suggestion,
    tally,
)

MODIFIED = named_deck("modified")
cards = st.sampled_from(MODIFIED.all_cards)
rounds = st.lists(cards, max_size=12)


def ballots(*chosen: Card | str) -> list[Ballot]:
    meant = [MODIFIED.card(card) if isinstance(card, str) else card for card in chosen]
    return [Ballot(f"U{number}", card) for number, card in enumerate(meant)]


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("modified", "0 ½ 1 2 3 5 8 13 20 40 100"),
        ("Fibonacci", "0 1 2 3 5 8 13 21 34 55 89"),
        ("powers", "0 1 2 4 8 16 32 64"),
        ("tshirt", "XXS XS S M L XL XXL"),
    ],
)
def test_the_decks_are_those_of_the_contract(name: str, labels: str):
    assert [card.label for card in named_deck(name).all_cards] == [*labels.split(), "?", "∞", "☕"]


def test_t_shirts_have_numbers_that_a_team_can_change():
    assert [card.number for card in named_deck("tshirt").cards] == [0.5, 1, 2, 3, 5, 8, 13]
    assert named_deck("tshirt", shirt_numbers={"XL": 21}).card("xl").number == 21


def test_an_own_deck_takes_labels_with_numbers_in_their_order():
    deck = named_deck("L=4, S=1 ,M=2.5,?")
    assert [(card.id, card.number) for card in deck.cards] == [("S", 1), ("M", 2.5), ("L", 4)]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1", "“1” is not a deck"),
        ("poker", "“poker” is not a deck"),
        (",".join(map(str, range(21))), "is not a deck"),
        ("1,2,2", "“2” stands twice"),
        ("0.5,½", "stands twice"),
        ("S=1,M", "either every card has a number or none"),
        ("S=x,M=2", "“x” is not a number"),
        ("a,a label that is far too long", "has from 1 to 20 characters"),
    ],
)
def test_a_deck_that_cannot_be_played_is_refused(typed: str, told: str):
    with pytest.raises(Refused, match="|".join([told.replace("“", ".").replace("”", ".")])):
        named_deck(typed)


@pytest.mark.parametrize(
    ("typed", "card"),
    [
        ("0,5", "0.5"),
        ("0.5", "0.5"),
        ("½", "0.5"),
        ("13", "13"),
        ("∞", "inf"),
        ("INF", "inf"),
        ("Kaffee", "coffee"),
    ],
)
def test_a_card_has_many_spellings_and_one_id(typed: str, card: str):
    assert MODIFIED.card(typed).id == card


@given(rounds)
def test_special_cards_enter_no_median(chosen: list[Card]):
    sizes = [card for card in chosen if card.number is not None]
    assert tally(MODIFIED, ballots(*chosen)).median == tally(MODIFIED, ballots(*sizes)).median


@given(rounds)
def test_every_vote_is_in_the_tally_once(chosen: list[Card]):
    piles = tally(MODIFIED, ballots(*chosen)).piles
    assert sorted(card.id for card in chosen) == sorted(b.card.id for pile in piles for b in pile.ballots)


@given(rounds, st.sampled_from(ConsensusRule))
def test_a_suggestion_is_a_card_between_both_ends(chosen: list[Card], kind: ConsensusRule):
    found = suggestion(MODIFIED, ballots(*chosen), Rule(kind))
    counted = tally(MODIFIED, ballots(*chosen))
    if found is None:
        assert counted.lowest is None
        return
    positions = [MODIFIED.position(card) for card in (counted.lowest, found.card, counted.highest) if card]
    assert positions == sorted(positions)


@given(rounds)
def test_without_consensus_the_median_is_raised_to_the_next_card(chosen: list[Card]):
    found = suggestion(MODIFIED, ballots(*chosen), Rule())
    if found is not None and not found.is_consensus:
        median = tally(MODIFIED, ballots(*chosen)).median
        lower = [card.number for card in MODIFIED.cards if (card.number or 0) < (found.card.number or 0)]
        assert median is not None
        assert all((number or 0) < median <= (found.card.number or 0) for number in lower)


@pytest.mark.parametrize(
    ("chosen", "rule", "expected"),
    [
        ("3 5 5", Rule(), ("5", True)),
        ("3 5 8", Rule(), ("5", False)),
        ("3 8", Rule(), ("8", False)),
        ("5 5 ? coffee", Rule(), ("5", True)),
        ("5 5 inf", Rule(), ("5", False)),
        ("3 5", Rule(ConsensusRule.UNANIMOUS), ("5", False)),
        ("5 5", Rule(ConsensusRule.UNANIMOUS), ("5", True)),
        ("3 5 5 5", Rule(ConsensusRule.SHARE, share=75), ("5", True)),
        ("3 3 5 5", Rule(ConsensusRule.SHARE, share=75), ("5", False)),
        ("2 5 5 5", Rule(ConsensusRule.SHARE, share=75), ("5", False)),
    ],
)
def test_each_rule_finds_its_consensus(chosen: str, rule: Rule, expected: tuple[str, bool]):
    found = suggestion(MODIFIED, ballots(*chosen.split()), rule)
    assert found == Suggestion(MODIFIED.card(expected[0]), is_consensus=expected[1])


def test_nobodys_size_is_no_suggestion():
    assert suggestion(MODIFIED, ballots(UNSURE, TOO_BIG, PAUSE), Rule()) is None
    assert suggestion(MODIFIED, [], Rule()) is None


def test_cards_without_numbers_have_a_middle_too():
    deck = named_deck("small,medium,large")
    chosen = [
        Ballot("U1", deck.card("small")),
        Ballot("U2", deck.card("large")),
        Ballot("U3", deck.card("medium")),
    ]
    assert suggestion(deck, chosen, Rule()) == Suggestion(deck.card("medium"), is_consensus=False)
    assert tally(deck, chosen).median is None


def test_a_story_is_parked_only_by_a_team_that_says_so():
    agreed = Suggestion(MODIFIED.card("5"), is_consensus=True)
    assert not is_parked(9, None, Rule())
    assert not is_parked(1, None, Rule(park_after=2))
    assert is_parked(2, None, Rule(park_after=2))
    assert not is_parked(2, agreed, Rule(park_after=2))


def test_a_reminder_falls_into_working_hours():
    begun = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    usual = reminder_at(begun, begun + timedelta(days=2, hours=5), zone="Europe/Berlin")
    early = reminder_at(begun, datetime(2026, 11, 29, 20, 0, tzinfo=UTC), zone="Europe/Berlin")
    assert usual == begun + timedelta(days=2, hours=1)
    assert (early.weekday(), early.hour) == (4, 16)  # Sunday's becomes Friday's, 17:30 in Berlin
