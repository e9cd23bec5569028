"""The story in turn: what Jira says of it, the warnings before the vote, and the cards."""

from bot.i18n import Language
from bot.slack.blocks import actions, button, button_rows, context, option, section, select
from bot.slack.replies import Block
from bot.text import escape, link, listing
from handlers.grooming.domain.decks import Card, Deck
from handlers.grooming.domain.people import Circle
from handlers.grooming.domain.readiness import warnings
from handlers.grooming.domain.sessions import Session, Story, Writability
from handlers.grooming.domain.settings import TeamSettings
from handlers.grooming.views import ids
from handlers.grooming.views.phrases import at, cut, named, people, points, said

DESCRIPTION_LIMIT = 900
CRITERIA_LIMIT = 600
MOST_BUTTONS = 15


def story_blocks(t: Language, session: Session, story: Story, settings: TeamSettings) -> list[Block]:
    """The issue as far as it is known, then what speaks against voting on it now."""
    blocks = [section(f"*{cut(named(story), 600)}*")]
    if story.facts:
        blocks += _facts(t, story)
    elif story.key and session.fault:
        blocks.append(
            context(t("Jira is not answering, so only the key is known; the text follows by itself."))
        )
    if story.writability and not session.options.is_dry:
        blocks.append(context(preflight(t, story.writability)))
    doubts = [f":warning: {said(t, doubt)}" for doubt in warnings(story, settings.ready)]
    if doubts:
        blocks.append(
            context("\n".join([t("*Not quite ready?* This is no obstacle, only a question:"), *doubts]))
        )
    return blocks


def preflight(t: Language, found: Writability) -> str:
    if found.is_writable:
        return ":white_check_mark: " + t(
            "The estimate can be written to the field “{field}”.", field=escape(found.field_name)
        )
    mend = said(t, found.mend) if found.mend else ""
    return ":x: " + t("The estimate could not be written. {mend}", mend=mend).strip()


def deck_blocks(t: Language, story: Story, deck: Deck) -> list[Block]:
    """The cards as rows of buttons; a deck that would be a wall of them as a select."""
    if len(deck.all_cards) <= MOST_BUTTONS:
        return button_rows([_card_button(t, story, card) for card in deck.all_cards])
    options = [option(card.label, ids.about(story.id, story.round, card.id)) for card in deck.all_cards]
    return [actions([select(action=ids.VOTE, placeholder=t("Choose a card"), options=options)])]


def progress(t: Language, story: Story, circle: Circle, *, shows_voters: bool) -> str:
    """Who has voted, and how many are missing; never what."""
    voters = [ballot.voter for ballot in story.ballots if ballot.voter]
    count = t.many("{n} has voted", "{n} have voted", len(voters))
    told = f"{count}: {people(voters, t)}" if voters and shows_voters else count
    missing = len(circle.expected - set(voters))
    if not circle.expected:
        return told
    return (
        told
        + " · "
        + (t.many("{n} is missing", "{n} are missing", missing) if missing else t("all have voted"))
    )


def last_call(t: Language, story: Story) -> list[Block]:
    if story.last_call is None:
        return []
    told = t(
        ":hourglass: All have voted. The cards are revealed at {time}; until then a vote can still change.",
        time=at(story.last_call, "{time_secs}"),
    )
    return [section(told)]


def _facts(t: Language, story: Story) -> list[Block]:
    facts = story.facts
    if facts is None:
        return []
    known: list[str] = [escape(facts.kind), escape(facts.status)]
    if facts.assignee:
        known.append(t("assigned to {person}", person=escape(facts.assignee)))
    known += [f"`{escape(label)}`" for label in facts.labels[:5]]
    known.append(t("in Jira: {points}", points=points(t, story.base)))
    blocks = [context(" · ".join(part for part in known if part))]
    blocks += _text(t, facts.description, url=facts.url, limit=DESCRIPTION_LIMIT)
    # Criteria that were found in the description stand there already, unless it was cut before them.
    criteria = "" if facts.criteria in cut(facts.description, DESCRIPTION_LIMIT) else facts.criteria
    blocks += _text(t, criteria, url=facts.url, limit=CRITERIA_LIMIT, title=t("Acceptance criteria"))
    if facts.links:
        keys = listing([escape(key) for key in facts.links[:5]], last=", ")
        blocks.append(context(t("Linked: {keys}", keys=keys)))
    return blocks


def _text(t: Language, text: str, *, url: str, limit: int, title: str = "") -> list[Block]:
    if not text:
        return []
    shown = cut(text, limit)
    if shown != text:
        shown += " " + link(url, t("read on in Jira"))
    return [section(f"*{title}*\n{shown}" if title else shown)]


def _card_button(t: Language, story: Story, card: Card) -> Block:
    spoken = {"?": t("unsure"), "inf": t("too big"), "coffee": t("a pause")}.get(card.id, card.label)
    return button(
        card.label,
        action=f"{ids.VOTE}.{card.id}",
        value=ids.about(story.id, story.round),
        read_as=t("Vote {card} for {story}", card=spoken, story=story.label),
    )
