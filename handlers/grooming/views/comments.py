"""The one comment that grooming leaves on an issue: plain paragraphs in the team's language."""

from bot.i18n import Language
from handlers.grooming.domain.rounds import Suggestion
from handlers.grooming.domain.sessions import Decision, Story

MARKER = "taktgeber-grooming"


def decision_comment(
    t: Language, story: Story, decision: Decision, *, decided_by: str, suggested: Suggestion | None
) -> list[str]:
    votes = t.many("{n} vote", "{n} votes", len(story.ballots))
    rounds = t.many("{n} round", "{n} rounds", story.round)
    agreed = t("consensus") if suggested and suggested.is_consensus else t("no consensus")
    return [
        t(
            "Estimated in grooming: {value} ({votes}, {rounds}, {agreed}).",
            value=decision.value,
            votes=votes,
            rounds=rounds,
            agreed=agreed,
        ),
        t("Decided by {person}.", person=decided_by),
    ]


def undone_comment(t: Language, decision: Decision, *, decided_by: str) -> list[str]:
    told = t(
        "The estimate {value} of a grooming, decided by {person}, was taken back.",
        value=decision.value,
        person=decided_by,
    )
    return [told]
