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


def poppler() -> str | None:
    """Return the path of the program that judges the seals of PDF files, if the machine has it."""
    return shutil.which("pdfsig")


def strace() -> str | None:
    """Return the path of the program that counts the calls to the system, if at hand."""
    return shutil.which("strace")


def libreoffice() -> str | None:
    """Return the path of the office program that opens drafts, if the machine has it."""
    return shutil.which("soffice")


#: How to find what a test can need, by the marker of the test.
FINDERS = {
    "browser": chromium,
    "postgres": postgresql,
    "poppler": poppler,
    "strace": strace,
    "libreoffice": libreoffice,
}


def are_required() -> bool:
    """Tell whether a missing service is a failure, as in CI, and not a reason to skip."""
    return os.environ.get("FAZHI_REQUIRE_SERVICES") == "1"
