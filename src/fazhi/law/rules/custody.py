"""Custody (保管): who keeps things held, until when, and how long recordings are kept."""

import datetime as dt

from fazhi.law.answer import Answer
from fazhi.law.custody_facts import FootageFacts, HoldingEnd, HoldingFacts, HoldingKind
from fazhi.law.deadline import Deadline
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text
from fazhi.law.rules.timeliness import due

_DEADLINES = {
    HoldingKind.PRESERVATION: "PEN_PRESERVE",
    HoldingKind.SEALING: "SEIZE",
    HoldingKind.SEIZURE: "SEIZE",
}
#: What may become of a thing preserved by registration (《行政处罚法》第五十六条).
_RESULTS = frozenset(
    {
        HoldingEnd.RETURNED,
        HoldingEnd.SEIZED,
        HoldingEnd.CONFISCATED,
        HoldingEnd.TESTED,
        HoldingEnd.TRANSFERRED,
    }
)
#: Recorded in sound and image without exception (国办发〔2018〕118号).
COERCIVE = frozenset({HoldingKind.SEALING, HoldingKind.SEIZURE})


def holding_term(law: Law, kind: HoldingKind, since: dt.date) -> Deadline | None:
    """Return until when a thing may be held; None where no period runs, as after confiscation."""
    name = _DEADLINES.get(kind)
    return law.deadline(name).from_(since) if name else None


def custodian_is_apart(
    *, day: dt.date, custodian: str, investigators: frozenset[str]
) -> tuple[Answer, ...]:
    """《行政强制法》第二十六条: whoever keeps a thing did not investigate the case (SEP-004)."""
    return (rule_text("SEP-004").answer(holds=custodian not in investigators, day=day),)


def holding_may_end(law: Law, facts: HoldingFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """《行政处罚法》第五十六条、《行政强制法》第二十六条: the thing leaves as the law says.

    A thing is returned however late it is; nothing else may follow on a preservation that lapsed
    (ORD-003), and what was used, damaged or charged for is set right first (COE-008). What was
    confiscated is the party's no more; it is disposed of by 《行政处罚法》第七十四条 (EXE-012).
    """
    if facts.kind is HoldingKind.CONFISCATION:
        return ()
    return (
        *_preservation_ends(law, facts, day),
        *_kept_well(facts, day),
    )


def coercion_is_in_term(
    *, day: dt.date, kind: HoldingKind, due_on: dt.date | None
) -> tuple[Answer, ...]:
    """《行政强制法》第二十八条第一款第四项: once its period is over it is lifted (COE-009)."""
    if kind not in COERCIVE or due_on is None:
        return ()
    return rule_text("COE-009").judge(day, {"period_over": day > due_on})


def coercion_is_recorded(*, day: dt.date, kind: HoldingKind, has_footage: bool) -> Answer:
    """国办发〔2018〕118号: sealing and seizure are recorded in sound and image (TRI-004)."""
    return rule_text("TRI-004").answer(holds=kind not in COERCIVE or has_footage, day=day)


def footage_may_be_erased(law: Law, facts: FootageFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """《公共安全视频图像信息系统管理条例》: not before its time, not while needed (VID-001).

    Recordings of before the regulation, and those of body cameras, are left to the office's rule.
    """
    rule = rule_text("VID-001")
    if not (facts.is_public_video and rule.in_force(facts.recorded_on)):
        return ()
    least = law.parameter("evidence.public_video_days").at(facts.recorded_on).number
    until = facts.recorded_on + dt.timedelta(days=int(least))
    return rule.judge(
        day,
        {"too_early": day <= until, "still_needed": facts.is_needed},
        least=least,
        until=until,
    )


def _preservation_ends(law: Law, facts: HoldingFacts, day: dt.date) -> tuple[Answer, ...]:
    if facts.kind is not HoldingKind.PRESERVATION:
        return ()
    deadline = law.deadline("PEN_PRESERVE").from_(facts.since)
    is_late = deadline.days_late(day) > 0
    is_returned = facts.end is HoldingEnd.RETURNED
    return (
        *rule_text("ORD-003").judge(
            day,
            {"lapsed": is_late and not is_returned, "late": is_late and is_returned},
            due=due(deadline),
        ),
        rule_text("ORD-004").answer(holds=facts.end in _RESULTS, day=day),
    )


def _kept_well(facts: HoldingFacts, day: dt.date) -> tuple[Answer, ...]:
    keeping = facts.keeping
    return rule_text("COE-008").judge(
        day,
        {
            "not_proper": not keeping.is_proper,
            "used": keeping.was_used,
            "damaged": keeping.was_damaged and not keeping.damage_compensated,
            "cost_on_party": keeping.cost_on_party,
        },
    )
