"""The troubles that one can switch on: what goes wrong, with which settings, and for how many calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

Setting = float | int | str

# Each fault with the settings that it takes and what they are when left out.
KNOWN: Mapping[str, Mapping[str, Setting]] = {
    "slack_slow": {"seconds": 4.0},
    "slack_429": {"retry_after": 5, "method": ""},
    "slack_500": {"method": ""},
    "slack_lost_answer": {"method": ""},
    "slack_down": {},
    "jira_slow": {"seconds": 12.0},
    "jira_429": {"retry_after": 5, "reason": "jira-burst-based"},
    "jira_500": {},
    "jira_down": {},
    "jira_refuses_field": {},
    "jira_html": {},
}


class UnknownFault(ValueError):
    """No fault has this name; the text says which ones exist."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no fault called “{name}”. There are: {', '.join(sorted(KNOWN))}.")


class WrongSetting(ValueError):
    """A fault was given a setting that it does not have, or a value that it cannot use."""


@dataclass(slots=True)
class _Active:
    settings: dict[str, Setting]
    times: int | None


class Faults:
    """Which faults are on; safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._active: dict[str, _Active] = {}

    def switch_on(self, name: str, *, times: int | None = None, **settings: Setting) -> None:
        """With `times`, the fault switches itself off after so many uses."""
        defaults = _defaults(name)
        if times is not None and times < 1:
            raise WrongSetting("A fault happens at least once: “times” starts at 1.")
        checked = {key: _checked(name, key, value) for key, value in settings.items()}
        with self._lock:
            self._active[name] = _Active({**defaults, **checked}, times)

    def switch_off(self, name: str) -> None:
        _defaults(name)
        with self._lock:
            self._active.pop(name, None)

    def active(self) -> dict[str, dict[str, Setting | None]]:
        """The faults that are on, each with its settings and the uses it has left (`times`)."""
        with self._lock:
            return {name: {**fault.settings, "times": fault.times} for name, fault in self._active.items()}

    def is_on(self, name: str) -> bool:
        _defaults(name)
        with self._lock:
            return name in self._active

    def take(self, name: str, method: str = "") -> dict[str, Setting] | None:
        """Let the fault happen once, if it is on and meant for this method; what comes back is true then."""
        _defaults(name)
        with self._lock:
            fault = self._active.get(name)
            if fault is None or fault.settings.get("method", "") not in {"", method}:
                return None
            if fault.times is not None:
                fault.times -= 1
                if fault.times == 0:
                    del self._active[name]
            return {"name": name, **fault.settings}


def _defaults(name: str) -> Mapping[str, Setting]:
    if name not in KNOWN:
        raise UnknownFault(name)
    return KNOWN[name]


def _checked(name: str, key: str, value: Setting) -> Setting:
    """The value, if this fault has such a setting and the value is of its kind."""
    defaults = _defaults(name)
    if key not in defaults:
        has = f"It has: {', '.join(defaults)}." if defaults else "It has none."
        raise WrongSetting(f"The fault “{name}” has no setting “{key}”. {has}")
    if isinstance(defaults[key], str):
        if not isinstance(value, str):
            raise WrongSetting(f"“{key}” of the fault “{name}” is a text, not {value!r}.")
    elif isinstance(value, bool | str) or value < 0:
        raise WrongSetting(f"“{key}” of the fault “{name}” is a number from 0, not {value!r}.")
    return value
