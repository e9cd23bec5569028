"""`make bench`: run all benchmarks, or those named; `--write` keeps the tables in docs/explanation/."""

import argparse
import importlib
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

KEPT = Path(__file__).parents[1] / "docs" / "explanation" / "benchmarks.md"
ALL = ("acknowledgement", "redraws", "outbox", "process", "page")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *ALL], metavar="NAME", help=", ".join(ALL))
    parser.add_argument("--write", action="store_true", help=f"keep the tables in {KEPT.name}")
    asked = parser.parse_args()
    tables = []
    for name in asked.names or ALL:
        table = importlib.import_module(f"benchmarks.{name}").run()
        print(table.markdown(), flush=True)
        tables.append(table)
    if asked.write:
        KEPT.write_text(_page([table.markdown() for table in tables]))
    return 0 if all(table.all_hold for table in tables) else 1


def _page(tables: list[str]) -> str:
    head = (
        "# Benchmarks\n\n"
        "Printed by `make bench`. Figures of one run on one machine compare what stands side by side "
        "in a table; they are no capacity plan.\n\n"
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, 2 shared cores.\n\n"
    )
    return head + "\n".join(tables)


if __name__ == "__main__":
    sys.exit(main())
