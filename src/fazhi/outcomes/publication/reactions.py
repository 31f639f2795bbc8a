"""When a decision falls, what was published of it is hidden in the same breath."""

from collections.abc import Sequence

from fazhi.kernel.access import Seat
from fazhi.kernel.models import Entry
from fazhi.kernel.reactions import on
from fazhi.outcomes.publication.actions import hide_publications
from fazhi.outcomes.publication.queries import rescinded, standing_to_hide


@on("decision.rescinded")
@on("remedy.ended")
def hide_what_fell(entries: Sequence[Entry]) -> None:
    """Hide the publications of decisions that were changed, revoked, declared unlawful or void."""
    for entry in entries:
        _hide(entry, is_document=False)


@on("document.withdrawn")
@on("document.voided")
def hide_without_document(entries: Sequence[Entry]) -> None:
    """Hide the publication of a decision whose document alone was withdrawn or voided.

    A document that goes with its decision is left to the entry of that: what is still owed in the
    case is cancelled in between, and the withdrawal is not.
    """
    for entry in entries:
        _hide(entry, is_document=True)


def _hide(entry: Entry, *, is_document: bool) -> None:
    rows = standing_to_hide(entry.authority)
    if entry.dossier_id:
        rows = rows.filter(dossier_id=entry.dossier_id)
    if is_document:
        rows = rows.filter(~rescinded("dossier"))
    wanted = list(rows.order_by("pk").values_list("pk", flat=True))
    if wanted:
        hide_publications(Seat(entry.authority, entry.account_id), wanted)
