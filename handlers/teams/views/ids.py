"""The ids of the buttons and forms of teams."""

OPEN = "teams.open"  # .setup, .roles, .me; the value is the team's id
SETUP = "teams.setup"  # the form; its fields act as teams.setup.<field>
ROLES = "teams.roles"
ME = "teams.me"
PROJECT = "teams.setup.project"
BOARD = "teams.setup.board"
DEPUTY = "teams.deputy"  # the surface of the message to a deputy


def about(*parts: object) -> str:
    return ":".join(str(part) for part in parts)
