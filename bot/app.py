"""The composition root: the only module that knows every part by name."""

import logging
from dataclasses import dataclass

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult

from bot.clock import Clock, RemoteClock, utc_now
from bot.db.database import Database
from bot.feature import Feature, Perform
from bot.house import House
from bot.i18n import Language
from bot.people import Directory
from bot.router import Router
from bot.settings import Settings
from bot.slack.messenger import Messenger, SlackMessenger
from bot.slack.requests import Reader
from bot.surfaces import Surfaces
from bot.worker import Worker
from handlers import grooming, teams
from integrations import jira
from integrations.ports import IssueTracker

# One number for web threads, Socket Mode's pool and database connections: none of them waits for another.
THREADS = 32


@dataclass(frozen=True, slots=True)
class Taktgeber:
    """The assembled bot; nothing has been started yet, and nothing outside has been asked."""

    features: tuple[Feature, ...]
    bolt: App
    worker: Worker
    database: Database
    messenger: Messenger
    tracker: IssueTracker | None
    clock: Clock

    def close(self) -> None:
        if isinstance(self.clock, RemoteClock):
            self.clock.stop()
        self.database.dispose()


def assemble(settings: Settings) -> Taktgeber:
    database = Database(settings.database_url.reveal(), pool_size=THREADS)
    messenger = SlackMessenger(settings.slack_bot_token.reveal(), api_url=settings.slack_api_url)
    clock = RemoteClock(settings.clock_url) if settings.clock_url else utc_now
    tracker = _tracker(settings)
    default = Reader(Language(settings.default_language), settings.default_timezone)
    features = declared(database=database, messenger=messenger, tracker=tracker, clock=clock, default=default)
    bolt = bolt_app()
    Router(database, messenger, features, default=default).bind(bolt)
    return Taktgeber(
        features=features,
        bolt=bolt,
        worker=Worker(database, effects_of(features), clock),
        database=database,
        messenger=messenger,
        tracker=tracker,
        clock=clock,
    )


def declared(
    *,
    database: Database,
    messenger: Messenger,
    tracker: IssueTracker | None,
    clock: Clock,
    default: Reader,
) -> tuple[Feature, ...]:
    """Which feature gets what."""
    surfaces = Surfaces(database, messenger, default=default)
    directory = Directory(database, messenger, clock)
    rituals = (
        grooming.build(
            database=database,
            surfaces=surfaces,
            messenger=messenger,
            directory=directory,
            tracker=tracker,
            clock=clock,
            default=default,
        ),
    )
    commands = tuple(command for feature in rituals for command in feature.commands)
    team = teams.build(
        commands,
        database=database,
        surfaces=surfaces,
        directory=directory,
        tracker=tracker,
        clock=clock,
        default=default,
    )
    return (*rituals, team, House(database, directory, surfaces).feature())


def effects_of(features: tuple[Feature, ...]) -> dict[str, Perform]:
    return {kind: perform for feature in features for kind, perform in feature.effects.items()}


def _tracker(settings: Settings) -> IssueTracker | None:
    if not (settings.jira_url and settings.jira_token):
        return None
    return jira.connect(site=settings.jira_url, email=settings.jira_email, token=settings.jira_token.reveal())


def bolt_app() -> App:
    """Bolt reads deliveries and writes acknowledgements; it checks no signature and calls nobody.

    `bot.web` has checked the signature before; Socket Mode needs none. `auth.test` would make the first click
    wait for Slack, so the bot's own identity is not asked for here.
    """
    # Bolt reads the token from the environment too, and warns at every start that it will not use it.
    logging.getLogger("slack_bolt.App").addFilter(lambda line: "will be ignored" not in line.getMessage())
    return App(
        signing_secret="checked at the edge",  # noqa: S106 - no secret: verification is off
        request_verification_enabled=False,
        ssl_check_enabled=True,
        ignoring_self_events_enabled=False,
        process_before_response=True,
        authorize=lambda: AuthorizeResult(enterprise_id=None, team_id=None, bot_token="", bot_user_id=""),
    )
