"""Processes that draw numbers and are killed at any moment; what is left is counted.

    python -m tests.kernel.number_drawers DATABASE_URL [--seconds 60] [--processes 8] [--seed 1]

The database must be new: only the kernel is migrated into it. Prints one JSON object; exits with 1
when a number was lost or used twice.
"""
# ruff: noqa: PLC0415, S311, T201 -- a program of its own: Django is set up by its argument

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from importlib import import_module
from pathlib import Path

AUTHORITY, SERIES, YEAR = "330211004000", "case", 2026


def main() -> int:
    """Draw, kill, and count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    open_database(arguments.url)
    chance = random.Random(arguments.seed)
    kills, failures = draw_and_kill(arguments.processes, arguments.seconds, chance)
    counted = count() | {"kills": kills, "failures": failures}
    print(json.dumps(counted))
    return 1 if counted["duplicates"] or counted["gaps"] or failures else 0


def open_database(url: str) -> None:
    """Prepare Django and migrate the kernel."""
    os.environ["FAZHI_DATABASE_URL"] = url
    os.environ["FAZHI_HOME"] = tempfile.mkdtemp(prefix="fazhi-drawers-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fazhi.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", "kernel", verbosity=0, skip_checks=True)
    connections.close_all()  # a connection must not be shared with the children
    import_module("fazhi.kernel.numbers")  # read once, here, and not by each child


def draw_and_kill(processes: int, seconds: float, chance: random.Random) -> tuple[int, int]:
    """Keep so many processes drawing; kill one at a time; return kills and failed processes."""
    children = {start(chance.random()) for _ in range(processes)}
    end = time.monotonic() + seconds
    kills = failures = 0
    while time.monotonic() < end:
        time.sleep(chance.uniform(0.02, 0.2))
        victim = chance.choice(sorted(children))
        failures += not stop(victim)
        kills += 1
        children = children - {victim} | {start(chance.random())}
    return kills, failures + sum(not stop(child) for child in children)


def start(seed: float) -> int:
    """Fork a process that draws until it is killed."""
    child = os.fork()
    if child:
        return child
    try:
        draw_for_ever(random.Random(seed))
    finally:
        os._exit(1)  # an exception ended it: never back into the code of the parent


def stop(child: int) -> bool:
    """Kill a process; tell whether it was still at work."""
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def draw_for_ever(chance: random.Random) -> None:
    """Act again and again: use one number or several, spoil one, or undo the act."""
    from django.db import transaction

    from fazhi.kernel import numbers
    from fazhi.kernel.access import Seat
    from fazhi.kernel.journal import Act, record

    seat = Seat(AUTHORITY)
    while True:
        with transaction.atomic():
            drawn = numbers.draw_many(AUTHORITY, SERIES, YEAR, chance.choice((1, 1, 1, 20)))
            if chance.random() < 0.1:
                numbers.void(AUTHORITY, SERIES, YEAR, drawn[-1], "文书写坏", seat)
                drawn = drawn[:-1]
            record(Act("case.numbered", by=seat), {"serials": list(drawn)})
            if chance.random() < 0.2:
                transaction.set_rollback(True)


def count() -> dict[str, int]:
    """Count what the acts on record used, and what nobody accounts for."""
    from fazhi.kernel import numbers
    from fazhi.kernel.models import EntryContent, VoidedNumber

    contents = EntryContent.objects.filter(entry__kind="case.numbered")
    used = Counter(
        serial
        for text in contents.values_list("text", flat=True)
        for serial in json.loads(text)["serials"]
    )
    numbers.kept_by(SERIES)(lambda _authority, _year: used)
    voided = set(VoidedNumber.objects.values_list("serial", flat=True))
    return {
        "drawn": len(used) + len(voided),
        "voided": len(voided),
        "last": max(*used, *voided, 0),
        "duplicates": sum(times - 1 for times in used.values()) + len(voided & used.keys()),
        "gaps": len(numbers.gaps(AUTHORITY, SERIES, YEAR)),
    }


if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2] / "src")]
    sys.exit(main())
