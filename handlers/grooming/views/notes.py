"""What one person is told in private: answers to commands, findings, reminders."""

from collections.abc import Sequence

from bot.i18n import Language
from bot.slack.blocks import actions, button, section
from bot.slack.replies import Message
from bot.text import escape, link
from handlers.grooming.domain.sessions import MOST_STORIES, Board, Finding, Session, SessionState, Source
from handlers.grooming.views import ids
from handlers.grooming.views.phrases import cut, pending, said
from handlers.grooming.views.summary import figures

USAGE = (
    "KEY [KEY …]",
    "jql <JQL>",
    "sprint [name|id]",
    '"typed title" […]',
    "vote CARD [KEY]",
    "list",
    "stats",
    "help",
)
OPTIONS = "method=poker|tshirt deck=… deadline=2h anonymous observers=@a,@b with=@a,@b dry"


def help_message(t: Language) -> Message:
    explained = {
        USAGE[0]: t("groom these issues"),
        USAGE[1]: t("groom what a search finds, at most {most}", most=MOST_STORIES),
        USAGE[2]: t("groom a sprint; without a name the next one"),
        USAGE[3]: t("groom stories that are not in Jira"),
        USAGE[4]: t("vote by typing, such as 5, XL, ?, inf or coffee"),
        USAGE[5]: t("the sessions of this channel"),
        USAGE[6]: t("estimates against actual cycle times"),
        USAGE[7]: t("this help"),
    }
    lines = [t("*Grooming*: a team estimates stories by secret votes, and Jira gets the result.")]
    lines += [f"• `/groom {escape(usage)}` – {text}" for usage, text in explained.items()]
    lines.append(
        t("`/groom` alone opens a form. Options, anywhere in the line: `{options}`", options=OPTIONS)
    )
    return Message("\n".join(lines))


def stats_message(t: Language) -> Message:
    return Message(
        t(
            "There are no such figures yet: they compare estimates with actual cycle times, "
            "which this version does not read from Jira's changelog."
        )
    )


def voted_message(t: Language, card: str, label: str) -> Message:
    return Message(t("Your vote for {story}: *{card}*.", story=escape(label), card=escape(card)))


def missed_message(t: Language, labels: Sequence[str]) -> Message:
    names = ", ".join(escape(label) for label in labels)
    return Message(
        t("The vote on these was over already, so nothing was counted there: {stories}.", stories=names)
    )


def second_round_message(t: Language, count: int) -> Message:
    if not count:
        return Message(t("There is a consensus on all stories, so no second round is needed."))
    return Message(
        t.many("The second round is open for {n} story.", "The second round is open for {n} stories.", count)
    )


def list_message(t: Language, boards: Sequence[Board]) -> Message:
    if not boards:
        return Message(t("There has been no grooming in this channel yet. `/groom help` says how to start."))
    return Message(
        cut("\n".join([t("*Sessions of this channel*"), *(_session(t, board) for board in boards)]), 3800)
    )


def findings_message(t: Language, session: Session, findings: Sequence[Finding]) -> Message:
    """What Jira said of the stories or the search, and what is asked because of it."""
    if session.total is not None:
        return _too_many(t, session, session.total)
    lines = [
        f"• {escape(finding.subject)}: {said(t, finding.text)}" if finding.subject else said(t, finding.text)
        for finding in findings
    ]
    return Message(cut("\n".join(lines), 2900))


def nudge_message(t: Language, session: Session) -> Message:
    if session.options.is_anonymous:
        told = t(
            "A grooming is open until its deadline. As the vote is anonymous, nobody can see who has voted, "
            "so everybody gets this one reminder."
        )
    else:
        told = t("A grooming still waits for your vote until its deadline.")
    return Message(told + (" " + link(session.link, t("To the board")) if session.link else ""))


def _too_many(t: Language, session: Session, total: int) -> Message:
    told = t(
        "The search finds about {total} issues, and a session takes {most} at most. Take the first {most}?",
        total=total,
        most=MOST_STORIES,
    )
    take = button(
        t("Take the first {most}", most=MOST_STORIES),
        action=ids.FIRST,
        value=str(session.id),
        style="primary",
    )
    cancel = button(t("Cancel session"), action=ids.CANCEL, value=str(session.id))
    return Message(told, (section(told), actions([take, cancel])))


def _session(t: Language, board: Board) -> str:
    session = board.session
    states = {
        SessionState.STARTING: t("starting"),
        SessionState.OPEN: t("open"),
        SessionState.ENDED: t("ended"),
        SessionState.CANCELLED: t("cancelled"),
    }
    name = cut(escape(_title(t, session)), 120)
    told = f"• {link(session.link, name) if session.link else name} – {states[session.state]}"
    if session.state in {SessionState.OPEN, SessionState.ENDED}:
        told += f": {figures(t, board)}"
    return told + (f" {pending(t, board)}" if board.pending_writes else "")


def _title(t: Language, session: Session) -> str:
    stories = session.stories
    if stories.source is Source.SPRINT:
        return t("Sprint: {name}", name=stories.query or t("the next one"))
    return stories.query or ", ".join(stories.items)
