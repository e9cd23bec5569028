"""Modals in stacks of three and App Homes, with hashes, external ids and what people typed into them."""

import hashlib
import json
import time
from dataclasses import dataclass, field

from sandbox.slack.elements import Values, initial_values, with_ids
from sandbox.slack.moments import Ids, random_name
from sandbox.slack.refusals import Json, Refusal

STACK = 3
_MOST_BYTES = 250_000


@dataclass(slots=True)
class View:
    id: str
    user: str
    content: Json
    root_id: str = ""
    previous_id: str = ""
    values: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    hash: str = ""

    @property
    def kind(self) -> str:
        return str(self.content["type"])

    @property
    def blocks(self) -> list[Json]:
        blocks: list[Json] = self.content["blocks"]
        return blocks

    @property
    def external_id(self) -> str:
        return str(self.content.get("external_id") or "")

    def replace_content(self, content: Json) -> None:
        """Draw it anew: what was typed stays where block and action ids are the same."""
        self.content = {**content, "blocks": with_ids(content["blocks"])}
        self.values = initial_values(self.blocks, self.values)
        self.errors = {}
        digest = hashlib.sha256(json.dumps(self.content, sort_keys=True).encode()).hexdigest()
        self.hash = f"{int(time.time())}.{digest[:4]}{random_name(2)}"

    def as_json(self, team: str, app_id: str, bot_id: str) -> Json:
        content = self.content
        return {
            "id": self.id,
            "team_id": team,
            "type": self.kind,
            "blocks": self.blocks,
            "private_metadata": content.get("private_metadata", ""),
            "callback_id": content.get("callback_id", ""),
            "external_id": self.external_id,
            "state": {"values": self.values},
            "hash": self.hash,
            "title": content.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
            "clear_on_close": content.get("clear_on_close", False),
            "notify_on_close": content.get("notify_on_close", False),
            "close": content.get("close"),
            "submit": content.get("submit"),
            "previous_view_id": self.previous_id or None,
            "root_view_id": self.root_id,
            "app_id": app_id,
            "app_installed_team_id": team,
            "bot_id": bot_id,
        }


class Views:
    """One stack of modals and one App Home per person."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._by_id: dict[str, View] = {}
        self._by_external: dict[str, View] = {}
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def stack(self, user: str) -> list[View]:
        return list(self._stacks.get(user, ()))

    def home(self, user: str) -> View | None:
        return self._homes.get(user)

    def find(self, view_id: str = "", external_id: str = "") -> View:
        found = self._by_id.get(view_id) if view_id else self._by_external.get(external_id)
        if found is None:
            raise Refusal("not_found")
        return found

    def open(self, user: str, content: Json) -> View:
        self._check(content, None)
        for view in self.stack(user):
            self._forget(view)
        self._stacks[user] = []
        return self._on_top(user, content)

    def push(self, user: str, content: Json) -> View:
        stack = self._stacks.get(user, [])
        if not stack:
            raise Refusal("not_found")
        if len(stack) >= STACK:
            raise Refusal("push_limit_reached")
        self._check(content, None)
        return self._on_top(user, content)

    def update(self, view: View, content: Json, *, expected_hash: str = "") -> View:
        if expected_hash and expected_hash != view.hash:
            raise Refusal("hash_conflict")
        self._check(content, view)
        if content["type"] != view.kind:
            raise Refusal("invalid_arguments", response_metadata={"messages": ["[ERROR] wrong view type"]})
        self._by_external.pop(view.external_id, None)
        view.replace_content(content)
        self._index(view)
        return view

    def publish(self, user: str, content: Json, *, expected_hash: str = "") -> View:
        home = self._homes.get(user)
        if home is not None:
            return self.update(home, content, expected_hash=expected_hash)
        if expected_hash:
            raise Refusal("hash_conflict")
        self._check(content, None)
        view = self._new(user, content)
        view.root_id = view.id
        self._homes[user] = view
        return view

    def close(self, view: View) -> None:
        stack = self._stacks[view.user]
        stack.remove(view)
        self._forget(view)

    def clear(self, user: str) -> list[View]:
        """Close the whole stack; what was open, top first."""
        closed = list(reversed(self._stacks.pop(user, [])))
        for view in closed:
            self._forget(view)
        return closed

    def _on_top(self, user: str, content: Json) -> View:
        stack = self._stacks[user]
        view = self._new(user, content)
        view.root_id = stack[0].id if stack else view.id
        view.previous_id = stack[-1].id if stack else ""
        stack.append(view)
        return view

    def _new(self, user: str, content: Json) -> View:
        view = View(self._ids.new("V"), user, content)
        view.replace_content(content)
        self._index(view)
        return view

    def _index(self, view: View) -> None:
        self._by_id[view.id] = view
        if view.external_id:
            self._by_external[view.external_id] = view

    def _forget(self, view: View) -> None:
        self._by_id.pop(view.id, None)
        self._by_external.pop(view.external_id, None)

    def _check(self, content: Json, replaced: View | None) -> None:
        external = content.get("external_id") or ""
        holder = self._by_external.get(external) if external else None
        if holder is not None and holder is not replaced:
            raise Refusal("duplicate_external_id")
        if len(json.dumps(content, ensure_ascii=False).encode()) > _MOST_BYTES:
            raise Refusal("view_too_large")
