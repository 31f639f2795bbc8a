"""Paying a fine later or in parts (延期、分期缴纳): asked for on a case, decided by the head."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.payments.actions import decide_deferrals, record_deferrals
from fazhi.capabilities.payments.inputs import DeferralDecision, DeferralInput
from fazhi.capabilities.payments.models import Deferral, Receivable
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import NotFoundError
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.proceedings.cases.access import CASHIERS
from fazhi.proceedings.cases.actions.locking import locked_cases
from fazhi.proceedings.cases.errors import CaseStateError
from fazhi.proceedings.cases.inputs import FineDeferralDecision, FineDeferralInput
from fazhi.proceedings.cases.status import refresh


@transaction.atomic
def record_fine_deferrals(seat: Seat, inputs: Sequence[FineDeferralInput]) -> list[Deferral]:
    """Record applications to pay fines later or in parts, all or none."""
    seat.require(*CASHIERS)
    cases = {case.pk: case for case in locked_cases(seat, [one.case_id for one in inputs])}
    owed = {row.dossier_id: row for row in Receivable.objects.filter(dossier_id__in=list(cases))}
    for case in cases.values():
        if case.pk not in owed:
            words = _("本案没有罚款，不需要延期。")
            raise CaseStateError(case.number, case.get_status_display(), words)
    return record_deferrals(
        seat,
        [
            DeferralInput(
                receivable=owed[one.case_id],
                applied_on=one.applied_on,
                hardship=one.hardship,
                until=one.until,
                instalments=one.instalments,
            )
            for one in inputs
        ],
    )


@needs_factor(FactorGround.SIGNATURE)
@transaction.atomic
def decide_fine_deferrals(seat: Seat, inputs: Sequence[FineDeferralDecision]) -> list[Deferral]:
    """Decide on them, all or none (EXE-009); an approved one moves the due day of its case."""
    seat.require(Role.HEAD)
    rows = Deferral.objects.filter(authority=seat.authority).select_related("receivable")
    found = rows.in_bulk([one.deferral_id for one in inputs])
    if len(found) != len(inputs):
        raise NotFoundError
    cases = locked_cases(seat, [row.receivable.dossier_id for row in found.values()])
    decided = decide_deferrals(
        seat,
        [
            DeferralDecision(
                deferral=found[one.deferral_id], is_approved=one.is_approved, reason=one.reason
            )
            for one in inputs
        ],
    )
    refresh(cases)
    return decided
