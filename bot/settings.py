"""What the environment says, read once at the start into one frozen value; all faults are told at once."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self
from urllib.parse import urlsplit

from bot.i18n import LANGUAGES
from bot.settings_reading import Reading, Secret, SettingsFault
from bot.settings_rules import (
    address_of_jira,
    address_of_slack,
    database_address,
    host_name,
    mail_address,
    mail_server,
    one_of,
    port_number,
    public_address,
    token_of_app,
    token_of_bot,
    web_address,
    zone_name,
)

__all__ = ["Secret", "Settings", "SettingsFault", "database_url_from"]

SLACK_API_URL = "https://slack.com/api/"
DATABASE_URL = "sqlite:///taktgeber.db"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOG_FORMATS = ("console", "json")


@dataclass(frozen=True, slots=True)
class Settings:
    """One field for each variable, which has the same name in capitals."""

    slack_bot_token: Secret
    slack_app_token: Secret | None
    slack_signing_secret: Secret | None
    slack_api_url: str
    database_url: Secret
    jira_url: str | None
    jira_email: str | None
    jira_token: Secret | None
    jira_webhook_secret: Secret | None
    public_url: str | None
    smtp_url: Secret | None
    mail_from: str | None
    default_language: str
    default_timezone: str
    clock_url: str | None
    host: str
    port: int
    log_level: str
    log_format: str

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Raise one `SettingsFault` that names everything that is missing or wrong."""
        reading = Reading(environ)
        slack_app_token = reading.secret("SLACK_APP_TOKEN", token_of_app)
        settings = cls(
            slack_bot_token=reading.required_secret(
                "SLACK_BOT_TOKEN", token_of_bot, wanted="the bot token of your Slack app (xoxb-…)"
            ),
            slack_app_token=slack_app_token,
            slack_signing_secret=reading.secret("SLACK_SIGNING_SECRET"),
            slack_api_url=reading.text("SLACK_API_URL", address_of_slack, default=SLACK_API_URL),
            database_url=Secret(reading.text("DATABASE_URL", database_address, default=DATABASE_URL)),
            jira_url=reading.optional("JIRA_URL", address_of_jira),
            jira_email=reading.optional("JIRA_EMAIL", mail_address),
            jira_token=reading.secret("JIRA_TOKEN"),
            jira_webhook_secret=reading.secret("JIRA_WEBHOOK_SECRET"),
            public_url=reading.optional("PUBLIC_URL", public_address),
            smtp_url=reading.secret("SMTP_URL", mail_server),
            mail_from=reading.optional("MAIL_FROM", mail_address),
            default_language=reading.text("DEFAULT_LANGUAGE", one_of(LANGUAGES), default="en"),
            default_timezone=reading.text("DEFAULT_TIMEZONE", zone_name, default="Europe/Berlin"),
            clock_url=reading.optional("CLOCK_URL", web_address),
            host=reading.text("HOST", host_name, default="0.0.0.0"),  # noqa: S104 - the documented default
            port=int(reading.text("PORT", port_number, default="3000")),
            log_level=reading.text("LOG_LEVEL", one_of(LOG_LEVELS), default="INFO"),
            log_format=reading.text("LOG_FORMAT", one_of(LOG_FORMATS), default="console"),
        )
        _judge_together(reading)
        reading.finish()
        return settings

    @property
    def uses_socket_mode(self) -> bool:
        return self.slack_app_token is not None

    def secrets(self) -> tuple[str, ...]:
        """Every secret value, for the redaction of logs; of an address only its password."""
        values = (getattr(self, field.name) for field in fields(self))
        revealed = (value.reveal() for value in values if isinstance(value, Secret))
        return tuple(filter(None, (_hidden_part(value) for value in revealed)))


def database_url_from(environ: Mapping[str, str]) -> Secret:
    """The one setting that `taktgeber db` needs."""
    reading = Reading(environ)
    url = Secret(reading.text("DATABASE_URL", database_address, default=DATABASE_URL))
    reading.finish()
    return url


def _hidden_part(value: str) -> str:
    return (urlsplit(value).password or "") if "://" in value else value


def _judge_together(reading: Reading) -> None:
    """The rules that look at more than one variable."""
    if not reading.has("SLACK_APP_TOKEN"):
        reading.require(
            "SLACK_SIGNING_SECRET",
            "is missing. Without SLACK_APP_TOKEN (Socket Mode) Slack delivers over HTTP, and every delivery "
            "is checked with the signing secret of your Slack app",
        )
    if reading.has("JIRA_URL"):
        reading.require(
            "JIRA_TOKEN",
            "is missing. JIRA_URL needs an API token (with JIRA_EMAIL, Jira Cloud) or a personal access "
            "token (without, Jira Data Center)",
        )
    elif reading.has("JIRA_TOKEN") or reading.has("JIRA_EMAIL"):
        reading.require("JIRA_URL", "is missing. JIRA_TOKEN and JIRA_EMAIL need Jira's address")
    if reading.has("SMTP_URL"):
        reading.require("MAIL_FROM", "is missing. SMTP_URL needs the address that mails are sent from")
    elif reading.has("MAIL_FROM"):
        reading.require("SMTP_URL", "is missing. MAIL_FROM needs a mail server")
