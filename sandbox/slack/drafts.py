"""A message before it is posted."""

from dataclasses import dataclass, field

from sandbox.slack.refusals import Json


@dataclass(frozen=True, slots=True)
class Draft:
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str = ""
    broadcast: bool = False
    metadata: Json | None = None
    files: list[Json] = field(default_factory=list)
    subtype: str = ""
    username: str = ""
    extra: Json = field(default_factory=dict)
