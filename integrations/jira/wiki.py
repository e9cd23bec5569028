"""Wiki markup, in which Jira Data Center keeps long texts, read as Slack markup."""

import re
from collections.abc import Callable
from html import unescape

from bot.text import Markup, escape
from integrations.jira import mrkdwn

# Finished pieces wait behind these marks while the text around them is read.
KEPT = re.compile("\ue000(\\d+)\ue001")
MARKS = re.compile("[\ue000\ue001]")

# Macros end where they end or begin again, so that no text makes the search for an end run wild.
UNTIL_NEXT = r"((?:(?!\{\1[:}]).)*)\{\1\}"
CODE_BLOCK = re.compile(
    rf"(?<![ \t])[ \t]*\n?\{{(code|noformat)(?::[^{{}}\n]*)?\}}{UNTIL_NEXT}[ \t]*\n?", re.DOTALL
)
QUOTE_BLOCK = re.compile(rf"(?<![ \t])[ \t]*\{{(quote)\}}{UNTIL_NEXT}[ \t]*", re.DOTALL)
PANEL = re.compile(
    rf"(?<![ \t])[ \t]*\{{(panel|info|note|tip|warning)(?::([^{{}}\n]*))?\}}{UNTIL_NEXT}[ \t]*",
    re.DOTALL,
)
PANEL_TITLE = re.compile(r"(?:^|\|)\s*title=([^|]*)")
DROPPED_MACRO = re.compile(r"\{(?:color|anchor)(?::[^{}\n]*)?\}")
ESCAPED = re.compile(r"\\([{}\[\]!|*_^~+#\\-])")
ENTITY = re.compile(r"&#\d{1,6};")
LINE_BREAK = re.compile(r"\\\\(?=\s|$)", re.MULTILINE)

MONOSPACED = re.compile(r"\{\{((?:(?!\{\{|\}\}).)+)\}\}")
PICTURE = re.compile(r"!([^!\s|][^!\n|]*\.\w{2,5})(?:\|[^!\n]*)?!")
LABELLED_LINK = re.compile(r"\[([^\[\]|\n]+)\|([^\[\]|\n]+)(?:\|[^\[\]\n]*)?\]")
MENTION = re.compile(r"\[~(?:accountid:)?([^\[\]\n]+)\]")
ATTACHMENT = re.compile(r"\[\^([^\[\]\n]+)\]")
BARE_LINK = re.compile(r"\[((?:https?|mailto):[^\[\]\s]+)\]")
ADDRESS = re.compile(r"https?://[^\s<>\"\]|]*[^\s<>\"\]|.,;:!?)]")

STYLED = r"(?<![\w{0}]){0}(?=\S)([^\n{0}]+?)(?<=\S){0}(?![\w{0}])"
STYLES = (
    (re.compile(STYLED.format(r"\*")), "*"),
    (re.compile(STYLED.format("_")), "_"),
    (re.compile(STYLED.format("-")), "~"),
)
PLAIN = (re.compile(STYLED.format(r"\+")), re.compile(STYLED.format(r"\^")), re.compile(r"\?\?([^\n?]+)\?\?"))

HEADING = re.compile(r"h[1-6]\.\s+(.*)")
LINE_QUOTE = re.compile(r"bq\.\s+(.*)")
ITEM = re.compile(r"([*#]+|-)\s+(.*)")
RULE = re.compile(r"-{4,}")
TABLE_HEADER = re.compile(r"\|\|(.*)")
TABLE_ROW = re.compile(r"\|(.*)")


def markup_from_wiki(text: str) -> Markup:
    """Read wiki markup; what is none of it stays as typed."""
    return mrkdwn.finished(_WikiText().read(MARKS.sub("", text.replace("\r\n", "\n"))))


class _WikiText:
    """One text being read; keeps what is finished out of the way of the rules that follow."""

    def __init__(self) -> None:
        self._kept: list[str] = []

    def read(self, text: str) -> str:
        text = CODE_BLOCK.sub(lambda m: self._keep_block(mrkdwn.code_block(m[2])), text)
        text = PANEL.sub(lambda m: self._keep_quote(self._panel(m[2] or "", m[3])), text)
        text = QUOTE_BLOCK.sub(lambda m: self._keep_quote(self._lines(m[2].strip())), text)
        return self._restored(self._lines(text))

    def _keep_block(self, piece: str) -> str:
        return f"\n{self._keep(piece)}\n"

    def _keep_quote(self, text: str) -> str:
        return self._keep_block(mrkdwn.quote(mrkdwn.finished(self._restored(text))))

    def _keep(self, piece: str) -> str:
        self._kept.append(piece)
        return f"\ue000{len(self._kept) - 1}\ue001"

    def _restored(self, text: str) -> str:
        while KEPT.search(text):
            text = KEPT.sub(lambda m: self._kept[int(m[1])], text)
        return text

    def _panel(self, settings: str, body: str) -> str:
        title = PANEL_TITLE.search(settings)
        lines = [mrkdwn.heading(self._inline(title[1]))] if title else []
        return "\n".join([*lines, self._lines(body.strip())])

    def _lines(self, text: str) -> str:
        text = LINE_BREAK.sub("\n", DROPPED_MACRO.sub("", text))
        numbers: dict[str, int] = {}
        return "\n".join(self._line(line, numbers) for line in text.split("\n"))

    def _line(self, line: str, numbers: dict[str, int]) -> str:
        """One line; `numbers` counts the items of each list that is open, by its signs."""
        tidy = line.strip()
        item = ITEM.fullmatch(tidy)
        if item:
            return self._item(item[1], item[2], numbers)
        numbers.clear()
        if not tidy:
            return ""
        if RULE.fullmatch(tidy):
            return mrkdwn.RULE
        for pattern, render in self._line_rules():
            match = pattern.fullmatch(tidy)
            if match:
                return render(match[1])
        return self._inline(line)

    def _line_rules(self) -> tuple[tuple[re.Pattern[str], Callable[[str], str]], ...]:
        return (
            (HEADING, lambda words: mrkdwn.heading(self._inline(words))),
            (LINE_QUOTE, lambda words: mrkdwn.quote(self._inline(words))),
            (TABLE_HEADER, lambda row: mrkdwn.table([self._cells(row, "||")], has_header=True)),
            (TABLE_ROW, lambda row: mrkdwn.table([self._cells(row, "|")], has_header=False)),
        )

    def _item(self, signs: str, words: str, numbers: dict[str, int]) -> str:
        for ended in [other for other in numbers if not signs.startswith(other)]:
            del numbers[ended]
        numbers[signs] = numbers.get(signs, 0) + 1
        depth = len(signs) - 1
        mark = f"{numbers[signs]}. " if signs.endswith("#") else mrkdwn.bullet(depth)
        return f"{mrkdwn.INDENT * depth}{mark}{self._inline(words)}"

    def _cells(self, row: str, separator: str) -> list[str]:
        """Links hold the separator, too, so they are read before the row is split."""
        return [self._styled(cell) for cell in self._pieces(row.removesuffix(separator)).split(separator)]

    def _inline(self, text: str) -> str:
        return self._styled(self._pieces(text))

    def _pieces(self, text: str) -> str:
        """Put aside what has to stay whole: code, links, pictures, escaped signs."""
        rules: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
            (MONOSPACED, lambda m: mrkdwn.code(self._unescaped(m[1]))),
            (ESCAPED, lambda m: escape(m[1])),
            (ENTITY, lambda m: escape(unescape(m[0]))),
            (PICTURE, lambda m: mrkdwn.file(m[1].rsplit("/", 1)[-1])),
            (MENTION, lambda m: f"@{escape(m[1])}"),
            (ATTACHMENT, lambda m: mrkdwn.file(m[1])),
            (LABELLED_LINK, lambda m: mrkdwn.link(m[2], self._styled(m[1]))),
            (BARE_LINK, lambda m: mrkdwn.link(m[1])),
            (ADDRESS, lambda m: mrkdwn.link(m[0])),
        )
        for pattern, render in rules:
            text = pattern.sub(lambda match, render=render: self._keep(render(match)), text)  # type: ignore[misc] # mypy does not type a lambda's default
        return text

    @staticmethod
    def _unescaped(text: str) -> str:
        return ESCAPED.sub(r"\1", text)

    @staticmethod
    def _styled(text: str) -> str:
        text = str(escape(text))
        for pattern in PLAIN:
            text = pattern.sub(r"\1", text)
        for pattern, sign in STYLES:
            text = pattern.sub(rf"{sign}\1{sign}", text)
        return text
