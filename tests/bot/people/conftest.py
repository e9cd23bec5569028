"""A team whose people are known."""

import pytest

from bot import people
from bot.i18n import Language
from bot.slack.messenger import Profile
from bot.slack.requests import Reader

BERLIN = Reader(Language("en"), "Europe/Berlin")
ADMIN = "UADMIN"


@pytest.fixture
def team(database):
    """Anna set the team up; Ben, Cem and Dora belong to it; an admin of the workspace and a guest exist."""
    with database.transaction() as tx:
        for user, name in (("U1", "Anna"), ("U2", "Ben"), ("U3", "Cem"), ("U4", "Dora")):
            people.remember(tx, Profile(user, name, "en", "Europe/Berlin"))
        people.remember(tx, Profile(ADMIN, "Admin", "en", "Europe/Berlin", is_admin=True))
        people.remember(tx, Profile("UGUEST", "Gast", "de", "Europe/Berlin", is_guest=True))
        made = people.team(tx, "C1", caller="U1", reader=BERLIN)
        people.choose(tx, made.id, ("U1", "U2", "U3", "U4"))
        return people.team_by_id(tx, made.id)
