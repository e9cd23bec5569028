"""`/takt …`: what waits for me, teams, roles, absence, privacy, help; and any ritual by its name."""

from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.errors import Refused
from bot.feature import Command
from bot.grammar import MENTION, Grammar, Line, mentioned, read
from bot.i18n import say
from bot.people.data_kinds import DataKind
from bot.slack.replies import OpenModal, Reply, Whisper
from bot.slack.requests import SlashCommand
from bot.when import day
from handlers.teams.actions import Opening
from handlers.teams.domain.inputs import span_meant
from handlers.teams.domain.refusals import NeedsAChannel, NobodyByThatName, NotOneDeputy
from handlers.teams.service import Absences, Own, Setup
from handlers.teams.views import help as helping
from handlers.teams.views import own as own_views
from handlers.teams.views import setup as setup_views

GRAMMAR = Grammar(
    verbs={
        "help": "help",
        "hilfe": "help",
        "setup": "setup",
        "einrichten": "setup",
        "roles": "roles",
        "rollen": "roles",
        "away": "away",
        "weg": "away",
        "back": "back",
        "zurück": "back",
        "zurueck": "back",
        "me": "me",
        "ich": "me",
        "privacy": "privacy",
        "datenschutz": "privacy",
    }
)
USAGE = (
    "setup",
    "roles",
    "away 2026-12-21..2027-01-06 @deputy",
    "back",
    "me",
    "privacy",
    "help",
    "<ritual> …",
)
COMPANY = frozenset({"company", "everywhere", "firma", "überall"})


@dataclass(frozen=True, slots=True)
class TeamsCommands:
    """`rituals` are the other features' commands; `kinds` what all features keep of people."""

    rituals: tuple[Command, ...]
    kinds: tuple[DataKind, ...]
    opening: Opening
    setup: Setup
    absences: Absences
    own: Own
    clock: Clock

    @property
    def declared(self) -> Command:
        return Command("/takt", say("Teams, absence, help, and any ritual by name"), USAGE, self.run)

    def run(self, command: SlashCommand) -> Reply:
        word, _, rest = command.line.partition(" ")
        ritual = self._ritual(word)
        if ritual is not None:
            return ritual.run(replace(command, name=ritual.name, line=rest.strip()))
        line = read(command.line, GRAMMAR)
        match line.verb:
            case "away":
                return self._away(command, line)
            case "back":
                return self._back(command, line)
            case "setup" | "roles":
                return self._open(command, line)
            case "":
                return self._waiting(command, line)
            case _:
                return self._about(command, line)

    def _ritual(self, word: str) -> Command | None:
        name = f"/{word.lower().removeprefix('/')}"
        return next((command for command in self.rituals if command.name == name), None)

    def _waiting(self, command: SlashCommand, line: Line) -> Reply:
        if line.words:
            word = line.words[0].text
            raise Refused(say("I do not know “{word}”. `/takt help` shows what there is.", word=word))
        return Whisper(own_views.waiting_message(command.reader.language, self.own.waiting(command.user)))

    def _about(self, command: SlashCommand, line: Line) -> Reply:
        t = command.reader.language
        if line.verb == "me":
            return OpenModal(own_views.me_modal(t, self.own.known(command.user, reader=command.reader)))
        if line.verb == "privacy":
            return Whisper(own_views.privacy_message(t, self.kinds))
        return Whisper(helping.help_message((self.declared, *self.rituals), t))

    def _away(self, command: SlashCommand, line: Line) -> Reply:
        deputies = mentioned(line.text)
        if len(deputies) > 1:
            raise NotOneDeputy
        span = MENTION.sub("", line.text).strip()
        if "@" in span:
            raise NobodyByThatName(span[span.index("@") :])
        absence = self.absences.go(
            command.user,
            span_meant(span, today=self._today(command)),
            deputy=next(iter(deputies), None),
        )
        return Whisper(own_views.away_message(command.reader.language, absence))

    def _back(self, command: SlashCommand, line: Line) -> Reply:
        today = self._today(command)
        on = day(line.text, today=today) if line.words else today
        ended = self.absences.back(command.user, on=on)
        return Whisper(own_views.back_message(command.reader.language, ended))

    def _open(self, command: SlashCommand, line: Line) -> Reply:
        t, purpose = command.reader.language, line.verb
        if purpose == "roles" and line.text.casefold() in COMPANY:
            return self.opening.roles(t, None, person=command.user)
        if command.is_direct:
            teams = self.setup.teams_of(command.user)
            if not teams:
                raise NeedsAChannel
            return Whisper(setup_views.which_team(t, teams, purpose=purpose))
        team = self.setup.team_of(command.channel, person=command.user, reader=command.reader)
        return self.opening.form(t, purpose, team.id, person=command.user)

    def _today(self, command: SlashCommand) -> date:
        return self.clock().astimezone(ZoneInfo(command.reader.zone)).date()
