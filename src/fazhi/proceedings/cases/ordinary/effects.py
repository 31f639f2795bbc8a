"""What a step brings about beside itself: numbers, documents, the decision, the closing."""

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from fazhi.capabilities.documents.actions import issue_documents
from fazhi.capabilities.documents.inputs import DocumentInput
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.evidence.terms import HOLDING_TASK
from fazhi.capabilities.tasks.actions import cancel_tasks
from fazhi.capabilities.tasks.models import OPEN, Task
from fazhi.kernel import clock, numbers
from fazhi.kernel.access import Seat
from fazhi.kernel.models import Entry
from fazhi.law.case_acts import CaseAct, Conclusion
from fazhi.law.particulars import read_back
from fazhi.law.wording import in_order
from fazhi.proceedings.cases.choices import DefenceOutcome, Delivery
from fazhi.proceedings.cases.models import Case, CaseClosure, CaseStep, Decision
from fazhi.proceedings.cases.ordinary.file import CaseFileRows
from fazhi.proceedings.cases.ordinary.papers import paper_of
from fazhi.registers.staff.queries import authority_of

CASE_NUMBERS = "case_filing"


def bring_about(seat: Seat, case: Case, act: CaseAct) -> Document | None:
    """Do what a step brings about; return the document that it issues, if it issues one.

    Numbers are drawn here, in the transaction of the step.
    """
    if act.step in _EFFECTS:
        _EFFECTS[act.step](seat, case, act)
    paper = paper_of(seat, case, act)
    if paper is None:
        return None
    template, content = paper
    (document,) = issue_documents(
        seat,
        [DocumentInput(template=template, content=content, dossier=case.dossier, issued_at=act.at)],
    )
    return document


def write_decisions(taken: Sequence[CaseStep], entry: Entry) -> None:
    """Write the decisions among steps just taken, under the entry that tells of them."""
    Decision.objects.bulk_create(
        _decision(step, entry, place) for place, step in enumerate(taken) if step.step == "decision"
    )


def _decision(step: CaseStep, entry: Entry, place: int) -> Decision:
    file = CaseFileRows.of(step.case).facts(clock.day_of(step.happened_at)).file
    told, said = file.last("prior_notice"), file.says("statement_and_defence", "defence")
    act = CaseAct(step.step, clock.local(step.happened_at), says=read_back(step.said))
    return Decision(
        case=step.case,
        conclusion=act.word("conclusion"),
        kinds=[kind.value for kind in in_order(act.kinds)],
        fine=act.amount("fine"),
        notified_fine=told.amount("fine") if told else 0,
        defence=str(said or DefenceOutcome.NOT_ASKED),
        delivery=Delivery.NOT_DELIVERED,
        grounds=step.grounds,
        document=cast("Document", step.document),
        entry_id=entry.id,
        entry_index=place,
    )


def _file(seat: Seat, case: Case, act: CaseAct) -> None:
    """Draw the number of the case; it is filed from now on (立案)."""
    serial = numbers.draw(seat.authority, CASE_NUMBERS, act.day.year)
    prefix = authority_of(seat.authority).number_prefix
    case.number = f"{prefix}立字〔{act.day.year}〕第{serial:04d}号"
    case.opened_at = act.at


def _decide(_seat: Seat, case: Case, act: CaseAct) -> None:
    case.decided_at = act.at
    case.fine = act.amount("fine") if act.word("conclusion") == Conclusion.PENALTY else case.fine


def _close(seat: Seat, case: Case, act: CaseAct) -> None:
    CaseClosure.objects.create(case=case, closed_at=act.at, account_id=seat.person)
    _end(seat, case, act)


def _end(seat: Seat, case: Case, act: CaseAct) -> None:
    # Things held for the case are to be seen to, whatever became of the case.
    left = list(Task.objects.filter(OPEN, dossier_id=case.pk).exclude(kind=HOLDING_TASK))
    if left:
        cancel_tasks(seat, left, reason=act.step)


@numbers.kept_by(CASE_NUMBERS)
def _kept(authority: str, year: int) -> list[int]:
    """Answer which numbers stand on cases, so that a gap would be seen."""
    rows = Case.objects.filter(authority=authority, number__contains=f"立字〔{year}〕第")
    named = rows.values_list("number", flat=True)
    return [int(number.rpartition("第")[2].rstrip("号")) for number in named]


_EFFECTS: Mapping[str, Callable[[Seat, Case, CaseAct], None]] = {
    "case_filing": _file,
    "decision": _decide,
    "closure": _close,
    "withdrawal": _end,
    "jurisdiction_transfer": _end,
}
