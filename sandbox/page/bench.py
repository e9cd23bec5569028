"""What the page needs of the sandbox that it belongs to."""

from typing import Protocol

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.jira import JiraSite
from sandbox.slack.person import Person
from sandbox.slack.workspace import Workspace


class Bench(Protocol):
    workspace: Workspace
    jira: JiraSite
    clock: Clock
    faults: Faults

    def person(self, handle: str) -> Person: ...
