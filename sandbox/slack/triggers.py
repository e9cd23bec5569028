"""Trigger ids: three seconds on the machine's clock, one use."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.slack.moments import random_name
from sandbox.slack.refusals import Refusal

LIFE_SECONDS = 3.0
_REMEMBERED = 2_000


@dataclass(slots=True)
class _Trigger:
    user: str
    view_id: str
    issued: float
    used: bool = False


class Triggers:
    """A person who waits for a modal waits real seconds, however fast the sandbox's clock runs."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._triggers: dict[str, _Trigger] = {}

    def issue(self, user: str, *, view_id: str = "") -> str:
        """`view_id` names the modal in which the person acted, if it was one."""
        trigger_id = f"{len(self._triggers)}.{random_name(4)}.{random_name(16)}"
        self._triggers[trigger_id] = _Trigger(user, view_id, self._monotonic())
        if len(self._triggers) > _REMEMBERED:
            del self._triggers[next(iter(self._triggers))]
        return trigger_id

    def exchange(self, trigger_id: str) -> tuple[str, str]:
        """The person and the view that the trigger came from."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise Refusal("invalid_trigger_id")
        if trigger.used:
            raise Refusal("exchanged_trigger_id")
        if self._monotonic() - trigger.issued > LIFE_SECONDS:
            raise Refusal("expired_trigger_id")
        trigger.used = True
        return trigger.user, trigger.view_id
