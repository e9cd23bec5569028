"""All that the imitation workspace knows, behind one lock."""

import threading
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.slack.agenda import Agenda
from sandbox.slack.announcements import Announcements, Subscription
from sandbox.slack.calls import Calls
from sandbox.slack.clients import Client
from sandbox.slack.conversations import Conversation, Conversations, Kind
from sandbox.slack.delivery.deliveries import Deliveries
from sandbox.slack.files import Files
from sandbox.slack.installation import Installation
from sandbox.slack.moments import Ids, Moments
from sandbox.slack.people import Member, People, Place
from sandbox.slack.refusals import Json
from sandbox.slack.response_urls import ResponseUrls
from sandbox.slack.scheduled import ScheduledMessages
from sandbox.slack.triggers import Triggers
from sandbox.slack.views import View, Views
from sandbox.world import Person as WorldPerson
from sandbox.world import World


class State:
    """Whoever reads or changes more than one thing holds `lock`; nobody holds it while the app is called."""

    def __init__(
        self,
        world: World,
        *,
        clock: Clock,
        faults: Faults,
        manifest: Mapping[str, Any] | None = None,
        bot_url: str | None = None,
    ) -> None:
        """With `bot_url` deliveries go there by signed HTTP, else through Socket Mode."""
        self.lock = threading.RLock()
        self.clock = clock
        self.faults = faults
        self.name = world.company.name
        self.domain = world.company.domain
        self.base_url = "http://127.0.0.1"
        """Where this workspace is served; whoever starts the server sets it."""
        self.edit_window: timedelta | None = None
        """How long messages can be edited; `None` is for ever."""
        self.installation = Installation() if manifest is None else Installation(manifest=manifest)
        self.ids = Ids()
        self.moments = Moments(clock)
        self.people = People()
        self.conversations = Conversations()
        self.files = Files()
        self.views = Views(self.ids)
        self.triggers = Triggers()
        self.response_urls = ResponseUrls(clock.now)
        self.announcements = Announcements()
        self.calls = Calls()
        self.agenda = Agenda(clock)
        self.scheduled = ScheduledMessages()
        self.clients: dict[str, Client] = {}
        self.guests_may_use_commands = True
        """A workspace's setting for multi-channel guests."""
        self.deliveries = Deliveries(
            self.installation,
            clock=clock,
            agenda=self.agenda,
            announcements=self.announcements,
            bot_url=bot_url,
        )
        self._settle(world)

    @property
    def team(self) -> str:
        return self.installation.team_id

    @property
    def place(self) -> Place:
        return Place(self.team, self.base_url, self.moments.now())

    def shown_view(self, view: View) -> Json:
        return view.as_json(self.team, self.installation.app_id, self.installation.bot_id)

    @property
    def bot(self) -> str:
        return self.installation.bot_user

    def subscribe(self) -> Subscription:
        return self.announcements.subscribe()

    def close(self) -> None:
        """End what runs in the background; nothing is delivered any more."""
        self.agenda.close()
        self.deliveries.close()

    def _settle(self, world: World) -> None:
        installation = self.installation
        self.people.add(
            Member(
                installation.bot_user,
                installation.bot_handle,
                installation.bot_name,
                bot_id=installation.bot_id,
                zone="UTC",
            )
        )
        for person in world.people:
            self.settle_person(person)
        for channel in world.channels:
            users = [self.member(handle).id for handle in channel.members]
            kind: Kind = "group" if channel.private else "channel"
            settled = self.settle_channel(channel.name, kind, users)
            settled.topic, settled.is_archived = channel.topic, channel.archived

    def settle_person(self, person: WorldPerson) -> None:
        self.people.add(
            Member(
                id=self.ids.new("U"),
                handle=person.handle,
                name=person.name,
                email=person.email,
                zone=person.zone,
                locale=person.locale,
                title=person.title,
                guest=person.guest,
                deactivated=person.deactivated,
                is_admin=person.is_admin,
                status_text=person.status_text,
                status_emoji=person.status_emoji,
                updated=self.moments.seconds(),
            )
        )

    def settle_channel(self, name: str, kind: Kind, users: list[str]) -> Conversation:
        creator = users[0] if users else self.installation.bot_user
        conversation = Conversation(
            self.ids.new("C"), name, kind, self.moments.seconds(), creator, dict.fromkeys(users)
        )
        return self.conversations.add(conversation)

    def member(self, handle: str) -> Member:
        found = self.people.by_handle(handle.removeprefix("@")) or self.people.by_id(handle)
        if found is None:
            raise KeyError(handle)
        return found
