"""The Slack manifest, made from what the features declare: it can name nothing that does not exist."""

from collections.abc import Sequence
from typing import Any

import yaml

from bot.app import declared
from bot.clock import utc_now
from bot.db.database import Database
from bot.edge import SLACK_PATH
from bot.feature import Command, Feature
from bot.i18n import Language
from bot.mentions import MENTION
from bot.scopes import SCOPES
from bot.slack.messenger import SlackMessenger
from bot.slack.requests import Reader

NAME = "Taktgeber"
DESCRIPTION = "Sets the beat: grooming, releases, notices, figures, standups and retros, in step with Jira."
COLOUR = "#1f3a5f"


def text(url: str | None) -> str:
    """In YAML; for HTTP deliveries at that address, or without one for Socket Mode."""
    return yaml.safe_dump(manifest(features(), url=url), sort_keys=False, allow_unicode=True)


def features() -> tuple[Feature, ...]:
    """What the code declares, assembled around a database and a Slack that are never asked."""
    return declared(
        database=Database("sqlite:///never-opened.db"),
        messenger=SlackMessenger(""),
        tracker=None,
        clock=utc_now,
        default=Reader(Language("en"), "UTC"),
    )


def manifest(declared_features: Sequence[Feature], *, url: str | None) -> dict[str, Any]:
    address = {} if url is None else {"request_url": f"{url}{SLACK_PATH}"}
    options = {} if url is None else {"message_menu_options_url": f"{url}{SLACK_PATH}"}
    commands = [command for feature in declared_features for command in feature.commands]
    events = sorted({MENTION, *(event for feature in declared_features for event in feature.events)})
    return {
        "_metadata": {"major_version": 2, "minor_version": 0},
        "display_information": {
            "name": NAME,
            "description": DESCRIPTION,
            "background_color": COLOUR,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": False,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "slash_commands": [_command(command, url) for command in commands],
        },
        "oauth_config": {"scopes": {"bot": sorted({*SCOPES, *_wanted(declared_features)})}},
        "settings": {
            "event_subscriptions": {**address, "bot_events": events},
            "interactivity": {"is_enabled": True, **address, **options},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def _wanted(declared_features: Sequence[Feature]) -> set[str]:
    return {scope for feature in declared_features for scope in feature.scopes}


def _command(command: Command, url: str | None) -> dict[str, Any]:
    return {
        "command": command.name,
        **({} if url is None else {"url": f"{url}{SLACK_PATH}"}),
        "description": str(command.summary),
        "usage_hint": next(filter(None, command.usage)),
        "should_escape": True,
    }
