"""A database that several connections can use at once, on either engine."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


@contextmanager
def on_disk(folder: Path) -> Iterator[Path | None]:
    """Let the test use a SQLite file as it is served, with all that the database holds by now.

    The database of a test run on SQLite lives in memory, where a second connection is refused at
    once. On PostgreSQL nothing changes. Only for tests with `transaction=True`.
    """
    if connection.vendor != "sqlite":
        yield None
        return
    connection.ensure_connection()
    path, memory = folder / "test.sqlite3", connection.connection
    copy = sqlite3.connect(path)
    memory.backup(copy)
    copy.close()
    name = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"], connection.connection = str(path), None
    try:
        yield path
    finally:
        connection.close()
        connection.settings_dict["NAME"], connection.connection = name, memory
