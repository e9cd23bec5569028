"""Who is who: profiles, teams and memberships."""

from datetime import date

import pytest

from bot import people
from bot.i18n import Language
from bot.people import Absence, Directory, OwnSettings
from bot.people.profiles import PersonRow
from bot.people.teams import TeamRow
from bot.slack.messenger import Profile
from bot.slack.requests import Reader

ENGLISH = Reader(Language("en"), "Europe/Berlin")


def profile(user, name, **about):
    return Profile(user, name, about.pop("language", "de"), about.pop("zone", "Europe/Berlin"), **about)


@pytest.fixture
def directory(database, messenger, clock):
    messenger.people = {
        "U1": profile("U1", "Anna"),
        "U2": profile("U2", "Ben", team="T1"),
        "U3": profile("U3", "Gast", is_guest=True),
        "U4": profile("U4", "Stranger", team="T9"),
        "UBOT": profile("UBOT", "Taktgeber", is_bot=True),
        "U5": profile("U5", "Left", is_deleted=True),
    }
    messenger.channels = {"C1": tuple(messenger.people)}
    return Directory(database, messenger, clock)


def team_of(database, reader=ENGLISH):
    with database.transaction() as tx:
        return people.team(tx, "C1", caller="U1", reader=reader)


def test_a_channel_gets_a_team_with_its_callers_language_and_zone(database):
    team = team_of(database, Reader(Language("de"), "America/New_York"))
    assert (team.language, team.zone, team.created_by) == (Language("de"), "America/New_York", "U1")
    assert team.works_council
    assert not team.members_known


def test_a_second_caller_finds_the_same_team(database):
    first = team_of(database)
    assert team_of(database, Reader(Language("de"), "Asia/Tokyo")) == first


def test_members_are_the_channels_people_without_bots_and_those_who_left(database, directory):
    team_of(database)
    directory.refresh("C1")
    team = team_of(database)
    with database.reading() as tx:
        members = people.members(tx, team.id)
    assert [(member.name, member.is_guest, member.is_outsider) for member in members] == [
        ("Anna", False, False),
        ("Ben", False, False),
        ("Gast", True, False),
        ("Stranger", False, True),
    ]
    assert team.members_known
    assert team.name == "channel-c1"


def test_a_refresh_forgets_those_who_left_the_channel(database, directory, messenger):
    team_of(database)
    directory.refresh("C1")
    messenger.channels["C1"] = ("U1",)
    directory.refresh("C1")
    with database.reading() as tx:
        assert [member.user for member in people.members(tx, team_of(database).id)] == ["U1"]


def test_a_profile_that_slack_hides_does_not_stop_a_refresh(database, directory, messenger):
    team_of(database)
    messenger.channels["C1"] = ("U1", "UHIDDEN")
    directory.refresh("C1")
    with database.reading() as tx:
        members = people.members(tx, team_of(database).id)
    assert {member.name for member in members} == {"Anna", "UHIDDEN"}


def test_many_unknown_people_are_read_from_the_whole_list(database, messenger, clock):
    messenger.people = {f"U{n}": profile(f"U{n}", f"Person {n:02}") for n in range(30)}
    messenger.channels = {"C1": tuple(messenger.people)}
    team_of(database)
    Directory(database, messenger, clock).refresh("C1")
    with database.reading() as tx:
        assert len(people.members(tx, team_of(database).id)) == 30


def test_members_who_were_chosen_from_outside_the_channel_get_their_names(database, directory, messenger):
    team = team_of(database)
    with database.transaction() as tx:
        people.choose(tx, team.id, ("U1", "U2"))
    messenger.channels["C1"] = ("U1",)
    directory.refresh("C1")
    with database.reading() as tx:
        assert [member.name for member in people.members(tx, team.id)] == ["Anna", "Ben"]


def test_joining_and_leaving_are_followed(database):
    team = team_of(database)
    with database.transaction() as tx:
        people.join(tx, "C1", "U7")
        people.join(tx, "C1", "U7")
        people.join(tx, "CELSEWHERE", "U7")
        assert people.is_member(tx, team.id, "U7")
        people.leave(tx, "C1", "U7")
        assert not people.is_member(tx, team.id, "U7")


@pytest.mark.parametrize(
    ("known", "shown"),
    [(("en", "de", "de"), "en"), ((None, "de", "en"), "de"), ((None, None, "de"), "de"), ((None,) * 3, "en")],
    ids=["own choice", "Slack's locale", "the team's", "the default"],
)
def test_the_readers_language(database, known, shown):
    own, slack, team = known
    with database.transaction() as tx:
        people.remember(tx, profile("U1", "Anna", language=slack))
        tx.get_one(PersonRow, "U1").language = own
        if team:
            people.team(tx, "C1", caller="U1", reader=Reader(Language(team), "Europe/Berlin"))
        reader = people.reader(tx, "U1", "C1", default=ENGLISH)
    assert reader.language.code == shown


def test_the_form_of_address_is_the_teams(database):
    team_of(database)
    with database.transaction() as tx:
        people.remember(tx, profile("U1", "Anna"))
        tx.query(TeamRow).one().formal = True
        assert people.reader(tx, "U1", "C1", default=ENGLISH).language == Language("de", formal=True)
        assert people.reader(tx, "U1", "C2", default=ENGLISH).language == Language("de")


def test_a_stranger_has_no_reader_yet(database):
    with database.reading() as tx:
        assert people.reader(tx, "U1", default=ENGLISH) is None


def test_who_set_the_team_up_and_workspace_admins_administer_it(database):
    team = team_of(database)
    with database.transaction() as tx:
        people.remember(tx, profile("U8", "Admin", is_admin=True))
        people.remember(tx, profile("U9", "Member"))
        assert [people.may_administer(tx, team, user) for user in ("U1", "U8", "U9")] == [True, True, False]


def test_what_somebody_told_us_is_forgotten_when_they_leave(database, directory):
    with database.transaction() as tx:
        people.remember(tx, profile("U5", "Left"))
        people.choose_own(tx, "U5", OwnSettings(language="en", zone="Asia/Tokyo"))
        people.go_away(tx, Absence("U5", date(2026, 12, 24)))
        people.go_away(tx, Absence("U1", date(2026, 12, 1), date(2026, 12, 2), "U5"))
    directory.update("U5")
    with database.reading() as tx:
        assert people.own_settings(tx, "U5") == OwnSettings()
        assert people.absences_of(tx, ["U1", "U5"]) == (Absence("U1", date(2026, 12, 1), date(2026, 12, 2)),)


def test_an_outsider_is_told_from_a_member_also_when_read_alone(database, directory):
    directory.update("U4")
    with database.reading() as tx:
        assert tx.get_one(PersonRow, "U4").is_outsider
