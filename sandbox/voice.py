"""What a command says to whoever started it; it carries on when nobody listens any more."""

import os
import sys


def say(text: str) -> None:
    try:
        print(text, flush=True)  # noqa: T201  # a command line speaks by printing
    except BrokenPipeError:
        # The terminal is gone. What is still said, at the end by Python itself too, goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
