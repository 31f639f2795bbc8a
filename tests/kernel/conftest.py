"""A journal to play with: recorded, sequenced, and open to those who tamper with it."""

import importlib.util
import io
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from fazhi.kernel import export, installation, triggers
from fazhi.kernel.heads import Head, public_key
from fazhi.kernel.models import Installation
from tests.factories.seats import AUTHORITY
from tests.kernel.journals import STAND_ALONE, Tamper


@pytest.fixture
def tamper(request: pytest.FixtureRequest) -> Iterator[Tamper]:
    """Return a way to run SQL past triggers and foreign keys, as the owner of the database can."""
    request.getfixturevalue("db")
    if connection.vendor == "sqlite":
        triggers.remove()

    def run(statement: str, *values: object) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(statement, [_adapted(value) for value in values])
            if connection.vendor == "postgresql":
                cursor.execute("SET LOCAL session_replication_role = origin")

    yield run
    connection.needs_rollback = True  # or the end of the test would check the foreign keys


@pytest.fixture
def working_installation(request: pytest.FixtureRequest) -> Iterator[None]:
    """Make the database a working one until the end of the test."""
    request.getfixturevalue("db")
    triggers.remove()
    Installation.objects.all().delete()
    triggers.install()
    installation.forget()
    installation.install(is_demonstration=False)
    yield
    installation.forget()
    installation._known.add("demonstration")  # noqa: SLF001 -- the rollback brings the row back


@pytest.fixture(scope="session")
def stand_alone() -> ModuleType:
    """Return the stand-alone verifier, loaded from its file as a stranger would run it."""
    spec = importlib.util.spec_from_file_location("verify_journal", STAND_ALONE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def strangers_view(stand_alone: ModuleType) -> Callable[..., list[str]]:
    """Return what the stand-alone verifier says of an export, with older heads if given."""

    def view(*given: Head) -> list[str]:
        file = io.StringIO()
        export.write(AUTHORITY, file)
        heads: list[dict[str, Any]] = [stand_alone.json.loads(head.write()) for head in given]
        (log,) = stand_alone.verify(file.getvalue().splitlines(), public_key(), heads)
        return [fault.removeprefix(f"{AUTHORITY} ") for fault in log.faults]

    return view


def _adapted(value: object) -> object:
    return value.hex if isinstance(value, UUID) and connection.vendor == "sqlite" else value
