"""The facts that stand in the way of a request, each with the sentence that the person gets."""

from bot.errors import Refused
from bot.i18n import say, say_many
from bot.text import Markup, channel_link, link, mention


class NotAParticipant(Refused):
    def __init__(self, facilitator: str) -> None:
        super().__init__(
            say(
                "Only the team's members vote here, and guests who were invited by name. "
                "{facilitator} can invite you at the start with `with=@you`.",
                facilitator=mention(facilitator),
            )
        )


class OnlyObserving(Refused):
    def __init__(self) -> None:
        super().__init__(say("You are an observer in this session, and observers do not vote."))


class SessionClosed(Refused):
    def __init__(self) -> None:
        super().__init__(say("This session has ended, so nothing was changed."))


class StillStarting(Refused):
    def __init__(self) -> None:
        super().__init__(say("The stories are still being read. Please wait a moment."))


class NotFacilitator(Refused):
    def __init__(self, facilitator: str) -> None:
        super().__init__(
            say(
                "Only {facilitator}, who leads this session, or an admin of the team can do that.",
                facilitator=mention(facilitator),
            )
        )


class CannotLead(Refused):
    def __init__(self, person: str) -> None:
        super().__init__(
            say(
                "{person} takes no part in this session. Please choose one of the team's members.",
                person=mention(person),
            )
        )


class NotVoting(Refused):
    def __init__(self, label: str) -> None:
        super().__init__(say("{story} is not being voted on now, so your vote was not counted.", story=label))


class RoundOver(Refused):
    def __init__(self, label: str) -> None:
        super().__init__(
            say(
                "The round that you saw on {story} is over, and nothing was changed. "
                "Please look at the board and choose again.",
                story=label,
            )
        )


class NothingToReveal(Refused):
    def __init__(self, label: str) -> None:
        super().__init__(say("Nobody has voted on {story} yet, so there is nothing to reveal.", story=label))


class AlreadyRevealed(Refused):
    def __init__(self, label: str) -> None:
        super().__init__(say("The votes on {story} have been revealed already.", story=label))


class NotRevealed(Refused):
    def __init__(self, label: str) -> None:
        super().__init__(
            say("The votes on {story} have not been revealed yet, so nothing can be decided.", story=label)
        )


class AlreadyDecided(Refused):
    def __init__(self, label: str) -> None:
        super().__init__(say("{story} has been dealt with already, so nothing was changed.", story=label))


class NothingToUndo(Refused):
    def __init__(self, label: str) -> None:
        super().__init__(
            say("There is nothing to undo on {story}: only the last decision can be taken back.", story=label)
        )


class NotAskedAnyMore(Refused):
    def __init__(self) -> None:
        super().__init__(say("This question has been answered already, so nothing was changed."))


class NoSuchSession(Refused):
    def __init__(self) -> None:
        super().__init__(say("This session does not exist any more."))


class NoOpenSession(Refused):
    def __init__(self) -> None:
        super().__init__(say("No session is open in this channel. Start one with `/groom KEY`."))


class NoSuchStory(Refused):
    def __init__(self, key: str) -> None:
        super().__init__(say("{key} is in no open session of this channel.", key=key))


class WhichStory(Refused):
    def __init__(self, labels: str) -> None:
        super().__init__(
            say("Several stories are being voted on. Please name one: {stories}.", stories=labels)
        )


class GroomedElsewhere(Refused):
    def __init__(self, key: str, *, channel: str, url: str) -> None:
        where = link(url, key) if url else channel_link(channel)
        super().__init__(
            say("{key} is being groomed in another session already: {where}.", key=key, where=where)
        )


class NothingFound(Refused):
    def __init__(self, query: str) -> None:
        super().__init__(
            say("The search finds no issues, so there is nothing to groom: `{query}`", query=query)
        )


class EmptySprint(Refused):
    def __init__(self) -> None:
        super().__init__(say("The sprint has no open issues. No session was started."))


class TooManyStories(Refused):
    def __init__(self, count: int, most: int) -> None:
        super().__init__(
            say_many(
                "A session takes at most {most} stories, and this would be {n}.",
                "A session takes at most {most} stories, and these are {n}.",
                count,
                most=most,
            )
        )


class NoTracker(Refused):
    def __init__(self) -> None:
        super().__init__(
            say(
                "Jira is not connected, so there is nothing to search. Use typed titles: {example}.",
                example=Markup('`/groom "As a buyer I can pay by invoice"`'),
            )
        )


class NeedsAChannel(Refused):
    def __init__(self) -> None:
        super().__init__(
            say("Grooming belongs to a team. Please type the command in the team's channel, not in a DM.")
        )


class NotAStory(Refused):
    def __init__(self, text: str) -> None:
        super().__init__(
            say(
                "“{text}” is neither an issue key nor a title in quotes. "
                "Write `/groom PROJ-1 PROJ-2` or {example}; `/groom help` lists everything.",
                text=text,
                example=Markup('`/groom "As a buyer I can pay by invoice"`'),
            )
        )
