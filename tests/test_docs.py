"""The documentation is compared with the code: nothing is missing or stale, and links lead somewhere."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from bot import metrics
from bot.cli import parser
from bot.manifest import features
from bot.settings import Settings
from handlers.grooming import commands as grooming_commands

DOCS = Path(__file__).parents[1] / "docs"
ROOT = DOCS.parent
PAGES = [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


def page(name):
    return (DOCS / name).read_text()


def test_every_setting_stands_in_the_reference_and_no_other():
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", page("reference/settings.md"), re.MULTILINE))
    assert documented == {field.name.upper() for field in fields(Settings)}


def test_every_command_stands_in_the_reference_and_no_other():
    documented = set(re.findall(r"^## (/\w+)$", page("reference/commands.md"), re.MULTILINE))
    assert documented == {command.name for feature in features() for command in feature.commands}


def test_every_word_of_grooming_stands_in_the_reference():
    grammar = grooming_commands.GRAMMAR
    words = {*grammar.verbs, *grammar.options, *grammar.flags}
    missing = {word for word in words if not re.search(rf"\b{word}\b", page("reference/commands.md"))}
    assert missing == set()


def test_every_button_of_grooming_stands_in_the_reference():
    [grooming] = [feature for feature in features() if feature.name == "grooming"]
    reference = page("reference/commands.md")
    assert {name for name in grooming.actions if f".{name.partition('.')[2]}" not in reference} == set()


def test_every_usage_line_stands_in_the_reference():
    reference = page("reference/commands.md").replace("\\|", "|")
    for feature in features():
        for command in feature.commands:
            verbs = {line.partition(" ")[0] for line in command.usage if line and "ritual" not in line}
            assert {verb for verb in verbs if f"`{command.name} {verb}" not in reference} == set()


def test_every_command_of_the_shell_stands_in_the_reference_and_no_other():
    documented = set(re.findall(r"^\| `taktgeber ([a-z ]+)` \|", page("reference/cli.md"), re.MULTILINE))
    assert documented == set(shell_commands(parser()))


def shell_commands(command, before=""):
    actions = command._actions  # noqa: SLF001 - argparse tells its subcommands in no other way
    groups = [action for action in actions if hasattr(action, "choices") and action.choices]
    below = [choices for group in groups if isinstance(choices := group.choices, dict)]
    if not below:
        yield before
    for choices in below:
        for name, deeper in choices.items():
            yield from shell_commands(deeper, f"{before} {name}".strip())


def test_every_metric_stands_in_the_reference_and_no_other():
    exposed = re.findall(r"^# TYPE (taktgeber_\w+)", metrics.exposition().decode(), re.MULTILINE)
    told = {name for name in exposed if not name.endswith("_created")}
    documented = set(re.findall(r"`(taktgeber_\w+)", page("reference/http.md")))
    assert documented == told


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text())
    assert [link for link in links if "://" not in link and not (path.parent / link).exists()] == []


def test_every_page_is_found_from_the_index():
    index = page("README.md")
    pages = [path.relative_to(DOCS) for path in DOCS.rglob("*.md") if path.parent.name != "decisions"]
    assert [str(name) for name in pages if str(name) != "README.md" and str(name) not in index] == []
