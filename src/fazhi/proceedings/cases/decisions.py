"""On which day a case was decided: asked by meetings, so that no discussion is made up after it."""

import datetime as dt

from fazhi.capabilities.meetings.matters import tells_decision
from fazhi.kernel import clock
from fazhi.kernel.choices import DossierKind
from fazhi.kernel.models import Dossier
from fazhi.proceedings.cases.models import Case


@tells_decision(DossierKind.CASE)
def decided_on(dossier: Dossier) -> dt.date | None:
    """Return the day of the decision of a case, or None while it has none."""
    moments = Case.objects.filter(dossier=dossier).values_list("decided_at", flat=True)
    decided_at = moments.first()
    return clock.day_of(decided_at) if decided_at else None
