import json
import logging
import threading
import warnings

import pytest

from bot import logs
from bot.redaction import Redaction

HOOK = "https://hooks.slack.com/commands/T1/2/abcdef"
SECRETS = {
    "xoxb-12-abcDEF": "a token",
    "xapp-1-A2-345": "an app token",
    "hunter2-hunter2": "a secret of the settings",
    "hunter2%2Fslash": "a secret in a URL",
    "abcdef": "what makes a response_url usable",
    "dG9rZW46c2VjcmV0": "credentials in a header",
    "pa55w0rd": "a password in an address",
    "tick-99": "a ticket in an address",
    "five votes": "what stands in a statement's parameters",
}
LEAKY = (
    f"xoxb-12-abcDEF xapp-1-A2-345 hunter2-hunter2 hunter2%2Fslash {HOOK} Basic dG9rZW46c2VjcmV0 "
    "postgresql://bot:pa55w0rd@db/x wss://example.com/link?ticket=tick-99 "
    "[SQL: INSERT] [parameters: ('five votes', [1])] (Background on this error)"
)


@pytest.fixture(autouse=True)
def _restored_logging():
    root = logging.getLogger()
    before, level, hook = root.handlers[:], root.level, threading.excepthook
    yield
    root.handlers[:] = before
    root.setLevel(level)
    threading.excepthook = hook
    logging.captureWarnings(capture=False)


def configure(form, level="INFO"):
    logs.configure(level=level, form=form, redaction=Redaction(["hunter2-hunter2", "hunter2/slash"]))


def fail(why):
    raise ValueError(why)


@pytest.mark.parametrize("form", ["console", "json"])
def test_no_secret_passes_in_a_line_or_in_an_exception(form, capsys):
    configure(form)
    log = logging.getLogger("bot.test")
    log.warning("Said %s", LEAKY)
    try:
        fail(LEAKY)
    except ValueError:
        log.exception("Failed")
    written = capsys.readouterr().err
    assert written.count("[redacted]") >= 2 * len(SECRETS) - 2
    assert {meaning for secret, meaning in SECRETS.items() if secret in written} == set()


def test_a_line_for_machines_is_one_json_object_with_what_was_added(capsys):
    configure("json")
    logging.getLogger("bot.test").info("Story %s is done", "A-1", extra={"session": 7})
    line = json.loads(capsys.readouterr().err)
    assert line["message"] == "Story A-1 is done"
    assert (line["level"], line["logger"], line["session"]) == ("info", "bot.test", 7)
    assert line["timestamp"].endswith("Z")


def test_an_exception_is_part_of_its_line_for_machines(capsys):
    configure("json")
    try:
        fail("told “why”")
    except ValueError:
        logging.getLogger("bot.test").exception("Failed")
    assert "ValueError: told “why”" in json.loads(capsys.readouterr().err)["exception"]


def test_the_level_is_kept_and_libraries_are_quiet(capsys):
    configure("console", level="WARNING")
    logging.getLogger("bot.test").info("too little")
    configure("console")
    logging.getLogger("httpx").info("HTTP Request: POST")
    logging.getLogger("bot.test").info("enough")
    written = capsys.readouterr().err
    assert "enough" in written
    assert "too little" not in written
    assert "HTTP Request" not in written


def test_a_thread_that_dies_is_told(capsys):
    configure("console")

    thread = threading.Thread(target=fail, args=("xoxb-12-abcDEF",), name="lost")
    thread.start()
    thread.join()
    written = capsys.readouterr().err
    assert "An error ended the thread lost" in written
    assert "xoxb-12-abcDEF" not in written


def test_warnings_of_python_are_logged(capsys):
    configure("console")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("the old way", DeprecationWarning, stacklevel=1)
    assert "the old way" in capsys.readouterr().err


def test_ordinary_words_are_left_alone():
    text = "PROJ-12 is basic work; see https://example.com/browse/PROJ-12 and Basic rules"
    assert Redaction(["a"])(text) == text
