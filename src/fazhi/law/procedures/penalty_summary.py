"""The summary procedure (简易程序) of 《行政处罚法》第五章第二节, step by step.

Notice and defence are general provisions and hold on the spot too; an item that reads "order to
correct, then fine" needs the order and the re-check first.
"""

import datetime as dt

from fazhi.law.answer import Text
from fazhi.law.citation import Citation
from fazhi.law.facts import OnTheSpotFacts, PenaltyKind
from fazhi.law.procedure import Procedure, Step

_REVISED = dt.date(2021, 7, 15)
_FORMER = dt.date(2021, 7, 14)


def _article(article: int, paragraph: int = 0) -> Citation:
    return Citation("行政处罚法(2021)", article, paragraph)


def _needs_correction_first(facts: OnTheSpotFacts) -> bool:
    return facts.power.needs_correction_first and _is_fined(facts)


def _is_fined(facts: OnTheSpotFacts) -> bool:
    return PenaltyKind.FINE in facts.penalty.kinds


SUMMARY = Procedure(
    "penalty_summary",
    (
        Step(
            "decision",
            Citation("行政处罚法(1996)", 33),
            Text("当场作出处罚决定", "Decide on the spot"),
            by=("officer",),
            since=dt.date(1996, 10, 1),
            until=_FORMER,
        ),
        Step(
            "certificate_shown",
            _article(52, 1),
            Text("出示执法证件", "Show the certificates"),
            by=("officer",),
            contains=("officers",),
            since=_REVISED,
        ),
        Step(
            "gather_evidence",
            _article(40),
            Text("查明事实", "Establish the facts"),
            by=("officer",),
            contains=("violation",),
            since=_REVISED,
        ),
        Step(
            "order_to_correct",
            _article(28, 1),
            Text("责令改正", "Order to correct"),
            when=_needs_correction_first,
            by=("officer",),
            contains=("basis", "ordered_on", "due_on"),
            since=_REVISED,
        ),
        Step(
            "reinspection",
            _article(28, 1),
            Text("复查改正情况", "Re-check the correction"),
            after=("order_to_correct",),
            when=_needs_correction_first,
            by=("officer",),
            contains=("rechecked_on",),
            since=_REVISED,
        ),
        Step(
            "prior_notice",
            _article(44),
            Text("口头告知", "Oral notice"),
            after=("certificate_shown", "gather_evidence", "reinspection"),
            by=("officer",),
            contains=("intended_penalty", "facts", "reasons", "basis", "rights"),
            since=_REVISED,
        ),
        Step(
            "statement_and_defence",
            _article(45),
            Text("听取陈述申辩", "Hear the party"),
            after=("prior_notice",),
            by=("officer",),
            contains=("defence",),
            since=_REVISED,
        ),
        Step(
            "decision",
            _article(51),
            Text("当场作出处罚决定", "Decide on the spot"),
            after=("statement_and_defence",),
            by=("officer",),
            contains=("number", "kinds", "basis", "amount", "remedy"),
            since=_REVISED,
        ),
        Step(
            "service",
            _article(52, 1),
            Text("当场交付决定书", "Hand the form over"),
            after=("decision",),
            by=("officer",),
            contains=("received_on",),
            since=_REVISED,
        ),
        Step(
            "report_for_record",
            _article(52, 3),
            Text("报所属机关备案", "Report to the own authority"),
            after=("decision",),
            by=("officer",),
            since=_REVISED,
        ),
        Step(
            "performance",
            _article(67, 3),
            Text("缴纳罚款", "Payment of the fine"),
            after=("service",),
            when=_is_fined,
            by=("party",),
            since=_REVISED,
        ),
        Step(
            "closure",
            _article(47),
            Text("结案归档", "Closure and archiving"),
            after=("report_for_record", "performance"),
            by=("officer",),
            since=_REVISED,
        ),
    ),
)
