"""What each of Slack's refusals means to us. Anything not listed is a bug and stays one."""

from slack_sdk.errors import SlackApiError

from bot.errors import Unavailable


class SlackRefused(Exception):
    """Slack understood the call and said no; `code` is its word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Slack refused: {code}")
        self.code = code


class MessageGone(SlackRefused):
    """Somebody has deleted the message."""


class NotEditable(SlackRefused):
    """The message stands, but may no longer be changed."""


class NotWritable(SlackRefused):
    """The bot may not write in this channel: not a member, archived, not allowed."""


class ViewGone(SlackRefused):
    """The modal is closed, or not open yet."""


class ViewChanged(SlackRefused):
    """The modal was changed by somebody else in between; read again, draw again."""


class TriggerLost(SlackRefused):
    """The three seconds in which a modal may be opened are over."""


class MissingScope(SlackRefused):
    """The app was not given the scope that this call needs."""


class PersonGone(SlackRefused):
    """There is no such person, or none that the bot can write to."""


class RateLimited(Unavailable):
    """Slack did nothing and asks for a pause."""


class Unclear(Unavailable):
    """No answer, or an answer that does not say whether the act was done."""


MEANING: dict[str, type[SlackRefused]] = {
    "message_not_found": MessageGone,
    "thread_not_found": MessageGone,
    "edit_window_closed": NotEditable,
    "cant_update_message": NotEditable,
    "block_mismatch": NotEditable,
    "not_in_channel": NotWritable,
    "channel_not_found": NotWritable,
    "is_archived": NotWritable,
    "restricted_action": NotWritable,
    "restricted_action_read_only_channel": NotWritable,
    "restricted_action_thread_only_channel": NotWritable,
    "restricted_action_non_threadable_channel": NotWritable,
    "user_not_in_channel": NotWritable,
    "no_permission": NotWritable,
    "method_not_supported_for_channel_type": NotWritable,
    "not_found": ViewGone,
    "view_not_found": ViewGone,
    "hash_conflict": ViewChanged,
    "expired_trigger_id": TriggerLost,
    "exchanged_trigger_id": TriggerLost,
    "trigger_expired": TriggerLost,
    "trigger_exchanged": TriggerLost,
    "invalid_trigger_id": TriggerLost,
    "missing_scope": MissingScope,
    "user_not_found": PersonGone,
    "user_not_visible": PersonGone,
    "user_disabled": PersonGone,
    "cannot_dm_bot": PersonGone,
    "messages_tab_disabled": PersonGone,
}
UNCLEAR = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"}
)
SERVER_FAULT = 500


def meaning(error: SlackApiError) -> Exception:
    """Our word for a failed call: a `SlackRefused`, `RateLimited` or `Unclear`."""
    response = error.response
    code = str(response.get("error", "")) if hasattr(response, "get") else ""
    status = getattr(response, "status_code", 200)
    if code == "ratelimited" or status == 429:  # noqa: PLR2004 - HTTP's own number
        return RateLimited("Slack", "too many requests", retry_after=_pause(response.headers))
    if status >= SERVER_FAULT or code in UNCLEAR or not code:
        return Unclear("Slack", code or f"HTTP {status}")
    return MEANING.get(code, SlackRefused)(code)


def _pause(headers: object) -> float:
    """`Retry-After` in seconds; a second where it is missing or unreadable."""
    items = headers.items() if isinstance(headers, dict) else ()
    told = next((value for name, value in items if name.lower() == "retry-after"), "")
    first = told[0] if isinstance(told, list) else told
    return float(first) if str(first).isdigit() else 1.0
