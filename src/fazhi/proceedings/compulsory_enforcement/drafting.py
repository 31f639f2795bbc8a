"""A step that is about to be taken, as the law is asked about it: by the page and by the action."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.law.answer import Answer
from fazhi.law.case_acts import CaseAct
from fazhi.law.enforcement_file import EnforcementFile
from fazhi.law.enforcement_reading import stages_of
from fazhi.law.errors import UnknownLawError
from fazhi.law.facts import ZERO
from fazhi.law.jurisdiction import load_law
from fazhi.law.procedure import Step
from fazhi.law.rules.enforcement_gates import examine_enforcement_act
from fazhi.proceedings.cases.grounds import certificates_on, officers_of
from fazhi.proceedings.cases.ordinary.drafting import signer_of
from fazhi.proceedings.compulsory_enforcement.choices import ELSEWHERE, ROLES_OF
from fazhi.proceedings.compulsory_enforcement.facts import EnforcementRows
from fazhi.proceedings.compulsory_enforcement.inputs import EnforcementStepInput
from fazhi.proceedings.compulsory_enforcement.papers import Paper, document_answers, paper_of
from fazhi.registers.staff.models import Officer
from fazhi.registers.staff.queries import authority_of


@dataclass(frozen=True, slots=True)
class Draft:
    """A step as it would be taken: the act, its paper, who took part, and what the law says."""

    act: CaseAct
    paper: Paper | None
    officers: tuple[tuple[Officer, str], ...]
    answers: tuple[Answer, ...]

    @property
    def blocking(self) -> tuple[Answer, ...]:
        """The answers that forbid it."""
        return tuple(answer for answer in self.answers if answer.blocks)


def draft_of(seat: Seat, rows: EnforcementRows, one: EnforcementStepInput) -> Draft:
    """Return a step with what the law says to it; ForbiddenError where it is another role's."""
    day = clock.day_of(one.happened_at)
    file = rows.law_file(day)
    step = step_on(file, one.step, day)
    seat.require(*ROLES_OF[step.by[0]])
    act = _act(seat, rows, one)
    officers = _officers(seat, one.officer_ids, day)
    answers = examine_enforcement_act(load_law(), file, act)
    paper = None
    if not any(answer.blocks for answer in answers):
        paper = paper_of(seat, rows, file, act, officers)
        if paper is not None:
            answers += document_answers(authority_of(seat.authority), paper, day)
    return Draft(act, paper, officers, answers)


def step_on(file: EnforcementFile, name: str, day: dt.date) -> Step:
    """Return the step of the law of that day; InputError for one that is unknown or not ours."""
    try:
        step = file.procedure(day).step(name)
    except UnknownLawError as error:
        raise InputError({"step": str(error)}) from error
    if name in ELSEWHERE:
        raise InputError(
            {
                "step": _("“%(step)s”在送达中登记或者由期限计算，案卷自动带入，不重复录入。")
                % {"step": step.title.zh}
            }
        )
    return step


def _act(seat: Seat, rows: EnforcementRows, one: EnforcementStepInput) -> CaseAct:
    """Return the act with what the system says itself: sums, what was paid before, who signs."""
    says = dict(one.says)
    act = CaseAct(one.step, clock.local(one.happened_at), by=signer_of(seat), says=says)
    if one.step == "enforcement_agreement":
        says["agreed_amount"] = sum((amount for _day, amount in _stages(act)), ZERO)
        owed = rows.receivable
        says["paid_before"] = owed.fine_paid + owed.late_fine_paid if owed else ZERO
    if one.step == "court_enforcement_application":
        says["signed_by_head"] = seat.name
        says.setdefault("court", authority_of(seat.authority).court)
    return act


def _stages(act: CaseAct) -> Sequence[tuple[dt.date, Decimal]]:
    try:
        return stages_of(act)
    except ValueError as error:
        words = _("每行写一个阶段：日期和金额，如 2026-05-01 1000。")
        raise InputError({"stages": words}) from error


def _officers(
    seat: Seat, wanted: Sequence[object], day: dt.date
) -> tuple[tuple[Officer, str], ...]:
    if not wanted:
        return ()
    known = officers_of(seat, wanted)  # type: ignore[arg-type]
    numbers = certificates_on(seat, list(known), day)
    return tuple((known[key], numbers.get(key, "")) for key in dict.fromkeys(known))
