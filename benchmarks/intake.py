"""How many reports a second are received over HTTP, each on the disk when it is answered.

Beside a bare endpoint of Django and ninja that inserts one row, on the same engine with the same
settings: both servers run at the same time, and are asked in turns. What stands in the way of one
stands in the way of the other.
"""

import http.client
import json
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.registry import trial
from scripts import services
from tests.journeys.served import ROOT, Served, postgresql_database

CLIENTS = (1, 4, 16)
#: Each is asked so often in turns, and so long.
TURNS = 3
SECONDS = float(os.environ.get("FAZHI_BENCH_SECONDS", "4"))

#: A sub-district with its registers, as where reports are really received.
_TOWN = ("fazhi", "demo", "--scenario", str(ROOT / "tests/simulation/tiny.yaml"))
_BARE = ("python", "-m", "benchmarks.bare.site")


@dataclass
class Tally:
    """What one server did in all its turns."""

    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0
    cpu_seconds: float = 0

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.milliseconds) / self.seconds

    def line(self, engine: str, clients: int, name: str, floor: "Tally") -> dict[str, str]:
        """Return the line of the table."""
        cuts = statistics.quantiles(self.milliseconds, n=100, method="inclusive")
        return {
            "engine": engine,
            "clients": str(clients),
            "endpoint": name,
            "req/s": f"{self.rate:.0f}",
            "to bare": f"{self.rate / floor.rate:.0%}",
            "p50 ms": f"{cuts[49]:.1f}",
            "p95 ms": f"{cuts[94]:.1f}",
            "p99 ms": f"{cuts[98]:.1f}",
            "CPU ms/req": f"{self.cpu_seconds * 1000 / len(self.milliseconds):.2f}",
        }


@trial("intake: one report over HTTP, committed")
def receive_reports() -> Iterator[dict[str, str]]:
    """Receive reports on both engines."""
    with tempfile.TemporaryDirectory(prefix="fazhi-bench-") as folder, ExitStack() as stack:
        home = Path(folder)
        yield from _on("sqlite", home, [f"sqlite:///{home / name}.sqlite3" for name in "ab"])
        if url := services.postgresql():
            names = [f"fazhi_bench_{name}_{os.getpid()}" for name in "ab"]
            urls = [stack.enter_context(postgresql_database(url, name)) for name in names]
            yield from _on("postgresql", home, urls)


def _on(engine: str, home: Path, databases: list[str]) -> Iterator[dict[str, str]]:
    whole = Served(home / engine, databases[0], _TOWN)
    bare = Served(home / engine, databases[1], (*_BARE, "install"), _BARE)
    with whole, bare:
        for served in (whole, bare):
            _ask(served, Tally(), 4, 1)  # warm
        for clients in CLIENTS:
            tallies = Tally(), Tally()
            for _turn in range(TURNS):
                for served, tally in zip((bare, whole), tallies, strict=True):
                    _ask(served, tally, clients, SECONDS)
            for name, tally in zip(("bare", "fazhi"), tallies, strict=True):
                yield tally.line(engine, clients, name, tallies[0])


def _ask(served: Served, tally: Tally, clients: int, seconds: float) -> None:
    """Let so many clients report one after another for so long."""
    began, spent = time.perf_counter(), served.cpu_seconds()
    until = began + seconds
    threads = [
        threading.Thread(target=_report, args=(served.port, tally.milliseconds, until, number))
        for number in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tally.seconds += time.perf_counter() - began
    tally.cpu_seconds += served.cpu_seconds() - spent


def _report(port: int, milliseconds: list[float], until: float, client: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    body = json.dumps({"statement": "人行道上堆了建材，走不过去。（演示）"})
    while (began := time.perf_counter()) < until:
        key = f"bench-{client}-{time.monotonic_ns()}"
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        connection.request("POST", "/api/v1/reports", body, headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.HTTPStatus.CREATED:
            raise RuntimeError(f"{answer.status} from port {port}")
        milliseconds.append((time.perf_counter() - began) * 1000)
    connection.close()
