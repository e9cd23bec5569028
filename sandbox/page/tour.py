"""The guided tour: its steps in both languages, and which of them have happened."""

from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

import yaml

from sandbox.page.endpoint import Asked

Json = dict[str, Any]
LANGUAGES = ("en", "de")
_TEXT = Path(__file__).with_name("tour.yml")
_GIVEN = ("as", "channel", "type", "action", "panel")


class Tour:
    """Steps are ticked in any order; each window shows the same ticks."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._done: set[tuple[str, str]] = set()
        self._tours: list[Json] = yaml.safe_load(_TEXT.read_text(encoding="utf-8"))["tours"]

    def note(self, **happened: str) -> bool:
        """Ticks what this fulfils (`command`, `press`, `jira`, `by`); tells whether anything was new."""
        fulfilled = {
            (tour["id"], step["id"])
            for tour in self._tours
            for step in tour["steps"]
            if _fulfils(happened, step["done"])
        }
        with self._lock:
            new = fulfilled - self._done
            self._done |= new
        return bool(new)

    def shape(self, language: str) -> Json:
        return {"tours": [self._tour(tour, language) for tour in self._tours]}

    def _tour(self, tour: Json, language: str) -> Json:
        return {
            "id": tour["id"],
            "title": tour["title"][language],
            "intro": tour["intro"][language],
            "steps": [self._step(tour["id"], step, language) for step in tour["steps"]],
        }

    def _step(self, tour: str, step: Json, language: str) -> Json:
        given = {name: step[name] for name in _GIVEN if name in step}
        is_done = (tour, step["id"]) in self._done
        return {"id": step["id"], "text": step["text"][language], "is_done": is_done, **given}

    def reading(self, asked: Asked) -> Json:
        language = asked.query.get("language", "")
        return self.shape(language if language in LANGUAGES else LANGUAGES[0])


def _fulfils(happened: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """The wanted texts are the beginnings of what happened."""
    return all(happened.get(name, "").startswith(text) for name, text in wanted.items())
