"""What the import linter cannot say: every module has its place in the layers, and files stay readable."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LONGEST_FILE = 420


def layers():
    [contract] = [c for c in PROJECT["tool"]["importlinter"]["contracts"] if c["type"] == "layers"]
    return {name.strip() for layer in contract["layers"] for name in layer.replace(":", "|").split("|")}


def modules(package):
    inside = (ROOT / package).iterdir()
    files = {f"{package}.{path.stem}" for path in inside if path.suffix == ".py" and path.stem != "__init__"}
    folders = {f"{package}.{path.parent.name}" for path in (ROOT / package).glob("*/__init__.py")}
    return files | folders


def test_every_module_of_the_host_has_its_place_in_the_layers():
    assert modules("bot") - layers() == set()


def sources():
    for package in ("bot", "handlers", "integrations", "sandbox"):
        yield from (path for path in (ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("path", list(sources()), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_for_and_fits_in_the_head(path):
    text = path.read_text()
    assert text.lstrip().startswith('"""'), "every module has a docstring"
    assert len(text.splitlines()) <= LONGEST_FILE


def test_no_committed_file_names_a_package_index():
    pinned = [path.read_text() for path in ROOT.glob("requirements*.txt")]
    assert len(pinned) == 3
    assert not any("index-url" in text or "://" in text for text in pinned)
