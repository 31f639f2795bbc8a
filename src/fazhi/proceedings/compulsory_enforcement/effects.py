"""What a step brings about beside itself: its document, money that is booked, a waiver."""

from decimal import Decimal

from django.utils.translation import gettext as _

from fazhi.capabilities.documents.actions import issue_documents
from fazhi.capabilities.documents.inputs import DocumentInput
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.payments.actions import waive_late_fines
from fazhi.capabilities.payments.choices import Channel, PaymentPart
from fazhi.capabilities.payments.inputs import WaiverInput
from fazhi.kernel.access import Seat
from fazhi.law.case_acts import CaseAct
from fazhi.proceedings.cases.actions import record_fine_payments
from fazhi.proceedings.cases.inputs import FinePaymentInput
from fazhi.proceedings.compulsory_enforcement.drafting import Draft
from fazhi.proceedings.compulsory_enforcement.facts import EnforcementRows, outstanding_on


def bring_about(seat: Seat, rows: EnforcementRows, draft: Draft) -> Document | None:
    """Do what a step brings about; return the document that it issues, if it issues one."""
    if draft.act.step == "enforcement":
        _book(seat, rows, draft.act)
    if draft.act.step == "agreement_performance":
        _waive(seat, rows, draft.act)
    if draft.paper is None:
        return None
    template, content = draft.paper
    (document,) = issue_documents(
        seat,
        [
            DocumentInput(
                template=template,
                content=content,
                dossier=rows.case.dossier,
                issued_at=draft.act.at,
            )
        ],
    )
    return document


def _book(seat: Seat, rows: EnforcementRows, act: CaseAct) -> None:
    """Book what was enforced through the room of payments, as any other payment (art. 60)."""
    parts = (
        (PaymentPart.FINE, act.amount("amount"), act.word("receipt_number")),
        (PaymentPart.LATE_FINE, act.amount("late_fine"), act.word("late_receipt_number")),
    )
    booked = [
        FinePaymentInput(
            case_id=rows.case.pk,
            amount=amount,
            paid_on=act.day,
            channel=Channel.BANK,
            receipt_number=number,
            part=part,
        )
        for part, amount, number in parts
        if amount > Decimal(0)
    ]
    if booked:
        record_fine_payments(seat, booked)


def _waive(seat: Seat, rows: EnforcementRows, act: CaseAct) -> None:
    """Waive what the performed agreement waives, no more than is still owed (art. 42)."""
    agreed = next(
        (each for each in reversed(rows.acts) if each.step == "enforcement_agreement"), None
    )
    if agreed is None or rows.receivable is None:
        return
    _fine, late = outstanding_on(rows, act.day)
    amount = min(agreed.amount("waived_late_fine"), late)
    if amount > Decimal(0):
        reason = _("执行协议履行完毕：%(measures)s") % {
            "measures": agreed.word("remedial_measures")[:150]
        }
        waive_late_fines(
            seat, [WaiverInput(receivable=rows.receivable, amount=amount, reason=reason)]
        )
