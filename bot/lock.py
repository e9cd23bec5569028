"""One process works on a SQLite file at a time: a lock beside the file refuses the second one."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url


class InUse(Exception):
    """Another process works on this database."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"The database {file} is in use by another taktgeber serve or worker. Stop that one first, or "
            "use PostgreSQL, on which any number may run."
        )


@contextmanager
def working_on(database_url: str) -> Iterator[None]:
    """Hold the lock; raise `InUse` if another process has it. The system frees it when the process ends."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        yield
        return
    file = Path(url.database)
    with file.with_name(f"{file.name}.lock").open("a", encoding="utf-8") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUse(file) from None
        yield
