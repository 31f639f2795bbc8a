"""`make bench`: run the registered measurements and print a table.

Times of a machine cannot be compared with those of another; ratios can: of the work to its floor,
and of the whole size to a tenth of it. The rows live in a database of their own, made like that of
the tests and removed afterwards; FAZHI_DATABASE_URL chooses the engine.
"""

import argparse
import gc
import json
import os
import pkgutil
import statistics
import sys
import time
import tracemalloc
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

import django

from benchmarks.registry import MEASUREMENTS, TRIALS, Measurement, Preparation, Work

_REPEATS = 7
_HEADINGS = ("measurement", "1/10 ms", "whole ms", "growth", "to floor", "statements", "peak KiB")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one measurement gave."""

    name: str
    tenth_milliseconds: float
    whole_milliseconds: float
    statements: int
    peak_kibibytes: int
    floor_milliseconds: float | None

    @property
    def growth(self) -> float:
        """The time with the whole to that with a tenth: 1 means that size does not matter."""
        return self.whole_milliseconds / self.tenth_milliseconds

    @property
    def to_floor(self) -> float | None:
        """The time to that of the floor."""
        return (
            self.whole_milliseconds / self.floor_milliseconds if self.floor_milliseconds else None
        )


def main() -> int:
    """Measure and print; return 1 when nothing was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="words in the names of measurements to run")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the readings here")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fazhi.config.settings")
    django.setup()
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        import_module(f"benchmarks.{module.name}")
    chosen = [one for one in MEASUREMENTS if _is_asked_for(one.name, arguments.names)]
    readings = [_read(one) for one in chosen]
    if readings:
        _print_rows([_HEADINGS, *map(_row, readings)])
    trials = {name: _try(name) for name in TRIALS if _is_asked_for(name, arguments.names)}
    if arguments.json:
        written = [
            *map(asdict, readings),
            *({"name": name, "lines": trials[name]} for name in trials),
        ]
        arguments.json.write_text(json.dumps(written, indent=2))
    return 0 if readings or trials else 1


def _is_asked_for(name: str, wanted: list[str]) -> bool:
    return not wanted or any(word in name for word in wanted)


def _try(name: str) -> list[dict[str, str]]:
    print(f"\n{name}", flush=True)
    lines = list(TRIALS[name]())
    if lines:
        _print_rows([tuple(lines[0]), *(tuple(line.values()) for line in lines)])
    return lines


def _read(one: Measurement) -> Reading:
    tenth, _, _ = _measure(one.prepare, one.whole // 10)
    whole, statements, peak = _measure(one.prepare, one.whole)
    floor = _measure(one.floor, one.whole)[0] if one.floor else None
    print(f"  {one.name}: {whole:.2f} ms", file=sys.stderr, flush=True)
    return Reading(one.name, tenth, whole, statements, peak // 1024, floor)


def _measure(prepare: Preparation, size: int) -> tuple[float, int, int]:
    """Return the median of milliseconds, the statements and the peak of memory of one work."""
    from django.db import connection  # noqa: PLC0415 -- needs the settings
    from django.test.utils import (  # noqa: PLC0415 -- needs the settings
        CaptureQueriesContext,
        setup_databases,
        teardown_databases,
    )

    databases = setup_databases(verbosity=0, interactive=False)
    try:
        work = prepare(size)
        work()
        median = statistics.median(_milliseconds(work) for _ in range(_REPEATS))
        with CaptureQueriesContext(connection) as captured:
            work()
        return median, len(captured), _peak(work)
    finally:
        teardown_databases(databases, verbosity=0)


def _milliseconds(work: Work) -> float:
    gc.collect()
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _peak(work: Work) -> int:
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def _print_rows(rows: list[tuple[str, ...]]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        first, *others = zip(row, widths, strict=True)
        cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
        print("  ".join(cells))


def _row(reading: Reading) -> tuple[str, ...]:
    return (
        reading.name,
        f"{reading.tenth_milliseconds:.2f}",
        f"{reading.whole_milliseconds:.2f}",
        f"x{reading.growth:.2f}",
        "" if reading.to_floor is None else f"x{reading.to_floor:.2f}",
        str(reading.statements),
        str(reading.peak_kibibytes),
    )


if __name__ == "__main__":
    sys.exit(main())
