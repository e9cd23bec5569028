"""The kinds of personal data that features keep, as `/takt privacy` shows them."""

from dataclasses import dataclass

from bot.i18n import Text, say


@dataclass(frozen=True, slots=True)
class DataKind:
    """What is kept, what for, for how long, and who sees it: a line in the record of processing."""

    what: Text
    purpose: Text
    kept: Text
    seen_by: Text


OURS = (
    DataKind(
        what=say(
            "Your profile from Slack: id, name, language, time zone, whether you are a guest or an admin"
        ),
        purpose=say("to talk to you in your language and at your time, and to know who may do what"),
        kept=say("as long as you are in the workspace"),
        seen_by=say("the people who can see it in Slack anyway"),
    ),
    DataKind(
        what=say("What you chose for yourself: language, time zone, working days, holidays"),
        purpose=say("to leave you in peace when you do not work"),
        kept=say("until you change it or leave the workspace"),
        seen_by=say("you alone"),
    ),
    DataKind(
        what=say("When you are away and who stands in for you, but never why"),
        purpose=say("so that nobody waits for you, and your deputy may act"),
        kept=say("until 90 days after your return"),
        seen_by=say("your deputy; others only see that you are not asked"),
    ),
    DataKind(
        what=say("Your teams and roles, with the dates of appointments"),
        purpose=say("to know who is asked and who may sign"),
        kept=say("as long as you hold them; appointments as long as what was signed under them"),
        seen_by=say("your teams"),
    ),
    DataKind(
        what=say("The audit trail: who changed what, when, in whose stead"),
        purpose=say("to prove how a release was decided; never to judge anybody's work"),
        kept=say(
            "as long as what it is about; when you leave, your name is erased, except from what you signed"
        ),
        seen_by=say("the team, data protection and the works council"),
    ),
)
