"""`python -m bot.migrations.draft "what changes"`: write the migration that the tables now need."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from bot.db.database import Database
from bot.migrations import config, upgrade


def main() -> int:
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program and the message
        print('Say what changes: python -m bot.migrations.draft "add teams"', file=sys.stderr)  # noqa: T201 - a tool for the shell
        return 2
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'draft.db'}")
        upgrade(database)
        with database.engine.connect() as connection:
            settings = config(connection)
            number = len(list((Path(__file__).parent / "versions").glob("*.py"))) + 1
            command.revision(settings, sys.argv[1], autogenerate=True, rev_id=f"{number:04d}")
        database.dispose()
    return 0


if __name__ == "__main__":
    sys.exit(main())
