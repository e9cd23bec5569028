"""Decisions are brought to Jira: looked at first, written, read back, and told in one comment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import Refused
from bot.i18n import Text, say
from handlers.grooming.service import Writes
from handlers.grooming.service.writes import Order
from handlers.grooming.views.comments import MARKER, decision_comment, undone_comment
from integrations.ports import IssueTracker

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class WritingJira:
    """Doing it twice leaves Jira as once: what stands there already is not written again."""

    writes: Writes
    tracker: IssueTracker | None

    def write(self, payload: Payload) -> None:
        order = self.writes.order(payload["story"])
        if order is None:
            return
        if self.tracker is None:
            self.writes.refused(order, say("Jira is not connected any more."))
            return
        try:
            self._write(self.tracker, order)
        except Refused as refused:
            self.writes.refused(order, refused.text)

    def _write(self, tracker: IssueTracker, order: Order) -> None:
        key = order.story.key
        present = tracker.estimate(key, board=order.jira_board)
        if present not in {order.target, order.replaces}:
            self._in_conflict(order, present)
            return
        if present != order.target:
            present = tracker.set_estimate(key, order.target, board=order.jira_board)
        if present != order.target:
            self.writes.refused(order, _kept_other(present))
            return
        comment_id, reason = self._comment(tracker, order)
        self.writes.written(order, comment_id=comment_id, reason=reason)

    def _in_conflict(self, order: Order, present: float | None) -> None:
        if order.is_undoing:
            self.writes.refused(order, _changed_since(present))
        else:
            self.writes.conflicting(order, found=present)

    def _comment(self, tracker: IssueTracker, order: Order) -> tuple[str | None, Text | None]:
        """The estimate stands; a comment that is refused does not take it back."""
        try:
            comment_id = tracker.put_comment(
                order.story.key, marker=MARKER, paragraphs=_paragraphs(order), comment_id=order.comment_id
            )
        except Refused as refused:
            return None, say("the comment was refused: {reason}", reason=refused.text)
        return comment_id, None


def _paragraphs(order: Order) -> list[str]:
    t, decision = order.language, order.decision
    if order.is_undoing:
        return undone_comment(t, decision, decided_by=order.decided_by)
    return decision_comment(t, order.story, decision, decided_by=order.decided_by, suggested=order.suggested)


def _kept_other(present: float | None) -> Text:
    if present is None:
        return say("after the write Jira shows no estimate")
    return say("after the write Jira shows {found}", found=present)


def _changed_since(present: float | None) -> Text:
    if present is None:
        return say("not undone: the estimate has been cleared in Jira since")
    return say("not undone: it has been changed to {found} in Jira since", found=present)
