"""A step that is about to be taken, as the law is asked about it: by the page and by the action."""

from dataclasses import replace

from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.choices import JUDGED_BY_REVIEW
from fazhi.capabilities.evidence.facts import device_facts
from fazhi.capabilities.evidence.queries import device_numbered
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.law.answer import Answer
from fazhi.law.case_acts import CaseAct
from fazhi.law.errors import UnknownLawError
from fazhi.law.facts import OfficerFacts
from fazhi.law.jurisdiction import load_law
from fazhi.law.procedure import Step
from fazhi.law.procedures.penalty_ordinary import ORDINARY
from fazhi.law.rules.ordinary import examine_act
from fazhi.proceedings.cases.facts import NUMBER_AT_ISSUE, officer_facts
from fazhi.proceedings.cases.grounds import certified_on_days, officers_of
from fazhi.proceedings.cases.models import Case
from fazhi.proceedings.cases.ordinary.file import CaseFileRows
from fazhi.proceedings.cases.ordinary.inputs import StepInput
from fazhi.proceedings.cases.ordinary.standing import ROLES_OF
from fazhi.proceedings.compulsory_measures.queries import cases_may_end
from fazhi.registers.staff.queries import officer_of

#: Steps after which the case is no longer ours to hold anything for.
ENDINGS = frozenset({"closure", "withdrawal", "jurisdiction_transfer"})
#: Steps that other rooms record: service, collective discussion, payment.
ELSEWHERE = frozenset({"notice_service", "decision_service", "deliberation", "performance"})


def examine_step(seat: Seat, case: Case, one: StepInput) -> tuple[Answer, ...]:
    """Return every answer of the law to a step; nothing is written."""
    act = act_of(seat, case, with_device(seat, one))
    return answers_to(case, CaseFileRows.of(case), act)


def answers_to(case: Case, file: CaseFileRows, act: CaseAct) -> tuple[Answer, ...]:
    """Return what the law answers to an act on a file; a case ends when nothing is held in it."""
    ending = (cases_may_end([case.pk], act.day),) if act.step in ENDINGS else ()
    return (*examine_act(load_law(), file.facts(act.day), act), *ending)


def act_of(seat: Seat, case: Case, one: StepInput) -> CaseAct:
    """Return the act of a step; ForbiddenError where it is another role's."""
    day = clock.day_of(one.happened_at)
    step = step_on(one.step, one)
    seat.require(*ROLES_OF[step.by[0]])
    known = officers_of(seat, one.officer_ids)
    officers = tuple(known[each] for each in dict.fromkeys(one.officer_ids))
    signer = signer_of(seat)
    if step.by == ("officers",) and signer not in {str(each) for each in one.officer_ids}:
        raise InputError({"officers": _("由参加办理的执法人员本人登记，请把自己列入办理人员。")})
    certified = certified_on_days(seat, {day})[day]
    facts = officer_facts(officers, certified)
    recused = _recused(case) if officers else frozenset()
    return CaseAct(
        step=one.step,
        at=clock.local(one.happened_at),
        officers=tuple(_with_interest(each, recused) for each in facts),
        by="" if step.by == ("officers",) else signer,
        says=_complete(one),
    )


def with_device(seat: Seat, one: StepInput) -> StepInput:
    """Return a step that says of its device what the register says of that day.

    Nobody ticks a second time what was reviewed, marked and published; what became of the record
    itself (audited, the party told) is said by whoever puts it on file.
    """
    number = str(one.says.get("device", "")).strip()
    if one.step != "gather_evidence" or not number:
        return one
    device = device_numbered(seat, number)
    if device is None:
        raise InputError({"device": _("没有登记这台设备，请先登记设备和审核情况。")})
    if device.kind not in JUDGED_BY_REVIEW:
        return one
    day = clock.day_of(one.happened_at)
    facts = device_facts(list(device.qualifications.all()), day)
    known = {
        "is_from_device": True,
        "device_legally_reviewed": facts.legally_reviewed,
        "device_technically_reviewed": facts.technically_reviewed,
        "device_sign_visible": facts.sign_visible,
        "device_location_published": facts.location_published,
    }
    return replace(one, says={**one.says, **known})


def _complete(one: StepInput) -> dict[str, object]:
    """Add what the system says itself: the number of a decision is drawn when all has passed."""
    says = dict(one.says)
    return {**says, "number": NUMBER_AT_ISSUE} if one.step == "decision" else says


def step_on(name: str, one: StepInput) -> Step:
    """Return the step of the law of that day; InputError for one that is unknown or not ours."""
    try:
        step = ORDINARY.in_force(clock.day_of(one.happened_at)).step(name)
    except UnknownLawError as error:
        raise InputError({"step": str(error)}) from error
    if name in ELSEWHERE:
        raise InputError(
            {
                "step": _("“%(step)s”在送达、会议或者缴款中登记，案卷自动带入，不重复录入。")
                % {"step": step.title.zh}
            }
        )
    return step


def signer_of(seat: Seat) -> str:
    """Return the key under which a person signs: the officer behind the account, or the account."""
    officer = officer_of(seat)
    return str(officer.id) if officer else f"account:{seat.person}"


def _recused(case: Case) -> frozenset[str]:
    rows = case.steps.filter(step="recusal").order_by("happened_at", "id")
    return frozenset(str(row.said.get("recused")) for row in rows if row.said.get("is_granted"))


def _with_interest(officer: OfficerFacts, recused: frozenset[str]) -> OfficerFacts:
    return replace(officer, has_interest=officer.key in recused)
