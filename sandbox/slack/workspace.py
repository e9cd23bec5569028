"""The imitation workspace with the controls that tests and the page turn."""

from dataclasses import replace

from sandbox.slack import membership, posting
from sandbox.slack.conversations import Conversation
from sandbox.slack.people import UserGroup
from sandbox.slack.person import Person
from sandbox.slack.state import State
from sandbox.world import Person as WorldPerson


class Workspace(State):
    """What an administrator, a calendar or an accident does to a workspace, beside what people do in it."""

    def person(self, handle: str) -> Person:
        return Person(self, handle)

    def add_person(self, person: WorldPerson) -> Person:
        with self.lock:
            self.settle_person(person)
        return Person(self, person.handle)

    def change_person(self, handle: str, **changes: object) -> None:
        """Change status, zone, guest, …: any field of `Member`; the app hears of it."""
        with self.lock:
            member = self.member(handle)
            for field, value in changes.items():
                setattr(member, field, value)
            member.updated = self.moments.seconds()
            membership.user_changed(self, member)

    def deactivate(self, handle: str) -> None:
        self.change_person(handle, deactivated=True)

    def add_group(self, handle: str, name: str, members: list[str]) -> UserGroup:
        with self.lock:
            users = [self.member(one).id for one in members]
            group = UserGroup(self.ids.new("S"), handle, name, users, self.moments.seconds())
            self.people.groups[group.id] = group
            return group

    def add_channel(self, name: str, *members: str, private: bool = False) -> str:
        with self.lock:
            users = [self.member(handle).id for handle in members]
            return self.settle_channel(name, "group" if private else "channel", users).id

    def channel(self, name: str) -> Conversation:
        """By id or by name, whoever may see it."""
        found = self.conversations.by_id(name) or self.conversations.by_name(name)
        if found is None:
            raise KeyError(name)
        return found

    def join(self, handle: str, channel: str, *, inviter: str = "") -> None:
        with self.lock:
            invited_by = self.member(inviter).id if inviter else ""
            membership.join(self, self.channel(channel), self.member(handle).id, inviter=invited_by)

    def leave(self, handle: str, channel: str) -> None:
        """Also how the bot is removed from a channel."""
        with self.lock:
            membership.leave(self, self.channel(channel), self.member(handle).id)

    def archive(self, channel: str, *, by: str) -> None:
        with self.lock:
            membership.archive(self, self.channel(channel), self.member(by).id)

    def unarchive(self, channel: str, *, by: str) -> None:
        with self.lock:
            membership.unarchive(self, self.channel(channel), self.member(by).id)

    def rename(self, channel: str, name: str) -> None:
        with self.lock:
            membership.rename(self, self.channel(channel), name)

    def delete_channel(self, channel: str, *, by: str) -> None:
        with self.lock:
            membership.delete(self, self.channel(channel), self.member(by).id)

    def delete_message(self, channel: str, ts: str) -> None:
        with self.lock:
            posting.delete(self, self.channel(channel), ts)

    def grant_only(self, *scopes: str) -> None:
        """Take scopes away, as when somebody installs the app with fewer."""
        with self.lock:
            oauth = {"scopes": {"bot": list(scopes)}}
            manifest = {**self.installation.manifest, "oauth_config": oauth}
            self.installation = replace(self.installation, manifest=manifest)
            self.deliveries.installation = self.installation
