"""Short pieces of text that several views share."""

from datetime import UTC, datetime

from bot.i18n import Language, Text
from bot.text import ELLIPSIS, Markup, escape, link, mention, moment
from handlers.grooming.domain.decks import Deck
from handlers.grooming.domain.sessions import Board, Story, StoryState, WriteState

SHOWN_PEOPLE = 20


def said(t: Language, text: Text) -> str:
    """A text of ours as Slack markup: what people or Jira put into it is made safe."""
    return t.render(text, quote=escape)


def named(story: Story) -> Markup:
    """`PROJ-12 Title`, linked where the issue is known."""
    if not story.key:
        return escape(story.title)
    label = link(story.facts.url, story.key) if story.facts else escape(story.key)
    return Markup(f"{label} {escape(story.title)}".strip())


def points(t: Language, number: float | None) -> str:
    return t("no estimate") if number is None else t.number(number)


def people(users: list[str], t: Language) -> str:
    shown = ", ".join(mention(user) for user in users[:SHOWN_PEOPLE])
    hidden = len(users) - SHOWN_PEOPLE
    return shown if hidden <= 0 else shown + t.many(" and {n} more", " and {n} more", hidden)


def at(when: datetime, form: str) -> Markup:
    """A moment that Slack shows in the reader's zone."""
    return moment(when.timestamp(), form, fallback=when.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC"))


def cut(markup: str, limit: int) -> str:
    """Cut Slack markup without leaving half a link or mention behind."""
    if len(markup) <= limit:
        return markup
    kept = markup[: limit - 1]
    if kept.rfind("<") > kept.rfind(">"):
        kept = kept[: kept.rfind("<")]
    if kept.rfind("&") > kept.rfind(";"):
        kept = kept[: kept.rfind("&")]
    return kept.rstrip() + ELLIPSIS


def write_state(t: Language, story: Story) -> str:
    """What became of the decision in Jira."""
    decision = story.decision
    if decision is None:
        return ""
    if decision.write is WriteState.REFUSED and story.reason:
        return t("refused: {reason}", reason=Markup(said(t, story.reason)))
    states = {
        WriteState.KEPT: t("kept here"),
        WriteState.DRY: t("dry run, not written"),
        WriteState.WAITING: t("waiting for Jira"),
        WriteState.WRITTEN: t("written"),
        WriteState.REFUSED: t("refused"),
        WriteState.CONFLICT: t("changed in Jira meanwhile"),
        WriteState.UNDOING: t("being undone, waiting for Jira"),
        WriteState.UNDONE: t("undone"),
    }
    told = states[decision.write]
    return f"{told} ({said(t, story.reason)})" if story.reason else told


def outcome(t: Language, story: Story) -> str:
    """What became of a story, in a few words."""
    if story.state is StoryState.DECIDED and story.decision:
        value = escape(story.decision.value) or t("no estimate")
        return f"*{value}* · {write_state(t, story)}"
    states = {
        StoryState.NOT_READY: t("not ready"),
        StoryState.SPLIT: t("to be split"),
        StoryState.SKIPPED: t("skipped"),
    }
    told = states.get(story.state, t("unresolved"))
    return f"{told}: {said(t, story.reason)}" if story.reason else told


def outcome_line(t: Language, story: Story) -> str:
    return f"• {cut(named(story), 200)} – {cut(outcome(t, story), 300)}"


def deck_name(t: Language, deck: Deck) -> str:
    names = {
        "modified": t("modified Fibonacci"),
        "fibonacci": t("Fibonacci"),
        "powers": t("powers of two"),
        "tshirt": t("T-shirt sizes"),
    }
    return names.get(deck.name) or ", ".join(escape(card.label) for card in deck.cards)


def pending(t: Language, board: Board) -> str:
    return t.many("Jira: {n} change waiting", "Jira: {n} changes waiting", board.pending_writes)
