"""Reading variables one by one, each perhaps from a file; what is wrong is kept until the end."""

from collections.abc import Callable, Mapping
from pathlib import Path

Rule = Callable[[str], str]
"""Takes what was set and returns what it means; raises `ValueError` saying what would be right."""


class Secret:
    """A value that no log, message or traceback shows."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other.reveal() == self._value

    def __hash__(self) -> int:
        return hash(self._value)


class SettingsFault(Exception):
    """Everything that is missing or wrong, by variable; no value of a variable is in it."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = dict(faults)
        lines = [f"  {name} {fault}." for name, fault in self.faults.items()]
        super().__init__("\n".join(["These settings are missing or wrong:", *lines]))


class Reading:
    """Goes through the environment; a faulty variable reads as not set until `finish` tells all faults."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._faults: dict[str, str] = {}

    def has(self, name: str) -> bool:
        """Whether it is set, to whatever; an empty variable counts as not set."""
        return bool(self._environ.get(name, "").strip() or self._environ.get(f"{name}_FILE", "").strip())

    def optional(self, name: str, rule: Rule = str) -> str | None:
        value = self._value(name)
        if value is None:
            return None
        try:
            return rule(value)
        except ValueError as error:
            self._faults.setdefault(name, str(error))
            return None

    def text(self, name: str, rule: Rule, *, default: str) -> str:
        return self.optional(name, rule) or default

    def secret(self, name: str, rule: Rule = str) -> Secret | None:
        value = self.optional(name, rule)
        return None if value is None else Secret(value)

    def required_secret(self, name: str, rule: Rule, *, wanted: str) -> Secret:
        self.require(name, f"is missing. Set it to {wanted}")
        return self.secret(name, rule) or Secret("")

    def require(self, name: str, fault: str) -> None:
        if not self.has(name):
            self._faults.setdefault(name, fault)

    def finish(self) -> None:
        if self._faults:
            raise SettingsFault(self._faults)

    def _value(self, name: str) -> str | None:
        value = self._environ.get(name, "").strip()
        path = self._environ.get(f"{name}_FILE", "").strip()
        if value and path:
            self._faults[name] = f"is set twice: give either {name} or {name}_FILE"
            return None
        if path:
            value = self._content(name, path)
        return value or None

    def _content(self, name: str, path: str) -> str:
        try:
            content = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            self._faults[f"{name}_FILE"] = f"names a file that cannot be read ({type(error).__name__})"
            return ""
        if not content:
            self._faults[f"{name}_FILE"] = "names an empty file"
        return content
