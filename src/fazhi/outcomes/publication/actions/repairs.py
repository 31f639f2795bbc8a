"""Credit repair (信用修复): the party asks that a decision is no longer shown."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import ConflictError, InputError, NotFoundError
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.journal import Act, record
from fazhi.outcomes.publication.access import PUBLISHERS
from fazhi.outcomes.publication.actions.locking import items_of, locked, said
from fazhi.outcomes.publication.choices import PublicationState, RepairState
from fazhi.outcomes.publication.errors import RepairUnderWayError
from fazhi.outcomes.publication.inputs import RepairDecision, RepairInput
from fazhi.outcomes.publication.models import CreditRepair, Publication
from fazhi.outcomes.publication.queries import publication_under


@transaction.atomic
def request_credit_repair(seat: Seat, given: RepairInput) -> CreditRepair:
    """Take an application of the party (申请信用修复), who holds the paper with the check code."""
    found = publication_under(seat, given.code, given.check_code)
    if found is None:
        raise NotFoundError(_("查验码与这份决定不符。"))
    if not given.statement.strip():
        raise InputError({"statement": _("请写明申请内容。")})
    publication = Publication.objects.select_for_update().get(pk=found.pk)
    if publication.repairs.filter(state=RepairState.WAITING).exists():
        raise RepairUnderWayError
    row = CreditRepair(
        id=new_id(),
        authority=publication.authority,
        publication=publication,
        statement=given.statement.strip(),
        requested_at=clock.now(),
    )
    row.save(force_insert=True)
    act = Act("credit_repair.requested", by=seat, dossier=publication.dossier)
    record(act, row.journal_item())
    return row


@needs_factor(FactorGround.SIGNATURE)
@transaction.atomic
def decide_credit_repairs(seat: Seat, inputs: Sequence[RepairDecision]) -> list[CreditRepair]:
    """Answer applications (办理信用修复), all or none; what is granted is no longer shown."""
    seat.require(*PUBLISHERS)
    rows = CreditRepair.objects.select_related("publication__dossier")
    repairs: list[CreditRepair] = locked(rows, seat, [one.repair_id for one in inputs])
    for row, one in zip(repairs, inputs, strict=True):
        if row.state != RepairState.WAITING:
            raise ConflictError(_("这件信用修复申请已经答复。"))
        row.state = RepairState.GRANTED if one.is_granted else RepairState.REFUSED
        row.answer = said("answer", one.answer)
        row.decided_at, row.decided_by_id = clock.now(), seat.person
    CreditRepair.objects.bulk_update(repairs, ["state", "answer", "decided_at", "decided_by_id"])
    granted = [row.publication_id for row in repairs if row.state == RepairState.GRANTED]
    shown = Publication.objects.filter(pk__in=granted, state=PublicationState.PUBLISHED)
    shown.update(state=PublicationState.ENDED, ended_on=clock.today())
    only = repairs[0].publication.dossier if len(repairs) == 1 else None
    act = Act("credit_repair.decided", by=seat, dossier=only)
    record(act, {"count": len(repairs)}, items=items_of(repairs))
    return repairs
