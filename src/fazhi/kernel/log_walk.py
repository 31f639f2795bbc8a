"""The walk along the leaves: each place against its entry, each stretch against its signed head.

Two trees grow side by side, one from the hashes that the leaves hold, one from those computed anew
from the entries. At a head, the tree that gives the signed root tells which rows were changed; then
both go on from what was signed, so that a fault in one stretch does not hide those of the next.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import UUID

from fazhi.kernel.faults import FaultKind, Findings
from fazhi.kernel.heads_at_hand import Checkpoint
from fazhi.kernel.merkle import Frontier

if TYPE_CHECKING:
    from fazhi.kernel.merkle import Digest

_GONE: Final = b""  # stands for the hash of a leaf that is gone
#: How far clocks and long transactions may set recording and signing apart.
_TOLERANCE: Final = dt.timedelta(hours=1)


class Place(NamedTuple):
    """One position of the tree, with three witnesses of its hash."""

    position: int
    number: int  # of the leaf's row: ascends in the order of insertion
    entry: UUID | None
    recorded_at: dt.datetime | None
    placed: bytes  # what the leaf holds
    computed: bytes  # anew from the entry; as placed, when the entry is gone
    kept: bytes  # what the entry holds


class Walk:
    """Takes places in order and compares them with checkpoints."""

    def __init__(
        self,
        findings: Findings,
        checkpoints: Iterable[Checkpoint],
        digest: "Digest",
        *,
        times_are_real: bool,
    ) -> None:
        """Begin before the first leaf."""
        self._findings = findings
        self._points = list(checkpoints)
        self._digest = digest
        self._times_are_real = times_are_real
        self._next = 0  # the checkpoint to reach
        self._placed = Frontier(digest=digest)
        self._computed = Frontier(digest=digest)
        self._confirmed = Frontier(digest=digest)
        self._confirmed_at: dt.datetime | None = None
        self._stretch: list[Place] = []
        self._before: list[Place] = []  # the last place of the stretch before
        self._has_hole = False
        self._disagreeing: list[Checkpoint] = []

    @property
    def size(self) -> int:
        """How many places were taken."""
        return self._placed.size

    def take(self, place: Place) -> None:
        """Take the next place, and check the heads that end there."""
        self._placed.append(place.placed)
        self._computed.append(place.computed)
        self._stretch.append(place)
        while self._next < len(self._points) and self._points[self._next].head.size <= self.size:
            self._check(self._points[self._next])
            self._next += 1

    def miss(self, position: int) -> None:
        """Take a place whose leaf is gone."""
        self._findings.add(FaultKind.MISSING_LEAF, f"leaf {position}")
        self._has_hole = True
        self.take(Place(position, 0, None, None, _GONE, _GONE, _GONE))

    def end(self) -> None:
        """Note what the last head leaves open."""
        unexplained = not self._explain_by_witnesses()
        first = self._confirmed.size
        ahead = [point.head.size for point in self._points[self._next :]]
        if ahead:
            self._findings.add(FaultKind.TRUNCATED_TAIL, _span(self.size, max(ahead)))
        elif self._stretch and not self._disagreeing:
            self._findings.add(FaultKind.UNSIGNED_TAIL, _span(first, self.size))
        if self._disagreeing and unexplained and not self._explain_by_order(b""):
            self._report_rebuilt()

    def _check(self, point: Checkpoint) -> None:
        signed = bytes.fromhex(point.head.root)
        if self._placed.root() == signed:
            self._confirm(point, self._placed, FaultKind.CHANGED_ENTRY)
        elif self._computed.root() == signed:
            self._confirm(point, self._computed, FaultKind.CHANGED_LEAF)
        elif point.from_outside:
            self._disagreeing.append(point)  # the next head of the database will tell
        else:
            self._explain(point, signed)

    def _confirm(self, point: Checkpoint, right: Frontier, changed: FaultKind) -> None:
        """Go on from a head that one of the trees gives; the doubtful rows are of one kind."""
        for place in self._doubtful():
            kind = changed if place.placed != place.computed else FaultKind.CHANGED_ENTRY
            self._findings.add(kind, _row(kind, place))
        if self._times_are_real:
            self._check_times(dt.datetime.fromisoformat(point.head.signed_at))
        self._report_rebuilt()
        self._go_on(point, right)

    def _explain(self, point: Checkpoint, signed: bytes) -> None:
        """Say what is wrong with a stretch that does not give the signed root."""
        if not self._explain_by_witnesses() and not self._explain_by_order(signed):
            row = _span(self._confirmed.size, self.size)
            self._findings.add(FaultKind.ALTERED_LEAVES, row)
        self._disagreeing.clear()
        self._go_on(point, self._signed_frontier(point, signed))

    def _go_on(self, point: Checkpoint, right: Frontier) -> None:
        self._placed, self._computed = right.copy(), right.copy()
        self._confirmed = right.copy()
        self._confirmed_at = dt.datetime.fromisoformat(point.head.signed_at)
        self._before = self._stretch[-1:]
        self._stretch.clear()
        self._has_hole = False

    def _doubtful(self) -> list[Place]:
        return [
            place for place in self._stretch if not place.placed == place.computed == place.kept
        ]

    def _explain_by_witnesses(self) -> bool:
        """Name the rows whose hashes differ, by what two of three witnesses say."""
        doubtful = self._doubtful()
        for place in doubtful:
            leaf_stands_alone = place.kept == place.computed
            kind = FaultKind.CHANGED_LEAF if leaf_stands_alone else FaultKind.CHANGED_ENTRY
            self._findings.add(kind, _row(kind, place))
        return bool(doubtful) or self._has_hole

    def _explain_by_order(self, signed: bytes) -> bool:
        """Name the leaves that stand where they were not put, by the order of insertion or time."""
        moved: list[Place] = []
        for key in (_by_number, _by_time):
            moved = moved or self._restoring(key, signed) or self._strays(key)
        for place in moved:
            self._findings.add(FaultKind.SWAPPED_LEAVES, f"leaf {place.position}")
        return bool(moved)

    def _restoring(self, key: Callable[[Place], Any], signed: bytes) -> list[Place]:
        """Return the places that must change for the stretch to give the signed root."""
        ordered = sorted(self._stretch, key=key)
        tree = self._confirmed.copy()
        tree.extend(place.placed for place in ordered)
        if tree.root() != signed:
            return []
        pairs = zip(self._stretch, ordered, strict=True)
        return [here for here, there in pairs if here != there]

    def _strays(self, key: Callable[[Place], Any]) -> list[Place]:
        """Return the places that are out of order, given where the stretch before ended."""
        places = [*self._before, *self._stretch]
        strange = strays([key(place) for place in places])
        return [places[index] for index in strange if places[index] not in self._before]

    def _signed_frontier(self, point: Checkpoint, signed: bytes) -> Frontier:
        """Return the frontier kept with a head, if it gives the signed root; else what is there."""
        try:
            kept = Frontier.from_bytes(point.head.size, point.frontier or b"", self._digest)
        except ValueError:
            return self._placed
        return kept if kept.root() == signed else self._placed

    def _check_times(self, signed_at: dt.datetime) -> None:
        """Note entries that claim to be older than the head before them, or newer than theirs."""
        latest = signed_at + _TOLERANCE
        earliest = self._confirmed_at and self._confirmed_at - _TOLERANCE
        for place in self._stretch:
            at = place.recorded_at
            if at and (at > latest or (earliest and at < earliest)):
                self._findings.add(FaultKind.BACK_DATED_ENTRY, f"entry {place.entry}")

    def _report_rebuilt(self) -> None:
        for point in self._disagreeing:
            self._findings.add(FaultKind.REBUILT_LOG, f"head {point.head.size}")
        self._disagreeing.clear()


def strays(keys: Sequence[Any]) -> list[int]:
    """Return the indexes outside the longest ascending run: few, when few were moved."""
    lowest: list[Any] = []  # for each length of a run, the lowest key that ends one
    ends: list[int] = []  # and the index of that key
    before: list[int] = []  # for each index, the one before it in its run
    for index, key in enumerate(keys):
        length = bisect_left(lowest, key)
        before.append(ends[length - 1] if length else -1)
        lowest[length : length + 1] = [key]
        ends[length : length + 1] = [index]
    run = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        run.add(index)
        index = before[index]
    return [index for index in range(len(keys)) if index not in run]


def _by_number(place: Place) -> int:
    return place.number


def _by_time(place: Place) -> tuple[str, str]:
    return str(place.recorded_at), str(place.entry)


def _row(kind: FaultKind, place: Place) -> str:
    return f"entry {place.entry}" if kind is FaultKind.CHANGED_ENTRY else f"leaf {place.position}"


def _span(start: int, stop: int) -> str:
    return f"leaf {start}" if stop - start == 1 else f"leaves {start}–{stop - 1}"
