"""Where an exhibit or a thing stands by its log: who has it, whether it is out, what is offered."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fazhi.capabilities.evidence.choices import CustodyEntryKind
from fazhi.capabilities.evidence.models import CustodyEntry

_TAKES = (CustodyEntryKind.RECEIVED, CustodyEntryKind.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Standing:
    """Who has the thing by its log; nobody yet where nobody received it."""

    keeper_id: UUID | None = None
    is_out: bool = False
    is_gone: bool = False
    offer: CustodyEntry | None = None

    @property
    def is_at_hand(self) -> bool:
        """Tell whether the thing can be passed on."""
        return not (self.is_out or self.is_gone or self.offer)


def standing_of(log: Sequence[CustodyEntry]) -> Standing:
    """Return where a thing stands by its log, read in the order of its writing."""
    answered = {row.offer_id for row in log if row.offer_id}
    takers = [row.to_officer_id for row in log if row.kind in _TAKES and row.to_officer_id]
    return Standing(
        keeper_id=takers[-1] if takers else None,
        is_out=_is_last(log, CustodyEntryKind.LENT, CustodyEntryKind.GIVEN_BACK),
        is_gone=any(row.kind == CustodyEntryKind.DELIVERED for row in log),
        offer=next(
            (
                row
                for row in reversed(log)
                if row.kind == CustodyEntryKind.OFFERED and row.pk not in answered
            ),
            None,
        ),
    )


def is_unsettled(
    log: Sequence[CustodyEntry], wrong: CustodyEntryKind, mended: CustodyEntryKind
) -> bool:
    """Tell whether what went wrong with a thing was not set right after it."""
    return _is_last(log, wrong, mended)


def has(log: Sequence[CustodyEntry], kind: CustodyEntryKind) -> bool:
    """Tell whether something is in the log."""
    return any(row.kind == kind for row in log)


def _is_last(log: Sequence[CustodyEntry], one: CustodyEntryKind, other: CustodyEntryKind) -> bool:
    """Tell whether of two kinds of entries the newest is the one."""
    newest = [row.kind for row in log if row.kind in {one, other}]
    return bool(newest) and newest[-1] == one
