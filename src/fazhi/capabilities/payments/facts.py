"""From rows to facts of the law: the only place of this room where the two meet."""

import datetime as dt
from collections.abc import Sequence

from fazhi.capabilities.payments.choices import CashGround
from fazhi.capabilities.payments.inputs import PaymentInput
from fazhi.capabilities.payments.models import Deferral, LateFinePause, Receivable
from fazhi.law.facts import CashFacts, ProcedureKind
from fazhi.law.rules.execution import DeferralFacts


def cash_facts(payment: PaymentInput) -> CashFacts:
    """Return what the law asks about cash taken on the spot."""
    receivable, ground = payment.receivable, payment.ground
    return CashFacts(
        fine=receivable.amount,
        decided_on=receivable.served_on,
        procedure=_procedure(receivable),
        is_hard_to_enforce_later=ground is CashGround.LATER_DIFFICULT,
        is_remote=ground is CashGround.REMOTE_ON_REQUEST,
        party_asked=ground is CashGround.REMOTE_ON_REQUEST,
        reason_recorded=bool(payment.request.strip()),
        receipt_number=payment.receipt_number,
    )


def deferral_facts(deferral: Deferral, *, is_approved: bool) -> DeferralFacts:
    """Return what the law asks about a deferral; the hardship itself stays behind."""
    return DeferralFacts(
        applied=deferral.applied_on is not None,
        hardship_shown=bool(deferral.hardship.strip()),
        approved=is_approved,
        until=deferral.until,
    )


def stopped_days(pauses: Sequence[LateFinePause], day: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Return the spans for which no late fine is counted, the one that lasts ending on the day."""
    spans = [(pause.since, min(pause.until or day, day)) for pause in pauses]
    return sorted(span for span in spans if span[0] <= span[1])


def _procedure(receivable: Receivable) -> ProcedureKind:
    return ProcedureKind.SUMMARY if receivable.is_on_the_spot else ProcedureKind.ORDINARY
