"""The buttons of a whole session, for whoever leads it."""

from bot.i18n import Language
from bot.slack.blocks import actions, button, confirmed
from bot.slack.replies import Block
from handlers.grooming.domain.sessions import Board
from handlers.grooming.views import ids


def session_buttons(t: Language, board: Board, first: list[Block]) -> Block:
    end = button(t("End session"), action=ids.END, value=str(board.session.id))
    if board.open:
        end = confirmed(
            end,
            title=t("End session"),
            text=t.many(
                "{n} story is still open and stays unresolved.",
                "{n} stories are still open and stay unresolved.",
                len(board.open),
            ),
            confirm=t("End session"),
            deny=t("Go on"),
        )
    more = button(t("More …"), action=ids.MORE, value=str(board.session.id))
    return actions([*first, more, end])
