"""The ordinary procedure (普通程序): what the law asks before each act on a case.

`examine_act` is asked by the page while a form is filled, by the action before it writes, by the
examiner for each line of a timeline: one gate, three uses.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from fazhi.law.answer import Answer
from fazhi.law.case_acts import CaseAct, Conclusion, OrdinaryFacts
from fazhi.law.deadline import Deadline
from fazhi.law.documents import DocumentKind, missing_particulars
from fazhi.law.facts import (
    CorrectionFacts,
    Defence,
    DeviceFacts,
    HearingOfParty,
    Leniency,
    PenaltyFacts,
)
from fazhi.law.jurisdiction import Law
from fazhi.law.procedure import Step
from fazhi.law.procedures.penalty_ordinary import ORDINARY
from fazhi.law.rule import rule_text
from fazhi.law.rules import competence, evidence, hearing, liability, officers, review
from fazhi.law.rules.case_order import file_is_open, in_order, is_complete
from fazhi.law.rules.penalty import not_heavier_for_defence, party_was_told
from fazhi.law.rules.timeliness import by_deadline, due

Gate = Callable[[Law, OrdinaryFacts, CaseAct], Iterator[Answer]]

_ADULT = 18
_DEVICE = "device_"


def examine_act(law: Law, facts: OrdinaryFacts, act: CaseAct) -> tuple[Answer, ...]:
    """Return every answer of the law to an act that is about to be taken on a case.

    `facts` hold the acts that came before it; UnknownLawError for a step that the procedure of that
    day does not know.
    """
    procedure = ORDINARY.in_force(act.day)
    step = procedure.step(act.step)
    return (
        *file_is_open(facts, act, procedure),
        *in_order(facts, act, procedure),
        *_taken_by(law, act, step),
        *is_complete(act, step),
        *(answer for gate in GATES.get(act.step, ()) for answer in gate(law, facts, act)),
    )


def decision_deadline(law: Law, facts: OrdinaryFacts) -> Deadline | None:
    """Return by when the case must be decided: ninety days from filing (ORD-011)."""
    filing = facts.file.last("case_filing")
    return law.deadline("PEN_DECIDE").from_(filing.day) if filing else None


def _taken_by(law: Law, act: CaseAct, step: Step) -> Iterator[Answer]:
    """《行政处罚法》第四十二条: two certified officers for every act of enforcement."""
    if step.by != ("officers",):
        return
    yield officers.enough_officers(law, day=act.day, officers=act.officers)
    yield officers.all_certified(day=act.day, officers=act.officers)
    yield from officers.no_auxiliary_acts(day=act.day, officers=act.officers)
    yield officers.nobody_interested(day=act.day, officers=act.officers)


def _may_file(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    day = act.day
    yield competence.inside_area(day=day, is_inside=facts.violation.is_inside_area)
    yield from competence.power_is_held(facts.power, day=day)
    yield liability.still_punishable(law, facts.violation, day=day)
    yield rule_text("ORD-001").held_on(day)


def _record_is_proper(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    """《行政处罚法》第五十五条: certificates shown, a signed record (ORD-002); minors (T-40)."""
    del law
    signed = act.word("signature") in {"signed", "refusal_noted"}
    yield from rule_text("ORD-002").judge(
        act.day,
        {
            "certificate_not_shown": not act.flag("is_certificate_shown"),
            "not_signed": not signed,
        },
    )
    if act.flag("is_party"):
        yield from rule_text("T-40").judge(
            act.day,
            {
                "guardian_absent": _is_minor(facts) and not act.flag("is_guardian_present"),
                "no_interpreter": facts.needs_interpreter
                and not act.flag("is_interpreter_present"),
            },
        )


def _is_minor(facts: OrdinaryFacts) -> bool:
    birth_on = facts.party.birth_on
    return birth_on is not None and liability.is_below(_ADULT, birth_on, facts.violation.ended_on)


def _evidence_is_lawful(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    """《行政处罚法》第四十一条、第四十六条: kind, means, device (PEN-022, PEN-027)."""
    del facts
    words = law.parameter("penalty.ordinary.evidence_kinds").at(act.day).value
    kind = act.word("evidence_kind")
    yield from rule_text("PEN-027").judge(
        act.day,
        {
            "unknown_kind": isinstance(words, tuple) and kind not in words,
            "unlawful_means": act.says.get("is_lawfully_obtained") is False,
        },
        kind=kind,
    )
    if act.flag("is_from_device"):
        device = DeviceFacts(
            legally_reviewed=act.flag(f"{_DEVICE}legally_reviewed"),
            technically_reviewed=act.flag(f"{_DEVICE}technically_reviewed"),
            sign_visible=act.flag(f"{_DEVICE}sign_visible"),
            location_published=act.flag(f"{_DEVICE}location_published"),
            record_audited=act.flag(f"{_DEVICE}record_audited"),
            party_informed=act.flag(f"{_DEVICE}party_informed"),
        )
        yield from evidence.device_is_admissible(device, day=act.day)


def _preservation_is_approved(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    del law, facts
    yield from rule_text("ORD-003").judge(
        act.day,
        {"not_approved": not act.flag("approved_by_head"), "no_risk": not act.word("reason")},
    )


def _preservation_ends(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    """《行政处罚法》第五十六条: within seven days, in one of five ways (ORD-003, ORD-004)."""
    kept = facts.file.last("registration_preservation")
    if kept is not None:
        deadline = law.deadline("PEN_PRESERVE").from_(kept.day)
        is_late = deadline.days_late(act.day) > 0
        is_returned = act.word("result") == "returned"
        yield from rule_text("ORD-003").judge(
            act.day,
            {"lapsed": is_late and not is_returned, "late": is_late and is_returned},
            due=due(deadline),
        )
    yield rule_text("ORD-004").answer(holds=act.word("result") != "other", day=act.day)


def _proposal_is_lawful(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    """Ask of a penalty proposed or decided: proof, correction, age, capacity, range, powers."""
    if act.word("conclusion") != Conclusion.PENALTY:
        return
    day, party, penalty = act.day, facts.party, penalty_of(facts, act)
    yield evidence.facts_are_clear(day=day, is_proved=act.says.get("is_proved") is not False)
    yield from liability.corrected_first(facts.power, _correction(facts), day=day, penalty=penalty)
    ended = facts.violation.ended_on
    yield from liability.old_enough(law, party, day=day, acted_on=ended, leniency=penalty.leniency)
    yield liability.can_answer_for_it(party, day=day)
    yield from liability.measured_in_range(facts.power, penalty, day=day, party=party.kind)
    large = hearing.threshold(law, party=party.kind, day=day)
    is_grave = bool(hearing.kinds_owing_hearing(law, act)) or hearing.amount_of(act) >= large
    yield rule_text("MAJ-02").answer(holds=facts.decides_grave or not is_grave, day=day)


def penalty_of(facts: OrdinaryFacts, act: CaseAct) -> PenaltyFacts:
    """Return what an act would impose, beside what the party was told of."""
    told = facts.file.last("prior_notice")
    return PenaltyFacts(
        kinds=act.kinds,
        fine=act.amount("fine"),
        notified_fine=told.amount("fine") if told else None,
        notified_kinds=told.kinds if told else None,
        leniency=Leniency(act.word("leniency") or Leniency.ORDINARY),
        benchmark=facts.benchmark,
        deviation_is_reasoned=bool(act.word("deviation_reason")),
    )


def _correction(facts: OrdinaryFacts) -> CorrectionFacts:
    order, check = facts.file.last("order_to_correct"), facts.file.last("reinspection")
    return CorrectionFacts(
        ordered_on=order.day if order else None,
        due_on=order.date("due_on") if order else None,
        rechecked_on=check.day if check else None,
        was_corrected=check.flag("was_corrected") if check else False,
    )


def _rights_are_told(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    told = HearingOfParty(notice_given=act.flag("tells_rights"))
    yield from party_was_told(PenaltyFacts(act.kinds, act.amount("fine")), told, day=act.day)
    yield from hearing.right_is_told(law, facts, act)


def _defence_had_its_time(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    """Warn where a party is taken as silent too soon; the law gives no number (ORD-018)."""
    served = facts.file.says("notice_service", "effective_on")
    if act.word("defence") != Defence.NONE_GIVEN or not isinstance(served, dt.date):
        return
    deadline = law.deadline("STATEMENT").from_(served)
    is_over = deadline.passed_from is not None and act.day >= deadline.passed_from
    yield rule_text("ORD-018").answer(
        holds=is_over, day=act.day, days=deadline.term.number, due=due(deadline)
    )


def _decision_is_lawful(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    day, file = act.day, facts.file
    filing = file.last("case_filing")
    yield from competence.power_is_held(facts.power, day=day)
    if filing is not None:
        yield competence.power_is_held_throughout(facts.power, filed_on=filing.day, day=day)
    yield from _proposal_is_lawful(law, facts, act)
    if act.word("conclusion") == Conclusion.PENALTY:
        yield from _party_was_heard(facts, act)
        yield from hearing.period_is_over(law, facts, act)
        yield from hearing.decided_on_the_record(law, facts, act)
        yield rule_text("PEN-007").answer(holds="order_to_correct" in file, day=day)
    if act.word("conclusion") == Conclusion.NO_PENALTY:
        is_educated = act.says.get("is_educated") is not False
        yield from rule_text("PEN-012").judge(day, {"not_educated": not is_educated})
    deadline = decision_deadline(law, facts)
    if deadline is not None:
        yield by_deadline("ORD-011", deadline, day=day, done_on=day)


def _party_was_heard(facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    """《行政处罚法》第四十四条、第四十五条: nothing heavier than was told (PEN-025, PEN-026)."""
    said = Defence(str(facts.file.says("statement_and_defence", "defence") or Defence.NOT_ASKED))
    told = HearingOfParty(notice_given="prior_notice" in facts.file, defence=said)
    penalty = penalty_of(facts, act)
    yield from party_was_told(penalty, told, day=act.day)
    yield not_heavier_for_defence(penalty, told, day=act.day)
    basis = facts.file.says("prior_notice", "basis")
    is_same = act.says.get("basis") in {None, basis}
    yield rule_text("ORD-019").answer(holds=is_same, day=act.day)


def _decision_states_all(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    """《行政处罚法》第五十九条: what the document of the decision must state (ORD-010)."""
    del law, facts
    content = act.says.get("document")
    if isinstance(content, Mapping):
        yield from missing_particulars(DocumentKind.PENALTY_DECISION, content, day=act.day)


def _is_served_in_time(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    decision, effective_on = facts.file.last("decision"), act.date("effective_on")
    if decision is not None and effective_on is not None:
        deadline = law.deadline("PEN_SERVE").from_(decision.day)
        yield by_deadline("ORD-013", deadline, day=act.day, done_on=effective_on)


def _is_ready_to_close(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    """《行政处罚法》第四十七条: every stage is on record before the file is closed (PEN-028)."""
    del law
    decision = facts.file.last("decision")
    is_fined = decision is not None and decision.amount("fine") > 0
    claims = act.word("ground") == "performed"
    yield from rule_text("PEN-028").judge(
        act.day, {"not_performed": is_fined and claims and "performance" not in facts.file}
    )


#: What is asked beyond order, persons and particulars, step by step.
GATES: Mapping[str, tuple[Gate, ...]] = {
    "case_filing": (_may_file, review.headed_by_another),
    "interview_record": (_record_is_proper,),
    "on_site_record": (_record_is_proper,),
    "examination_record": (_record_is_proper,),
    "gather_evidence": (_evidence_is_lawful,),
    "registration_preservation": (_preservation_is_approved,),
    "preservation_result": (_preservation_ends,),
    "investigation_report": (review.concludes, _proposal_is_lawful),
    "prior_notice": (_rights_are_told,),
    "statement_and_defence": (_defence_had_its_time,),
    "hearing_request": (hearing.asked_in_time,),
    "hearing_notice": (hearing.notified_in_time,),
    "hearing": (hearing.held_properly,),
    "squad_review": (review.levels_are_apart,),
    "legality_review": (review.levels_are_apart, review.reviewed_for_legality),
    "deliberation": (review.deliberated,),
    "head_approval": (
        review.levels_are_apart,
        review.headed_by_another,
        review.legality_was_passed,
        review.concludes,
    ),
    "decision": (
        review.headed_by_another,
        review.legality_was_passed,
        review.concludes,
        review.decided_as_approved,
        _decision_is_lawful,
        _decision_states_all,
    ),
    "decision_service": (_is_served_in_time,),
    "closure": (_is_ready_to_close,),
}
