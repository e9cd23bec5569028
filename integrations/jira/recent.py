"""Answers that stay good for a few minutes, so that a board is not asked for its settings at every story."""

import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")
GOOD_FOR_SECONDS = 300.0


class Recent(Generic[Answer]):
    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._answers: dict[Hashable, tuple[float, Answer]] = {}

    def answer(self, question: Hashable, ask: Callable[[], Answer]) -> Answer:
        """The answer of the last minutes, or a new one; a failure is not remembered."""
        known = self._answers.get(question)
        if known and self._now() - known[0] < GOOD_FOR_SECONDS:
            return known[1]
        answer = ask()
        self._answers[question] = (self._now(), answer)
        return answer
