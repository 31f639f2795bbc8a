"""Criminal referral (移送涉嫌犯罪案件): a suspected crime goes to the police, with its things.

`examine_criminal_referral` asks everything in the order of the regulation on referrals. That its
days are calendar days is our reading (D-09): being late by it warns; the twenty-four hours block.
"""

from datetime import date

from fazhi.law.answer import Answer
from fazhi.law.compulsion_facts import CriminalReferralFacts, PoliceAnswer
from fazhi.law.deadline import Deadline, Timeliness
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text
from fazhi.law.rules.officers import able_officers
from fazhi.law.rules.timeliness import due


def examine_criminal_referral(law: Law, facts: CriminalReferralFacts) -> tuple[Answer, ...]:
    """Return every answer to the referral of a suspected crime, in the order of the law."""
    return (
        *head_decided(law, facts),
        *referral_was_sent(law, facts),
        *no_penalty_instead(facts),
        *police_answered(law, facts),
        *sealed_items_went_along(facts),
    )


def head_decided(law: Law, facts: CriminalReferralFacts) -> tuple[Answer, ...]:
    """《移送规定》第五条: a group, a report, the head within three days (PEN-006)."""
    needed = law.parameter("criminal_referral.officers_minimum").at(facts.asked_on).number
    count = len(able_officers(facts.group))
    deadline = _from(law, "TRANSFER_DECIDE", facts.reported_on)
    refused = facts.is_approved is False
    return rule_text("PEN-006").judge(
        facts.asked_on,
        {
            "group_too_small": count < needed,
            "not_reported": deadline is None,
            "decision_late": _is_late(deadline, facts.decided_on or facts.asked_on),
            "reasons_not_recorded": refused and not facts.refusal_reasons_recorded,
        },
        count=count,
        needed=needed,
        due=_written(deadline),
    )


def referral_was_sent(law: Law, facts: CriminalReferralFacts) -> tuple[Answer, ...]:
    """《移送规定》第五条: to the police within twenty-four hours of the approval (PEN-006)."""
    if not facts.is_approved or facts.approved_at is None:
        return ()
    deadline = law.deadline("TRANSFER_CRIME").from_(facts.approved_at)
    late = deadline.judge(facts.transferred_at or facts.asked_at) is Timeliness.LATE
    return rule_text("PEN-006").judge(
        facts.asked_on, {"referral_late": late}, due=f"{deadline.due_at:%Y-%m-%d %H:%M}"
    )


def no_penalty_instead(facts: CriminalReferralFacts) -> tuple[Answer, ...]:
    """《行政处罚法》第二十七条: no penalty instead of or during the referral (PEN-006)."""
    refused = facts.is_approved is False or facts.police_answer is PoliceAnswer.NOT_FILED
    return rule_text("PEN-006").judge(
        facts.asked_on, {"penalty_instead": facts.penalty_decided and not refused}
    )


def police_answered(law: Law, facts: CriminalReferralFacts) -> tuple[Answer, ...]:
    """《移送规定》第八、九、十二条: three days for the police, three for what follows (PEN-006)."""
    answer, day = facts.police_answer, facts.asked_on
    waiting = _from(law, "TRANSFER_POLICE_DECIDE", facts.police_received_on)
    review = _from(law, "TRANSFER_REVIEW", facts.police_notice_on)
    items = _from(law, "TRANSFER_ITEMS", facts.police_notice_on)
    filed, not_filed = answer is PoliceAnswer.FILED, answer is PoliceAnswer.NOT_FILED
    asked = facts.review_asked_on
    awaited = {PoliceAnswer.FILED: items, PoliceAnswer.NOT_FILED: review}.get(answer, waiting)
    return rule_text("PEN-006").judge(
        day,
        {
            "police_silent": answer is PoliceAnswer.NONE and _is_late(waiting, day),
            "review_late": not_filed and asked is not None and _is_late(review, asked),
            "items_late": filed and _is_late(items, facts.items_handed_on or day),
        },
        due=_written(awaited),
    )


def sealed_items_went_along(facts: CriminalReferralFacts) -> tuple[Answer, ...]:
    """《行政强制法》第二十一条: sealed things go along, and the party is told (COE-010)."""
    if facts.transferred_at is None or not facts.has_sealed_or_seized_items:
        return ()
    return rule_text("COE-010").judge(
        facts.asked_on,
        {
            "items_kept_back": not facts.items_sent_along,
            "party_not_told": not facts.party_told_in_writing,
        },
    )


def _from(law: Law, name: str, day: date | None) -> Deadline | None:
    return law.deadline(name).from_(day) if day else None


def _is_late(deadline: Deadline | None, day: date) -> bool:
    return deadline is not None and deadline.judge(day) is Timeliness.LATE


def _written(deadline: Deadline | None) -> str:
    return due(deadline) if deadline else "—"
