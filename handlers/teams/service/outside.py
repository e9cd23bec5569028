"""What teams ask to be done outside, after the commit."""

from bot.db.outbox import Effect, Urgency

MEMBERS = "teams.members"
PROJECTS = "teams.projects"
BOARDS = "teams.boards"
DEPUTY = "teams.deputy"
SWEEP = "teams.sweep"


def read_members(channel: str) -> Effect:
    return Effect(MEMBERS, key=channel, payload={"channel": channel})


def read_projects() -> Effect:
    return Effect(PROJECTS, key="all", urgency=Urgency.FORM)


def read_boards(project: str) -> Effect:
    return Effect(BOARDS, key=project, payload={"project": project}, urgency=Urgency.FORM)


def tell_deputy(user: str, first: str) -> Effect:
    return Effect(DEPUTY, key=f"{user}:{first}", payload={"user": user, "first": first})


def sweep() -> Effect:
    return Effect(SWEEP, key="all", urgency=Urgency.BACKGROUND)
