"""What every tracker refuses in the same words, so that people and translators meet one text for one fact."""

from bot.i18n import Text, say
from integrations.ports import NotFound, Rejected


def no_such_issue(tracker: str, key: str) -> NotFound:
    return NotFound(
        say("{tracker} has no issue {key}, or it is hidden from the bot.", tracker=tracker, key=key)
    )


def no_such_board(tracker: str, board: int) -> NotFound:
    return NotFound(
        say(
            "{tracker} has no board {board}, or it is hidden from the bot.", tracker=tracker, board=str(board)
        )
    )


def no_such_sprint(tracker: str, sprint: int) -> NotFound:
    return NotFound(say("{tracker} has no sprint {sprint}.", tracker=tracker, sprint=str(sprint)))


def sprint_needs_board() -> Rejected:
    return Rejected(say("A sprint needs a board: choose the team’s Jira board, or name the sprint’s id."))


def empty_query() -> Rejected:
    return Rejected(say("The query is empty."))


def refused(tracker: str, reason: str) -> Rejected:
    """`reason` is what the tracker itself says."""
    return Rejected(say("{tracker} refused: {reason}", tracker=tracker, reason=reason), reason=reason)


def no_points(tracker: str, key: str) -> Text:
    return say(
        "{tracker} keeps no points for {key}. Choose story points under “Estimation” in the board’s "
        "settings, and that board for the team.",
        tracker=tracker,
        key=key,
    )


def out_of_reach() -> Text:
    """Why a tracker is not available."""
    return say("it cannot be reached")


def not_available(tracker: str, reason: Text | str) -> Text:
    return say("{tracker} is not available: {reason}.", tracker=tracker, reason=reason)
