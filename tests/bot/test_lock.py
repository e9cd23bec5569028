import subprocess
import sys

import pytest

from bot.lock import InUse, working_on

HOLD = """
import sys
from bot.lock import working_on
with working_on(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_process_is_refused_until_the_first_has_ended(tmp_path):
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout.readline() == "held\n"
        with pytest.raises(InUse, match=r"bot\.db is in use"), working_on(url):
            pass
        first.kill()  # even then the system lets go of the lock
    with working_on(url):
        assert (tmp_path / "bot.db.lock").exists()


def test_any_number_may_work_on_postgresql():
    url = "postgresql://bot@db.example.com/taktgeber"
    with working_on(url), working_on(url):
        assert url
