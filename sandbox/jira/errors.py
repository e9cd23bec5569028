"""How an imitation Jira says no."""

from collections.abc import Mapping

from sandbox.jira.records import Json


class JiraRefused(Exception):
    """A request that is answered with an error, in Jira's own form and words."""

    def __init__(self, status: int, *messages: str, errors: Mapping[str, str] | None = None) -> None:
        super().__init__("; ".join([*messages, *(errors or {}).values()]))
        self.status = status
        self.messages = messages
        self.errors = dict(errors or {})

    @property
    def body(self) -> Json:
        return {"errorMessages": list(self.messages), "errors": self.errors}


class FieldRefused(Exception):
    """One field's value is not accepted; the text stands at that field."""


def issue_not_found() -> JiraRefused:
    return JiraRefused(404, "Issue does not exist or you do not have permission to see it.")


def not_on_screen(field_id: str) -> str:
    return f"Field '{field_id}' cannot be set. It is not on the appropriate screen, or unknown."
