import re
from pathlib import Path

import yaml

import sandbox.page
from sandbox.faults import KNOWN

PAGE = Path(sandbox.page.__file__).parent
JS = PAGE / "static" / "js"
PLACE = re.compile(r"\{\w+\}")


def texts(language: str) -> dict[str, str]:
    lines = (JS / "texts" / f"{language}.js").read_text().splitlines()
    found = [re.match(r'^  "?([\w.]+)"?: "(.*)",$', line) for line in lines]
    return {match[1]: match[2] for match in found if match}


def test_both_languages_say_the_same_things() -> None:
    english, german = texts("en"), texts("de")
    assert english.keys() == german.keys()
    for key, text in english.items():
        assert sorted(PLACE.findall(text)) == sorted(PLACE.findall(german[key])), key


def test_every_text_that_the_page_asks_for_exists() -> None:
    sources = "".join(path.read_text() for path in JS.rglob("*.js") if path.parent.name != "texts")
    asked = set(re.findall(r'\bt\("([\w.]+)"', sources))
    assert asked <= texts("en").keys()


def test_every_fault_is_explained() -> None:
    wanted = {f"fault.{name}" for name in KNOWN} | {f"fault.{name}.what" for name in KNOWN}
    settings = {f"setting.{name}" for given in KNOWN.values() for name in given}
    assert wanted | settings <= texts("en").keys()


def test_every_step_of_the_tour_is_told_in_both_languages() -> None:
    tours = yaml.safe_load((PAGE / "tour.yml").read_text(encoding="utf-8"))["tours"]
    told = [text for tour in tours for text in (tour["title"], tour["intro"], *steps(tour))]
    assert all(text["en"] != text["de"] for text in told)


def steps(tour: dict[str, list[dict[str, dict[str, str]]]]) -> list[dict[str, str]]:
    return [step["text"] for step in tour["steps"]]
