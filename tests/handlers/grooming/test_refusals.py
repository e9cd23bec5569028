"""Every refusal of the grooming chapter, word by word, in both languages."""

from collections.abc import Callable

import pytest

from tests.handlers.grooming.conftest import ANNA, BEN, CARA, Team, buttons_of


def not_a_participant(team: Team) -> str:
    team.types("PROJ-1")
    return team.refusal("presses", "grooming.vote.5", person="UZOE")


def an_observer(team: Team) -> str:
    team.types("PROJ-1 observers=<@UBEN>")
    return team.refusal("presses", "grooming.vote.5", person=BEN)


def session_closed(team: Team) -> str:
    team.types("PROJ-1")
    value = team.button("grooming.vote.5")["value"]
    team.presses("grooming.end")
    return team.refusal("presses", "grooming.vote.5", value=value)


def not_the_facilitator(team: Team) -> str:
    team.types("PROJ-2", person=CARA)  # whoever is first sets the team up, and administers it
    team.types("PROJ-1", person=ANNA)
    return team.refusal("presses", "grooming.reveal", person=BEN)


def not_in_the_deck(team: Team) -> str:
    team.types("PROJ-1 deck=1,2")
    return team.refusal("types", "vote 7")


def nothing_to_reveal(team: Team) -> str:
    team.types("PROJ-1")
    return team.refusal("presses", "grooming.reveal")


def nothing_found(team: Team) -> str:
    team.types("jql project = NONE")
    return team.whispers[0]


def too_many_found(team: Team) -> str:
    team.types("jql project = MANY")
    assert "grooming.first" in buttons_of(team.messenger.whispers[0][2].blocks)
    return team.whispers[0]


def too_many_named(team: Team) -> str:
    return team.refusal("types", " ".join(f"MANY-{number}" for number in range(1, 52)))


def in_two_sessions(team: Team) -> str:
    team.types("PROJ-1")
    return team.refusal("types", "PROJ-1").partition("<https")[0]


ENGLISH = {
    not_a_participant: (
        "Only the team's members vote here, and guests who were invited by name. <@UANNA> can "
        "invite you at the start with `with=@you`."
    ),
    an_observer: "You are an observer in this session, and observers do not vote.",
    session_closed: "This session has ended, so nothing was changed.",
    not_the_facilitator: "Only <@UANNA>, who leads this session, or an admin of the team can do that.",
    not_in_the_deck: "“7” is not a card of this deck. There are: 1, 2, ?, ∞, ☕.",
    nothing_to_reveal: "Nobody has voted on PROJ-1 yet, so there is nothing to reveal.",
    nothing_found: "The search finds no issues, so there is nothing to groom: `project = NONE`",
    too_many_found: "The search finds about 60 issues, and a session takes 50 at most. Take the first 50?",
    too_many_named: "A session takes at most 50 stories, and these are 51.",
    in_two_sessions: "PROJ-1 is being groomed in another session already: ",
}
GERMAN = {
    not_a_participant: (
        "Hier stimmen nur die Mitglieder des Teams ab und Gäste, die namentlich eingeladen sind. "
        "<@UANNA> kann beim Start mit `mit=@Name` einladen."
    ),
    an_observer: "In dieser Sitzung ist für dich nur Zuschauen vorgesehen; wer beobachtet, stimmt nicht ab.",
    session_closed: "Diese Sitzung ist beendet, deshalb wurde nichts geändert.",
    not_the_facilitator: "Das können nur <@UANNA> (leitet diese Sitzung) und die Admins des Teams.",
    not_in_the_deck: "„7“ ist keine Karte dieses Decks. Es gibt: 1, 2, ?, ∞, ☕.",
    nothing_to_reveal: "Zu PROJ-1 hat noch niemand abgestimmt, deshalb gibt es nichts aufzudecken.",
    nothing_found: "Die Suche findet keine Vorgänge, deshalb gibt es nichts zu schätzen: `project = NONE`",
    too_many_found: (
        "Die Suche findet etwa 60 Vorgänge, und eine Sitzung fasst höchstens 50. Die ersten 50 nehmen?"
    ),
    too_many_named: "Eine Sitzung fasst höchstens 50 Storys, und das sind 51.",
    in_two_sessions: "PROJ-1 wird schon in einer anderen Sitzung geschätzt: ",
}


@pytest.mark.parametrize("provoke", ENGLISH, ids=lambda provoke: provoke.__name__)
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_refusal_is_one_clear_sentence(team: Team, language: str, provoke: Callable[[Team], str]):
    team.language = language
    assert provoke(team) == (GERMAN if language == "de" else ENGLISH)[provoke]
