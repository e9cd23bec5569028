"""Roles: who holds them, who may act for them, and who may give them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest

from bot import people
from bot.db import audit
from bot.errors import Refused
from bot.people import Absence, Holder, Role, Standing
from bot.people.appointing import (
    OPERATOR,
    Act,
    CannotHoldBoth,
    Dates,
    Scope,
    give,
    may_assign,
    set_holders,
    take,
)
from bot.people.role_names import NAMES, role_name
from bot.slack.messenger import Profile
from tests.bot.people.conftest import ADMIN
from tests.fakes import MONDAY_MORNING

TODAY = MONDAY_MORNING.date()
TOMORROW = TODAY + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)
YEAR = Dates(TODAY, TODAY + timedelta(days=365))


def act(by=ADMIN):
    return Act(by, MONDAY_MORNING, TODAY)


def appointed(user, role=Role.PRIVACY, team_id=None, **about):
    return Holder(user, role, team_id, YEAR.first, YEAR.last, **about)


def who_holds(tx, team, role, on=TODAY):
    return [holder.user for holder in people.holders(tx, team.id, role, on=on)]


@pytest.fixture
def may_give(database, team):
    def may(by, *, everywhere):
        with database.reading() as tx:
            return may_assign(tx, None if everywhere else team.id, Role.QA, by=by, today=TODAY)

    return may


def test_a_role_is_held_by_any_number_of_people(database, team):
    with database.transaction() as tx:
        assert set_holders(tx, Scope(Role.QA, team.id), ("U2", "U3", "U2"), act("U1"))
        assert who_holds(tx, team, Role.QA) == ["U2", "U3"]
        assert who_holds(tx, team, Role.SALES) == []
        assert who_holds(tx, team, Role.QA, on=YESTERDAY) == []


def test_setting_the_holders_takes_the_role_from_the_others(database, team):
    with database.transaction() as tx:
        set_holders(tx, Scope(Role.QA, team.id), ("U2", "U3"), act("U1"))
        set_holders(tx, Scope(Role.QA, team.id), ("U3", "U4"), act("U1"))
        assert who_holds(tx, team, Role.QA) == ["U3", "U4"]
        assert not set_holders(tx, Scope(Role.QA, team.id), ("U4", "U3"), act("U1"))


def test_a_company_wide_role_is_held_in_every_team(database, team):
    with database.transaction() as tx:
        other = people.team(tx, "C2", caller="U9", reader=people.reader(tx, "U1", default=None))
        set_holders(tx, Scope(Role.LEGAL, None), ("U2",), act())
        set_holders(tx, Scope(Role.QA, team.id), ("U3",), act())
        assert who_holds(tx, team, Role.LEGAL) == who_holds(tx, other, Role.LEGAL) == ["U2"]
        assert who_holds(tx, other, Role.QA) == []


def test_a_holder_stands_for_themselves(database, team):
    with database.transaction() as tx:
        set_holders(tx, Scope(Role.QA, team.id), ("U2",), act())
        assert people.standing(tx, team.id, "U2", Role.QA, on=TODAY) == Standing("U2", Role.QA)
        assert people.standing(tx, team.id, "U3", Role.QA, on=TODAY) is None
        assert people.standing(tx, team.id, "U2", Role.SALES, on=TODAY) is None
        assert people.roles_of(tx, team.id, "U2", on=TODAY) == {Role.QA}


def test_who_has_left_the_company_holds_nothing(database, team):
    with database.transaction() as tx:
        set_holders(tx, Scope(Role.QA, team.id), ("U2",), act())
        people.remember(tx, Profile("U2", "Ben", "en", None, is_deleted=True))
        assert who_holds(tx, team, Role.QA) == []
        assert people.standing(tx, team.id, "U2", Role.QA, on=TODAY) is None


def test_a_named_deputy_acts_while_the_holder_is_away_and_not_longer(database, team):
    with database.transaction() as tx:
        set_holders(tx, Scope(Role.QA, team.id), ("U2",), act())
        people.go_away(tx, Absence("U2", TODAY, TODAY, "U3"))
        standing = people.standing(tx, team.id, "U3", Role.QA, on=TODAY)
        assert standing == Standing("U3", Role.QA, for_user="U2")
        assert people.roles_of(tx, team.id, "U3", on=TODAY) == {Role.QA}
        assert people.standing(tx, team.id, "U3", Role.QA, on=TOMORROW) is None
        assert people.standing(tx, team.id, "U4", Role.QA, on=TODAY) is None


def test_a_deputy_who_is_away_acts_for_nobody(database, team):
    with database.transaction() as tx:
        set_holders(tx, Scope(Role.QA, team.id), ("U2",), act())
        people.go_away(tx, Absence("U2", TODAY, TOMORROW, "U3"))
        people.go_away(tx, Absence("U3", TOMORROW))
        assert people.standing(tx, team.id, "U3", Role.QA, on=TOMORROW) is None


def test_a_deputy_who_holds_the_role_too_acts_for_themselves(database, team):
    with database.transaction() as tx:
        set_holders(tx, Scope(Role.QA, team.id), ("U2", "U3"), act())
        people.go_away(tx, Absence("U2", TODAY, TODAY, "U3"))
        assert people.standing(tx, team.id, "U3", Role.QA, on=TODAY) == Standing("U3", Role.QA)


def test_those_to_be_asked_are_the_present_holders_and_deputies_of_the_absent(database, team):
    with database.transaction() as tx:
        set_holders(tx, Scope(Role.QA, team.id), ("U2", "U4"), act())
        people.go_away(tx, Absence("U2", TODAY, TODAY, "U3"))
        assert people.available(tx, team.id, Role.QA, on=TODAY) == (
            Standing("U4", Role.QA),
            Standing("U3", Role.QA, for_user="U2"),
        )
        assert people.available(tx, team.id, Role.SALES, on=TODAY) == ()


def test_the_deputy_of_an_appointment_must_be_appointed_too(database, team):
    with database.transaction() as tx:
        give(tx, appointed("U2"), act())
        people.go_away(tx, Absence("U2", TODAY, TOMORROW, "U3"))
        assert people.standing(tx, team.id, "U3", Role.PRIVACY, on=TODAY) is None
        give(tx, appointed("U3", is_deputy=True), act())
        standing = people.standing(tx, team.id, "U3", Role.PRIVACY, on=TODAY)
        assert standing == Standing("U3", Role.PRIVACY, for_user="U2")


def test_an_appointed_deputy_does_not_act_while_the_holder_is_there(database, team):
    with database.transaction() as tx:
        give(tx, appointed("U2"), act())
        give(tx, appointed("U3", is_deputy=True), act())
        assert people.standing(tx, team.id, "U3", Role.PRIVACY, on=TODAY) is None
        assert who_holds(tx, team, Role.PRIVACY) == ["U2"]
        assert [deputy.user for deputy in people.deputies(tx, team.id, Role.PRIVACY, on=TODAY)] == ["U3"]


@pytest.mark.parametrize(
    ("day", "holds"),
    [(YESTERDAY, False), (TODAY, True), (YEAR.last, True), (YEAR.last + timedelta(1), False)],
)
def test_an_appointment_lasts_from_its_first_day_to_its_last(database, team, day, holds):
    with database.transaction() as tx:
        give(tx, appointed("U2"), act())
        assert (people.standing(tx, team.id, "U2", Role.PRIVACY, on=day) is not None) is holds


@pytest.mark.parametrize("role", sorted(people.APPOINTMENTS))
def test_nobody_appoints_themselves(database, team, role):
    with database.transaction() as tx, pytest.raises(Refused, match="Nobody appoints themselves"):
        give(tx, appointed(ADMIN, role), act(ADMIN))


@pytest.mark.parametrize("role", sorted(people.APPOINTMENTS))
def test_a_team_admin_appoints_nobody(database, team, role):
    with (
        database.transaction() as tx,
        pytest.raises(Refused, match="Only a workspace admin or a present holder"),
    ):
        give(tx, appointed("U2", role, team.id), act("U1"))


def test_a_present_holder_appoints_their_successor(database, team):
    with database.transaction() as tx:
        give(tx, appointed("U2"), act())
        give(tx, appointed("U3", team_id=team.id), act("U2"))
        assert who_holds(tx, team, Role.PRIVACY) == ["U2", "U3"]


def test_a_holder_in_one_team_appoints_nobody_for_all_of_them(database, team):
    with database.transaction() as tx:
        give(tx, appointed("U2", team_id=team.id), act())
        with pytest.raises(Refused, match="Only a workspace admin or a present holder"):
            give(tx, appointed("U3"), act("U2"))


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (TODAY, None, "needs a first and a last day"),
        (TODAY, YESTERDAY, "The last day lies before the first"),
        (date(2020, 1, 1), YESTERDAY, "The last day is over already"),
    ],
)
@pytest.mark.usefixtures("team")
def test_an_appointment_has_dates_that_make_sense(database, first, last, told):
    with database.transaction() as tx, pytest.raises(Refused, match=told):
        give(tx, Holder("U2", Role.PRIVACY, None, first, last), act())


@pytest.mark.parametrize(("one", "other"), [(Role.PRIVACY, Role.CONTROLLER), (Role.CONTROLLER, Role.PRIVACY)])
def test_nobody_decides_on_data_protection_and_watches_over_it_at_once(database, team, one, other):
    with database.transaction() as tx:
        give(tx, appointed("U2", one, team.id), act())
        with pytest.raises(Refused, match=r"<@U2> holds “.*” in that time"):
            give(tx, appointed("U2", other), act())
        later = YEAR.last + timedelta(days=1)
        give(tx, Holder("U2", other, None, later, later), act())


def test_two_appointments_at_the_same_moment_keep_to_the_rule_too(each_database):
    with each_database.transaction() as tx:
        people.remember(tx, Profile(ADMIN, "Admin", "en", None, is_admin=True))
    both = Barrier(2, timeout=5)

    def appoint(role):
        both.wait()
        try:
            with each_database.transaction() as tx:
                give(tx, appointed("U2", role), act())
        except CannotHoldBoth:
            return 0
        return 1

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(appoint, (Role.PRIVACY, Role.CONTROLLER))) == 1


def test_everybody_may_lay_down_an_appointment(database, team):
    with database.transaction() as tx:
        give(tx, appointed("U2"), act())
        [holder] = people.holders(tx, team.id, Role.PRIVACY, on=TODAY)
        with pytest.raises(Refused, match="Only a workspace admin"):
            take(tx, holder, act("U3"))
        take(tx, holder, act("U2"))
        assert who_holds(tx, team, Role.PRIVACY) == []


def test_an_appointment_that_has_begun_ends_yesterday_and_stays_known(database, team):
    with database.transaction() as tx:
        give(tx, Holder("U2", Role.PRIVACY, None, YESTERDAY, YEAR.last), act())
        [holder] = people.holders(tx, team.id, Role.PRIVACY, on=TODAY)
        take(tx, holder, act())
        assert who_holds(tx, team, Role.PRIVACY, on=YESTERDAY) == ["U2"]
        assert who_holds(tx, team, Role.PRIVACY) == []


@pytest.mark.parametrize(
    ("by", "in_team", "everywhere"),
    [("U1", True, False), ("U2", False, False), (ADMIN, True, True), (OPERATOR, True, True)],
)
def test_team_admins_give_their_teams_roles_and_workspace_admins_all(may_give, by, in_team, everywhere):
    assert may_give(by, everywhere=False) is in_team
    assert may_give(by, everywhere=True) is everywhere


def test_who_may_not_give_a_role_is_told_who_may(database, team):
    with database.transaction() as tx, pytest.raises(Refused, match="Only an admin of the team"):
        set_holders(tx, Scope(Role.QA, team.id), ("U3",), act("U2"))


def test_named_admins_may_give_roles_too(database, team):
    with database.transaction() as tx:
        people.name_admins(tx, team, ("U2",))
        assert people.admins(tx, team) == ("U1", "U2")
        assert may_assign(tx, team.id, Role.QA, by="U2", today=TODAY)
        people.name_admins(tx, team, ())
        assert people.admins(tx, team) == ("U1",)


def test_a_guest_holds_no_role_save_an_external_data_protection_officer(database, team):
    with database.transaction() as tx:
        with pytest.raises(Refused, match="<@UGUEST> is a guest"):
            give(tx, Holder("UGUEST", Role.QA, team.id, TODAY), act())
        give(tx, appointed("UGUEST"), act())
        assert who_holds(tx, team, Role.PRIVACY) == ["UGUEST"]


def test_every_change_is_in_the_audit_trail(database, team):
    with database.transaction() as tx:
        set_holders(tx, Scope(Role.QA, team.id), ("U2",), act("U1"))
        set_holders(tx, Scope(Role.QA, team.id), (), act("U1"))
        give(tx, appointed("U3"), act(OPERATOR))
        given, taken = audit.entries(tx, subject=f"team:{team.id}")
        [appointment] = audit.entries(tx, subject="company")
    assert (given.kind, given.actor, given.at) == ("roles.given", "U1", MONDAY_MORNING)
    assert (given.after["role"], given.after["holder"]) == ("qa", "U2")
    assert (taken.kind, taken.before["holder"]) == ("roles.taken", "U2")
    assert (appointment.actor, appointment.after["to"]) == (OPERATOR, YEAR.last.isoformat())


def test_a_company_without_a_data_protection_officer_says_so_once(database):
    with database.transaction() as tx:
        assert people.has_dpo(tx)
        people.declare_dpo(tx, exists=False)
        assert not people.has_dpo(tx)
        assert str(role_name(Role.PRIVACY, has_dpo=people.has_dpo(tx))) == "Data protection coordination"
        people.declare_dpo(tx, exists=True)
        assert str(role_name(Role.PRIVACY, has_dpo=people.has_dpo(tx))) == "Data protection officer"


def test_every_role_has_a_name():
    assert set(NAMES) == set(Role)
