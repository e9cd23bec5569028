"""What a session reads outside: the channel's members from Slack, its stories from Jira."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import Refused
from bot.i18n import Text, say
from bot.people import Directory
from bot.slack.faults import SlackRefused
from bot.text import mention
from handlers.grooming.domain.refusals import EmptySprint, NothingFound
from handlers.grooming.domain.sessions import (
    MOST_STORIES,
    IssueFacts,
    Session,
    Source,
    Story,
    Writability,
)
from handlers.grooming.service import Readings, Sessions
from handlers.grooming.service.readings import Question, Reading
from integrations.ports import Issue, IssueTracker, Unavailable

log = logging.getLogger(__name__)

Payload = Mapping[str, Any]
SEARCHED = MOST_STORIES + 1


@dataclass(frozen=True, slots=True)
class ReadingJira:
    sessions: Sessions
    readings: Readings
    directory: Directory
    tracker: IssueTracker | None

    def gather(self, payload: Payload) -> None:
        """Read the channel's members; without them nobody is waited for."""
        session = self.sessions.table(payload["session"]).board.session
        try:
            self.directory.refresh(session.channel)
        except SlackRefused as error:
            log.warning("Slack does not tell the members for grooming session %s: %s", session.id, error.code)
        self.sessions.redraw(session.id)

    def prepare(self, payload: Payload) -> None:
        """Read the stories while the board already stands."""
        question = self.readings.question(payload["session"])
        if question is None or self.tracker is None:
            return
        try:
            if question.session.stories.source is Source.KEYS:
                self._read_keys(self.tracker, question)
            else:
                self._search(self.tracker, question)
        except Unavailable:
            self.readings.record_fault(question.session.id, say("Jira is not answering."))
            raise
        except Refused as refused:
            self._give_up(question.session, refused.text)

    def look(self, payload: Payload) -> None:
        """Read one issue anew as its round begins, and whether its estimate could be written."""
        wanted = self.readings.story(payload["story"])
        if wanted is None or self.tracker is None:
            return
        story, jira_board = wanted
        try:
            writability = _writability(self.tracker, story, jira_board)
            issue = self.tracker.issue(story.key, board=jira_board)
        except Refused as refused:
            found = Writability(is_writable=False, field_name="", mend=refused.text)
            self.readings.record_look(story, reading=None, writability=found)
            return
        self.readings.record_look(story, reading=reading_of(issue), writability=writability)

    def _read_keys(self, tracker: IssueTracker, question: Question) -> None:
        batch = tracker.issues(question.keys, board=question.board)
        self.readings.record_issues(
            question.session.id,
            found={key: reading_of(issue) for key, issue in batch.found.items()},
            failed={key: refused.text for key, refused in batch.failed.items()},
        )

    def _search(self, tracker: IssueTracker, question: Question) -> None:
        session = question.session
        query = session.stories.query
        if session.stories.source is Source.JQL:
            found = tracker.search(query, limit=SEARCHED, board=question.board)
            issues, total = found.issues, found.total
        else:
            sprint = tracker.sprint(query or None, board=_sprint_board(tracker, question), limit=SEARCHED)
            issues, total = sprint.issues, sprint.total
        if not issues:
            empty = NothingFound(query) if session.stories.source is Source.JQL else EmptySprint()
            self._give_up(session, empty.text)
        elif len(issues) > MOST_STORIES and not session.took_first:
            self.readings.ask_for_first(session.id, total=max(total or 0, len(issues)))
        else:
            self.readings.record_search(session.id, [reading_of(issue) for issue in issues[:MOST_STORIES]])

    def _give_up(self, session: Session, told: Text) -> None:
        shown = say("Its stories could not be read; {who} knows why.", who=mention(session.facilitator))
        self.readings.give_up(session.id, told=told, shown=shown)


def _sprint_board(tracker: IssueTracker, question: Question) -> int | None:
    """The team's board; else the only one with sprints, or the only one that has a sprint of this name.

    Where that is not clear the tracker refuses, and says what is missing.
    """
    name = question.session.stories.query.casefold()
    if question.board is not None or name.isdecimal():
        return question.board
    projects = [question.project] if question.project else [project.key for project in tracker.projects()]
    boards = {board.id for project in projects for board in tracker.boards(project) if board.kind == "scrum"}
    if len(boards) > 1 and name:
        boards = {
            board
            for board in boards
            if any(sprint.name.casefold() == name for sprint in tracker.sprints(board))
        }
    return boards.pop() if len(boards) == 1 else None


def reading_of(issue: Issue) -> Reading:
    facts = IssueFacts(
        url=issue.url,
        kind=issue.kind,
        status=issue.status,
        assignee=issue.assignee,
        labels=issue.labels,
        description=issue.description,
        criteria=issue.acceptance_criteria,
        links=tuple(link.key for link in issue.links),
        blockers=tuple(link.key for link in issue.links if link.blocks and not link.is_done),
    )
    return Reading(issue.key, issue.title, facts, issue.estimate)


def _writability(tracker: IssueTracker, story: Story, jira_board: int | None) -> Writability:
    found = tracker.preflight(story.key, board=jira_board)
    return Writability(found.is_visible and found.is_writable, found.field_name, found.mend)
