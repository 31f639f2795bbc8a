"""The gates of compulsory enforcement (强制执行的关口): whether this act may be taken on this file.

`examine_enforcement_act` asks what is asked of every act, then what the law asks of this one. The
page shows the answers, the action refuses with them.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from fazhi.law.answer import Answer, Text
from fazhi.law.case_acts import CaseAct
from fazhi.law.enforcement_facts import (
    CourtProgressFacts,
    DemandFacts,
    EnforcementFacts,
    LateFineFacts,
)
from fazhi.law.enforcement_file import EnforcedDuty, EnforcementFile, EnforcementWay
from fazhi.law.enforcement_reading import (
    court_facts,
    demand_facts,
    demolition_facts,
    means_facts,
    served_facts,
    slot_facts,
    statement_facts,
    subject_of,
    substitute_facts,
    suspension_facts,
)
from fazhi.law.jurisdiction import Law
from fazhi.law.procedure import Procedure, Step
from fazhi.law.procedures.enforcement_course import ENFORCEMENT_COURSE
from fazhi.law.rule import rule_text
from fazhi.law.rules.case_order import is_complete
from fazhi.law.rules.compulsion import remedies_end
from fazhi.law.rules.compulsory_enforcement import (
    authority_may_enforce,
    compliance_follows_notice,
    decision_may_be_made,
    demand_is_due,
    enforcement_goes_on,
    late_fine_may_be_enforced,
    means_are_lawful,
    slot_is_lawful,
    statement_was_heard,
    was_demanded,
    was_served,
)
from fazhi.law.rules.court_enforcement import (
    application_in_time,
    court_is_competent,
    court_keeps_its_times,
    demand_has_run,
    earlier_clock_is_minded,
    period_for_suit_is_over,
)
from fazhi.law.rules.demolition import examine_demolition
from fazhi.law.rules.enforcement_agreement import (
    AgreementFacts,
    agreement_is_kept,
    agreement_is_performed,
    agreement_may_be_made,
)
from fazhi.law.rules.execution import is_carried_out
from fazhi.law.rules.substitute_performance import (
    clearing_at_once_is_open,
    substitute_performance_is_carried_out,
    substitute_performance_is_open,
)

_Gate = Callable[[Law, EnforcementFile, CaseAct], Iterator[Answer]]

#: Acts that force the party: none of them while a stay, a suspension or an agreement holds.
FORCING = frozenset(
    {
        "enforcement_decision",
        "substitute_performance_decision",
        "renewed_demand",
        "enforcement",
        "substitute_performance",
        "notice_to_attend",
        "demolition",
        "court_enforcement_application",
    }
)
#: Recorded even when the party has performed: what others did, and what follows the forcing.
_LATER = frozenset({"court_acceptance", "court_ruling", "mandate", "signature", "party_notified"})
#: What an act of a way must say that no paper of it states.
_MUST_SAY: Mapping[str, tuple[str, ...]] = {
    "announcement": ("due_on",),
    "mandate": ("number",),
    "inventory": ("items",),
}


def examine_enforcement_act(law: Law, file: EnforcementFile, act: CaseAct) -> tuple[Answer, ...]:
    """Return every answer of the law to an act of enforcement, in legal order."""
    procedure = file.procedure(act.day)
    step = procedure.step(act.step)
    return (
        *_goes_on(law, file, act),
        *_in_order(law, file, act, procedure),
        *is_complete(act, _asked(step)),
        *(_GATES[act.step](law, file, act) if act.step in _GATES else ()),
    )


def _asked(step: Step) -> Step:
    """Return a step with what its act must say; the room of documents asks what its paper must."""
    is_of_any_course = any(each is step for each in ENFORCEMENT_COURSE.steps)
    return step if is_of_any_course else replace(step, contains=_MUST_SAY.get(step.name, ()))


def steps_done(law: Law, file: EnforcementFile, day: dt.date) -> frozenset[str]:
    """Return the steps that stand on a day, the end of the remedies, which nobody takes, with them.

    When the court may be asked is judged by its own clocks.
    """
    end = remedies_end(law, served_on=file.decision_served_on, remedies_told=file.remedies_told)
    is_over = file.way is EnforcementWay.COURT_APPLICATION or (end is not None and day > end)
    return frozenset(file.standing) | ({"remedy_expiry"} if is_over else set())


def _goes_on(law: Law, file: EnforcementFile, act: CaseAct) -> Iterator[Answer]:
    """Ask what stops any enforcement: its end, a stay, a suspension, an agreement, performance."""
    ending = file.ended_by
    if ending is not None:
        yield rule_text("COE-014").refused_on(act.day, "ended")
        return
    is_of_the_court = file.way is EnforcementWay.COURT_APPLICATION and act.step == "enforcement"
    if act.step in FORCING and not is_of_the_court:
        yield is_carried_out(day=act.day, stay_ordered=file.is_stayed)
        yield from enforcement_goes_on(law, day=act.day, suspension=suspension_facts(file))
        yield agreement_is_kept(day=act.day, is_agreed=file.is_agreed)
    if file.is_performed and file.is_of_the_way(act.step) and act.step not in _LATER:
        yield rule_text("COE-012").refused_on(act.day, "performed")


def _in_order(
    law: Law, file: EnforcementFile, act: CaseAct, procedure: Procedure
) -> Iterator[Answer]:
    """Name the steps still owed before this one, and an act dated before what it follows."""
    step, done = procedure.step(act.step), steps_done(law, file, act.day)
    for owed in procedure.missing(act.step, done, subject_of(file, act)):
        yield _refused(
            owed,
            Text(
                f"还没有“{owed.title.zh}”，不能“{step.title.zh}”。",
                f"“{owed.title.en}” is not on file, so “{step.title.en}” must wait.",
            ),
            Text(f"先办理“{owed.title.zh}”。", f"Take “{owed.title.en}” first."),
        )
    for name in step.after:
        earlier = file.standing.get(name)
        if earlier is not None and act.at < earlier.at:
            before = procedure.step(name).title
            yield _refused(
                step,
                Text(
                    f"“{step.title.zh}”的时间早于“{before.zh}”（{earlier.at:%Y-%m-%d %H:%M}）。",
                    f"“{step.title.en}” is dated before “{before.en}” "
                    f"({earlier.at:%Y-%m-%d %H:%M}).",
                ),
                Text("核对办理时间。", "Check the time."),
            )


def _refused(step: Step, reason: Text, next_step: Text) -> Answer:
    verified = rule_text(step.rule).verified
    return Answer(
        holds=False,
        rule=step.rule,
        because=(step.cite,),
        reason=reason,
        next_step=next_step,
        verified=verified,
    )


def _demand(_law: Law, file: EnforcementFile, act: CaseAct) -> Iterator[Answer]:
    due_on = act.date("due_on")
    facts = DemandFacts(act.day, performance_due_on=file.performance_due_on, due_on=due_on)
    yield from demand_is_due(facts)
    yield from compliance_follows_notice(noticed_on=act.day, due_on=due_on)


def _heard(_law: Law, _file: EnforcementFile, act: CaseAct) -> Iterator[Answer]:
    yield from statement_was_heard(DemandFacts(act.day, statement=statement_facts(act)))


def _decision(law: Law, file: EnforcementFile, act: CaseAct) -> Iterator[Answer]:
    demand = demand_facts(file)
    facts = EnforcementFacts(
        day=act.day,
        has_own_power=file.has_own_power,
        is_performed=file.is_performed,
        has_justified_reason=demand is not None and demand.statement.is_founded,
        demand=demand,
        assets_are_hidden=act.flag("assets_are_hidden"),
        hiding_is_proved=bool(act.word("evidence")),
    )
    yield authority_may_enforce(day=act.day, has_own_power=file.has_own_power)
    yield from was_demanded(facts)
    if demand is not None:
        yield from was_served(demand.served, day=act.day)
        yield from compliance_follows_notice(
            noticed_on=demand.served.served_on if demand.served else demand.day,
            due_on=demand.due_on,
        )
    yield from decision_may_be_made(facts)
    if file.duty is EnforcedDuty.MONEY and file.late_fine > 0:
        late = LateFineFacts(
            principal=file.fine,
            amount=file.late_fine,
            standard_told=True,  # every decision with a fine states the rate
            imposed_on=file.late_fine_since,
        )
        yield from late_fine_may_be_enforced(law, facts, late)


def _enforcement(law: Law, file: EnforcementFile, act: CaseAct) -> Iterator[Answer]:
    if file.way is EnforcementWay.COURT_APPLICATION:
        return  # the court enforces; its hours are its own
    if statement_facts(file.standing.get("statement_and_defence")).is_founded:
        yield rule_text("COE-012").refused_on(act.day, "justified")
    yield from was_served(served_facts(file.standing.get("service")), day=act.day)
    yield from slot_is_lawful(law, slot_facts(act))
    yield from means_are_lawful(law, means_facts(act), day=act.day)


def _substitute_decision(_law: Law, file: EnforcementFile, act: CaseAct) -> Iterator[Answer]:
    yield from substitute_performance_is_open(substitute_facts(file, act))
    demand = demand_facts(file)
    due_on = demand.due_on if demand else None
    if due_on is not None and act.day <= due_on:
        yield rule_text("COE-012").refused_on(act.day, "during_demand", due=due_on)


def _substitute(law: Law, file: EnforcementFile, act: CaseAct) -> Iterator[Answer]:
    facts = substitute_facts(file, act)
    if facts.immediate is not None:
        yield from clearing_at_once_is_open(facts, facts.immediate)
        return
    yield from substitute_performance_is_open(facts)
    yield from substitute_performance_is_carried_out(law, facts)
    yield from slot_is_lawful(law, slot_facts(act))


def _signature(_law: Law, file: EnforcementFile, act: CaseAct) -> Iterator[Answer]:
    decided = file.standing.get("substitute_performance_decision")
    performed = file.standing.get("substitute_performance")
    cost = performed.amount("cost") if performed else act.amount("cost")
    above = decided is not None and cost > decided.amount("cost_estimate")
    yield from rule_text("COE-020").judge(
        act.day,
        {"not_signed": not act.flag("is_signed"), "cost_above_estimate": above},
        due="—",
    )


def _demolition(law: Law, file: EnforcementFile, act: CaseAct) -> Iterator[Answer]:
    yield from examine_demolition(law, demolition_facts(file, act))


def _court(law: Law, file: EnforcementFile, act: CaseAct) -> Iterator[Answer]:
    is_competent, reason = act.flag("is_competent_court"), act.word("reason")
    facts = court_facts(file, act.day, is_competent=is_competent, late_reason=reason)
    yield from period_for_suit_is_over(law, facts)
    yield from application_in_time(law, facts)
    yield from earlier_clock_is_minded(law, facts)
    yield from demand_has_run(law, facts)
    yield from court_is_competent(facts)


def _court_review(law: Law, file: EnforcementFile, act: CaseAct) -> Iterator[Answer]:
    refused = file.standing.get("court_refusal")
    asked = file.standing.get("court_enforcement_application")
    if refused is None or asked is None:
        return  # the order of the steps refuses it
    progress = CourtProgressFacts(
        received_on=asked.day,
        asked_on=act.day,
        refusal_received_on=refused.day,
        review_asked_on=act.day,
    )
    yield from court_keeps_its_times(law, progress)


def _agreement(_law: Law, file: EnforcementFile, act: CaseAct) -> Iterator[Answer]:
    is_money = file.duty is EnforcedDuty.MONEY
    yield from agreement_may_be_made(
        AgreementFacts(
            day=act.day,
            harms_others=act.flag("harms_others"),
            has_remedial_measures=bool(act.word("remedial_measures")),
            waived=act.amount("waived_late_fine"),
            late_fine=file.late_fine,
            fine=file.fine,
            agreed=act.amount("agreed_amount") if is_money else None,
            is_of_the_court="court_enforcement_application" in file.standing,
        )
    )


def _agreement_performed(_law: Law, file: EnforcementFile, act: CaseAct) -> Iterator[Answer]:
    is_money = file.duty is EnforcedDuty.MONEY
    is_paid = file.is_fine_paid if is_money else act.flag("is_performed")
    yield agreement_is_performed(day=act.day, is_paid=is_paid)


def _suspension(law: Law, file: EnforcementFile, act: CaseAct) -> Iterator[Answer]:
    if "suspension" in file.standing:  # it is suspended already
        yield from enforcement_goes_on(law, day=act.day, suspension=suspension_facts(file))


_GATES: Mapping[str, _Gate] = {
    "demand": _demand,
    "renewed_demand": _demand,
    "announcement": _demand,
    "statement_and_defence": _heard,
    "enforcement_decision": _decision,
    "enforcement": _enforcement,
    "substitute_performance_decision": _substitute_decision,
    "substitute_performance": _substitute,
    "signature": _signature,
    "demolition": _demolition,
    "court_enforcement_application": _court,
    "court_review": _court_review,
    "enforcement_agreement": _agreement,
    "agreement_performance": _agreement_performed,
    "suspension": _suspension,
}
