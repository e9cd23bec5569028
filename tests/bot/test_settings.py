import dataclasses
from pathlib import Path

import pytest

from bot.settings import Secret, Settings, SettingsFault, database_url_from

ROOT = Path(__file__).parents[2]
SOCKET_MODE = {"SLACK_BOT_TOKEN": "xoxb-1-bot", "SLACK_APP_TOKEN": "xapp-1-app"}


def faults(**changed):
    with pytest.raises(SettingsFault) as caught:
        Settings.from_env({**SOCKET_MODE, **changed})
    return caught.value.faults


def read(**changed):
    return Settings.from_env({**SOCKET_MODE, **changed})


def test_two_tokens_are_enough_and_the_rest_has_its_documented_default():
    settings = read()
    assert settings.database_url.reveal() == "sqlite:///taktgeber.db"
    assert (settings.host, settings.port) == ("0.0.0.0", 3000)  # noqa: S104 - the documented default
    assert (settings.default_language, settings.default_timezone) == ("en", "Europe/Berlin")
    assert (settings.log_level, settings.log_format) == ("INFO", "console")
    assert settings.jira_url is None
    assert settings.uses_socket_mode


def test_everything_that_is_missing_or_wrong_is_told_in_one_message():
    with pytest.raises(SettingsFault) as caught:
        Settings.from_env({"SLACK_API_URL": "https://example.com", "PORT": "http", "LOG_LEVEL": "loud"})
    told = str(caught.value)
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL", "PORT", "LOG_LEVEL"):
        assert f"  {name} " in told
    assert "/api/" in told
    assert "65535" in told


def test_without_an_app_token_the_signing_secret_is_required():
    with pytest.raises(SettingsFault) as caught:
        Settings.from_env({"SLACK_BOT_TOKEN": "xoxb-1-bot"})
    assert list(caught.value.faults) == ["SLACK_SIGNING_SECRET"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xapp-1-swapped"),
        ("SLACK_APP_TOKEN", "xoxb-1-swapped"),
        ("SLACK_API_URL", "ftp://slack.com/api/"),
        ("SLACK_API_URL", "https://[::1/api/"),
        ("DATABASE_URL", "mysql://host/name"),
        ("DATABASE_URL", "postgresql://host:port/name"),
        ("DATABASE_URL", "postgresql://host"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///no/such/folder/file.db"),
        ("JIRA_EMAIL", "nobody"),
        ("PUBLIC_URL", "http://example.com"),
        ("SMTP_URL", "mail.example.com"),
        ("MAIL_FROM", "nobody"),
        ("DEFAULT_LANGUAGE", "fr"),
        ("DEFAULT_TIMEZONE", "Europe/Atlantis"),
        ("CLOCK_URL", "noon"),
        ("HOST", "not a host"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_value_of_the_wrong_form_is_refused_under_its_name(name, value):
    assert name in faults(**{name: value})


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("DATABASE_URL", "postgres://bot@db.example.com/taktgeber", None),
        ("PUBLIC_URL", "http://127.0.0.1:3000/", "http://127.0.0.1:3000"),
        ("LOG_LEVEL", "debug", "DEBUG"),
        ("DEFAULT_LANGUAGE", "DE", "de"),
        ("HOST", "::1", "::1"),
        ("PORT", "8080", 8080),
    ],
)
def test_a_value_of_the_right_form_is_read(name, value, meant):
    found = getattr(read(**{name: value}), name.lower())
    assert (found.reveal() if isinstance(found, Secret) else found) == (meant or value)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"JIRA_URL": "https://example.atlassian.net"}, "JIRA_TOKEN"),
        ({"JIRA_TOKEN": "token"}, "JIRA_URL"),
        ({"SMTP_URL": "smtps://user:word@mail.example.com"}, "MAIL_FROM"),
        ({"MAIL_FROM": "bot@example.com"}, "SMTP_URL"),
    ],
)
def test_what_belongs_together_is_asked_for_together(given, missing):
    assert list(faults(**given)) == [missing]


def test_a_variable_may_be_given_as_a_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("s3cret-of-the-file\n")
    assert read(JIRA_WEBHOOK_SECRET_FILE=str(secret)).jira_webhook_secret == Secret("s3cret-of-the-file")


def test_a_variable_given_twice_is_refused(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("one")
    assert "JIRA_TOKEN" in faults(JIRA_TOKEN="two", JIRA_TOKEN_FILE=str(secret))


def test_a_file_that_cannot_be_read_or_is_empty_is_refused(tmp_path):
    empty = tmp_path / "empty"
    empty.touch()
    assert "PORT_FILE" in faults(PORT_FILE=str(tmp_path / "none"))
    assert "PORT_FILE" in faults(PORT_FILE=str(empty))


def test_an_empty_variable_counts_as_not_set():
    assert read(PORT="", JIRA_URL=" ").port == 3000


def test_no_secret_is_in_what_settings_and_faults_show():
    settings = read(DATABASE_URL="postgresql://bot:hunter22@db/taktgeber", JIRA_WEBHOOK_SECRET="whsec-99")
    shown = repr(settings)
    assert "hunter22" not in shown
    assert "whsec-99" not in shown
    assert "xoxb-1-bot" not in shown
    assert set(settings.secrets()) == {"xoxb-1-bot", "xapp-1-app", "hunter22", "whsec-99"}
    assert "hunter22" not in str(faults(DATABASE_URL="mysql://bot:hunter22@db/name"))


def test_the_database_commands_need_only_the_database():
    assert database_url_from({}).reveal() == "sqlite:///taktgeber.db"
    with pytest.raises(SettingsFault):
        database_url_from({"DATABASE_URL": "mysql://host/name"})


def test_the_example_names_every_setting_and_no_other():
    lines = (ROOT / ".env.example").read_text().splitlines()
    named = {
        line.lstrip("# ").partition("=")[0]
        for line in lines
        if "=" in line and " " not in line.split("=")[0].lstrip("# ")
    }
    assert named == {field.name.upper() for field in dataclasses.fields(Settings)}


def test_the_example_shows_the_defaults():
    lines = [line.lstrip("# ") for line in (ROOT / ".env.example").read_text().splitlines()]
    for default in ("PORT=3000", "HOST=0.0.0.0", "DATABASE_URL=sqlite:///taktgeber.db", "LOG_LEVEL=INFO"):
        assert default in lines
