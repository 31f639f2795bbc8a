"""The hearing (听证), 《行政处罚法》第六十三条至第六十五条: told, asked for, notified, held."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import cast

from fazhi.law.answer import Answer
from fazhi.law.case_acts import CaseAct, HearingOutcome, OrdinaryFacts
from fazhi.law.deadline import Deadline, Timeliness
from fazhi.law.facts import PartyKind, PenaltyKind
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text
from fazhi.law.rules.timeliness import due
from fazhi.law.wording import listed, yuan

_MOST_AGENTS = 2
_LARGE = {
    PartyKind.PERSON: "hearing.large_amount_person",
    PartyKind.ORGANISATION: "hearing.large_amount_organisation",
    # Which one applies is not settled: the lower lets nobody lose a hearing (P-03).
    PartyKind.INDIVIDUAL_BUSINESS: "hearing.large_amount_person",
}


def kinds_owing_hearing(law: Law, act: CaseAct) -> frozenset[PenaltyKind]:
    """Return the kinds of penalty of an act before which the law itself orders a hearing right."""
    words = cast("tuple[str, ...]", law.parameter("hearing.kinds").at(act.day).value)
    return act.kinds & {PenaltyKind(word) for word in words}


def threshold(law: Law, *, party: PartyKind, day: dt.date) -> Decimal:
    """Return the amount from which a hearing right is told while the local number is not known."""
    return law.parameter(_LARGE[party]).at(day).amount


def amount_of(act: CaseAct) -> Decimal:
    """Return what an act takes from the party: fine and confiscated amount together."""
    return act.amount("fine") + act.amount("confiscated_amount")


def right_is_told(law: Law, facts: OrdinaryFacts, act: CaseAct) -> tuple[Answer, ...]:
    """《行政处罚法》第六十三条: told before a grave penalty (HEA-001).

    What a large amount is, no law that was read says: above the design value it only warns.
    """
    is_told = act.flag("tells_hearing_right")
    kinds, amount = kinds_owing_hearing(law, act), amount_of(act)
    large = threshold(law, party=facts.party.kind, day=act.day)
    label = listed(kinds)
    return rule_text("HEA-001").judge(
        act.day,
        {
            "": bool(kinds) and not is_told,
            "large_amount": not kinds and amount >= large and not is_told,
        },
        kinds=label.zh,
        kinds_en=label.en,
        amount=yuan(amount),
        threshold=yuan(large),
    )


def request_deadline(law: Law, facts: OrdinaryFacts) -> Deadline | None:
    """Return until when the party may ask for a hearing; None where the right was not told."""
    served = facts.file.says("notice_service", "effective_on")
    is_told = facts.file.says("prior_notice", "tells_hearing_right")
    if not is_told or not isinstance(served, dt.date):
        return None
    return law.deadline("HEAR_REQUEST").from_(served)


def asked_in_time(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    """《行政处罚法》第六十四条第一项: five days to ask, counted in the party's favour (HEA-002)."""
    deadline = request_deadline(law, facts)
    asked_on = act.date("requested_on")
    if deadline is not None and asked_on is not None:
        late = deadline.judge(asked_on) is Timeliness.LATE
        yield rule_text("HEA-002").answer(holds=not late, day=act.day, due=due(deadline))


def notified_in_time(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    """《行政处罚法》第六十四条第二项: seven days before (HEA-003), by somebody else (HEA-005)."""
    hearing_on, notified_on = act.date("hearing_on"), act.date("notified_on")
    if hearing_on is not None and notified_on is not None:
        deadline = law.deadline("HEAR_NOTICE").from_(hearing_on)
        judged = deadline.judge(notified_on)
        yield from rule_text("HEA-003").judge(
            act.day,
            {"": judged is Timeliness.LATE, "in_doubt": judged is Timeliness.IN_DOUBT},
            due=due(deadline),
            notified="",
        )
    yield chaired_by_another(facts, act, chair=act.word("chair"))


def chaired_by_another(facts: OrdinaryFacts, act: CaseAct, *, chair: str) -> Answer:
    """《行政处罚法》第六十四条第四项: the chair did not investigate the case (HEA-005)."""
    return rule_text("HEA-005").answer(holds=chair not in facts.investigators, day=act.day)


def held_properly(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    """《行政处罚法》第六十四条: chair, day, publicity, agents and record of the hearing."""
    del law
    yield chaired_by_another(facts, act, chair=act.by)
    notified = facts.file.says("hearing_notice", "hearing_on")
    if isinstance(notified, dt.date) and act.day < notified:
        yield rule_text("HEA-003").refused_on(
            act.day, "earlier_than_notified", due=notified, notified=notified
        )
    if act.word("outcome") != HearingOutcome.HELD:
        return
    is_public = not act.flag("is_closed") or bool(act.word("reason"))
    yield rule_text("HEA-004").answer(holds=is_public, day=act.day)
    agents = act.number("agents")
    yield rule_text("HEA-006").answer(holds=agents <= _MOST_AGENTS, day=act.day, count=agents)
    signed = act.word("signature") in {"signed", "refusal_noted"}
    yield rule_text("HEA-008").answer(holds=signed, day=act.day)


def period_is_over(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    """《行政处罚法》第六十二条、第六十四条: nothing is decided before the period ends (ORD-017).

    A clear waiver, or a hearing that was held or stayed away from, ends it early.
    """
    deadline = request_deadline(law, facts)
    if deadline is None:
        return
    is_over = deadline.passed_from is not None and act.day >= deadline.passed_from
    waived = bool(facts.file.says("statement_and_defence", "waives_hearing"))
    holds = is_over or waived or "hearing" in facts.file
    yield rule_text("ORD-017").answer(holds=holds, day=act.day, due=due(deadline))
    if "hearing_request" in facts.file:
        yield rule_text("T-28").answer(holds="hearing" in facts.file, day=act.day)


def decided_on_the_record(law: Law, facts: OrdinaryFacts, act: CaseAct) -> Iterator[Answer]:
    """《行政处罚法》第六十五条: no evidence that the hearing never saw (HEA-009)."""
    del law
    hearing, evidence = facts.file.last("hearing"), facts.file.last("gather_evidence")
    if hearing is not None and evidence is not None:
        later = hearing.word("outcome") == HearingOutcome.HELD and evidence.at > hearing.at
        yield rule_text("HEA-009").answer(holds=not later, day=act.day)
