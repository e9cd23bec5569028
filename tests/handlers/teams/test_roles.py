"""`/takt roles`: who sees the form, what it changes, and what it refuses at which field."""

import pytest

from bot import people
from bot.errors import Refused
from bot.i18n import Language
from bot.people import Role
from bot.slack.presenter import view_body
from bot.slack.replies import Close
from tests.fakes import MONDAY_MORNING
from tests.handlers.teams.conftest import ADMIN, ANNA, BEN, CEM, GUEST, element, field_names, text_of

TODAY = MONDAY_MORNING.date()
YEAR = {"from": "2026-11-23", "to": "2027-11-23"}
ORDINARY = {role for role in Role if role not in people.APPOINTMENTS}
APPOINTED = people.APPOINTMENTS | {f"{role}_deputy" for role in people.APPOINTMENTS} | {"from", "to"}


def who(company, role):
    with company.database.reading() as tx:
        return [holder.user for holder in people.holders(tx, company.team.id, role, on=TODAY)]


def test_a_teams_admin_sees_fields_for_roles_and_appointments_as_text(set_up):
    modal = set_up.opens("roles")
    assert set(field_names(modal)) == ORDINARY | {"admins"}
    assert "*Works council*: nobody holds this role" in text_of(view_body(modal, Language("en")))


def test_a_workspace_admin_sees_fields_for_appointments_with_dates_too(set_up):
    modal = set_up.opens("rollen", person=ADMIN)
    assert set(field_names(modal)) == ORDINARY | APPOINTED | {"admins"}
    assert element(modal, "from")["initial_date"] == "2026-11-23"


def test_all_others_see_who_holds_what(set_up):
    set_up.submits(set_up.opens("roles"), qa=(BEN, CEM))
    told = set_up.reads("roles", person=BEN)
    assert "*QA*: <@UBEN>, <@UCEM>" in told
    assert "*Sales*: nobody holds this role" in told
    assert "Admins of the team: <@UANNA>" in told


def test_roles_are_given_and_taken(set_up):
    assert isinstance(set_up.submits(set_up.opens("roles"), qa=(BEN,), product=(ANNA, BEN)), Close)
    assert (who(set_up, Role.QA), who(set_up, Role.PRODUCT)) == ([BEN], [ANNA, BEN])
    modal = set_up.opens("roles")
    assert element(modal, "product")["initial_users"] == [ANNA, BEN]
    set_up.submits(modal, qa=(), product=(ANNA,))
    assert (who(set_up, Role.QA), who(set_up, Role.PRODUCT)) == ([], [ANNA])


def test_an_appointment_is_made_from_a_day_to_a_day(set_up):
    set_up.submits(set_up.opens("roles", person=ADMIN), person=ADMIN, privacy=(BEN,), **YEAR)
    assert who(set_up, Role.PRIVACY) == [BEN]
    assert "<@UBEN> (until Nov 23, 2027)" in set_up.reads("roles", person=CEM)


def test_a_present_holder_sees_the_fields_of_their_own_appointment_only(set_up):
    set_up.submits(set_up.opens("roles", person=ADMIN), person=ADMIN, privacy=(BEN,), **YEAR)
    modal = set_up.opens("roles", person=BEN)
    assert set(field_names(modal)) == {"privacy", "privacy_deputy", "from", "to"}
    set_up.submits(modal, person=BEN, privacy=(BEN,), privacy_deputy=(CEM,), **YEAR)
    with set_up.database.reading() as tx:
        [deputy] = people.deputies(tx, set_up.team.id, Role.PRIVACY, on=TODAY)
    assert (deputy.user, deputy.last.year) == (CEM, 2027)


@pytest.mark.parametrize(
    ("fields", "at", "told"),
    [
        ({"privacy": (ADMIN,), **YEAR}, "privacy", "Nobody appoints themselves to “Data protection officer”"),
        ({"privacy": (BEN,), "from": "2026-11-23"}, "to", "needs a first and a last day"),
        ({"privacy": (BEN,), "to": "2026-11-22", "from": "2026-11-23"}, "to", "lies before the first"),
        ({"privacy": (BEN,), "controller": (BEN,), **YEAR}, "controller", "nobody holds that and"),
        ({"qa": (GUEST,)}, "qa", "<@UGUEST> is a guest"),
    ],
    ids=["oneself", "no end", "ends too early", "both", "a guest"],
)
def test_what_the_rules_forbid_is_refused_at_its_field_and_changes_nothing(set_up, fields, at, told):
    modal = set_up.opens("roles", person=ADMIN)
    with pytest.raises(Refused, match=told) as refused:
        set_up.submits(modal, person=ADMIN, sales=(CEM,), **fields)
    assert refused.value.field == at
    assert who(set_up, Role.SALES) == []


def test_a_form_for_which_one_may_not_ask_cannot_be_handed_in_either(set_up):
    modal = set_up.opens("roles")
    with pytest.raises(Refused, match="Only an admin of the team"):
        set_up.submits(modal, person=BEN, qa=(BEN,))
    with pytest.raises(Refused, match="Only a workspace admin or a present holder"):
        set_up.submits(modal, privacy=(BEN,), **YEAR)


def test_a_form_from_before_somebody_elses_change_changes_nothing(set_up):
    first, second = set_up.opens("roles"), set_up.opens("roles", person=ADMIN)
    set_up.submits(first, qa=(BEN,))
    with pytest.raises(Refused, match="Somebody changed the roles"):
        set_up.submits(second, person=ADMIN, qa=(CEM,))
    assert who(set_up, Role.QA) == [BEN]


def test_admins_name_further_admins(set_up):
    set_up.submits(set_up.opens("roles"), admins=(BEN,))
    assert "qa" in field_names(set_up.opens("roles", person=BEN))
    set_up.submits(set_up.opens("roles"), admins=(ANNA,))
    assert "nobody holds" in set_up.reads("roles", person=BEN)


@pytest.mark.parametrize("line", ["roles company", "rollen Firma"])
def test_roles_in_all_teams_are_for_workspace_admins(set_up, line):
    told = set_up.refusal(line)
    assert told == "Only an admin of the workspace can change roles that hold in all teams."
    modal = set_up.opens(line, person=ADMIN)
    set_up.submits(modal, person=ADMIN, legal=(CEM,), privacy=(BEN,), **YEAR)
    assert (who(set_up, Role.LEGAL), who(set_up, Role.PRIVACY)) == ([CEM], [BEN])
    assert "In all teams: <@UCEM>" in text_of(view_body(set_up.opens("roles"), Language("en")))


def test_a_company_without_a_data_protection_officer_never_reads_the_word(set_up):
    set_up.submits(set_up.opens("roles company", person=ADMIN), person=ADMIN, dpo=("none",))
    told = text_of(view_body(set_up.opens("roles", person=ADMIN), Language("en")))
    assert "Data protection coordination" in told
    assert "officer" not in told
    modal = set_up.opens("roles company", person=ADMIN)
    assert element(modal, "dpo")["initial_options"][0]["value"] == "none"
    set_up.submits(modal, person=ADMIN, dpo=())
    assert "Data protection officer" in set_up.reads("roles", person=BEN)


def test_a_button_elsewhere_opens_the_same_form(set_up):
    modal = set_up.presses("teams.open.roles", str(set_up.team.id)).modal
    assert modal == set_up.opens("roles")
