"""How long a year takes to play, and how much memory: a tenth and the whole, on both engines."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks.registry import trial
from scripts import services
from tests.journeys.served import ROOT, postgresql_database

#: By share of the year of Zhuangshi: the scenarios that play it.
SCENARIOS = {"10 %": "small-town-2023", "100 %": "zhuangshi-2023"}


@trial("the year: played into an empty database")
def play_the_year() -> Iterator[dict[str, str]]:
    """Play both scenarios on both engines, each in a process of its own."""
    for share, scenario in SCENARIOS.items():
        with tempfile.TemporaryDirectory(prefix="fazhi-bench-") as folder, ExitStack() as stack:
            home = Path(folder)
            yield _play("sqlite", share, scenario, home, f"sqlite:///{home / 'year.sqlite3'}")
            if url := services.postgresql():
                name = f"fazhi_bench_year_{os.getpid()}"
                database = stack.enter_context(postgresql_database(url, name))
                yield _play("postgresql", share, scenario, home, database)


def _play(engine: str, share: str, scenario: str, home: Path, database: str) -> dict[str, str]:
    """Play in a process; its peak of memory is that of the kernel of this machine."""
    environment = os.environ | {
        "FAZHI_HOME": str(home / engine),
        "FAZHI_DATABASE_URL": database,
        "FAZHI_SECRET_KEY": "only for this measurement, long enough to be taken for a real one",
    }
    program = [str(Path(sys.executable).parent / "fazhi"), "demo", "--scenario", scenario]
    began = time.perf_counter()
    process = subprocess.Popen(
        program,
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{scenario} on {engine} ended with {process.returncode}")
    return {
        "year": share,
        "engine": engine,
        "seconds": f"{time.perf_counter() - began:.1f}",
        "CPU seconds": f"{_cpu_seconds(used):.1f}",
        "peak MiB": f"{used.ru_maxrss / 1024:.0f}",
    }


def _cpu_seconds(used: resource.struct_rusage) -> float:
    return used.ru_utime + used.ru_stime
