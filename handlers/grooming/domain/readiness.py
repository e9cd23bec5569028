"""The definition of ready: warnings before the vote, never a wall."""

from bot.i18n import Text, say
from handlers.grooming.domain.sessions import Story
from handlers.grooming.domain.settings import ReadyChecks


def warnings(story: Story, checks: ReadyChecks) -> tuple[Text, ...]:
    """What a story lacks, as questions to its author; a story that nobody has read is not judged."""
    facts = story.facts
    if facts is None:
        return ()
    found: list[Text] = []
    if checks.description and not facts.description:
        found.append(say("There is no description. What is to be built, and for whom?"))
    if checks.criteria and not facts.criteria:
        found.append(say("There are no acceptance criteria. How will you know that it is done?"))
    if checks.blockers and facts.blockers:
        found.append(say("It is blocked by {keys}. Can it be built before?", keys=", ".join(facts.blockers)))
    if story.base is not None and story.base > checks.size_limit:
        found.append(
            say(
                "Its estimate of {points} is above the team's limit of {limit}. Can it be split?",
                points=story.base,
                limit=checks.size_limit,
            )
        )
    return tuple(found)
