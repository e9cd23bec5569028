"""Keeps what we know of people and memberships in step with Slack. Called by effects: it asks Slack."""

import logging

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db.database import Database
from bot.people import absence, members, profiles, teams
from bot.slack.faults import SlackRefused
from bot.slack.messenger import Messenger, Profile

log = logging.getLogger(__name__)

ONE_BY_ONE = 20  # up to so many unknown people are looked up singly; for more, the whole list is read


class Directory:
    def __init__(self, database: Database, messenger: Messenger, clock: Clock) -> None:
        self._database = database
        self._messenger = messenger
        self._clock = clock

    def refresh(self, channel: str) -> None:
        """Read a team's channel anew: its name, its members, and whoever among them is unknown so far."""
        about = self._messenger.channel(channel)
        users = self._messenger.members(channel)
        with self._database.reading() as tx:
            strangers = profiles.unknown(tx, tuple({*users, *members.listed(tx, channel)}))
        found = self._look_up(strangers)
        workspace = self._messenger.who_am_i().team if found else ""
        with self._database.transaction() as tx:
            for profile in found:
                _remember(tx, profile, workspace)
            teams.rename(tx, channel, about.name)
            members.replace(tx, channel, users, read_at=self._clock())

    def update(self, user: str) -> None:
        """Read one person anew."""
        profile = self._messenger.profile(user)
        workspace = self._messenger.who_am_i().team
        with self._database.transaction() as tx:
            _remember(tx, profile, workspace)

    def _look_up(self, users: tuple[str, ...]) -> list[Profile]:
        if len(users) > ONE_BY_ONE:
            wanted = set(users)
            return [profile for profile in self._messenger.everybody() if profile.user in wanted]
        return [profile for user in users if (profile := self._one(user))]

    def _one(self, user: str) -> Profile | None:
        try:
            return self._messenger.profile(user)
        except SlackRefused as error:
            log.info("Slack does not tell the profile of a member: %s", error.code)
            return None


def _remember(tx: Session, profile: Profile, workspace: str) -> None:
    """Keep what Slack says; of somebody who has left the workspace, forget what they told us themselves."""
    profiles.remember(tx, profile, workspace=workspace)
    if profile.is_deleted:
        profiles.choose_own(tx, profile.user, profiles.OwnSettings())
        absence.forget_absences(tx, profile.user)
