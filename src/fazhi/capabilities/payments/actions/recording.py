"""What the verbs of payments share: locking rows, counting periods, writing the entry."""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from django.utils.translation import gettext as _

from fazhi.capabilities.payments.choices import ReceivableStatus
from fazhi.capabilities.payments.models import Receivable
from fazhi.capabilities.payments.queries import late_fine, settled_late_fine
from fazhi.kernel import journal
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import NotFoundError
from fazhi.kernel.models import Dossier, Entry
from fazhi.law.citation import Citation
from fazhi.law.deadline import Deadline


def last_day(deadline: Deadline) -> dt.date:
    """Return the last day of a period; while the calendar is not published, its lower bound."""
    last = deadline.due_on or deadline.earliest_on
    if last is None:
        raise ValueError(f"{deadline.rule.name} gives neither a day nor a lower bound")
    return last


def locked_receivables(seat: Seat, receivables: Sequence[Receivable]) -> dict[object, Receivable]:
    """Lock receivables of the authority, with their pauses; refuse an unknown one."""
    keys = {receivable.pk for receivable in receivables}
    rows = Receivable.objects.select_for_update(of=("self",)).select_related("dossier")
    rows = rows.prefetch_related("pauses")
    found = rows.filter(authority=seat.authority).order_by("pk").in_bulk(list(keys))
    if len(found) != len(keys):
        raise NotFoundError(_("没有这笔应缴罚款。"))
    return dict(found)


def status_of(receivable: Receivable, day: dt.date) -> ReceivableStatus:
    """Return the status that what was paid by a day gives."""
    if receivable.fine_paid < receivable.amount:
        return ReceivableStatus.PARTLY_PAID if receivable.fine_paid else ReceivableStatus.OPEN
    is_clear = settled_late_fine(receivable) >= late_fine(receivable, day).amount
    return ReceivableStatus.PAID if is_clear else ReceivableStatus.LATE_FINE_OWED


def restate(receivables: Sequence[Receivable]) -> None:
    """Derive the status anew after a pause, a deferral or a reduction changed the late fine."""
    keys = [each.pk for each in receivables]
    rows = Receivable.objects.filter(pk__in=keys).exclude(status=ReceivableStatus.CANCELLED)
    fresh = list(rows.prefetch_related("pauses"))
    for row in fresh:
        row.status = status_of(row, row.fine_paid_on or row.due_on)
    Receivable.objects.bulk_update(fresh, ["status"])


class Recorded(Protocol):
    """A row that knows how the journal tells of it."""

    def journal_item(self) -> dict[str, object]: ...


def record(
    seat: Seat,
    kind: str,
    rows: Sequence[Recorded],
    dossiers: Sequence[Dossier],
    provisions: tuple[Citation, ...] = (),
) -> Entry:
    """Write the entry of an act on rows: one row is told in full, many by their root."""
    items = [row.journal_item() for row in rows]
    only = dossiers[0] if len(set(dossiers)) == 1 else None
    return journal.record(
        journal.Act(kind, by=seat, dossier=only, provisions=provisions),
        items[0] if len(items) == 1 else {},
        items=() if len(items) == 1 else items,
    )
