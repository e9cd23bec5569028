"""The buttons and choices of teams."""

from dataclasses import dataclass

from bot.slack.replies import Choice, Choices, Reply, Silence
from bot.slack.requests import ButtonClick, Typing
from handlers.teams.actions.opening import Opening
from handlers.teams.service import Setup
from handlers.teams.views import ids

OFFERS = {ids.PROJECT: "project", ids.BOARD: "board"}


@dataclass(frozen=True, slots=True)
class TeamsButtons:
    opening: Opening
    setup: Setup

    def open(self, click: ButtonClick) -> Reply:
        """A form by its name; the value is the team's id."""
        purpose, _, _ = click.argument.partition(".")
        return self.opening.form(click.reader.language, purpose, int(click.value), person=click.user)

    def field(self, click: ButtonClick) -> Reply:
        """A choice in the set-up form: of the chosen project the boards are read."""
        if click.argument == "project":
            self.setup.look_for_boards(click.value)
        return Silence()

    def offers(self, typing: Typing) -> Choices:
        """What Jira has; a project or board that we do not know yet may be used all the same."""
        known = self.setup.offers(OFFERS[typing.action], typing.typed)
        choices = [Choice(value, label) for value, label in known]
        unknown = typing.typed.upper() if typing.action == ids.PROJECT else typing.typed
        if not choices and unknown and (typing.action == ids.PROJECT or unknown.isdecimal()):
            choices.append(Choice(unknown, typing.reader.language("Use “{text}”", text=unknown)))
        return Choices(tuple(choices))
