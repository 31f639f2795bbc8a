"""A commit is on the disk when it is acknowledged: counted in the calls to the system."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from fazhi.kernel.models import Effect
from tests.factories.databases import on_disk

COMMITS = 200

_PROGRAM = f"""
import django; django.setup()
from django.db import transaction
from fazhi.kernel.jobs import once
for number in range({COMMITS}):
    with transaction.atomic():
        assert once(str(number))
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.strace
def test_every_commit_of_the_shipped_settings_is_synced(tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the server of PostgreSQL syncs, and start-up asks it whether it does")
    with on_disk(tmp_path) as database:
        connection.close()
        environment = os.environ | {
            "FAZHI_DATABASE_URL": f"sqlite:///{database}",
            "FAZHI_SECRET_KEY": "for this program only",
            "PYTHONPATH": "src:.",
        }

        counted = subprocess.run(
            ["strace", "-f", "-c", "-e", "trace=fdatasync,fsync", sys.executable, "-c", _PROGRAM],  # noqa: S607 -- wherever it is installed
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )

        assert Effect.objects.count() == COMMITS
    calls = re.search(r"(\d+)\s+total", counted.stderr)
    assert calls is not None
    assert int(calls.group(1)) >= COMMITS
