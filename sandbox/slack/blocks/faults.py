"""What is wrong with blocks, and where."""

from dataclasses import dataclass, replace

from sandbox.slack.refusals import Json


@dataclass(frozen=True, slots=True)
class Fault:
    """`pointer` is a JSON pointer relative to what was checked."""

    pointer: str
    code: str
    message: str

    def below(self, pointer: str) -> "Fault":
        return replace(self, pointer=pointer + self.pointer)

    def as_message(self, pointer: str = "") -> str:
        return f"[ERROR] {self.message} [json-pointer:{pointer}{self.pointer}]"

    def as_json(self) -> Json:
        return {"pointer": self.pointer, "code": self.code, "message": self.message}
