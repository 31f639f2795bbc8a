"""Eight processes draw numbers and are killed at random: no number twice, none unaccounted for."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from scripts import services

ROOT = Path(__file__).parents[2]
DATABASE = "fazhi_number_drawers"


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'numbers.sqlite3'}"


@pytest.fixture
def postgresql() -> Iterator[str]:
    url = services.postgresql(DATABASE)
    assert url is not None
    with psycopg.connect(services.postgresql("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
        yield url
        connection.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


@pytest.mark.slow
@pytest.mark.parametrize(
    "engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def test_no_number_is_lost_or_used_twice_when_processes_are_killed(
    engine: str, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue(engine)
    command = [sys.executable, "-m", "tests.kernel.number_drawers", url, "--seconds", "4"]

    run = subprocess.run(
        command, cwd=ROOT, env={"PYTHONPATH": "src", "PATH": ""}, capture_output=True, check=False
    )

    counted = json.loads(run.stdout or "{}")
    assert (run.stderr.decode(), counted.get("failures")) == ("", 0)
    assert (counted["duplicates"], counted["gaps"]) == (0, 0)
    assert counted["last"] == counted["drawn"]
    assert counted["drawn"] > 100
    assert counted["kills"] > 10
