"""The host's own feature: private answers, who is who and where, and the daily sweeping."""

from collections.abc import Mapping
from typing import Any

from bot import people
from bot.db import deliveries, outbox, pace
from bot.db.database import Database
from bot.db.outbox import Effect, Urgency
from bot.feature import Feature, Job
from bot.people import Directory
from bot.slack.requests import Event
from bot.surfaces import Surfaces, invited
from bot.whispers import WHISPER

REFRESH = "house.refresh"
PERSON = "house.person"
SWEEP = "house.sweep"
PACE_KEPT_SECONDS = 3600.0


class House:
    def __init__(self, database: Database, directory: Directory, surfaces: Surfaces) -> None:
        self._database = database
        self._directory = directory
        self._surfaces = surfaces

    def feature(self) -> Feature:
        return Feature(
            name="house",
            events={
                "member_joined_channel": self._joined,
                "member_left_channel": self._left,
                "user_change": self._changed,
            },
            effects={
                WHISPER: self._surfaces.respond,
                REFRESH: lambda payload: self._directory.refresh(payload["channel"]),
                PERSON: lambda payload: self._directory.update(payload["user"]),
                SWEEP: self._sweep,
            },
            jobs=(Job(SWEEP, "17 * * * *", Effect(SWEEP, key="all", urgency=Urgency.BACKGROUND)),),
        )

    def _joined(self, event: Event) -> None:
        channel, user = event.fields["channel"], event.fields["user"]
        with self._database.transaction() as tx:
            if user == event.bot:
                invited(tx, channel)
                outbox.enqueue(tx, refresh(channel))
                return
            people.join(tx, channel, user)
            outbox.enqueue(tx, _person(user))

    def _left(self, event: Event) -> None:
        with self._database.transaction() as tx:
            people.leave(tx, event.fields["channel"], event.fields["user"])

    def _changed(self, event: Event) -> None:
        with self._database.transaction() as tx:
            outbox.enqueue(tx, _person(event.fields["user"]["id"]))

    def _sweep(self, _payload: Mapping[str, Any]) -> None:
        with self._database.transaction() as tx:
            deliveries.forget_old(tx)
            pace.forget(tx, rested_for=PACE_KEPT_SECONDS)


def refresh(channel: str) -> Effect:
    """Read a channel's members anew."""
    return Effect(REFRESH, key=channel, payload={"channel": channel}, urgency=Urgency.BACKGROUND)


def _person(user: str) -> Effect:
    return Effect(PERSON, key=user, payload={"user": user}, urgency=Urgency.BACKGROUND)
