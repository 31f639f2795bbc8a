"""The status of a case: derived from the rows on file, cached on the case for lists."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from fazhi.capabilities.payments.choices import ReceivableStatus
from fazhi.capabilities.payments.models import Receivable
from fazhi.kernel import clock
from fazhi.law.jurisdiction import load_law
from fazhi.proceedings.cases.choices import CaseProcedure, CaseStatus
from fazhi.proceedings.cases.models import Case, CaseClosure, CaseFiling, Rescission
from fazhi.proceedings.cases.ordinary.file import CaseFileRows
from fazhi.proceedings.cases.ordinary.standing import standing_of

_Alike = dict[tuple[CaseStatus, dt.date | None], list[UUID]]


def refresh(cases: Sequence[Case]) -> None:
    """Derive the status and the next due day of cases anew and store them."""
    alike: _Alike = defaultdict(list)
    for case, derived in zip(cases, _derived(cases), strict=True):
        case.status, case.due_on = derived
        alike[derived].append(case.pk)
    for (status, due_on), keys in alike.items():
        Case.objects.filter(pk__in=keys).update(status=status, due_on=due_on)


def status_of(case: Case) -> CaseStatus:
    """Return the status that the rows on file give, whatever is cached."""
    return _derived([case])[0][0]


def _derived(cases: Sequence[Case]) -> list[tuple[CaseStatus, dt.date | None]]:
    keys = [case.pk for case in cases]
    closed = set(CaseClosure.objects.filter(case_id__in=keys).values_list("case_id", flat=True))
    rescinded = set(Rescission.objects.filter(case_id__in=keys).values_list("case_id", flat=True))
    filed = set(CaseFiling.objects.filter(case_id__in=keys).values_list("case_id", flat=True))
    owed = {
        row.dossier_id: row
        for row in Receivable.objects.filter(dossier_id__in=keys).exclude(
            status__in=[ReceivableStatus.PAID, ReceivableStatus.CANCELLED]
        )
    }
    found: list[tuple[CaseStatus, dt.date | None]] = []
    for case in cases:
        receivable = owed.get(case.pk)
        if case.pk in rescinded:
            found.append((CaseStatus.RESCINDED, None))
        elif case.procedure == CaseProcedure.ORDINARY:
            found.append(_of_ordinary(case))
        elif case.pk in closed:
            found.append((CaseStatus.CLOSED, None))
        elif case.pk not in filed:
            found.append((CaseStatus.DECIDED, case.due_on))
        elif receivable is not None:
            found.append((CaseStatus.FILED, receivable.due_on))
        else:
            found.append((CaseStatus.PERFORMED, None))
    return found


def _of_ordinary(case: Case) -> tuple[CaseStatus, dt.date | None]:
    rows = CaseFileRows.of(case)
    standing = standing_of(load_law(), rows.facts(clock.today()), rows.receivable)
    return standing.status, standing.due_on
