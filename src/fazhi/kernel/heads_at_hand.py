"""Which heads a verification may rest on: those in the database, in the file, and one given."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fazhi.kernel import head_file
from fazhi.kernel.faults import FaultKind, Findings
from fazhi.kernel.heads import Head, is_signed
from fazhi.kernel.models import TreeHead
from fazhi.kernel.salvage import readable

if TYPE_CHECKING:
    from django.db.models import QuerySet

_AT_ONCE: Final = 500  # heads read at a time


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A properly signed head that the leaves must give, and, if known, the frontier behind it.

    One `from_outside` is not in the database: when it alone disagrees, the log was rebuilt.
    """

    head: Head
    frontier: bytes | None = None
    from_outside: bool = False


class HeadsAtHand:
    """The heads that a verification compares with the leaves; what is wrong with them is noted.

    The file is read before the rows: its heads are written after theirs, so a log that grows in
    the meantime is not taken for a fault.
    """

    def __init__(self, findings: Findings, key: bytes, since: Head | None) -> None:
        """Read the file; the rows are read by `checkpoints`."""
        self._findings = findings
        self._key = key
        self._since = since
        self._in_file: dict[int, Head] = {}
        self._sizes_in_rows: set[int] = set()
        self._read_file()

    def checkpoints(self, newest: int, leaf_count: int) -> list[Checkpoint]:
        """Return the heads to check up to the newest row, smallest first."""
        found = {point.head.size: point for point in self._in_rows(newest)}
        outside = [(head, f"head {head.size} of the file") for head in self._in_file.values()]
        if self._since and self._is_genuine(self._since, "given head"):
            outside.append((self._since, "given head"))
        for head, row in outside:
            known = found.setdefault(head.size, Checkpoint(head, from_outside=True))
            if known.head != head:
                self._findings.add(FaultKind.REBUILT_LOG, row)
        self._compare_sizes(leaf_count)
        return [found[size] for size in sorted(found)]

    def _read_file(self) -> None:
        for number, head in head_file.read(self._findings.authority):
            row = f"line {number} of the file"
            if head is None or head.authority != self._findings.authority:
                self._findings.add(FaultKind.DAMAGED_HEAD_FILE, row)
            elif self._in_file.get(head.size, head) != head:
                self._findings.add(FaultKind.REBUILT_LOG, row)
            elif self._is_genuine(head, row):
                self._in_file[head.size] = head

    def _in_rows(self, newest: int) -> Iterator[Checkpoint]:
        rows = TreeHead.objects.filter(authority=self._findings.authority)
        sizes = rows.filter(size__lte=newest).order_by("size").values_list("size", flat=True)
        self._sizes_in_rows = set(sizes)
        for row in self._readable(rows, sorted(self._sizes_in_rows)):
            head = Head.of(row)
            known = self._in_file.get(head.size) == head
            if known or self._is_genuine(head, f"head {head.size}"):
                yield Checkpoint(head, bytes(row.frontier))

    def _readable(self, rows: "QuerySet[TreeHead]", sizes: list[int]) -> Iterator[TreeHead]:
        for start in range(0, len(sizes), _AT_ONCE):
            wanted = sizes[start : start + _AT_ONCE]
            for row in readable(rows, "size", wanted):
                wanted.remove(row.size)
                yield row
            for size in wanted:
                self._findings.add(FaultKind.FORGED_HEAD, f"head {size}")

    def _is_genuine(self, head: Head, row: str) -> bool:
        if is_signed(head, self._key):
            return True
        self._findings.add(FaultKind.FORGED_HEAD, row)
        return False

    def _compare_sizes(self, leaf_count: int) -> None:
        """Note heads that one side lacks; a head above the leaves shows as a truncated tail."""
        in_rows, in_file = self._sizes_in_rows, set(self._in_file)
        for size in sorted(in_file - in_rows):
            if size <= leaf_count:
                self._findings.add(FaultKind.MISSING_HEAD, f"head {size}")
        if in_rows and not in_file:
            self._findings.add(FaultKind.DAMAGED_HEAD_FILE, "the file")
        published = max(in_file, default=0)
        for size in sorted(in_rows - in_file):
            if size < published:  # the newest may be on its way to the file
                self._findings.add(FaultKind.DAMAGED_HEAD_FILE, f"head {size} of the file")
