"""Late fines that are no longer asked for, under an agreement on the enforcement (COE-032)."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.payments.actions.recording import locked_receivables, record, restate
from fazhi.capabilities.payments.errors import SettledReceivableError
from fazhi.capabilities.payments.inputs import WaiverInput
from fazhi.capabilities.payments.models import LateFineWaiver, Receivable
from fazhi.capabilities.payments.queries import outstanding
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.law.citation import Citation

_GROUND = (Citation("行政强制法", 42, 1),)


@transaction.atomic
def waive_late_fines(seat: Seat, waivers: Sequence[WaiverInput]) -> list[LateFineWaiver]:
    """Waive late fines, all or none; the fine itself is paid before and never waived."""
    if not waivers:
        return []
    locked = locked_receivables(seat, [each.receivable for each in waivers])
    now, rows = clock.now(), []
    for given in waivers:
        receivable = locked[given.receivable.pk]
        _refuse_wrong_waiver(receivable, given)
        rows.append(
            LateFineWaiver(
                receivable=receivable,
                amount=given.amount,
                reason=given.reason.strip(),
                waived_at=now,
                waived_by_id=seat.account_id,
            )
        )
        receivable.late_fine_waived = given.amount
    LateFineWaiver.objects.bulk_create(rows)
    Receivable.objects.bulk_update(locked.values(), ["late_fine_waived"])
    restate(list(locked.values()))
    record(seat, "late_fine.waived", rows, [row.receivable.dossier for row in rows], _GROUND)
    return rows


def _refuse_wrong_waiver(receivable: Receivable, given: WaiverInput) -> None:
    if receivable.fine_paid_on is None or receivable.late_fine_waived:
        raise SettledReceivableError(_("罚款缴清以后才能减免加处罚款，并且只减免一次。"))
    if not given.reason.strip():
        raise InputError({"reason": _("请写明理由。")})
    rest = outstanding(receivable, clock.today()).late_fine
    if not 0 < given.amount <= rest:
        words = _("减免的数额应当大于零，不超过尚欠的加处罚款 {rest} 元。")
        raise InputError({"amount": words.format(rest=rest)})
