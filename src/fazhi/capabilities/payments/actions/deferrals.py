"""Paying later or in parts (延期、分期缴纳): the application, and what the head decides on it."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.payments.actions.recording import locked_receivables, record, restate
from fazhi.capabilities.payments.choices import ReceivableStatus
from fazhi.capabilities.payments.errors import DeferralStateError, SettledReceivableError
from fazhi.capabilities.payments.facts import deferral_facts
from fazhi.capabilities.payments.inputs import DeferralDecision, DeferralInput
from fazhi.capabilities.payments.models import Deferral, Instalment, Receivable
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError, NotFoundError, refuse_if_blocked
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.identifiers import new_id
from fazhi.law.citation import Citation
from fazhi.law.rules.execution import deferral_is_open

_GROUND = (Citation("行政处罚法(2021)", 66, 2), Citation("行政处罚法(2021)", 72, 2))
_ZERO = Decimal(0)


@transaction.atomic
def record_deferrals(seat: Seat, deferrals: Sequence[DeferralInput]) -> list[Deferral]:
    """Record applications to pay later or in parts, all or none; the head decides on them."""
    if not deferrals:
        return []
    locked = locked_receivables(seat, [each.receivable for each in deferrals])
    waiting = Deferral.objects.filter(receivable__in=list(locked.values()), decided_on__isnull=True)
    if waiting.exists() or len(locked) < len(deferrals):
        raise DeferralStateError(_("本案已有延期或者分期的申请等待决定，请先决定。"))
    rows, parts = [], []
    for given in deferrals:
        receivable = locked[given.receivable.pk]
        _refuse_unpayable(receivable, given)
        rows.append(_row(seat, receivable, given))
        parts += [Instalment(deferral=rows[-1], due_on=each.due_on, amount=each.amount)
                  for each in given.instalments]  # fmt: skip
    Deferral.objects.bulk_create(rows)
    Instalment.objects.bulk_create(parts)
    record(seat, "deferral.recorded", rows, [row.receivable.dossier for row in rows], _GROUND)
    return rows


@needs_factor(FactorGround.SIGNATURE)
@transaction.atomic
def decide_deferrals(seat: Seat, decisions: Sequence[DeferralDecision]) -> list[Deferral]:
    """Decide on applications, all or none (行政处罚法 art. 66(2), EXE-009).

    Whoever recorded an application does not approve it: that would be no approval. Interpretation
    (I): an approved deferral moves the day on which the fine is due, for instalments to the last
    one, and the late fine of article 72 begins on the day after; no day before it is counted.
    """
    seat.require(Role.HEAD)
    if not decisions:
        return []
    rows = _waiting(seat, decisions)
    locked = locked_receivables(seat, [row.receivable for row in rows])
    for row, decision in zip(rows, decisions, strict=True):
        _decide(seat, row, decision)
        if row.is_approved:
            receivable = locked[row.receivable_id]
            _refuse_other_sum(receivable, row)
            row.due_on_before, receivable.due_on = receivable.due_on, row.until
    Deferral.objects.bulk_update(
        rows, ["decided_on", "is_approved", "reason", "decided_by_id", "due_on_before"]
    )
    Receivable.objects.bulk_update(locked.values(), ["due_on"])
    restate(list(locked.values()))
    record(seat, "deferral.decided", rows, [row.receivable.dossier for row in rows], _GROUND)
    return rows


def _row(seat: Seat, receivable: Receivable, given: DeferralInput) -> Deferral:
    until = max((each.due_on for each in given.instalments), default=given.until)
    if until is None or until <= receivable.due_on:
        words = _("缓缴至的日期应当晚于现在的缴款期限 {day}。")
        raise InputError({"until": words.format(day=receivable.due_on)})
    return Deferral(
        id=new_id(),
        authority=seat.authority,
        receivable=receivable,
        applied_on=given.applied_on,
        hardship=given.hardship.strip(),
        until=until,
        recorded_at=clock.now(),
        recorded_by_id=seat.account_id,
    )


def _refuse_unpayable(receivable: Receivable, given: DeferralInput) -> None:
    if receivable.status == ReceivableStatus.CANCELLED or receivable.fine_paid_on:
        raise SettledReceivableError(_("罚款已缴清或者已撤销，不需要延期。"))
    if given.applied_on and not receivable.served_on <= given.applied_on <= clock.today():
        raise InputError({"applied_on": _("申请日应当在送达以后，且不晚于今天。")})
    days = [each.due_on for each in given.instalments]
    if len(days) != len(set(days)) or any(each.amount <= _ZERO for each in given.instalments):
        raise InputError({"instalments": _("每期一个日期，金额大于零。")})
    if given.instalments:
        _refuse_sum(receivable, sum((each.amount for each in given.instalments), _ZERO))


def _refuse_other_sum(receivable: Receivable, row: Deferral) -> None:
    """Refuse instalments that no longer are what is owed, because something was paid meanwhile."""
    amounts = [each.amount for each in row.instalments.all()]
    if amounts:
        _refuse_sum(receivable, sum(amounts, _ZERO))


def _refuse_sum(receivable: Receivable, total: Decimal) -> None:
    rest = receivable.amount - receivable.fine_paid
    if total != rest:
        words = _("各期合计 {total} 元，还应缴 {rest} 元，两者应当相等。")
        raise InputError({"instalments": words.format(total=total, rest=rest)})


def _waiting(seat: Seat, decisions: Sequence[DeferralDecision]) -> list[Deferral]:
    keys = [each.deferral.pk for each in decisions]
    rows = Deferral.objects.select_for_update(of=("self",)).filter(authority=seat.authority)
    found = rows.select_related("receivable").prefetch_related("instalments").in_bulk(keys)
    if len(found) != len(keys):
        raise NotFoundError(_("没有这份申请。"))
    if any(row.decided_on for row in found.values()):
        raise DeferralStateError(_("这份申请已经决定。"))
    return [found[key] for key in keys]


def _decide(seat: Seat, row: Deferral, decision: DeferralDecision) -> None:
    if not decision.reason.strip():
        raise InputError({"reason": _("请写明理由。")})
    today = clock.today()
    if decision.is_approved:
        is_approved = seat.person != row.recorded_by_id
        refuse_if_blocked(deferral_is_open(deferral_facts(row, is_approved=is_approved), day=today))
    row.decided_on, row.is_approved = today, decision.is_approved
    row.reason, row.decided_by_id = decision.reason.strip(), seat.account_id
