"""Pressing buttons and filling in elements, in messages, modals and the App Home."""

from collections.abc import Callable

from sandbox.slack.clients import MessageSurface, Surface, ViewSurface, in_block, message_surface, named
from sandbox.slack.conversations import Conversation
from sandbox.slack.delivery import payloads
from sandbox.slack.delivery.answers import Answer
from sandbox.slack.elements import BUTTONS, STATE_KEYS, Placed, options_of, state_value, with_ids
from sandbox.slack.entering import check_entered
from sandbox.slack.messages import Message
from sandbox.slack.onlooker import Onlooker
from sandbox.slack.outcomes import DONE, ClientRefused, Outcome
from sandbox.slack.refusals import Json

_RECENT = 100
_MIN_QUERY = 3
_MOST_OPTIONS = 100


class Hands(Onlooker):
    """Without a message an act goes to the top modal, else to the open Home, else to the newest that fits."""

    def click(
        self,
        label_or_action_id: str,
        message: Json | None = None,
        *,
        block_id: str = "",
        confirmed: bool = True,
        stale: bool = False,
    ) -> Outcome:
        """Press a button; `confirmed=False` backs out of its dialog.

        With `stale` the press comes from the message as the dict shows it, whatever it looks like by now.
        """
        with self._state.lock:
            surface = self._surface(label_or_action_id, message, stale=stale)
            placed = self._placed(surface, label_or_action_id, BUTTONS, block_id)
            if "confirm" in placed.element and not confirmed:
                return DONE
            payload = self._action_payload(surface, payloads.action(self._state, placed))
        return self._sent(payload)

    def choose(
        self,
        action_id: str,
        value: object,
        message: Json | None = None,
        *,
        block_id: str = "",
    ) -> Outcome:
        """Pick in a select, menu, date picker or in checkboxes: by label or value, people by handle."""
        with self._state.lock:
            surface = self._surface(action_id, message)
            placed = self._placed(surface, action_id, {*STATE_KEYS, "overflow"}, block_id)
        chosen = self._chosen(surface, placed, value)
        with self._state.lock:
            if placed.kind != "overflow":
                surface.values.setdefault(placed.block_id, {})[placed.action_id] = chosen
            if placed.is_input and not placed.block.get("dispatch_action"):
                return DONE
            payload = self._action_payload(surface, payloads.action(self._state, placed, chosen))
        return self._sent(payload)

    def fill(self, block_id: str, value: object, message: Json | None = None) -> None:
        """Enter into the field of this block, as far as the field takes it; nothing is sent."""
        with self._state.lock:
            surface = self._surface_with_block(block_id, message)
            placed = in_block(surface.blocks, block_id)
            if placed is None or placed.kind not in STATE_KEYS:
                raise ClientRefused(f"There is no field “{block_id}”.")
        chosen = self._chosen(surface, placed, value)
        with self._state.lock:
            surface.values.setdefault(block_id, {})[placed.action_id] = chosen

    def suggestions(
        self, action_id: str, typed: str = "", message: Json | None = None, *, block_id: str = ""
    ) -> list[Json]:
        """What an external select offers for these letters; a client asks from `min_query_length` on."""
        with self._state.lock:
            surface = self._surface(action_id, message)
            placed = self._placed(surface, action_id, {"external_select", "multi_external_select"}, block_id)
        return self._suggested(surface, placed, typed)

    def _located(self, message: Json) -> tuple[Conversation, Message]:
        """Where a message that `messages()` gave stands by now."""
        self._refuse_deactivated()
        conversation = self._conversation(message["channel"])
        own = conversation.ephemerals.get(self.id, {}).get(message["ts"])
        found = own or conversation.timeline.find(message["ts"])
        if found is None:
            raise ClientRefused("This message is not there any more.")
        return conversation, found

    def _refuse_deactivated(self) -> None:
        if self._member.deactivated:
            raise ClientRefused(f"{self.name} is deactivated.")

    def _surface(self, name: str, message: Json | None, *, stale: bool = False) -> Surface:
        self._refuse_deactivated()
        if message is not None:
            place = self._located(message)
            shown = with_ids(message.get("blocks", [])) if stale else None
            return message_surface(self._client, *place, blocks=shown)
        view = self._top() or (self._state.views.home(self.id) if self._client.at_home else None)
        return (
            ViewSurface(view) if view else self._newest_with(lambda blocks: bool(named(blocks, name)), name)
        )

    def _surface_with_block(self, block_id: str, message: Json | None) -> Surface:
        self._refuse_deactivated()
        if message is not None:
            return message_surface(self._client, *self._located(message))
        view = self._top() or (self._state.views.home(self.id) if self._client.at_home else None)
        if view is not None:
            return ViewSurface(view)
        return self._newest_with(lambda blocks: in_block(blocks, block_id) is not None, block_id)

    def _newest_with(self, has: Callable[[list[Json]], bool], name: str) -> MessageSurface:
        """The newest message in this person's conversations, threads included, that has such an element."""
        found: MessageSurface | None = None
        for conversation in self._state.conversations:
            if self.id not in conversation.members:
                continue
            for message in self._recent(conversation):
                surface = message_surface(self._client, conversation, message) if message.blocks else None
                is_newer = found is None or message.ts > found.message.ts
                if surface is not None and is_newer and has(surface.blocks):
                    found = surface
        if found is None:
            raise ClientRefused(f"{self.name} sees no “{name}”.")
        return found

    def _recent(self, conversation: Conversation) -> list[Message]:
        line = list(conversation.timeline.newest(_RECENT))
        replies = [reply for parent in line for reply in conversation.timeline.replies(parent.ts)]
        return [*line, *replies, *self._ephemerals(conversation)]

    def _placed(self, surface: Surface, name: str, kinds: set[str] | frozenset[str], block_id: str) -> Placed:
        found = [placed for placed in named(surface.blocks, name, block_id) if placed.kind in kinds]
        if not found:
            raise ClientRefused(f"There is no “{name}” here.")
        return found[0]

    def _action_payload(self, surface: Surface, action: Json) -> Json:
        if not self._state.installation.is_interactive:
            raise ClientRefused("This app is not configured to handle interactive responses.")
        if isinstance(surface, ViewSurface):
            return self._payloads.view_action(surface.view, action)
        return self._payloads.message_action(surface.channel, surface.message, action, surface.values)

    def _sent(self, payload: Json) -> Outcome:
        return Outcome.of(self._state.deliveries.ask("interactive", payload))

    def _chosen(self, surface: Surface, placed: Placed, value: object) -> Json:
        if placed.kind == "overflow":
            picked = state_value(
                {**placed.element, "type": "static_select"}, value, lambda: options_of(placed.element)
            )
            chosen = None if picked is None else {"selected_option": picked["selected_option"]}
        else:
            given = self._resolved(placed.kind, value)
            chosen = state_value(placed.element, given, lambda: self._offered(surface, placed, given))
        if chosen is None:
            raise ClientRefused(f"“{placed.action_id}” does not offer {value!r}.")
        if placed.kind != "overflow":
            check_entered(placed, chosen)
        return chosen

    def _offered(self, surface: Surface, placed: Placed, given: object) -> list[Json]:
        """The options of a select; an external one is asked for what it has not just offered."""
        if "external" not in placed.kind:
            return options_of(placed.element)
        wanted = list(given) if isinstance(given, list | tuple) else [given]
        offered = list(self._client.suggested.get(placed.action_id, []))
        for one in wanted:
            if isinstance(one, dict) and one not in offered:
                raise ClientRefused(f"“{placed.action_id}” has not offered {one!r}.")
            if not any(one in (option, option["value"], option["text"]["text"]) for option in offered):
                offered += self._suggested(surface, placed, str(one))
        return offered

    def _suggested(self, surface: Surface, placed: Placed, typed: str) -> list[Json]:
        if len(typed) < placed.element.get("min_query_length", _MIN_QUERY):
            return []
        with self._state.lock:
            shown = (
                payloads.view_surface(self._state, surface.view)
                if isinstance(surface, ViewSurface)
                else payloads.message_surface(surface.channel, surface.message)
            )
            payload = self._payloads.block_suggestion(placed, typed, shown)
        options = _options(self._state.deliveries.ask("interactive", payload))
        self._client.suggested[placed.action_id] = options
        return options

    def _resolved(self, kind: str, value: object) -> object:
        if isinstance(value, list | tuple):
            return [self._resolved(kind, one) for one in value]
        if "users_select" in kind and isinstance(value, str):
            return self._state.member(value).id
        if ("conversations_select" in kind or "channels_select" in kind) and isinstance(value, str):
            return self._conversation(value).id
        if kind == "file_input" and isinstance(value, str):
            file = self._state.files.find(value)
            return file.as_json(self._state.base_url) if file else value
        return value


def _options(answer: Answer) -> list[Json]:
    """The options of an answer, flat; Slack shows a hundred at most."""
    body = answer.body if isinstance(answer.body, dict) else {}
    grouped = [option for group in body.get("option_groups", []) for option in group["options"]]
    options: list[Json] = [*body.get("options", []), *grouped]
    return options[:_MOST_OPTIONS]
