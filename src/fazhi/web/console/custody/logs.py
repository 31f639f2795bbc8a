"""The log of an exhibit or a thing as a page shows it: who, when, why, newest first."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.choices import CustodyEntryKind
from fazhi.capabilities.evidence.models import CustodyEntry
from fazhi.kernel.models import Account
from fazhi.web.told import warnings_of

_BAD = frozenset({CustodyEntryKind.USED, CustodyEntryKind.DAMAGED, CustodyEntryKind.CHARGED})


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """One row of the log."""

    words: str
    at: dt.datetime
    who: str
    note: str
    tone: str = ""


def events_of(log: Sequence[CustodyEntry]) -> list[LoggedEvent]:
    """Return the rows of a log, the newest first."""
    people = {row.account_id for row in log}
    names = dict(Account.objects.filter(pk__in=people).values_list("pk", "display_name"))
    return [
        LoggedEvent(
            words=_words(row),
            at=row.at,
            who=names.get(row.account_id, ""),
            note=_note(row),
            tone="overdue" if row.kind in _BAD else "soon" if row.grounds else "",
        )
        for row in reversed(log)
    ]


def _words(row: CustodyEntry) -> str:
    giver = row.officer.name if row.officer else ""
    receiver = row.receiver or (row.to_officer.name if row.to_officer else "")
    people = " → ".join(each for each in (giver, receiver) if each)
    return f"{row.get_kind_display()} {people}".strip()


def _note(row: CustodyEntry) -> str:
    amount = ""
    if row.amount is not None:
        amount = _("数量 %(amount)s") % {"amount": f"{row.amount.normalize():f}"}
    parts = [
        row.reason,
        row.store_room.name if row.store_room else "",
        amount,
        row.condition,
        row.document.get_template_display() if row.document else "",
        *(each.sentence for each in warnings_of(row)),
    ]
    return " · ".join(str(part) for part in parts if part)
