"""Sessions as a whole: started, led, ended, listed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import people
from bot.clock import Clock
from bot.db.database import Database
from bot.db.outbox import Urgency, enqueue
from bot.i18n import say
from bot.slack.requests import Reader
from bot.text import mention
from handlers.grooming import store
from handlers.grooming.domain.people import Circle
from handlers.grooming.domain.refusals import (
    CannotLead,
    GroomedElsewhere,
    NotAskedAnyMore,
    NoTracker,
    TooManyStories,
)
from handlers.grooming.domain.reminders import reminder_at
from handlers.grooming.domain.sessions import (
    MOST_STORIES,
    Board,
    Options,
    Session,
    SessionState,
    Source,
    Stories,
    StoryState,
    issue_key,
)
from handlers.grooming.domain.settings import Surroundings, TeamSettings, team_settings
from handlers.grooming.service import course, outside, participants
from handlers.grooming.store import Tx

LISTED = 10
KEPT = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Table:
    """All that a board shows: the session, who sits around it, and how the team grooms."""

    board: Board
    circle: Circle
    team: people.Team
    settings: TeamSettings

    def missing(self, person: str) -> tuple[str, ...]:
        """Who has not voted yet, by name: for the facilitator only, and never in works-council mode."""
        story, session = self.board.in_turn, self.board.session
        if self.team.works_council or person != session.facilitator or story is None:
            return ()
        if story.state is not StoryState.VOTING or session.options.is_asynchronous:
            return ()
        voters = {ballot.voter for ballot in story.ballots}
        return tuple(sorted(self.circle.name(user) for user in self.circle.expected - voters))


@dataclass(frozen=True, slots=True)
class Sessions:
    database: Database
    clock: Clock
    has_tracker: bool

    def start(self, stories: Stories, options: Options, *, channel: str, person: str, reader: Reader) -> int:
        """Store the session and ask for all that is slow; titles need nobody's answer and open at once.

        The savepoint leaves nothing of a session that is refused, also where a form answers the refusal.
        """
        wanted = self._feasible(stories)
        with self.database.transaction() as tx, tx.begin_nested():
            team = people.team(tx, channel, caller=person, reader=reader)
            session_id = store.sessions.add(
                tx,
                wanted,
                options=options,
                team_id=team.id,
                channel=channel,
                facilitator=person,
                started_at=self.clock(),
            )
            _add_stories(tx, session_id, wanted)
            self._ask_for_what_is_slow(tx, session_id, channel=channel, zone=team.zone, options=options)
            if wanted.source is Source.TITLES:
                course.begin(tx, session_id, clock=self.clock)
            else:
                enqueue(tx, outside.prepare(session_id))
        return session_id

    def surroundings(self, channel: str, *, person: str, reader: Reader) -> Surroundings:
        """What the options of a session mean here and now."""
        with self.database.transaction() as tx:
            team = people.team(tx, channel, caller=person, reader=reader)
        return Surroundings(self.clock(), team.zone, team_settings(team.settings).shirt_numbers)

    def settings(self, channel: str) -> TeamSettings:
        with self.database.reading() as tx:
            team = people.find_team(tx, channel)
        return team_settings(team.settings if team else {})

    def end(self, session_id: int, *, person: str) -> None:
        with self.database.transaction() as tx:
            session = store.sessions.lock(tx, session_id)
            course.require_open(session)
            participants.lead(tx, session, person=person, now=self.clock())
            course.finish(tx, session, clock=self.clock)

    def cancel(self, session_id: int, *, person: str) -> None:
        with self.database.transaction() as tx:
            session = store.sessions.lock(tx, session_id)
            if session.state is not SessionState.STARTING:
                course.require_open(session)
            participants.lead(tx, session, person=person, now=self.clock())
            course.cancel(
                tx, session, reason=say("{person} cancelled it.", person=mention(person)), clock=self.clock
            )

    def hand_over(self, session_id: int, *, person: str, to: str) -> None:
        with self.database.transaction() as tx:
            session = store.sessions.lock(tx, session_id)
            course.require_open(session)
            participants.lead(tx, session, person=person, now=self.clock())
            around = participants.seated(tx, session)
            if around.members and to not in around.entitled | around.observers:
                raise CannotLead(to)
            store.sessions.hand_over(tx, session_id, facilitator=to)
            course.redraw(tx, session)

    def take_first(self, session_id: int, *, person: str) -> None:
        """The answer to a search that finds too many: groom the first ones."""
        with self.database.transaction() as tx:
            session = store.sessions.lock(tx, session_id)
            if session.state is not SessionState.STARTING or session.total is None:
                raise NotAskedAnyMore
            participants.lead(tx, session, person=person, now=self.clock())
            store.sessions.take_first(tx, session_id)
            enqueue(tx, outside.prepare(session_id))
            course.redraw(tx, session)

    def table(self, session_id: int) -> Table:
        """What the board shows now."""
        with self.database.reading() as tx:
            session = store.sessions.read(tx, session_id)
            team = participants.team_of(tx, session)
            return Table(
                course.board(tx, session),
                participants.circle_of(tx, session, now=self.clock()),
                team,
                team_settings(team.settings),
            )

    def led_by(self, session_id: int, *, person: str) -> Table:
        """The same, for whoever leads the session."""
        with self.database.transaction() as tx:
            participants.lead(tx, store.sessions.lock(tx, session_id), person=person, now=self.clock())
        return self.table(session_id)

    def redraw(self, session_id: int) -> None:
        with self.database.transaction() as tx:
            course.redraw(tx, store.sessions.read(tx, session_id))

    def keep_link(self, session_id: int, *, link: str) -> None:
        with self.database.transaction() as tx:
            store.sessions.keep_link(tx, session_id, link=link)

    def forget_old(self) -> int:
        """Delete what has been kept for two years; return how many sessions that were."""
        with self.database.transaction() as tx:
            return store.sessions.forget(tx, before=self.clock() - KEPT)

    def listed(self, channel: str) -> tuple[Board, ...]:
        """The channel's sessions, the latest first."""
        with self.database.reading() as tx:
            found = store.sessions.in_channel(tx, channel, states=SessionState, limit=LISTED)
            return tuple(course.board(tx, session) for session in found)

    def _feasible(self, stories: Stories) -> Stories:
        if len(stories.items) > MOST_STORIES:
            raise TooManyStories(len(stories.items), MOST_STORIES)
        if self.has_tracker or stories.source is Source.TITLES:
            return stories
        if stories.source.is_search:
            raise NoTracker
        return Stories(Source.TITLES, stories.items)

    def _ask_for_what_is_slow(
        self, tx: Tx, session_id: int, *, channel: str, zone: str, options: Options
    ) -> None:
        # A board that nobody sees yet is no redraw, and does not stand behind the redraws of others.
        enqueue(tx, outside.show(session_id, channel, urgency=Urgency.NORMAL))
        enqueue(tx, outside.gather(session_id))
        if options.deadline is not None:
            ask_for_deadline(
                tx, session_id, begun=self.clock(), options=options, zone=zone, until=options.deadline
            )


def ask_for_deadline(
    tx: Tx, session_id: int, *, begun: datetime, options: Options, zone: str, until: datetime
) -> None:
    enqueue(tx, outside.deadline(session_id), due_at=until)
    if options.is_asynchronous:
        enqueue(tx, outside.remind(session_id), due_at=reminder_at(begun, until, zone=zone))


def _add_stories(tx: Tx, session_id: int, stories: Stories) -> None:
    for item in stories.items:
        key = issue_key(item) if stories.source is Source.KEYS else None
        if key:
            claim(tx, session_id, key=key)
        store.stories.add(tx, session_id, key=key or "", title="" if key else item)


def claim(tx: Tx, session_id: int, *, key: str) -> None:
    other: Session | None = store.sessions.claim(tx, session_id, key=key)
    if other is not None:
        raise GroomedElsewhere(key, channel=other.channel, url=other.link)
