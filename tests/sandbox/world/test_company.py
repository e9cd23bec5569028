from zoneinfo import ZoneInfo

from sandbox import world

ROLES = {
    "product", "engineering", "qa", "operations", "security", "privacy", "controller", "legal",
    "works_council", "marketing", "sales", "support", "management",
}  # fmt: skip


def test_every_role_is_held_by_somebody() -> None:
    held = {role for person in world.load().people for role in person.roles}
    assert held == ROLES


def test_nobody_is_both_data_protection_officer_and_controller() -> None:
    assert not [one for one in world.load().people if {"privacy", "controller"} <= set(one.roles)]


def test_the_company_lives_in_several_zones_and_two_languages() -> None:
    people = world.load().people
    assert len({ZoneInfo(person.zone) for person in people}) >= 6
    assert {person.locale[:2] for person in people} == {"de", "en"}


def test_there_are_a_guest_an_absent_and_a_former_colleague() -> None:
    people = world.load().people
    assert [person.handle for person in people if person.guest] == ["oskar"]
    assert [person.handle for person in people if person.status_emoji == ":palm_tree:"] == ["nora"]
    assert [person.handle for person in people if person.deactivated] == ["paula"]


def test_there_are_public_private_and_archived_channels() -> None:
    channels = {channel.name: channel for channel in world.load().channels}
    assert {"anna", "ben", "cem", "dana"} <= set(channels["team-checkout"].members)
    assert channels["leadership"].private
    assert channels["project-relaunch"].archived


def test_the_backlog_has_the_stories_that_a_team_stumbles_over() -> None:
    checkout, app = world.load().projects
    assert len(checkout.stories) + len(app.stories) >= 40
    assert [story.key for story in checkout.stories if not story.description] == ["CHK-22"]
    assert checkout.details_of("CHK-8").blocked_by == "CHK-6"
    assert max(story.points or 0 for story in checkout.stories) == 100
    assert (checkout.managed, app.managed, app.language) == ("company", "team", "de")
