"""Jobs have processes of their own on PostgreSQL only."""

import pytest
from django.db import connection

from fazhi.cli.main import main


@pytest.mark.skipif(connection.vendor != "sqlite", reason="on PostgreSQL the command runs on")
def test_on_sqlite_the_site_itself_runs_the_jobs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FAZHI_LANGUAGE", "en")

    code = main(["jobs"])

    assert code == 1
    assert capsys.readouterr().err == (
        "On SQLite the site itself runs the jobs: fazhi serve is enough.\n"
    )
