"""Years played once for all measurements: a tenth and the whole, on every engine at hand."""

import atexit
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scripts import services
from tests.journeys.served import ROOT, postgresql_database

#: By share of the year of Zhuangshi: the scenarios that play it.
SCENARIOS = {"10 %": "small-town-2023", "100 %": "zhuangshi-2023"}


@dataclass(frozen=True, slots=True)
class PlayedYear:
    """A year in a database of its own, and what playing it took."""

    share: str
    engine: str
    environment: dict[str, str]
    seconds: float
    cpu_seconds: float
    peak_mebibytes: float

    @property
    def home(self) -> Path:
        """The folder of its keys and heads."""
        return Path(self.environment["FAZHI_HOME"])

    def run(self, *command: str) -> tuple[float, str]:
        """Run a program of this environment on it; return the seconds and what it printed."""
        began = time.perf_counter()
        done = subprocess.run(
            [str(Path(sys.executable).parent / command[0]), *command[1:]],
            env=self.environment,
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {done.stdout[-500:]}{done.stderr[-500:]}")
        return time.perf_counter() - began, done.stdout


@cache
def played_years() -> tuple[PlayedYear, ...]:
    """Play both scenarios on each engine, each in a process of its own; removed at the end."""
    stack = ExitStack()
    atexit.register(stack.close)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fazhi-bench-")))
    years = []
    for number, (share, scenario) in enumerate(SCENARIOS.items()):
        home = folder / f"sqlite-{number}"
        years.append(_play("sqlite", share, scenario, home, f"sqlite:///{home}.sqlite3"))
        if url := services.postgresql():
            name = f"fazhi_bench_year_{number}_{os.getpid()}"
            database = stack.enter_context(postgresql_database(url, name))
            home = folder / f"postgresql-{number}"
            years.append(_play("postgresql", share, scenario, home, database))
    return tuple(years)


def _play(engine: str, share: str, scenario: str, home: Path, database: str) -> PlayedYear:
    """Play in a process; its peak of memory is that of the kernel of this machine."""
    environment = os.environ | {
        "FAZHI_HOME": str(home),
        "FAZHI_DATABASE_URL": database,
        "FAZHI_SECRET_KEY": "only for this measurement, long enough to be taken for a real one",
        "DJANGO_SETTINGS_MODULE": "fazhi.config.settings",
    }
    program = [str(Path(sys.executable).parent / "fazhi"), "demo", "--scenario", scenario]
    print(f"  playing {scenario} on {engine} …", file=sys.stderr, flush=True)
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
    return PlayedYear(
        share=share,
        engine=engine,
        environment=environment,
        seconds=time.perf_counter() - began,
        cpu_seconds=_cpu_seconds(used),
        peak_mebibytes=used.ru_maxrss / 1024,
    )


def _cpu_seconds(used: resource.struct_rusage) -> float:
    return used.ru_utime + used.ru_stime
