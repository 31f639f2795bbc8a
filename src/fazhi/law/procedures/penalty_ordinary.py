"""The ordinary procedure (普通程序) of 《行政处罚法》第五章第三节 and the hearing of 第四节.

Three-level review (三级审核) is the office's own mechanism: squad leader, case reviewer, head. The
second is the legality review of 第五十八条 where the law demands one.
"""

import datetime as dt
from collections.abc import Callable

from fazhi.law.answer import Text
from fazhi.law.case_acts import OrdinaryFacts
from fazhi.law.citation import Citation
from fazhi.law.procedure import Procedure, Step

_REVISED = dt.date(2021, 7, 15)
_OWN_MECHANISM = dt.date(2023, 1, 1)


def _article(article: int, paragraph: int = 0, item: int = 0) -> Citation:
    return Citation("行政处罚法(2021)", article, paragraph, item)


_MECHANISM = Citation("街道执法办案机制")


def _never(_facts: OrdinaryFacts) -> bool:
    """Tell that the step is taken where the case calls for it, and owed by nobody."""
    return False


def _punishes(facts: OrdinaryFacts) -> bool:
    return facts.punishes


def _is_preserved(facts: OrdinaryFacts) -> bool:
    return "registration_preservation" in facts.file


def _is_hearing_asked(facts: OrdinaryFacts) -> bool:
    return "hearing_request" in facts.file


def needs_deliberation(facts: OrdinaryFacts) -> bool:
    """《行政处罚法》第五十七条第二款: complex circumstances, or a grave violation."""
    file = facts.file
    return any(file.says("investigation_report", key) for key in ("is_complex", "is_grave"))


def _is_fined(facts: OrdinaryFacts) -> bool:
    decision = facts.file.last("decision")
    return decision is not None and decision.amount("fine") > 0


def _needs_correction_first(facts: OrdinaryFacts) -> bool:
    return facts.power.needs_correction_first and facts.punishes


def _step(  # noqa: PLR0913 -- a step has as many parts as the law gives it
    name: str,
    cite: Citation,
    title: tuple[str, str],
    rule: str,
    *,
    after: tuple[str, ...] = (),
    when: Callable[[OrdinaryFacts], bool] | None = None,
    by: str = "officers",
    contains: tuple[str, ...] = (),
    ends: bool = False,
    since: dt.date = _REVISED,
) -> Step:
    return Step(
        name, cite, Text(*title), rule=rule, after=after, when=when, by=(by,), contains=contains,
        ends=ends, since=since,
    )  # fmt: skip


_INVESTIGATING = (
    _step(
        "case_filing", _article(54, 2), ("立案", "File the case"), "ORD-001",
        by="head", contains=("source", "discovered_on", "facts", "handlers"),
    ),
    _step(
        "recusal", _article(43), ("回避决定", "Decide on recusal"), "PEN-024",
        after=("case_filing",), when=_never, by="head",
        contains=("recused", "is_granted", "reason"),
    ),
    _step(
        "interview_record", _article(55, 2), ("询问笔录", "Interview"), "ORD-002",
        after=("case_filing",), when=_never,
        contains=("person", "is_certificate_shown", "record", "signature"),
    ),
    _step(
        "on_site_record", _article(55, 2), ("现场检查笔录", "On-site record"), "ORD-002",
        after=("case_filing",), when=_never,
        contains=("place", "is_certificate_shown", "record", "signature"),
    ),
    _step(
        "examination_record", _article(46, 1, 8), ("勘验笔录", "Examination"), "ORD-002",
        after=("case_filing",), when=_never,
        contains=("place", "is_certificate_shown", "record", "signature"),
    ),
    _step(
        "gather_evidence", _article(46), ("证据入卷", "Put evidence on file"), "PEN-021",
        after=("case_filing",), contains=("evidence_kind", "label", "obtained_from"),
    ),
    _step(
        "sampling", _article(56), ("抽样取证", "Take samples"), "ORD-003",
        after=("case_filing",), when=_never, contains=("items", "party_present"),
    ),
    _step(
        "registration_preservation", _article(56),
        ("先行登记保存", "Preserve by registration"), "ORD-003",
        after=("case_filing",), when=_never,
        contains=("items", "reason", "approved_by_head", "place"),
    ),
    _step(
        "preservation_result", _article(56),
        ("先行登记保存处理决定", "Decide on what was preserved"), "ORD-003",
        after=("registration_preservation",), when=_is_preserved, contains=("result",),
    ),
    _step(
        "order_to_correct", _article(28, 1), ("责令改正", "Order to correct"), "PEN-007",
        after=("case_filing",), when=_needs_correction_first,
        contains=("basis", "due_on"),
    ),
    _step(
        "reinspection", _article(28, 1), ("复查", "Re-check"), "URB-007",
        after=("order_to_correct",), when=_needs_correction_first, contains=("record",),
    ),
    _step(
        "investigation_report", _article(57, 1),
        ("调查终结报告", "Report of the investigation"), "ORD-005",
        after=("gather_evidence", "preservation_result", "reinspection"),
        contains=("facts", "evidence", "conclusion", "reasons"),
    ),
)  # fmt: skip

_HEARING_THE_PARTY = (
    _step(
        "prior_notice", _article(44), ("处罚事先告知", "Prior notice"), "PEN-025",
        after=("investigation_report",), when=_punishes,
        contains=("kinds", "facts", "reasons", "basis", "tells_rights"),
    ),
    _step(
        "notice_service", _article(44), ("送达告知书", "Serve the notice"), "PEN-025",
        after=("prior_notice",), when=_punishes, contains=("mode", "effective_on"),
    ),
    _step(
        "statement_and_defence", _article(45),
        ("听取陈述申辩并复核", "Hear and re-check the defence"), "PEN-026",
        after=("notice_service",), when=_punishes, contains=("defence", "record"),
    ),
    _step(
        "hearing_request", _article(64, 0, 1), ("听证申请", "Request for a hearing"), "HEA-002",
        after=("notice_service",), when=_never, by="party", contains=("requested_on",),
    ),
    _step(
        "hearing_notice", _article(64, 0, 2), ("听证通知", "Notice of the hearing"), "HEA-003",
        after=("hearing_request",), when=_is_hearing_asked,
        contains=("hearing_on", "place", "chair", "notified_on"),
    ),
    _step(
        "hearing", _article(64), ("听证", "Hearing"), "T-28",
        after=("hearing_notice",), when=_is_hearing_asked, by="hearing_chair",
        contains=("outcome", "record", "signature"),
    ),
)  # fmt: skip

_REVIEWING = (
    _step(
        "squad_review", _MECHANISM, ("中队长审核", "Review by the squad leader"), "MEC-002",
        after=("investigation_report", "statement_and_defence", "hearing"), by="squad_leader",
        contains=("outcome", "opinion"), since=_OWN_MECHANISM,
    ),
    _step(
        "legality_review", _article(58, 1), ("案审员法制审核", "Legality review"), "MEC-002",
        after=("squad_review",), by="case_reviewer",
        contains=("outcome", "opinion"),
    ),
    _step(
        "deliberation", _article(57, 2), ("集体讨论", "Deliberation of the heads"), "ORD-006",
        after=("legality_review",), when=needs_deliberation, by="head",
        contains=("heads", "record", "resolution"),
    ),
    _step(
        "head_approval", _article(57, 1), ("街道负责人审批", "Approval by the head"), "ORD-005",
        after=("squad_review", "legality_review", "deliberation"), by="head",
        contains=("outcome", "conclusion", "opinion"),
    ),
)  # fmt: skip

_DECIDING = (
    _step(
        "decision", _article(57, 1), ("作出决定", "Decide"), "ORD-010",
        after=("head_approval", "statement_and_defence", "hearing"), by="head",
        contains=("conclusion", "number"),
    ),
    _step(
        "decision_service", _article(61, 1), ("送达决定书", "Serve the decision"), "ORD-013",
        after=("decision",), contains=("mode", "effective_on"),
    ),
    _step(
        "performance", _article(66, 1), ("履行", "Performance"), "EXE-001",
        after=("decision_service",), when=_is_fined, by="party", contains=("performed_on",),
    ),
    _step(
        "closure", _article(47), ("结案归档", "Closure and archiving"), "PEN-028",
        after=("decision_service",), by="head", contains=("ground",), ends=True,
    ),
    _step(
        "withdrawal", _article(54, 2), ("撤销立案", "Withdraw the case"), "ORD-005",
        after=("case_filing",), when=_never, by="head", contains=("reason",), ends=True,
    ),
    _step(
        "jurisdiction_transfer", _article(22), ("移送管辖", "Transfer for jurisdiction"), "PEN-003",
        after=("case_filing",), when=_never, by="head", contains=("receiver", "reason"), ends=True,
    ),
)  # fmt: skip

ORDINARY = Procedure(
    "penalty_ordinary", (*_INVESTIGATING, *_HEARING_THE_PARTY, *_REVIEWING, *_DECIDING)
)
