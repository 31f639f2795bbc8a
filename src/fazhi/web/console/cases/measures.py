"""The sealings and seizures of a case, as its page shows them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fazhi.kernel.access import Seat
from fazhi.proceedings.cases.choices import UNDECIDED, CaseProcedure
from fazhi.proceedings.compulsory_measures.access import PROPOSERS
from fazhi.proceedings.compulsory_measures.queries import measures_in_case

if TYPE_CHECKING:
    from fazhi.proceedings.cases.models import Case
    from fazhi.proceedings.compulsory_measures.models import CompulsoryMeasure


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of a case, and whether this person may propose one."""

    rows: "tuple[CompulsoryMeasure, ...]"
    may_propose: bool


def measures_of_page(seat: Seat, case: "Case") -> Measures:
    """Return what the page of a case shows of its measures."""
    is_open = case.procedure == CaseProcedure.ORDINARY and case.status in UNDECIDED
    rows = measures_in_case(seat, case.pk)
    return Measures(tuple(rows), may_propose=is_open and seat.has(*PROPOSERS))
