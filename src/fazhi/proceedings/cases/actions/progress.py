"""What follows a decision: filing it, taking the fine, closing the case."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.payments.actions import record_payments
from fazhi.capabilities.payments.choices import Channel
from fazhi.capabilities.payments.inputs import PaymentInput
from fazhi.capabilities.payments.models import Payment, Receivable
from fazhi.capabilities.tasks.actions import complete_tasks
from fazhi.capabilities.tasks.models import OPEN, Task
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError, refuse_if_blocked
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.journal import Act, record
from fazhi.proceedings.cases.access import CASHIERS
from fazhi.proceedings.cases.actions.locking import locked_cases
from fazhi.proceedings.cases.choices import FILE_TASK, CaseProcedure, CaseStatus
from fazhi.proceedings.cases.errors import CaseStateError
from fazhi.proceedings.cases.inputs import FinePaymentInput
from fazhi.proceedings.cases.models import Case, CaseClosure, CaseFiling
from fazhi.proceedings.cases.queries import filing_answer
from fazhi.proceedings.cases.status import refresh
from fazhi.proceedings.cases.stays import refuse_stayed
from fazhi.proceedings.compulsory_measures.queries import cases_may_end

_FILERS = (Role.SQUAD_LEADER, Role.CLERK, Role.CASE_REVIEWER)


@transaction.atomic
def file_cases(seat: Seat, case_ids: Sequence[UUID]) -> list[Case]:
    """File on-the-spot decisions with the authority (备案, 行政处罚法 art. 52).

    One that comes late is filed all the same, and the entry says how many did.
    """
    seat.require(*_FILERS)
    if not case_ids:
        return []
    cases = locked_cases(seat, case_ids)
    for case in cases:
        if case.status != CaseStatus.DECIDED:
            words = _("决定已撤销，不再办理。") if case.status == CaseStatus.RESCINDED else ""
            needed = words or _("已经备案，不必再办。")
            raise CaseStateError(case.number, case.get_status_display(), needed)
    at = clock.now()
    CaseFiling.objects.bulk_create(
        CaseFiling(case=case, filed_at=at, account_id=seat.person) for case in cases
    )
    complete_tasks(
        seat,
        list(Task.objects.filter(OPEN, kind=FILE_TASK, dossier_id__in=[case.pk for case in cases])),
    )
    refresh(cases)
    day = clock.day_of(at)
    _record(seat, "case.filed", cases, late=sum(not filing_answer(c, day).holds for c in cases))
    return cases


@transaction.atomic
def record_fine_payments(seat: Seat, inputs: Sequence[FinePaymentInput]) -> list[Payment]:
    """Record what was paid on fines: at the bank, electronically, or in cash where the law lets.

    The room of payments asks the law of cash and receipts; a refusal changes nothing. While a stay
    holds, no cash is taken; who pays of his own accord at the bank may (EXE-010).
    """
    seat.require(*CASHIERS)
    if not inputs:
        return []
    cases = {case.pk: case for case in locked_cases(seat, [one.case_id for one in inputs])}
    receivables = {
        row.dossier_id: row for row in Receivable.objects.filter(dossier_id__in=list(cases))
    }
    _refuse_impossible_days(cases, inputs)
    _refuse_without_fine([case for key, case in cases.items() if key not in receivables])
    refuse_stayed(
        [(one.case_id, one.paid_on) for one in inputs if one.channel is Channel.CASH_ON_SPOT]
    )
    payments = record_payments(
        seat,
        [
            PaymentInput(
                receivable=receivables[one.case_id],
                amount=one.amount,
                paid_on=one.paid_on,
                channel=one.channel,
                receipt_number=one.receipt_number,
                part=one.part,
                ground=one.ground,
                request=one.request,
            )
            for one in inputs
        ],
    )
    refresh(list(cases.values()))
    _record(seat, "case.fine_paid", list(cases.values()))
    return payments


@needs_factor(FactorGround.SIGNATURE)
@transaction.atomic
def close_cases(seat: Seat, case_ids: Sequence[UUID]) -> list[Case]:
    """Close cases (结案) that are filed and whose penalty is performed."""
    seat.require(*_FILERS)
    if not case_ids:
        return []
    cases = locked_cases(seat, case_ids)
    for case in cases:
        if case.procedure == CaseProcedure.ORDINARY:
            raise InputError({"case": _("普通程序案件由街道负责人在案件页面办理结案归档。")})
        if case.status != CaseStatus.PERFORMED:
            raise CaseStateError(
                case.number,
                case.get_status_display(),
                _("须先备案并履行完毕，才能结案（《行政处罚法》第五十二条、第六十六条）。"),
            )
    refuse_stayed([(case.pk, clock.today()) for case in cases])
    refuse_if_blocked([cases_may_end([case.pk for case in cases], clock.today())])
    at = clock.now()
    CaseClosure.objects.bulk_create(
        CaseClosure(case=case, closed_at=at, account_id=seat.person) for case in cases
    )
    refresh(cases)
    _record(seat, "case.closed", cases)
    return cases


def _refuse_without_fine(cases: Sequence[Case]) -> None:
    for case in cases:
        raise CaseStateError(
            case.number,
            case.get_status_display(),
            _("本案没有罚款，无须缴款；备案后即可结案。"),
        )


def _refuse_impossible_days(cases: Mapping[UUID, Case], inputs: Sequence[FinePaymentInput]) -> None:
    """Refuse money that is said to have come before the decision, or to come tomorrow."""
    today = clock.today()
    for one in inputs:
        decided_on = cases[one.case_id].decided_on
        if not decided_on <= one.paid_on <= today:
            raise InputError(
                {
                    "paid_on": _("缴款日期应当在决定之日（%(day)s）以后，且不晚于今天。")
                    % {"day": decided_on}
                }
            )


def _record(seat: Seat, kind: str, cases: Sequence[Case], **content: int) -> None:
    record(
        Act(kind, by=seat, dossier=cases[0].dossier if len(cases) == 1 else None),
        {"count": len(cases), **content},
        items=[{"case": str(case.pk), "status": str(case.status)} for case in cases],
    )
