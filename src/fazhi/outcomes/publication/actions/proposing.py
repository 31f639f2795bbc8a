"""Proposals (拟公开): decisions that somebody has to look at before the public does."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.tasks.actions import assign_tasks
from fazhi.capabilities.tasks.inputs import Assignee, Due, TaskInput
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ConflictError, NotFoundError
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.journal import record
from fazhi.law.jurisdiction import load_law
from fazhi.outcomes.publication.access import PUBLISHERS
from fazhi.outcomes.publication.actions.locking import act_on, items_of, said
from fazhi.outcomes.publication.choices import CONFIRM_TASK
from fazhi.outcomes.publication.errors import NoDecisionError
from fazhi.outcomes.publication.inputs import ProposalInput
from fazhi.outcomes.publication.models import Publication
from fazhi.outcomes.publication.queries import decision_documents
from fazhi.proceedings.cases.choices import CaseProcedure
from fazhi.proceedings.cases.models import Case


@transaction.atomic
def propose_publications(seat: Seat, inputs: Sequence[ProposalInput]) -> list[Publication]:
    """Propose decisions for publication (拟公开), all or none; the law sets the day (TRI-001).

    A decision made on the spot is usually not published: whoever proposes it says why (PUB-006).
    """
    seat.require(*PUBLISHERS)
    if not inputs:
        return []
    cases = _locked(seat, inputs)
    documents = decision_documents(cases)
    if Publication.objects.filter(dossier_id__in=[case.pk for case in cases]).exists():
        raise ConflictError(_("其中有决定已经提出公开，不重复提出。"))
    rows = [
        _row(case, documents.get(case.pk), one) for case, one in zip(cases, inputs, strict=True)
    ]
    _give_tasks(seat, rows)
    Publication.objects.bulk_create(rows)
    record(act_on(seat, "publication.proposed", rows), {"count": len(rows)}, items=items_of(rows))
    return rows


def _locked(seat: Seat, inputs: Sequence[ProposalInput]) -> list[Case]:
    rows = Case.objects.select_for_update(of=("self",)).select_related("dossier", "power")
    found = rows.filter(authority=seat.authority).in_bulk([one.case_id for one in inputs])
    if len(found) != len(inputs):
        raise NotFoundError
    return [found[one.case_id] for one in inputs]


def _row(case: Case, document: Document | None, one: ProposalInput) -> Publication:
    if document is None or case.decided_at is None:
        raise NoDecisionError(case.number)
    if case.procedure == CaseProcedure.SUMMARY:
        said("reason", one.reason)
    decided_on = clock.day_of(case.decided_at)
    deadline = load_law().deadline("PUB_PENALTY").from_(decided_on)
    return Publication(
        id=new_id(),
        authority=case.authority,
        dossier=case.dossier,
        document=document,
        number=document.number,
        title=case.power.name,
        field=case.power.field,
        decided_on=decided_on,
        due_on=deadline.due_on or deadline.earliest_on or decided_on,
        reason=one.reason.strip(),
    )


def _give_tasks(seat: Seat, rows: Sequence[Publication]) -> None:
    """Give the task of looking at each, by the day of the law."""
    law = load_law()
    tasks = [
        TaskInput(
            kind=CONFIRM_TASK,
            title=f"{row.number} {deadline.rule.label.zh}",
            assignee=Assignee.role(Role.CLERK),
            due=Due.by_law(deadline),
            dossier=row.dossier,
        )
        for row in rows
        for deadline in [law.deadline("PUB_PENALTY").from_(row.decided_on)]
    ]
    for row, task in zip(rows, assign_tasks(seat, tasks), strict=True):
        row.task = task
