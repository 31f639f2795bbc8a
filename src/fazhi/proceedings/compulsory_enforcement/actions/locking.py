"""What the verbs of enforcement share: the rows they lock, and the row that tells of them."""

import datetime as dt
from collections.abc import Collection, Mapping
from uuid import UUID

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.canonical import canonical
from fazhi.kernel.errors import NotFoundError
from fazhi.kernel.identifiers import new_id
from fazhi.law.particulars import written
from fazhi.proceedings.cases.ordinary.drafting import signer_of
from fazhi.proceedings.compulsory_enforcement.access import visible_enforcements
from fazhi.proceedings.compulsory_enforcement.models import CompulsoryEnforcement, EnforcementStep


def locked_enforcements(seat: Seat, wanted: Collection[UUID]) -> dict[UUID, CompulsoryEnforcement]:
    """Lock files that the seat may see; any other is answered as if it did not exist."""
    if visible_enforcements(seat).filter(pk__in=wanted).count() != len(wanted):
        raise NotFoundError
    rows = CompulsoryEnforcement.objects.select_for_update(of=("self",)).select_related(
        "case__dossier", "case__power", "case__party", "case__decision__document"
    )
    return dict(rows.filter(pk__in=wanted).order_by("pk").in_bulk(list(wanted)))


def row_of(
    seat: Seat,
    enforcement: CompulsoryEnforcement,
    step: str,
    at: dt.datetime,
    says: Mapping[str, object],
) -> EnforcementStep:
    """Return the row that tells of a step; its key and its document are the caller's to give."""
    return EnforcementStep(
        id=new_id(),
        authority=seat.authority,
        enforcement=enforcement,
        step=step,
        happened_at=at,
        signer=signer_of(seat),
        account_id=seat.person,
        recorded_at=clock.now(),
        says=canonical(written(says)),
    )
