"""What Jira answered to the questions that a session asks as it starts and as each round begins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.db.database import Database
from bot.db.outbox import enqueue
from bot.i18n import Text, say
from handlers.grooming import store
from handlers.grooming.domain.refusals import GroomedElsewhere
from handlers.grooming.domain.sessions import (
    Finding,
    IssueFacts,
    Session,
    SessionState,
    Source,
    Story,
    StoryState,
    Writability,
)
from handlers.grooming.service import course, outside, participants
from handlers.grooming.service.sessions import claim
from handlers.grooming.store import Tx


@dataclass(frozen=True, slots=True)
class Reading:
    """One issue as Jira told it."""

    key: str
    title: str
    facts: IssueFacts
    estimate: float | None


@dataclass(frozen=True, slots=True)
class Question:
    """What a session wants to know of Jira, of which project and board; None where the team set none."""

    session: Session
    keys: tuple[str, ...]
    project: str | None
    board: int | None


@dataclass(frozen=True, slots=True)
class Readings:
    database: Database
    clock: Clock

    def question(self, session_id: int) -> Question | None:
        """What is still to be read of a session, or None once nothing is."""
        with self.database.reading() as tx:
            session = store.sessions.read(tx, session_id)
            stories = course.board(tx, session).stories
            unread = tuple(story.key for story in stories if story.key and not story.is_read)
            team = participants.team_of(tx, session)
        if session.state.is_over or session.total is not None:
            return None
        if session.stories.source is Source.KEYS:
            return Question(session, unread, team.project, team.board) if unread else None
        if session.state is not SessionState.STARTING:
            return None
        return Question(session, (), team.project, team.board)

    def record_issues(
        self, session_id: int, *, found: Mapping[str, Reading], failed: Mapping[str, Text]
    ) -> None:
        """The answer to keys: what exists is voted on, the rest is told to the facilitator in private."""
        with self.database.transaction() as tx:
            board = course.locked(tx, session_id)
            if board.session.state.is_over:
                return
            self._answered(tx, session_id, [Finding(key, text) for key, text in failed.items()])
            for story in board.stories:
                if story.key in found:
                    _keep(tx, story, found[story.key])
                elif story.key in failed and story.state in {StoryState.WAITING, StoryState.VOTING}:
                    store.stories.remove(tx, story.id)
            self._begin(tx, session_id)

    def record_search(self, session_id: int, readings: Sequence[Reading]) -> None:
        """The answer to a query or a sprint; an issue of another open session is left to that one."""
        findings: list[Finding] = []
        with self.database.transaction() as tx:
            session = store.sessions.lock(tx, session_id)
            if session.state is not SessionState.STARTING or course.board(tx, session).stories:
                return
            for reading in readings:
                try:
                    claim(tx, session_id, key=reading.key)
                except GroomedElsewhere as taken:
                    findings.append(Finding(reading.key, taken.text))
                    continue
                story_id = store.stories.add(tx, session_id, key=reading.key, title=reading.title)
                _write_down(tx, story_id, reading)
            self._answered(tx, session_id, findings)
            self._begin(tx, session_id)

    def ask_for_first(self, session_id: int, *, total: int) -> None:
        """A search finds more than a session takes: the facilitator is asked."""
        with self.database.transaction() as tx:
            session = store.sessions.lock(tx, session_id)
            if session.state is SessionState.STARTING:
                store.sessions.ask_for_first(tx, session_id, total=total)
                enqueue(tx, outside.findings(session_id))
                course.redraw(tx, session)

    def give_up(self, session_id: int, *, told: Text, shown: Text) -> None:
        """Nothing can be groomed: the facilitator is told why in private, the board says it briefly."""
        with self.database.transaction() as tx:
            session = store.sessions.lock(tx, session_id)
            if session.state.is_over:
                return
            self._answered(tx, session_id, [Finding("", told)])
            course.cancel(tx, session, reason=shown, clock=self.clock)

    def record_fault(self, session_id: int, fault: Text) -> None:
        """Jira does not answer: named issues can be voted on by their keys meanwhile, the text follows."""
        with self.database.transaction() as tx:
            session = store.sessions.lock(tx, session_id)
            if session.state.is_over or session.fault is not None:
                return
            store.sessions.keep_fault(tx, session_id, fault=fault)
            if session.state is SessionState.STARTING and session.stories.source is Source.KEYS:
                course.begin(tx, session_id, clock=self.clock)
            course.redraw(tx, session)

    def told(self, session_id: int) -> tuple[Session, tuple[Finding, ...]]:
        with self.database.reading() as tx:
            return store.sessions.read(tx, session_id), store.sessions.findings(tx, session_id)

    def story(self, story_id: int) -> tuple[Story, int | None] | None:
        """A story that is still to be voted on, with the Jira board; None where nobody needs it any more."""
        with self.database.reading() as tx:
            session = store.sessions.read(tx, store.stories.session_of(tx, story_id))
            board = course.board(tx, session)
            jira_board = participants.team_of(tx, session).board
        story = next(story for story in board.stories if story.id == story_id)
        if session.state is not SessionState.OPEN or not story.state.is_open:
            return None
        return story, jira_board

    def record_look(self, seen: Story, *, reading: Reading | None, writability: Writability | None) -> None:
        """What a look at one issue found. Its estimate counts as the round's only while that round runs."""
        with self.database.transaction() as tx:
            board, story = course.locked_by_story(tx, seen.id)
            if writability is not None:
                store.stories.keep_writability(tx, story.id, found=writability)
            if reading is not None:
                store.stories.keep_facts(
                    tx, story.id, key=reading.key, title=reading.title, facts=reading.facts
                )
                if story.state is StoryState.VOTING and story.round == seen.round:
                    store.stories.keep_base(tx, story.id, base=reading.estimate)
            course.redraw(tx, board.session)

    def _answered(self, tx: Tx, session_id: int, findings: Sequence[Finding]) -> None:
        store.sessions.keep_fault(tx, session_id, fault=None)
        if findings:
            store.sessions.keep_findings(tx, session_id, findings=findings)
            enqueue(tx, outside.findings(session_id))

    def _begin(self, tx: Tx, session_id: int) -> None:
        session = store.sessions.read(tx, session_id)
        if not course.board(tx, session).stories:
            reason = say("None of its stories can be groomed.")
            course.cancel(tx, session, reason=reason, clock=self.clock)
        elif session.state is SessionState.STARTING:
            course.begin(tx, session_id, clock=self.clock)
        else:
            course.advance(tx, session_id, clock=self.clock)


def _keep(tx: Tx, story: Story, reading: Reading) -> None:
    """An issue may be read after people have voted on its key; what was decided stands."""
    if story.is_read:
        return
    if story.state.is_open:
        _write_down(tx, story.id, reading)
    else:
        store.stories.keep_facts(tx, story.id, key=story.key, title=reading.title, facts=reading.facts)


def _write_down(tx: Tx, story_id: int, reading: Reading) -> None:
    store.stories.keep_facts(tx, story_id, key=reading.key, title=reading.title, facts=reading.facts)
    store.stories.keep_base(tx, story_id, base=reading.estimate)
