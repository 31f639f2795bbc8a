"""The server is killed while citizens report: whoever got a receipt is in the record, once.

FAZHI_CRASH_CYCLES says how often it is killed, on each engine.
"""

import http.client
import json
import os
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from scripts import services
from tests.journeys.served import Served, postgresql_database

CYCLES = int(os.environ.get("FAZHI_CRASH_CYCLES", "5"))
CLIENTS = 6
#: After how many receipts of a cycle the server is killed: at another point in each.
RECEIPTS = (7, 23, 41, 12, 30)

#: Prints what the database holds: the keys of acts, and each report with its number and code.
_LOOK = """
import json, django; django.setup()
from fazhi.kernel.models import Entry, IdempotencyKey
from fazhi.proceedings.issues.models import Report
print(json.dumps({
    "reports": [[r.number, r.follow_code, r.statement] for r in Report.objects.all()],
    "keys": IdempotencyKey.objects.filter(key__startswith="report:").count(),
    "entries": Entry.objects.filter(kind="report.received").count(),
}))
"""

pytestmark = pytest.mark.slow


@dataclass
class Reporters:
    """Clients that report one after another, and what they were told."""

    port: int
    sent: list[str] = field(default_factory=list)
    receipts: dict[str, dict[str, str]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def report_until_killed(self, cycle: int, served: Served, receipts: int) -> None:
        """Let all report at once; kill the server when so many have their receipt."""
        before = len(self.receipts)
        threads = [
            threading.Thread(target=self._report, args=(f"{cycle:02d}-{number}",))
            for number in range(CLIENTS)
        ]
        for thread in threads:
            thread.start()
        limit = time.monotonic() + 20
        while len(self.receipts) < before + receipts and time.monotonic() < limit:
            time.sleep(0.001)
        served.kill()
        for thread in threads:
            thread.join()

    def send_again(self, key: str) -> dict[str, str]:
        """Send a report a second time and return the receipt."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        status, receipt = _post(connection, key)
        connection.close()
        assert status == http.HTTPStatus.CREATED
        return receipt

    def _report(self, client: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with suppress(OSError, http.client.HTTPException, ValueError):  # killed in between
            for number in range(10_000):
                key = f"report-{client}-{number:05d}"
                self.sent.append(key)
                status, receipt = _post(connection, key)
                if status != http.HTTPStatus.CREATED:
                    self.refused.append(f"{status} {receipt}")
                    return
                self.receipts[key] = receipt
        connection.close()


def test_on_sqlite(tmp_path: Path) -> None:
    served = Served(tmp_path, f"sqlite:///{tmp_path / 'site.sqlite3'}")

    _prove(served)


@pytest.mark.postgres
def test_on_postgresql(tmp_path: Path) -> None:
    url = services.postgresql()
    assert url is not None
    with postgresql_database(url, f"fazhi_crash_{os.getpid()}") as database:
        _prove(Served(tmp_path, database))


def _prove(served: Served) -> None:
    reporters = Reporters(served.port)
    for cycle in range(CYCLES):
        with served:
            reporters.report_until_killed(cycle, served, RECEIPTS[cycle % len(RECEIPTS)])
    assert reporters.refused == []
    assert len(reporters.receipts) >= CYCLES * min(RECEIPTS)

    found = _look(served)
    _is_whole(found, reporters.receipts)

    with served:
        again = {key: reporters.send_again(key) for key in reporters.sent}
    assert {key: again[key] for key in reporters.receipts} == reporters.receipts

    found = _look(served)
    _is_whole(found, again)
    assert len(found["reports"]) == len(reporters.sent)
    assert json.loads(served.run("fazhi", "verify", "--json"))["is_good"]


def _look(served: Served) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = json.loads(served.run("python", "-c", _LOOK))
    return found


def _is_whole(found: dict[str, list[list[str]]], receipts: dict[str, dict[str, str]]) -> None:
    """Assert that each receipt is one report, and each report has one key and one entry."""
    reports = found["reports"]
    written = {key: (number, code) for number, code, key in reports}
    told = {key: (each["number"], each["follow_code"]) for key, each in receipts.items()}
    assert {key: written.get(key) for key in told} == told
    assert max(Counter(key for _, _, key in reports).values()) == 1
    assert (found["keys"], found["entries"]) == (len(reports), len(reports))


def _post(connection: http.client.HTTPConnection, key: str) -> tuple[int, dict[str, str]]:
    body = json.dumps({"statement": key})
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    connection.request("POST", "/api/v1/reports", body, headers)
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())
