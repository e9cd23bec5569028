"""Setting a team up: who may, what is saved, and what is wrong told at its field."""

from datetime import time

import pytest

from bot import people
from bot.db import audit
from bot.i18n import Language
from bot.people import QuietHours
from bot.slack.replies import Close, FieldErrors, Silence
from handlers.teams import store
from tests.fakes import MONDAY_MORNING
from tests.handlers.teams.conftest import (
    ADMIN,
    ANNA,
    BEN,
    CEM,
    CHANNEL,
    GUEST,
    SETUP,
    element,
    field_names,
)


@pytest.mark.parametrize("line", ["setup", "einrichten", "SETUP"])
def test_the_form_has_the_fields_of_the_contract(company, line):
    assert sorted(field_names(company.opens(line))) == sorted(SETUP)


def test_a_new_team_begins_with_its_callers_zone_and_language(company):
    modal = company.opens("setup")
    assert element(modal, "zone")["initial_value"] == "Europe/Berlin"
    assert element(modal, "holidays")["initial_value"] == "DE"
    assert element(modal, "quiet")["initial_value"] == "18:00-08:00"
    assert element(modal, "language")["initial_option"]["value"] == "en"
    assert [day["value"] for day in element(modal, "days")["initial_options"]] == ["0", "1", "2", "3", "4"]


def test_everything_entered_is_saved(set_up):
    team = set_up.team
    assert (team.name, team.zone, team.language) == ("Shop", "Europe/Berlin", Language("de", formal=True))
    assert (team.working_days, team.holidays) == ({0, 1, 2, 3}, "DE-BY")
    assert team.quiet == QuietHours(time(20), time(7))
    assert (team.project, team.board, team.follows_channel) == ("SHOP", 7, True)


def test_the_form_shows_what_was_saved(set_up):
    set_up.presses("teams.setup.project", "SHOP")
    modal = set_up.opens("setup")
    assert element(modal, "name")["initial_value"] == "Shop"
    assert element(modal, "address")["initial_option"]["value"] == "sie"
    assert element(modal, "project")["initial_option"]["text"]["text"] == "SHOP SHOP"
    assert element(modal, "board")["initial_option"]["text"]["text"] == "Shop board (SHOP)"


def test_what_changed_is_in_the_audit_trail_and_nothing_else(set_up):
    set_up.submits(set_up.opens("setup"), **{**SETUP, "quiet": ""})
    set_up.submits(set_up.opens("setup"), **{**SETUP, "quiet": ""})
    with set_up.database.reading() as tx:
        _first, second = audit.entries(tx, subject=f"team:{set_up.team.id}")
    assert (second.kind, second.actor) == ("settings.changed", ANNA)
    assert (second.before, second.after) == ({"quiet": "20:00-07:00"}, {"quiet": ""})


@pytest.mark.parametrize(
    ("name", "entered", "told"),
    [
        ("name", "  ", "Please give the team a name."),
        (
            "zone",
            "Europe/Berln",
            "I know no time zone “Europe/Berln”. The nearest that I have: Europe/Berlin",
        ),
        ("zone", "Qqqqq", "Write it like Europe/Berlin"),
        ("holidays", "DE-Bayer", "The nearest that I have: DE-BY"),
        ("quiet", "abends", "I cannot read “abends” as hours"),
        ("quiet", "18:77-8", "I cannot read “18:77-8” as hours"),
        ("board", "main", "“main” is not the number of a board."),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_changes_nothing(company, name, entered, told):
    reply = company.submits(company.opens("setup"), **{**SETUP, name: entered})
    assert isinstance(reply, FieldErrors)
    assert told in reply.errors[name]
    assert not company.team.is_set_up


def test_all_that_is_wrong_is_told_at_once(company):
    reply = company.submits(company.opens("setup"), **{**SETUP, "zone": "x", "quiet": "y"})
    assert set(reply.errors) == {"zone", "quiet"}


@pytest.mark.parametrize(
    ("entered", "meant"),
    [
        ("18:00-8:00", QuietHours(time(18), time(8))),
        ("20 bis 7 Uhr", QuietHours(time(20), time(7))),
        ("22.30 – 6", QuietHours(time(22, 30), time(6))),
        ("18-24", QuietHours(time(18), time(0))),
    ],
)
def test_quiet_hours_are_read_as_people_write_them(company, entered, meant):
    company.submits(company.opens("setup"), **{**SETUP, "quiet": entered})
    assert company.team.quiet == meant


def test_zones_are_read_in_any_case(company):
    company.submits(company.opens("setup"), **{**SETUP, "zone": "america/new york"})
    assert company.team.zone == "America/New_York"


def test_members_are_the_channels_unless_some_were_chosen(set_up):
    with set_up.database.reading() as tx:
        assert len(people.members(tx, set_up.team.id)) == 5
    set_up.submits(set_up.opens("setup"), **{**SETUP, "members": (ANNA, CEM)})
    with set_up.database.transaction() as tx:
        people.join(tx, CHANNEL, "UNEW")
        assert [member.user for member in people.members(tx, set_up.team.id)] == [ANNA, CEM]
    assert element(set_up.opens("setup"), "members")["initial_users"] == [ANNA, CEM]
    set_up.submits(set_up.opens("setup"), **SETUP)
    with set_up.database.reading() as tx:
        assert len(people.members(tx, set_up.team.id)) == 5


def test_whoever_sets_a_team_up_first_administers_it(company):
    company.types("setup", person=BEN)
    company.submits(company.opens("setup", person=CEM), person=CEM, **SETUP)
    assert company.team.created_by == CEM
    told = company.refusal("setup", person=BEN)
    assert told == "Only the team's admins can do that: <@UCEM>, or an admin of the workspace."


def test_workspace_admins_may_always(set_up):
    assert isinstance(set_up.submits(set_up.opens("setup", person=ADMIN), person=ADMIN, **SETUP), Close)
    assert set_up.team.created_by == ANNA


def test_a_guest_sets_no_team_up(company):
    company.types("setup")
    assert company.refusal("setup", person=GUEST) == "Only the team's own people can do that; guests cannot."


def test_in_a_direct_message_one_is_asked_for_the_team(set_up):
    reply = set_up.types("setup", channel="D1")
    [button] = reply.message.blocks[1]["elements"]
    assert button["text"]["text"] == "Shop"
    modal = set_up.presses(button["action_id"], button["value"]).modal
    assert element(modal, "name")["initial_value"] == "Shop"


def test_in_a_direct_message_one_without_a_team_is_told_where_to_go(company):
    assert "channel of your team" in company.refusal("setup", channel="D1")


def test_projects_and_boards_are_offered_from_what_was_read(company):
    company.opens("setup")
    assert company.offers("teams.setup.project", "sh") == ["SHOP SHOP"]
    assert company.offers("teams.setup.project", "new") == ["Use “NEW”"]
    assert company.offers("teams.setup.board", "") == []
    assert company.presses("teams.setup.project", "SHOP") == Silence()
    assert company.offers("teams.setup.board", "board") == ["Shop board (SHOP)"]
    assert company.offers("teams.setup.board", "12") == ["Use “12”"]
    assert company.offers("teams.setup.board", "other") == []


def test_boards_that_are_gone_in_jira_are_offered_no_more(company):
    boards = {"7": "Shop board", "8": "Old board"}
    with company.database.transaction() as tx:
        store.keep_offers(tx, store.BOARDS, boards, project="SHOP", at=MONDAY_MORNING)
        store.keep_offers(tx, store.BOARDS, {"9": "Other"}, project="OPS", at=MONDAY_MORNING)
        store.keep_offers(tx, store.BOARDS, {"7": "Shop board"}, project="SHOP", at=MONDAY_MORNING)
    assert company.offers("teams.setup.board", "") == ["Other", "Shop board"]


def test_the_daily_sweep_reads_the_members_again(set_up):
    set_up.messenger.channels[CHANNEL] = (ANNA,)
    set_up.feature.effects["teams.sweep"]({})
    set_up.works()
    with set_up.database.reading() as tx:
        assert len(people.members(tx, set_up.team.id)) == 1
