"""Looks whether the connection to Jira works, for `taktgeber doctor`."""

from bot.errors import Refused, Unavailable
from bot.i18n import Text, say
from integrations.jira.boards import STORY_POINTS_TYPE
from integrations.jira.errors import NAME
from integrations.jira.site import JiraSite
from integrations.ports import NotFound, TrackerHealth
from integrations.refusals import not_available


def health(site: JiraSite) -> TrackerHealth:
    """The first thing that fails is the one to mend; what comes after it would fail for the same reason."""
    try:
        info = site.info
        account = site.account()
        notes = _field_notes(site)
    except (Refused, Unavailable) as error:
        return TrackerHealth(problems=(_problem(error),))
    return TrackerHealth(
        account=str(account.get("displayName") or account.get("name") or ""),
        deployment=f"{info.get('deploymentType', '')} {info.get('version', '')}".strip(),
        title=str(info.get("serverTitle") or ""),
        notes=notes,
    )


def _problem(error: Refused | Unavailable) -> Text:
    if isinstance(error, Unavailable):
        return not_available(NAME, error.reason)
    if isinstance(error, NotFound):
        return say("There is no Jira at the address in JIRA_URL.")
    return error.text


def _field_notes(site: JiraSite) -> tuple[Text, ...]:
    names = [
        str(field.get("name"))
        for field in site.fields()
        if (field.get("schema") or {}).get("custom") == STORY_POINTS_TYPE
    ]
    if names:
        return (say("Without a board, estimates go to the field “{field}”.", field=names[0]),)
    return (
        say(
            "Estimates need a board: this Jira has no field of the type story points that stands for itself."
        ),
    )
