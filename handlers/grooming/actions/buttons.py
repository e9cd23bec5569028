"""Buttons: from what a button carries to one call of the service."""

from dataclasses import dataclass

from bot.slack.replies import ChangeModal, Modal, OpenModal, Reply, Silence, Whisper
from bot.slack.requests import ButtonClick
from handlers.grooming.actions.forms import entered_votes
from handlers.grooming.domain.sessions import StoryState
from handlers.grooming.service import Decisions, Rounds, Sessions, Votes
from handlers.grooming.views import ballots, ids, modals, notes


@dataclass(frozen=True, slots=True)
class GroomingButtons:
    sessions: Sessions
    votes: Votes
    rounds: Rounds
    decisions: Decisions

    def vote(self, click: ButtonClick) -> Reply:
        """A card, as a button of its own or chosen in a select."""
        story_id, story_round, *chosen = click.value.split(":", 2)
        card = click.argument or chosen[0]
        self.votes.cast(int(story_id), card, voter=click.user, story_round=int(story_round))
        return Silence()

    def mine(self, click: ButtonClick) -> Reply:
        story_id, story_round = _numbers(click)
        deck, story, ballot = self.votes.mine(story_id, voter=click.user, story_round=story_round)
        return OpenModal(ballots.mine_modal(click.reader.language, story, deck=deck, mine=ballot))

    def withdraw(self, click: ButtonClick) -> Reply:
        story_id, story_round = _numbers(click)
        self.votes.withdraw(story_id, voter=click.user, story_round=story_round)
        return ChangeModal(ballots.withdrawn_modal(click.reader.language))

    def ballot(self, click: ButtonClick) -> Reply:
        return OpenModal(self._ballot(click, int(click.value), page=0))

    def back(self, click: ButtonClick) -> Reply:
        """The page before, after what stands on this one has been counted."""
        session_id, page = _numbers(click)
        self.votes.cast_all(entered_votes(click.fields), voter=click.user)
        return ChangeModal(self._ballot(click, session_id, page=page))

    def reveal(self, click: ButtonClick) -> Reply:
        whole, _, session_id = click.value.partition(":")
        if whole == ids.WHOLE:
            self.rounds.reveal_all(int(session_id), person=click.user)
        else:
            story_id, story_round = _numbers(click)
            self.rounds.reveal(story_id, person=click.user, story_round=story_round)
        return Silence()

    def again(self, click: ButtonClick) -> Reply:
        story_id, story_round = _numbers(click)
        self.rounds.again(story_id, person=click.user, story_round=story_round)
        return Silence()

    def second(self, click: ButtonClick) -> Reply:
        count = self.rounds.second_round(int(click.value), person=click.user)
        return Whisper(notes.second_round_message(click.reader.language, count))

    def accept(self, click: ButtonClick) -> Reply:
        story_id, story_round, card = click.value.split(":", 2)
        self.decisions.accept(int(story_id), card, person=click.user, story_round=int(story_round))
        return Silence()

    def other(self, click: ButtonClick) -> Reply:
        story_id, story_round = _numbers(click)
        board, story = self.decisions.revealed(story_id, person=click.user, story_round=story_round)
        settings = self.sessions.settings(board.session.channel)
        return OpenModal(modals.other_modal(click.reader.language, board.session, story, settings))

    def not_ready(self, click: ButtonClick) -> Reply:
        return self._set_aside(click, StoryState.NOT_READY)

    def split(self, click: ButtonClick) -> Reply:
        return self._set_aside(click, StoryState.SPLIT)

    def skip(self, click: ButtonClick) -> Reply:
        return self._set_aside(click, StoryState.SKIPPED)

    def undo(self, click: ButtonClick) -> Reply:
        story_id, version = _numbers(click)
        self.decisions.undo(story_id, person=click.user, version=version)
        return Silence()

    def overwrite(self, click: ButtonClick) -> Reply:
        story_id, version = _numbers(click)
        self.decisions.overwrite(story_id, person=click.user, version=version)
        return Silence()

    def keep(self, click: ButtonClick) -> Reply:
        story_id, version = _numbers(click)
        self.decisions.keep_theirs(story_id, person=click.user, version=version)
        return Silence()

    def end(self, click: ButtonClick) -> Reply:
        self.sessions.end(int(click.value), person=click.user)
        return Silence()

    def cancel(self, click: ButtonClick) -> Reply:
        self.sessions.cancel(int(click.value), person=click.user)
        return ChangeModal(modals.cancelled_modal(click.reader.language)) if click.view_id else Silence()

    def first(self, click: ButtonClick) -> Reply:
        self.sessions.take_first(int(click.value), person=click.user)
        return Silence()

    def more(self, click: ButtonClick) -> Reply:
        table = self.sessions.led_by(int(click.value), person=click.user)
        return OpenModal(
            modals.more_modal(click.reader.language, table.board.session, missing=table.missing(click.user))
        )

    def all(self, click: ButtonClick) -> Reply:
        session_id, page = _numbers(click)
        modal = modals.list_modal(click.reader.language, self.sessions.table(session_id).board, page=page)
        return ChangeModal(modal) if click.view_id else OpenModal(modal)

    def _ballot(self, click: ButtonClick, session_id: int, *, page: int) -> Modal:
        session = self.sessions.table(session_id).board.session
        mine = self.votes.ballots(session_id, voter=click.user)
        return ballots.ballot_modal(click.reader.language, session, mine, page=page)

    def _set_aside(self, click: ButtonClick, state: StoryState) -> Reply:
        story_id, story_round = _numbers(click)
        self.decisions.set_aside(story_id, state, person=click.user, story_round=story_round)
        return Silence()


def _numbers(click: ButtonClick) -> tuple[int, int]:
    """The two numbers that a button carries: what it is about, and the round or version that one saw."""
    subject, _, seen = click.value.partition(":")
    return int(subject), int(seen)
