"""Which services outside the house can be reached from here."""

import os
import shutil

import psycopg

#: Where PostgreSQL is looked for: the socket of this machine, then its loopback address.
POSTGRESQL = ("postgresql:///postgres", "postgresql://127.0.0.1:5432/postgres")


def postgresql(database: str = "fazhi") -> str | None:
    """Return the address of a database on a PostgreSQL that lets us make databases, if any."""
    named = os.environ.get("FAZHI_TEST_POSTGRESQL")
    for url in (named,) if named else POSTGRESQL:
        try:
            with psycopg.connect(url, connect_timeout=3) as connection:
                row = connection.execute(
                    "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
                ).fetchone()
        except psycopg.OperationalError:
            continue
        if row and row[0]:
            return f"{url.rpartition('/')[0]}/{database}"
    return None


def chromium() -> str | None:
    """Return the path of Chromium, if the machine has it."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def are_required() -> bool:
    """Tell whether a missing service is a failure, as in CI, and not a reason to skip."""
    return os.environ.get("FAZHI_REQUIRE_SERVICES") == "1"
