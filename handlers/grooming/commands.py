"""`/groom …`: from the typed line to one call of the service."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.grammar import Grammar, Line, Word, mentioned, read
from bot.i18n import say
from bot.slack.replies import OpenModal, Reply, Silence, Whisper
from bot.slack.requests import SlashCommand
from bot.when import coming
from handlers.grooming.domain.decks import named_deck
from handlers.grooming.domain.refusals import NeedsAChannel, NotAStory
from handlers.grooming.domain.sessions import Method, Options, Source, Stories, issue_key
from handlers.grooming.domain.settings import Surroundings
from handlers.grooming.service import Sessions, Votes
from handlers.grooming.views import notes
from handlers.grooming.views.starting import start_modal

GRAMMAR = Grammar(
    verbs={
        "jql": "jql",
        "sprint": "sprint",
        "vote": "vote",
        "stimme": "vote",
        "list": "list",
        "liste": "list",
        "stats": "stats",
        "statistik": "stats",
        "help": "help",
        "hilfe": "help",
    },
    options={
        "method": "method",
        "methode": "method",
        "deck": "deck",
        "karten": "deck",
        "deadline": "deadline",
        "frist": "deadline",
        "observers": "observers",
        "beobachter": "observers",
        "with": "with",
        "mit": "with",
    },
    flags={
        "anonymous": "anonymous",
        "anonym": "anonymous",
        "dry": "dry",
        "probe": "dry",
    },
    raw=frozenset({"jql"}),
    moments=frozenset({"deadline"}),
)
OWN_TIME = timedelta(days=1)  # a deadline further away lets everybody vote in their own time


@dataclass(frozen=True, slots=True)
class GroomingCommands:
    sessions: Sessions
    votes: Votes

    def run(self, command: SlashCommand) -> Reply:
        t = command.reader.language
        line = read(command.line, GRAMMAR)
        if line.verb == "help":
            return Whisper(notes.help_message(t))
        if command.is_direct:
            raise NeedsAChannel
        if line.verb == "stats":
            return Whisper(notes.stats_message(t))
        if line.verb == "list":
            return Whisper(notes.list_message(t, self.sessions.listed(command.channel)))
        if line.verb == "vote":
            return self._vote(command, line)
        if not (line.verb or line.words):
            return OpenModal(start_modal(t, command.channel))
        return self._start(command, line)

    def _start(self, command: SlashCommand, line: Line) -> Reply:
        stories = stories_meant(line)
        around = self.sessions.surroundings(command.channel, person=command.user, reader=command.reader)
        options = options_meant(line, around)
        self.sessions.start(
            stories, options, channel=command.channel, person=command.user, reader=command.reader
        )
        return Silence()

    def _vote(self, command: SlashCommand, line: Line) -> Reply:
        if not line.words:
            raise Refused(say("Please name a card: `/groom vote 5` or `/groom vote 5 PROJ-12`."))
        card, *rest = (word.text for word in line.words)
        story = self.votes.story_in_turn(command.channel, key=" ".join(rest))
        chosen = self.votes.cast(story.id, card, voter=command.user, story_round=None)
        return Whisper(notes.voted_message(command.reader.language, chosen.label, story.label))


def stories_meant(line: Line) -> Stories:
    if line.verb == "jql":
        if not line.rest:
            raise Refused(say("Please write the search after `jql`: `/groom jql project = PROJ`."))
        return Stories(Source.JQL, query=line.rest)
    if line.verb == "sprint":
        return Stories(Source.SPRINT, query=line.text)
    return listed_stories(line.words)


def listed_stories(words: tuple[Word, ...]) -> Stories:
    """Keys in any case, issues' addresses, and titles in quotes; each once."""
    items: dict[str, bool] = {}
    for word in words:
        if word.is_quoted and word.text.strip():
            items[word.text.strip()] = False
            continue
        for part in filter(None, word.text.split(",")):
            key = issue_key(part)
            if key is None:
                raise NotAStory(word.text)
            items[key] = True
    source = Source.KEYS if any(items.values()) else Source.TITLES
    return Stories(source, tuple(items))


def options_meant(line: Line, around: Surroundings) -> Options:
    method = method_meant(line.options.get("method", Method.POKER))
    deck = line.options.get("deck") or ("tshirt" if method is Method.TSHIRT else "modified")
    deadline = deadline_meant(line.options.get("deadline", ""), around)
    return Options(
        method=method,
        deck=named_deck(deck, shirt_numbers=around.shirt_numbers),
        deadline=deadline,
        is_anonymous="anonymous" in line.flags,
        is_dry="dry" in line.flags,
        is_asynchronous=deadline is not None and deadline - around.now > OWN_TIME,
        observers=people_meant(line.options.get("observers", "")),
        invited=people_meant(line.options.get("with", "")),
    )


def method_meant(text: str) -> Method:
    try:
        return Method(text.strip().casefold().replace("t-shirt", "tshirt"))
    except ValueError:
        known = ", ".join(Method)
        raise Refused(
            say("“{method}” is not a method here. There are: {known}.", method=text, known=known)
        ) from None


def deadline_meant(text: str, around: Surroundings) -> datetime | None:
    return coming(text, now=around.now, zone=around.zone) if text.strip() else None


def people_meant(text: str) -> tuple[str, ...]:
    people = mentioned(text)
    if text.strip() and not people:
        raise Refused(
            say(
                "I know nobody called “{text}”. Please choose people from Slack's list after the @.",
                text=text,
            )
        )
    return people
