"""Text in Slack's markup: what people typed is made safe here, and what is too long is cut."""

from collections.abc import Iterable

ELLIPSIS = "…"


class Markup(str):
    """Text that is Slack markup already; `escape` leaves it as it is."""

    __slots__ = ()


def escape(text: str) -> Markup:
    """Make text that a person typed safe to show: it can mention no one and link nowhere."""
    if isinstance(text, Markup):
        return text
    return Markup(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def unescape(text: str) -> str:
    """Undo Slack's escaping of what a person typed."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def mention(user: str) -> Markup:
    return Markup(f"<@{user}>")


def channel_link(channel: str) -> Markup:
    return Markup(f"<#{channel}>")


def link(url: str, label: str) -> Markup:
    """A link whose label cannot break out of it."""
    safe = escape(label).replace("|", "¦")
    return Markup(f"<{url}|{safe}>")


def moment(timestamp: float, form: str, *, fallback: str) -> Markup:
    """A time that Slack shows in each reader's own zone; `form` is made of Slack's date tokens."""
    return Markup(f"<!date^{int(timestamp)}^{form}^{escape(fallback)}>")


def shorten(text: str, limit: int) -> str:
    """Cut to `limit` characters, at a space where one is near; a cut text ends in an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    if space > limit * 0.8:
        cut = cut[:space]
    return cut.rstrip() + ELLIPSIS


def listing(items: Iterable[str], *, last: str) -> str:
    """`a, b and c`, with `last` (" and ", " und ") before the last one."""
    *head, tail = list(items) or [""]
    return last.join([", ".join(head), tail]) if head else tail
