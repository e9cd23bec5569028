"""The host's own feature: memberships followed, the bot's invitation, private answers, sweeping."""

import pytest

from bot import people
from bot.db import deliveries, outbox, pace
from bot.db.outbox import Effect
from bot.house import PERSON, REFRESH, SWEEP, House
from bot.i18n import Language
from bot.people import Directory
from bot.slack.faults import SlackRefused
from bot.slack.requests import Event, Reader
from bot.surfaces import Surfaces, lane
from bot.whispers import WHISPER

ENGLISH = Reader(Language("en"), "Europe/Berlin")


@pytest.fixture
def house(database, messenger, clock):
    with database.transaction() as tx:
        people.team(tx, "C1", caller="U1", reader=ENGLISH)
    directory = Directory(database, messenger, clock)
    return House(database, directory, Surfaces(database, messenger, default=ENGLISH)).feature()


def effects(database):
    with database.reading() as tx:
        return {(row.kind, row.key) for row in tx.query(outbox.EffectRow)}


def test_somebody_who_joins_becomes_a_member_and_is_looked_up(house, database):
    house.events["member_joined_channel"](
        Event("1", "member_joined_channel", {"channel": "C1", "user": "U7"})
    )
    with database.reading() as tx:
        team = people.find_team(tx, "C1")
        assert people.is_member(tx, team.id, "U7")
    assert (PERSON, "U7") in effects(database)


def test_somebody_who_leaves_is_no_member_any_more(house, database):
    for kind in ("member_joined_channel", "member_left_channel"):
        house.events[kind](Event("1", kind, {"channel": "C1", "user": "U7"}))
    with database.reading() as tx:
        assert not people.is_member(tx, people.find_team(tx, "C1").id, "U7")


def test_the_bots_own_invitation_lets_waiting_work_go_on(house, database, clock):
    with database.transaction() as tx:
        outbox.enqueue(tx, Effect("grooming.show", "7", lane=lane("C1")))
        [claim] = outbox.claim(tx, owner="w", now=clock(), lease=30, limit=1)
        outbox.put_back(tx, claim, owner="w", seconds=600, fault="not_in_channel")
    event = Event("1", "member_joined_channel", {"channel": "C1", "user": "UBOT"}, bot="UBOT")
    house.events["member_joined_channel"](event)
    with database.transaction() as tx:
        claims = outbox.claim(tx, owner="w", now=clock(), lease=30, limit=9)
    assert {claim.effect.kind for claim in claims} == {"grooming.show", REFRESH}


def test_a_changed_profile_is_read_anew(house, database):
    house.events["user_change"](Event("1", "user_change", {"user": {"id": "U3"}}))
    assert (PERSON, "U3") in effects(database)


PAYLOAD = {"response_url": "https://hooks.example.com/1", "user": "U1", "text": "Only you"}
PAYLOAD |= {"blocks": [], "channel": "", "thread": ""}


def test_a_private_answer_goes_by_the_response_url(house, messenger):
    house.effects[WHISPER](PAYLOAD)
    assert [(url, message.text) for url, message in messenger.answers] == [
        (PAYLOAD["response_url"], "Only you")
    ]


def test_a_private_answer_whose_url_is_used_up_goes_as_a_direct_message(house, messenger):
    messenger.failing.append(SlackRefused("response_url answered 404"))
    house.effects[WHISPER](PAYLOAD)
    assert [(posted.channel, posted.message.text) for posted in messenger.posted] == [("D1", "Only you")]


def test_the_sweep_forgets_old_deliveries_and_limits_at_rest(house, database):
    with database.transaction() as tx:
        deliveries.begin(tx, "old")
        tx.query(deliveries.DeliveryRow).update({"at": 0.0})
        tx.add(pace.PaceRow(key="old", next_at=0.0))
    house.effects[SWEEP]({})
    with database.reading() as tx:
        assert tx.query(deliveries.DeliveryRow).count() == 0
        assert tx.query(pace.PaceRow).count() == 0
