"""Journals to play with: recorded, signed, tampered with, and verified."""

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from fazhi.kernel import head_file, journal
from fazhi.kernel.access import Seat
from fazhi.kernel.heads import Head
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Entry, Leaf
from fazhi.kernel.sequencer import sequence
from fazhi.kernel.verification import verify
from fazhi.law.citation import Citation
from tests.factories.seats import AUTHORITY, make_seat

#: Runs SQL past triggers and foreign keys.
Tamper = Callable[..., None]

STAND_ALONE = Path(__file__).parents[2] / "verifier" / "verify_journal.py"
CITATION = Citation("行政处罚法(2021)", 51)


def record_cases(count: int, by: Seat | None = None) -> list[Entry]:
    """Record so many cases filed."""
    seat = by or make_seat()
    act = Act("case.filed", by=seat, provisions=(CITATION,))
    with transaction.atomic():
        return [record(act, {"number": number, "fine": "150.00"}) for number in range(count)]


def sequenced(authority: str = AUTHORITY) -> Head:
    """Sequence a log inside a test that is rolled back, where nothing is ever committed."""
    row = sequence(authority)
    assert row is not None
    head_file.publish(authority)
    return Head.of(row)


def found(since: Head | None = None) -> list[str]:
    """Return what our own verifier says, in the words of the other."""
    return [f"{fault.row}: {fault.kind}" for fault in verify(AUTHORITY, since)]


def rehash(tamper: Tamper, entry: Entry, **changed: object) -> bytes:
    """Change an entry by SQL and make its own hash fit; return the hash."""
    for name, value in changed.items():
        tamper(f"UPDATE kernel_entry SET {name} = %s WHERE id = %s", value, entry.id)  # noqa: S608
    entry.refresh_from_db()
    leaf = journal.entry_leaf(entry, journal.digest())
    tamper("UPDATE kernel_entry SET leaf_hash = %s WHERE id = %s", leaf, entry.id)
    return leaf


def swap(tamper: Tamper, one: int, other: int) -> None:
    """Let two leaves change places."""
    for old, new in ((one, 9_999), (other, one), (9_999, other)):
        tamper("UPDATE kernel_leaf SET position = %s WHERE position = %s", new, old)


def cut_after(tamper: Tamper, size: int) -> None:
    """Remove every row behind a size, without a trace in the database."""
    doomed = list(Leaf.objects.filter(position__gte=size).values_list("entry_id", flat=True))
    tamper("DELETE FROM kernel_treehead WHERE size > %s", size)
    tamper("DELETE FROM kernel_leaf WHERE position >= %s", size)
    for entry_id in doomed:
        tamper("DELETE FROM kernel_entrycontent WHERE entry_id = %s", entry_id)
        tamper("DELETE FROM kernel_entry WHERE id = %s", entry_id)
