"""One ordinary case as its page shows it: phases, what the examiner finds, papers, what is next."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.documents.queries import html_preview
from fazhi.capabilities.evidence.dossier import custody_of
from fazhi.capabilities.payments.queries import outstanding
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.models import Account, Entry
from fazhi.law.case_acts import CaseAct, OrdinaryFacts
from fazhi.law.examiner import Examination, Finding, Severity, examine_file
from fazhi.law.jurisdiction import load_law
from fazhi.law.procedure import Step as LawStep
from fazhi.law.procedures.penalty_ordinary import ORDINARY
from fazhi.law.timeline_acts import procedure_of
from fazhi.proceedings.cases.choices import ENDED, CaseStatus
from fazhi.proceedings.cases.execution import Execution, execution_of
from fazhi.proceedings.cases.ordinary.drafting import ELSEWHERE
from fazhi.proceedings.cases.ordinary.file import CaseFileRows
from fazhi.proceedings.cases.ordinary.standing import ROLES_OF, next_step
from fazhi.proceedings.compulsory_measures.queries import acts_in_case
from fazhi.web.console.cases.events import said_of
from fazhi.web.console.cases.file import Event, May, Phase, ShownRemedy, Step, may_follow
from fazhi.web.console.cases.measures import Measures, measures_of_page
from fazhi.web.design.wording import cited, said, short_day_text
from fazhi.web.told import warnings_of

if TYPE_CHECKING:
    from fazhi.proceedings.cases.models import Case

#: Phases of the procedure by the step with which each begins.
_PHASES = {
    "case_filing": gettext_lazy("立案与调查"),
    "prior_notice": gettext_lazy("告知与听取"),
    "squad_review": gettext_lazy("三级审核"),
    "decision": gettext_lazy("决定与执行"),
}
#: Entries that say what the steps and the tasks of the page say already.
_TOLD_ELSEWHERE = ("case_step.taken", "task.assigned", "task.completed", "document.issued")


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding of the examiner, with the page on which it can be mended."""

    holds: bool
    words: str
    article: str
    next_step: str
    url: str = ""
    url_words: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the case, and whether it was served."""

    document: Document
    is_served: bool


@dataclass(frozen=True, slots=True)
class After:
    """What follows a decision: remedies, deferral, complaints, money."""

    execution: Execution
    remedies: tuple[ShownRemedy, ...]
    may: May
    paid: Decimal


@dataclass(frozen=True, slots=True)
class OrdinaryFile:
    """Everything that the page of an ordinary case shows."""

    phases: tuple[Phase, ...]
    verified: tuple[Shown, ...]
    score: int
    events: tuple[Event, ...]
    papers: tuple[Paper, ...]
    preview: str
    money: object
    officers: tuple[object, ...]
    also: tuple[Step, ...]
    next: Step | None
    after: After | None
    measures: Measures

    # What the section of remedies and execution asks of a file, once there is a decision.
    @property
    def execution(self) -> Execution | None:
        """What became of the decision."""
        return self.after.execution if self.after else None

    @property
    def remedies(self) -> tuple[ShownRemedy, ...]:
        """Remedies with what the law said to them."""
        return self.after.remedies if self.after else ()

    @property
    def may(self) -> May | None:
        """Which acts after the decision the person may take."""
        return self.after.may if self.after else None

    @property
    def paid(self) -> Decimal:
        """What was paid of fine and late fine."""
        return self.after.paid if self.after else Decimal(0)


def ordinary_file(seat: Seat, case: "Case") -> OrdinaryFile:
    """Gather the page of an ordinary case."""
    today = clock.today()
    rows = CaseFileRows.of(case)
    facts = rows.facts(today)
    law = load_law()
    examination = examine_file(law, facts, (*rows.acts, *acts_in_case(case.pk)))
    owed = next_step(facts, today)
    papers = tuple(
        Paper(step.document, is_served=step.document_id in rows.services)
        for step in reversed(rows.steps)
        if step.document is not None
    )
    return OrdinaryFile(
        phases=tuple(_phases(seat, case, facts, owed)),
        verified=(*_verified(seat, case, examination), *_kept(case)),
        score=examination.score,
        events=_events(rows),
        papers=papers,
        preview=html_preview(papers[0].document) if papers else "",
        money=outstanding(rows.receivable, today) if rows.receivable else None,
        officers=tuple(case.officers.select_related("officer").order_by("-part", "id")),
        also=tuple(_also(seat, case, facts, owed)),
        next=_shown(seat, case, owed, state="current", words=_("待办")) if owed else None,
        after=_after(seat, case, rows) if case.decided_at else None,
        measures=measures_of_page(seat, case),
    )


def _after(seat: Seat, case: "Case", rows: CaseFileRows) -> After:
    owed = rows.receivable
    execution = execution_of(case, owed)
    return After(
        execution=execution,
        remedies=tuple(ShownRemedy(each, warnings_of(each)) for each in execution.remedies),
        may=may_follow(seat, case, owes=bool(owed and not owed.fine_paid_on)),
        paid=owed.fine_paid + owed.late_fine_paid if owed else Decimal(0),
    )


def _phases(seat: Seat, case: "Case", facts: OrdinaryFacts, owed: LawStep | None) -> "list[Phase]":
    phases: list[tuple[str, list[Step]]] = []
    for step in ORDINARY.in_force(clock.today()).steps:
        if step.name in _PHASES:
            phases.append((str(_PHASES[step.name]), []))
        act = facts.file.last(step.name)
        if act is not None:
            phases[-1][1].append(_shown(seat, case, step, state="done", words=_when(act)))
        elif step.is_needed(facts):
            is_next = owed is not None and step.name == owed.name
            state, words = ("current", _("待办")) if is_next else ("open", _("未开始"))
            phases[-1][1].append(_shown(seat, case, step, state=state, words=words))
    return [Phase(label, tuple(steps)) for label, steps in phases if steps]


def _when(act: CaseAct) -> str:
    return short_day_text(act.day, today=clock.today())


def _shown(seat: Seat, case: "Case", step: LawStep, *, state: str, words: str) -> Step:
    is_mine = state == "current" and seat.has(*ROLES_OF[step.by[0]])
    url = _address(case, step.name) if is_mine else ""
    return Step(said(step.title), state, words, cited(step.cite), url)


def _address(case: "Case", step: str) -> str:
    """Return where a step is taken; what other rooms record is recorded there."""
    public_id = case.dossier.public_id
    if step in ELSEWHERE:
        return reverse(_ROOM_OF[step]) if step in _ROOM_OF else ""
    return reverse("cases:step", args=[public_id, step])


_ROOM_OF = {
    "notice_service": "service:list",
    "decision_service": "service:list",
    "deliberation": "meetings:list",
}


def _also(seat: Seat, case: "Case", facts: OrdinaryFacts, owed: LawStep | None) -> "list[Step]":
    """Return the steps that may be taken beside the one that is owed next."""
    if case.status in ENDED or case.status == CaseStatus.PROPOSED:
        return []
    is_decided = "decision" in facts.file
    before_decision = [
        step
        for step in ORDINARY.in_force(clock.today()).steps
        if step.name not in ELSEWHERE | {"case_filing", "decision", "closure"}
        and (owed is None or step.name != owed.name)
        and not is_decided
        and seat.has(*ROLES_OF[step.by[0]])
    ]
    return [
        Step(said(step.title), "open", "", cited(step.cite), _address(case, step.name))
        for step in before_decision
    ]


def _verified(seat: Seat, case: "Case", examination: Examination) -> "list[Shown]":
    """Return what the examiner found, the gravest first; steps to come stand in the tasks."""
    found = [each for each in examination.findings if each.severity is not Severity.NOTE]
    found.sort(key=lambda each: each.severity is not Severity.REFUSE)
    if not found:
        words = _("已经办理的步骤符合法定程序。")
        return [Shown(holds=True, words=words, article="", next_step="")]
    return [_finding(seat, case, each) for each in found]


def _kept(case: "Case") -> "list[Shown]":
    """Return what is not in order in custody: overdue things, acts not recorded, altered files."""
    public_id = case.dossier.public_id
    return [
        Shown(
            holds=False,
            words=f"{each.about}：{said(each.answer.reason) if each.answer else each.words}",
            article="、".join(str(cite) for cite in each.answer.because) if each.answer else "",
            next_step=said(each.answer.next_step) if each.answer else each.next_step,
            url=reverse("cases:evidence", args=[public_id]),
            url_words=_("去核对"),
        )
        for each in custody_of(case.dossier, clock.today()).concerns
    ]


def _finding(seat: Seat, case: "Case", found: Finding) -> Shown:
    """Return a finding; one on a measure is mended on the page of the measure."""
    of_case = {each.name: each for each in ORDINARY.steps}
    step = of_case.get(found.act) or procedure_of(found.act).step(found.act)
    is_mine = found.act in of_case and case.status not in ENDED
    may = is_mine and seat.has(*ROLES_OF[step.by[0]])
    return Shown(
        holds=False,
        words=f"{said(step.title)}：{said(found.reason)}",
        article="、".join(str(each) for each in found.because),
        next_step=said(found.next_step),
        url=_address(case, found.act) if may else "",
        url_words=_("去办理"),
    )


def _events(rows: CaseFileRows) -> tuple[Event, ...]:
    """Return what happened, newest first: the steps with who took them, and what rooms recorded."""
    people = {step.account_id for step in rows.steps}
    names = dict(Account.objects.filter(pk__in=people).values_list("pk", "display_name"))
    steps = [
        Event(
            words=said(ORDINARY.step(step.step).title),
            at=step.happened_at,
            who=names.get(step.account_id, ""),
            article=cited(ORDINARY.step(step.step).cite),
        )
        for step in rows.steps
    ]
    entries = Entry.objects.filter(dossier_id=rows.case.pk).exclude(kind__in=_TOLD_ELSEWHERE)
    others = [
        Event(words=said_of(entry.kind), at=entry.happened_at)
        for entry in entries.order_by("recorded_at", "id")
    ]
    happened = Event(words=_("违法行为发生"), at=rows.case.happened_at)
    return tuple(sorted([*steps, *others, happened], key=lambda event: event.at, reverse=True))
