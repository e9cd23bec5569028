"""What one person can do in a Slack client, in process; it refuses what a client refuses."""

from collections.abc import Mapping
from typing import Any

from sandbox.slack import answering, membership, posting, reacting
from sandbox.slack.conversations import Conversation
from sandbox.slack.drafts import Draft
from sandbox.slack.entering import form_errors
from sandbox.slack.files import File
from sandbox.slack.hands import Hands
from sandbox.slack.markup import escaped, typed
from sandbox.slack.moments import random_name
from sandbox.slack.outcomes import DONE, ClientRefused, Outcome, Waited
from sandbox.slack.reacting import Reaction
from sandbox.slack.refusals import Json, Refusal
from sandbox.slack.views import View

__all__ = ["ClientRefused", "Outcome", "Person", "Waited"]


class Person(Hands):
    """Talks, types commands, fills forms and moves about; `Hands` presses and picks."""

    def join(self, channel: str) -> None:
        with self._state.lock:
            conversation = self._conversation(channel)
            if self._member.guest and self.id not in conversation.members:
                raise ClientRefused("Guests join a channel by invitation only.")
            self._refuse_archived(conversation)
            membership.join(self._state, conversation, self.id)

    def leave(self, channel: str) -> None:
        with self._state.lock:
            membership.leave(self._state, self._entered(channel), self.id)

    def invite(self, handle: str, channel: str) -> None:
        """Also how the app comes into a channel: `invite("@taktgeber", …)`."""
        with self._state.lock:
            invited = self._state.member(handle)
            membership.join(self._state, self._entered(channel), invited.id, inviter=self.id)

    def say(self, channel: str, text: str, *, thread_ts: str | None = None) -> Json:
        """Type a message; `@handle` and `#channel` become mentions."""
        with self._state.lock:
            conversation = self._entered(channel)
            self._refuse_command(text)
            if thread_ts and conversation.timeline.find(thread_ts) is None:
                raise ClientRefused("There is no such thread.")
            draft = Draft(
                self._typed(text), thread_ts=thread_ts or "", extra={"client_msg_id": random_name(16)}
            )
            message = posting.post(self._state, conversation, self.id, draft)
            return self._shown(conversation, message)

    def mention(self, text: str, channel: str, *, thread_ts: str | None = None) -> Json:
        """Say it to the app: `@Taktgeber text`."""
        return self.say(channel, f"@{self._state.installation.bot_handle} {text}", thread_ts=thread_ts)

    def edit(self, message: Json, text: str) -> Json:
        with self._state.lock:
            conversation, found = self._located(message)
            if found.user != self.id:
                raise ClientRefused("One edits one's own messages only.")
            posting.replace(self._state, conversation, found, Draft(self._typed(text)))
            return self._shown(conversation, found)

    def delete(self, message: Json) -> None:
        """Delete an own message, as an administrator any; dismiss an ephemeral one."""
        with self._state.lock:
            conversation, found = self._located(message)
            if found.ephemeral_to:
                posting.delete_ephemeral(self._state, conversation, found)
            elif found.user == self.id or self._member.is_admin:
                posting.delete(self._state, conversation, found.ts)
            else:
                raise ClientRefused("One deletes one's own messages only.")

    def react(self, emoji: str, message: Json) -> None:
        """React, or take the reaction back."""
        name = emoji.strip(":")
        with self._state.lock:
            conversation, found = self._located(message)
            change = reacting.remove if self.id in found.reactions.get(name, ()) else reacting.add
            try:
                change(self._state, Reaction(conversation, found, self.id, name))
            except Refusal as refusal:
                raise ClientRefused(f"This reaction is not possible: {refusal.error}.") from refusal

    def upload(self, channel: str, name: str, content: bytes) -> Json:
        """Put a file into a channel, or with `""` into the workspace only, for a field of a form."""
        state = self._state
        with state.lock:
            file = File(
                state.ids.new("F"), name, len(content), self.id, state.moments.seconds(), random_name()
            )
            file.content, file.is_complete = content, True
            state.files.add(file)
            if channel:
                conversation = self._entered(channel)
                shown = file.as_json(state.base_url)
                draft = Draft("", files=[shown], subtype="file_share")
                file.channels[conversation.id] = [posting.post(state, conversation, self.id, draft).ts]
            return file.as_json(state.base_url)

    def command(self, line: str, *, channel: str) -> Outcome:
        """Type a slash command."""
        name, _, text = line.strip().partition(" ")
        with self._state.lock:
            conversation = self._entered(channel)
            self._refuse_guest_tools("slash commands", single_only=self._state.guests_may_use_commands)
            known = self._state.installation.command(name)
            if known is None:
                raise ClientRefused(f"{name} is not a valid command.")
            sent = self._typed(text.strip()) if known.get("should_escape") else escaped(text.strip())
            payload = self._payloads.command(conversation, name, sent)
        answer = self._state.deliveries.ask("slash_commands", payload)
        if not answer.ok:
            return Outcome.of(answer)
        with self._state.lock:
            try:
                answering.say(self._state, conversation, self.id, answer.body)
            except Refusal as refusal:
                return Outcome(ok=False, body=answer.body, error=refusal.error)
        return Outcome.of(answer)

    def submit(self, values: Mapping[str, Any] | None = None) -> Outcome:
        """Send the top modal, after filling in `values` (block_id → value)."""
        for block_id, value in (values or {}).items():
            self.fill(block_id, value)
        with self._state.lock:
            view = self._open_modal()
            if not view.content.get("submit"):
                raise ClientRefused("This modal has no button to send it.")
            view.errors = form_errors(view.blocks, view.values)
            if view.errors:
                missing = "; ".join(f"{block_id}: {error}" for block_id, error in view.errors.items())
                raise ClientRefused(f"The form is not complete. {missing}")
            payload = self._payloads.view_submission(view)
        answer = self._state.deliveries.ask("interactive", payload)
        if not answer.ok:
            return Outcome.of(answer)
        with self._state.lock:
            try:
                errors = answering.act_on_submission(self._state, view, answer.body)
            except Refusal as refusal:
                return Outcome(ok=False, body=answer.body, error=refusal.error)
        return Outcome.of(answer, errors=errors)

    def close_view(self, *, whole_stack: bool = False) -> Outcome:
        """Cancel, or with `whole_stack` the X in the corner."""
        with self._state.lock:
            view = self._open_modal()
            is_cleared = whole_stack or bool(view.content.get("clear_on_close"))
            told = self._state.views.stack(self.id)[0] if is_cleared else view
            payload = self._payloads.view_closed(told, is_cleared=is_cleared)
            closed = self._closed(view, is_cleared=is_cleared)
        if not any(one.content.get("notify_on_close") for one in closed):
            return DONE
        return Outcome.of(self._state.deliveries.ask("interactive", payload))

    def open_home(self, *, tab: str = "home") -> Json | None:
        """Open the app's Home (or its `messages`); what it shows by now, for the app is told only then."""
        with self._state.lock:
            if tab == "home" and not self._state.installation.has_home:
                raise ClientRefused("This app has no Home.")
            self._client.at_home = tab == "home"
            channel = membership.direct(self._state, self.id, self._state.bot)
            home = self.home() if tab == "home" else None
            event: Json = {"type": "app_home_opened", "user": self.id, "channel": channel.id, "tab": tab}
            event |= {"view": home} if home else {}
            self._state.deliveries.event(event | {"event_ts": self._state.moments.new_ts()})
            return home

    def leave_home(self) -> None:
        """Look at the channels again."""
        self._client.at_home = False

    def shortcut(self, callback_id: str, message: Json | None = None) -> Outcome:
        """Run a global shortcut, or with a message one from that message's menu."""
        with self._state.lock:
            self._refuse_guest_tools("shortcuts", single_only=self._state.guests_may_use_commands)
            kind = "global" if message is None else "message"
            offered = [one["callback_id"] for one in self.shortcuts() if one.get("type", "global") == kind]
            if callback_id not in offered:
                raise ClientRefused(f"There is no {kind} shortcut “{callback_id}”.")
            if message is None:
                payload = self._payloads.global_shortcut(callback_id)
            else:
                place = self._located(message)
                payload = self._payloads.message_shortcut(*place, callback_id)
        return Outcome.of(self._state.deliveries.ask("interactive", payload))

    def _open_modal(self) -> View:
        self._refuse_deactivated()
        view = self._top()
        if view is None:
            raise ClientRefused("No modal is open.")
        return view

    def _closed(self, view: View, *, is_cleared: bool) -> list[View]:
        views = self._state.views
        if is_cleared:
            closed = views.clear(self.id)
        else:
            views.close(view)
            closed = [view]
        for one in closed:
            shown = self._state.shown_view(one)
            self._state.announcements.tell("view_closed", user=self.id, view=shown)
        return closed

    def _entered(self, channel: str) -> Conversation:
        """A conversation in which this person may write."""
        self._refuse_deactivated()
        conversation = self._conversation(channel)
        if self.id not in conversation.members:
            raise ClientRefused(f"{self.name} is not in #{conversation.name}.")
        self._refuse_archived(conversation)
        return conversation

    def _refuse_archived(self, conversation: Conversation) -> None:
        if conversation.is_archived:
            raise ClientRefused(f"#{conversation.name} is archived.")

    def _refuse_command(self, text: str) -> None:
        name = text.split(" ", maxsplit=1)[0]
        if self._state.installation.command(name) is not None:
            raise ClientRefused(f"{name} is a command: it is not said, and it does not work in threads.")

    def _refuse_guest_tools(self, what: str, *, single_only: bool) -> None:
        self._refuse_deactivated()
        if self._member.guest == "single" or (self._member.guest and not single_only):
            raise ClientRefused(f"This guest cannot use {what}.")

    def _typed(self, text: str) -> str:
        return typed(text, self._user_mention, self._channel_mention)

    def _user_mention(self, handle: str) -> str | None:
        member = self._state.people.by_handle(handle)
        return f"<@{member.id}>" if member else None

    def _channel_mention(self, name: str) -> str | None:
        found = self._state.conversations.by_name(name)
        if found is None or not self._may_see(found):
            return None
        return f"<#{found.id}|{found.name if found.sees_everyone else ''}>"
