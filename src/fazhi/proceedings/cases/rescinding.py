"""What falls with a decision: its document, the fine that is owed, the tasks of its case."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from fazhi.capabilities.documents.actions import withdraw_document
from fazhi.capabilities.payments.actions import cancel_receivables
from fazhi.capabilities.payments.choices import ReceivableStatus
from fazhi.capabilities.payments.models import Receivable
from fazhi.capabilities.tasks.actions import cancel_tasks
from fazhi.capabilities.tasks.models import OPEN, Task
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.proceedings.cases.choices import RescissionGround
from fazhi.proceedings.cases.errors import CaseStateError
from fazhi.proceedings.cases.models import Case, Decision, Rescission
from fazhi.proceedings.cases.status import refresh


def rescind(seat: Seat, cases: Sequence[Case], *, ground: RescissionGround, reason: str) -> None:
    """End the decisions of locked cases with all that follows; the caller writes the entry."""
    if not cases:
        return
    keys = [case.pk for case in cases]
    fallen = set(Rescission.objects.filter(case_id__in=keys).values_list("case_id", flat=True))
    for case in cases:
        if case.pk in fallen:
            words = _("决定已撤销，不再办理。")
            raise CaseStateError(case.number, case.get_status_display(), words)
    Rescission.objects.bulk_create(
        Rescission(
            case=case,
            ground=ground,
            reason=reason.strip(),
            rescinded_at=clock.now(),
            account_id=seat.person,
        )
        for case in cases
    )
    for decision in Decision.objects.filter(case_id__in=keys).select_related("document"):
        if decision.document.stands:
            withdraw_document(seat, decision.document, reason=reason)
    owed = Receivable.objects.filter(dossier_id__in=keys)
    cancel_receivables(seat, list(owed.exclude(status=ReceivableStatus.CANCELLED)), reason=reason)
    cancel_tasks(seat, list(Task.objects.filter(OPEN, dossier_id__in=keys)), reason=reason)
    refresh(cases)
