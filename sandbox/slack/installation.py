"""The app as it is installed in the workspace: ids, secrets, and what its manifest allows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.slack.refusals import Json

DEFAULT_SCOPES = (
    "app_mentions:read",
    "bookmarks:write",
    "channels:history",
    "channels:join",
    "channels:read",
    "chat:write",
    "commands",
    "dnd:read",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "mpim:read",
    "pins:write",
    "reactions:write",
    "usergroups:read",
    "users:read",
    "users:read.email",
)
_DEFAULT_COMMANDS = ("/groom", "/release", "/gtm", "/kpi", "/standup", "/retro", "/takt")
DEFAULT_MANIFEST: Mapping[str, Any] = {
    "display_information": {"name": "Taktgeber"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Taktgeber"},
        "slash_commands": [
            {"command": command, "description": command[1:].capitalize(), "should_escape": True}
            for command in _DEFAULT_COMMANDS
        ],
    },
    "oauth_config": {"scopes": {"bot": list(DEFAULT_SCOPES)}},
    "settings": {"interactivity": {"is_enabled": True}},
}


@dataclass(frozen=True, slots=True)
class Installation:
    """Tokens are fixed: they open a door that exists on loopback only."""

    manifest: Mapping[str, Any] = field(default_factory=lambda: DEFAULT_MANIFEST)
    team_id: str = "T00000001"
    app_id: str = "A00000001"
    bot_id: str = "B00000001"
    bot_user: str = "U0000BOT01"
    bot_handle: str = "taktgeber"
    bot_token: str = "xoxb-sandbox-bot"  # noqa: S105 - opens nothing outside the sandbox
    app_token: str = "xapp-1-sandbox-app"  # noqa: S105 - opens nothing outside the sandbox
    signing_secret: str = "sandbox-signing-secret"  # noqa: S105 - opens nothing outside the sandbox
    verification_token: str = "sandbox-verification"  # noqa: S105 - opens nothing outside the sandbox

    @property
    def bot_name(self) -> str:
        name = self._features.get("bot_user", {}).get("display_name")
        return str(name or self.manifest.get("display_information", {}).get("name", "Taktgeber"))

    @property
    def scopes(self) -> tuple[str, ...]:
        return tuple(self.manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ()))

    @property
    def commands(self) -> tuple[Json, ...]:
        return tuple(self._features.get("slash_commands", ()))

    @property
    def shortcuts(self) -> tuple[Json, ...]:
        return tuple(self._features.get("shortcuts", ()))

    @property
    def has_home(self) -> bool:
        return bool(self._features.get("app_home", {}).get("home_tab_enabled", False))

    @property
    def is_interactive(self) -> bool:
        return bool(self._settings.get("interactivity", {}).get("is_enabled", True))

    def command(self, name: str) -> Json | None:
        return next((command for command in self.commands if command["command"] == name), None)

    def subscribes_to(self, event: str) -> bool:
        """A manifest that names no events subscribes to all of them."""
        events = self._settings.get("event_subscriptions", {}).get("bot_events")
        return events is None or event in events

    @property
    def _features(self) -> Mapping[str, Any]:
        features: Mapping[str, Any] = self.manifest.get("features", {})
        return features

    @property
    def _settings(self) -> Mapping[str, Any]:
        settings: Mapping[str, Any] = self.manifest.get("settings", {})
        return settings
