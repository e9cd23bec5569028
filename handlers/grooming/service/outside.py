"""What the use cases ask to be done outside, after the commit. Payloads carry ids only, never a vote."""

from bot.db.outbox import Effect, Urgency
from handlers.grooming.domain.sessions import Session, Story

SHOW = "grooming.show"
GATHER = "grooming.gather"
PREPARE = "grooming.prepare"
LOOK = "grooming.look"
FINDINGS = "grooming.findings"
LAST_CALL = "grooming.last_call"
DEADLINE = "grooming.deadline"
REMIND = "grooming.remind"
NUDGE = "grooming.nudge"
WRITE = "grooming.write"
SUMMARY = "grooming.summary"
FAREWELL = "grooming.farewell"
FORGET = "grooming.forget"


def show(session_id: int, channel: str, *, urgency: Urgency = Urgency.REDRAW) -> Effect:
    """Draw the board; on the channel's lane, so that what is written there keeps its order."""
    return Effect(
        SHOW,
        key=str(session_id),
        payload={"session": session_id},
        lane=f"slack:{channel}",
        urgency=urgency,
    )


def gather(session_id: int) -> Effect:
    """Read who the channel's members are."""
    return _about(GATHER, session_id)


def prepare(session_id: int) -> Effect:
    """Read the stories from Jira."""
    return _about(PREPARE, session_id)


def findings(session_id: int) -> Effect:
    """Tell the facilitator in private what Jira said."""
    return _about(FINDINGS, session_id)


def deadline(session_id: int) -> Effect:
    return _about(DEADLINE, session_id)


def remind(session_id: int) -> Effect:
    return _about(REMIND, session_id)


def summary(session_id: int) -> Effect:
    return _about(SUMMARY, session_id)


def farewell(session_id: int) -> Effect:
    return _about(FAREWELL, session_id)


def nudge(session: Session, *, person: str) -> Effect:
    """Remind one person, once for each deadline."""
    return Effect(
        NUDGE,
        key=f"{session.id}:{session.options.deadline}:{person}",
        payload={"session": session.id, "person": person},
    )


def look(story_id: int) -> Effect:
    """Read a story anew as its round begins, and whether its estimate could be written."""
    return Effect(LOOK, key=str(story_id), payload={"story": story_id})


def last_call(story_id: int) -> Effect:
    return Effect(LAST_CALL, key=str(story_id), payload={"story": story_id})


def write(story: Story) -> Effect:
    """Bring Jira in step with the story's decision; one write at a time per issue."""
    return Effect(WRITE, key=str(story.id), payload={"story": story.id}, lane=f"jira:{story.key}")


def forget() -> Effect:
    """Delete sessions that are older than values are kept."""
    return Effect(FORGET, key="all", urgency=Urgency.BACKGROUND)


def _about(kind: str, session_id: int) -> Effect:
    return Effect(kind, key=str(session_id), payload={"session": session_id})
