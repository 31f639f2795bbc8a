"""Three-level review, legality review and deliberation (三级审核、法制审核、集体讨论).

Who may sign what: the separation of duties of the rule table, section 13.
"""

from collections.abc import Iterator

from fazhi.law.answer import Answer
from fazhi.law.case_acts import CaseAct, Conclusion, HearingOutcome, OrdinaryFacts, ReviewOutcome
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text

LEVELS = ("squad_review", "legality_review", "head_approval")


def needs_legality_review(facts: OrdinaryFacts) -> bool:
    """《行政处罚法》第五十八条第一款: public interest, a hearing, difficulty, or other law."""
    file = facts.file
    heard = file.says("hearing", "outcome") == HearingOutcome.HELD
    keys = ("touches_public_interest", "is_complex", "is_reviewed_by_other_law")
    return heard or any(file.says("investigation_report", key) for key in keys)


def levels_are_apart(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    """Ask that three different persons sign the three levels (MEC-002)."""
    del law
    rule = rule_text("MEC-002")
    if rule.in_force(act.day):
        others = {
            signed.by
            for level in LEVELS
            if level != act.step and (signed := facts.file.last(level)) is not None
        }
        case = "same_person" if act.by in others else ""
        yield rule.refused_on(act.day, case) if case else rule.held_on(act.day)


def reviewed_for_legality(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    """《行政处罚法》第五十八条第二款: by whom the legality is reviewed (ORD-008, SEP-001)."""
    del law
    is_able = not act.flag("is_first_review") or act.flag("has_qualification")
    yield from rule_text("ORD-008").judge(
        act.day, {"not_qualified": not is_able, "outside_lawyer": act.flag("is_outside_lawyer")}
    )
    yield rule_text("SEP-001").answer(holds=act.by not in facts.investigators, day=act.day)


def deliberated(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    """《行政处罚法》第五十七条第二款: the heads, more than one, with a record (ORD-006)."""
    del facts
    needed = law.parameter("penalty.deliberation.heads_minimum").at(act.day).number
    count = act.number("heads")
    yield from rule_text("ORD-006").judge(
        act.day, {"too_few_heads": count < needed}, count=count, needed=needed
    )


def headed_by_another(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    """Ask that the head neither investigated nor reviewed (SEP-002, SEP-003)."""
    del law
    reviewer = facts.file.last("legality_review")
    yield rule_text("SEP-002").answer(holds=act.by not in facts.investigators, day=act.day)
    yield rule_text("SEP-003").answer(holds=reviewer is None or reviewer.by != act.by, day=act.day)


def legality_was_passed(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    """《行政处罚法》第五十八条第一款: without it there is no decision (ORD-007)."""
    del law
    owed = needs_legality_review(facts)
    passed = facts.file.says("legality_review", "outcome") == ReviewOutcome.PASSED
    yield rule_text("ORD-007").answer(holds=passed or not owed, day=act.day)


def decided_as_approved(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    """Ask that the decision be the one that the head approved (MEC-002)."""
    del law
    rule = rule_text("MEC-002")
    approved = facts.file.says("head_approval", "conclusion")
    if rule.in_force(act.day) and approved is not None and approved != act.says.get("conclusion"):
        yield rule.refused_on(act.day, "other_than_approved")


def concludes(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    """《行政处罚法》第五十七条第一款: one of the four outcomes (ORD-005)."""
    del law, facts
    known = {each.value for each in Conclusion}
    yield from rule_text("ORD-005").judge(
        act.day, {"no_conclusion": act.word("conclusion") not in known}
    )
