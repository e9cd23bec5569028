"""The facts that stand in the way of a request about teams, each with the sentence that the person gets."""

from bot.errors import Refused
from bot.i18n import say
from bot.text import listing, mention


class NeedsAChannel(Refused):
    def __init__(self) -> None:
        super().__init__(
            say("You are in no team that I know. Please type the command in the channel of your team.")
        )


class OnlyForMembers(Refused):
    def __init__(self) -> None:
        super().__init__(say("Only the team's own people can do that; guests cannot."))


class OnlyForAdmins(Refused):
    def __init__(self, admins: tuple[str, ...]) -> None:
        names = listing(map(mention, admins), last=" / ")
        super().__init__(
            say("Only the team's admins can do that: {admins}, or an admin of the workspace.", admins=names)
        )


class OnlyForWorkspaceAdmins(Refused):
    def __init__(self) -> None:
        super().__init__(say("Only an admin of the workspace can change roles that hold in all teams."))


class ChangedMeanwhile(Refused):
    def __init__(self) -> None:
        super().__init__(
            say("Somebody changed the roles since you opened this form. Please open it again: `/takt roles`.")
        )


class NotOneDeputy(Refused):
    def __init__(self) -> None:
        super().__init__(say("Please name one deputy, or nobody."))


class OwnDeputy(Refused):
    def __init__(self) -> None:
        super().__init__(say("You cannot stand in for yourself. Please name somebody else, or nobody."))


class NoDeputy(Refused):
    def __init__(self, user: str) -> None:
        super().__init__(
            say("{person} is a guest, a bot or has left, and cannot stand in for you.", person=mention(user))
        )


class NobodyByThatName(Refused):
    def __init__(self, text: str) -> None:
        super().__init__(
            say(
                "I know nobody called “{text}”. Please choose people from Slack's list after the @.",
                text=text,
            )
        )
