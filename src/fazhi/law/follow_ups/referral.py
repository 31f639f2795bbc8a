"""The referral of a suspected crime as a file tells it (移送涉嫌犯罪案件)."""

import datetime as dt
from collections.abc import Iterator

from fazhi.law.answer import Answer
from fazhi.law.case_acts import CaseAct, Conclusion
from fazhi.law.compulsion_facts import CriminalReferralFacts, PoliceAnswer
from fazhi.law.jurisdiction import Law
from fazhi.law.rules.criminal_referral import examine_criminal_referral
from fazhi.law.whole_file import WholeFile, moment

#: The acts of a referral; the last of them on file carries what is found.
REFERRING = (
    "suspicion_report",
    "referral_approval",
    "criminal_referral",
    "police_answer",
    "police_reconsideration",
    "items_hand_over",
)


def judge_referral(law: Law, file: WholeFile, place: int) -> Iterator[Answer]:
    """《移送规定》第五条至第十二条: asked once, of the last act of the referral (PEN-006)."""
    if file.acts[place] is file.last(*REFERRING):
        yield from examine_criminal_referral(law, referral_facts(file))


def referral_facts(file: WholeFile) -> CriminalReferralFacts:
    """Return the referral with all that the file tells of it."""
    report, approval = file.last("suspicion_report"), file.last("referral_approval")
    sent, answer = file.last("criminal_referral"), file.last("police_answer")
    return CriminalReferralFacts(
        asked_at=file.latest,
        group=report.officers if report else (),
        reported_on=_day(report),
        decided_on=_day(approval),
        is_approved=approval.flag("is_approved") if approval else None,
        approved_at=_moment(approval),
        transferred_at=_moment(sent),
        refusal_reasons_recorded=approval is not None and approval.flag("is_reasoned"),
        penalty_decided=_is_punished_after(file, report),
        police_received_on=_day(sent),
        police_answer=PoliceAnswer(answer.word("answer")) if answer else PoliceAnswer.NONE,
        police_notice_on=_day(answer),
        review_asked_on=_day(file.last("police_reconsideration")),
        items_handed_on=_day(file.last("items_hand_over")),
        has_sealed_or_seized_items=file.last("measure") is not None,
        items_sent_along=sent is not None and sent.flag("are_items_sent_along"),
        party_told_in_writing=sent is not None and sent.flag("is_told"),
    )


def _is_punished_after(file: WholeFile, report: CaseAct | None) -> bool:
    decision = file.decision
    return (
        decision is not None
        and report is not None
        and decision.day >= report.day
        and decision.word("conclusion") == Conclusion.PENALTY
    )


def _day(act: CaseAct | None) -> dt.date | None:
    return act.day if act else None


def _moment(act: CaseAct | None) -> dt.datetime | None:
    return moment(act.at) if act else None
