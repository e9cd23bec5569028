"""Logs for people or machines, on standard error; no secret passes, also not inside an exception."""

import logging
import logging.config
import sys
import threading
from typing import Any

import structlog

from bot.redaction import Redaction

# Told by every delivery or every second, and of use only while one looks for a fault in these libraries.
QUIET = {
    "alembic": "WARNING",
    "apscheduler": "WARNING",
    "httpx": "WARNING",
    "httpcore": "WARNING",
    "slack_bolt": "WARNING",
    "slack_sdk": "CRITICAL",  # the messenger tells what failed, in our words
    "urllib3": "WARNING",
    "waitress.queue": "ERROR",
}

SHARED = (
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def configure(*, level: str, form: str, redaction: Redaction) -> None:
    """Send all logging through one formatter; `form` is `console` or `json`."""
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *_rendering(form),
            lambda _logger, _method, line: redaction(str(line)),
        ],
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, quiet in QUIET.items():
        logging.getLogger(name).setLevel(quiet)
    logging.captureWarnings(capture=True)
    threading.excepthook = _log_lost_thread


def _rendering(form: str) -> list[Any]:
    if form == "json":
        renderer: Any = structlog.processors.JSONRenderer(ensure_ascii=False)
        return [structlog.processors.EventRenamer("message"), structlog.processors.format_exc_info, renderer]
    return [
        structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
        )
    ]


def _log_lost_thread(lost: threading.ExceptHookArgs) -> None:
    error = lost.exc_value or lost.exc_type()
    name = lost.thread.name if lost.thread else "?"
    logging.getLogger("bot").critical(
        "An error ended the thread %s.", name, exc_info=(lost.exc_type, error, lost.exc_traceback)
    )
