"""What the service of a paper means for an ordinary case: the fine is due, the file moves on."""

from collections.abc import Sequence

from fazhi.capabilities.payments.actions import open_receivables
from fazhi.capabilities.payments.inputs import ReceivableInput
from fazhi.capabilities.service.followers import follows_service
from fazhi.capabilities.service.models import ServiceAttempt
from fazhi.kernel.access import Seat
from fazhi.proceedings.cases.choices import CaseProcedure
from fazhi.proceedings.cases.models import Case, Decision
from fazhi.proceedings.cases.ordinary.file import CaseFileRows
from fazhi.proceedings.cases.ordinary.tasks import move_on


@follows_service
def follow(seat: Seat, attempts: Sequence[ServiceAttempt]) -> None:
    """Open the fine of a served decision from its effective day (art. 67), and move on."""
    days = {each.document_id: each.effective_on for each in attempts}
    decisions = Decision.objects.filter(
        document_id__in=list(days), case__procedure=CaseProcedure.ORDINARY, fine__gt=0
    ).select_related("case__dossier")
    owed = [
        ReceivableInput(
            dossier=each.case.dossier, amount=each.fine, served_on=day, on_the_spot=False
        )
        for each in decisions
        if (day := days[each.document_id]) is not None
    ]
    open_receivables(seat, owed)
    cases = Case.objects.filter(
        steps__document_id__in=list(days), procedure=CaseProcedure.ORDINARY
    ).select_related("dossier", "power", "party")
    for case in cases.distinct().order_by("pk"):
        move_on(seat, case, CaseFileRows.of(case), "")
