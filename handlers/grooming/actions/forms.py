"""Forms: what was entered becomes one call of the service; what is wrong is said at its field."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.errors import Refused
from bot.grammar import Grammar, Word, read, straightened
from bot.i18n import Language, say
from bot.slack.replies import Close, FieldErrors, NextStep, Reply
from bot.slack.requests import Submission
from handlers.grooming.commands import (
    OWN_TIME,
    deadline_meant,
    listed_stories,
    method_meant,
)
from handlers.grooming.domain.decks import Deck, named_deck
from handlers.grooming.domain.sessions import Method, Options, Source, Stories
from handlers.grooming.domain.settings import Surroundings
from handlers.grooming.service import Decisions, Sessions, Votes
from handlers.grooming.service.votes import PageVote
from handlers.grooming.views import ballots, notes

Meaning = TypeVar("Meaning")
LINES = Grammar(verbs={})
CARD_NAME = re.compile(ballots.CARD_FIELD.format(story=r"(?P<story>\d+)", round=r"(?P<round>\d+)"))


@dataclass(frozen=True, slots=True)
class GroomingForms:
    sessions: Sessions
    votes: Votes
    decisions: Decisions

    def start(self, form: Submission) -> Reply:
        entered = Entries(form)
        around = self.sessions.surroundings(form.about, person=form.user, reader=form.reader)
        stories = entered.read("stories", lambda text: _stories(form.text("source"), text))
        method = entered.read("method", method_meant) or Method.POKER
        deck = entered.read("deck", lambda text: _deck(text, method, around))
        deadline = entered.read("deadline", lambda text: deadline_meant(text, around))
        if entered.faults or stories is None or deck is None:
            return FieldErrors(entered.faults)
        options = Options(
            method=method,
            deck=deck,
            deadline=deadline,
            is_anonymous="anonymous" in form.chosen("options"),
            is_dry="dry" in form.chosen("options"),
            is_asynchronous=deadline is not None and deadline - around.now > OWN_TIME,
            observers=form.chosen("observers"),
            invited=form.chosen("with"),
        )
        try:
            self.sessions.start(stories, options, channel=form.about, person=form.user, reader=form.reader)
        except Refused as refused:
            return FieldErrors({"stories": form.reader.language.render(refused.text)})
        return Close()

    def mine(self, form: Submission) -> Reply:
        story_id, _, story_round = form.about.partition(":")
        self.votes.cast(
            int(story_id),
            form.text("card"),
            voter=form.user,
            story_round=int(story_round),
            reason=form.text("reason"),
        )
        return Close()

    def ballot(self, form: Submission) -> Reply:
        """A page of votes: counted, then the next page, or the end."""
        session_id, page = (int(part) for part in form.about.split(":"))
        missed = self.votes.cast_all(entered_votes(form.fields), voter=form.user)
        mine = self.votes.ballots(session_id, voter=form.user)
        if (page + 1) * ballots.PAGE < len(mine):
            session = self.sessions.table(session_id).board.session
            return NextStep(ballots.ballot_modal(form.reader.language, session, mine, page=page + 1))
        return Close(notes.missed_message(form.reader.language, missed) if missed else None)

    def other(self, form: Submission) -> Reply:
        story_id, _, story_round = form.about.partition(":")
        self.decisions.accept(
            int(story_id), form.text("value"), person=form.user, story_round=int(story_round)
        )
        return Close()

    def hand_over(self, form: Submission) -> Reply:
        self.sessions.hand_over(int(form.about), person=form.user, to=form.text("facilitator"))
        return Close()


class Entries:
    """A form's fields as they are read, one after the other, with a sentence for each that is wrong."""

    def __init__(self, form: Submission) -> None:
        self._form = form
        self._language: Language = form.reader.language
        self.faults: dict[str, str] = {}

    def read(self, name: str, meaning: Callable[[str], Meaning]) -> Meaning | None:
        try:
            return meaning(self._form.text(name))
        except Refused as refused:
            self.faults[name] = self._language.render(refused.text)
            return None


def entered_votes(fields: Mapping[str, Any]) -> list[PageVote]:
    """What a page of votes says: for each story the round that was seen, a card (empty: none), a reason."""
    return [
        _page_vote(found, card, fields)
        for name, card in fields.items()
        if (found := CARD_NAME.fullmatch(name)) is not None
    ]


def _page_vote(found: re.Match[str], card: str | None, fields: Mapping[str, Any]) -> PageVote:
    reason = fields.get(ballots.REASON_FIELD.format(**found.groupdict())) or ""
    chosen = "" if card in {None, ballots.NO_VOTE} else str(card)
    return PageVote(int(found["story"]), int(found["round"]), chosen, reason.strip())


def _stories(source: str, text: str) -> Stories:
    kind = Source(source)
    if kind is Source.SPRINT:
        return Stories(kind, query=text)
    if not text:
        raise Refused(say("Please say what is to be groomed."))
    if kind is Source.JQL:
        return Stories(kind, query=straightened(text))
    if kind is Source.KEYS:
        return listed_stories(read(text, LINES).words)
    titles = tuple(Word(line.strip(), is_quoted=True) for line in text.splitlines() if line.strip())
    return listed_stories(titles)


def _deck(text: str, method: Method, around: Surroundings) -> Deck:
    usual = "tshirt" if method is Method.TSHIRT else "modified"
    return named_deck(text or usual, shirt_numbers=around.shirt_numbers)
