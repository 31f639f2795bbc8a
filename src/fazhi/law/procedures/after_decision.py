"""What follows a decision (决定之后): payment, remedies, publication; and the criminal referral.

None of it is owed: each step is taken where the case calls for it, so nothing here waits for
anything. The steps give the acts of a file their names, their provisions and their particulars.
"""

import datetime as dt

from fazhi.law.answer import Text
from fazhi.law.citation import Citation
from fazhi.law.procedure import Procedure, Step

_REVISED = dt.date(2021, 7, 15)
_RECONSIDERATION = dt.date(2024, 1, 1)
_LITIGATION = dt.date(2017, 7, 1)
_REFERRAL = dt.date(2020, 8, 7)


def _step(
    name: str,
    cite: Citation,
    title: tuple[str, str],
    *,
    by: str,
    since: dt.date = _REVISED,
    contains: tuple[str, ...] = (),
) -> Step:
    return Step(name, cite, Text(*title), by=(by,), contains=contains, since=since)


def _penalty(article: int, paragraph: int = 0) -> Citation:
    return Citation("行政处罚法(2021)", article, paragraph)


def _referral(article: int) -> Citation:
    return Citation("行政执法机关移送涉嫌犯罪案件的规定", article)


PAYMENT = Procedure(
    "payment",
    (
        _step(
            "deferral", _penalty(66, 2), ("批准延期、分期缴纳", "Deferral of payment"),
            by="head", contains=("until",),
        ),
        _step(
            "cash_collection", _penalty(68), ("当场收缴罚款", "Take the fine in cash"),
            by="officers", contains=("amount", "receipt_number"),
        ),
        _step(
            "cash_hand_in", _penalty(71), ("将收缴的罚款交至行政机关", "Hand the cash in"),
            by="officers",
        ),
        _step(
            "cash_banking", _penalty(71), ("将罚款缴付指定银行", "Pay the cash into the bank"),
            by="officers",
        ),
        _step(
            "payment", _penalty(67, 3), ("缴纳罚款", "Payment"), by="party", contains=("amount",),
        ),
    ),
)  # fmt: skip

REMEDIES = Procedure(
    "remedies",
    (
        _step(
            "reconsideration", Citation("行政复议法(2023)", 20, 1),
            ("申请行政复议", "Reconsideration is applied for"), by="party", since=_RECONSIDERATION,
        ),
        _step(
            "reconsideration_answer", Citation("行政复议法(2023)", 48),
            ("提交复议答复", "Answer the reconsideration"), by="head", since=_RECONSIDERATION,
        ),
        _step(
            "reconsideration_decision", Citation("行政复议法(2023)", 62),
            ("作出复议决定", "The review body decides"), by="review_body",
            since=_RECONSIDERATION, contains=("remedy_outcome",),
        ),
        _step(
            "litigation", Citation("行政诉讼法(2017)", 46, 1),
            ("提起行政诉讼", "A suit is filed"), by="party", since=_LITIGATION,
        ),
        _step(
            "litigation_answer", Citation("行政诉讼法(2017)", 67),
            ("提交答辩状和证据", "Answer the suit"), by="head", since=_LITIGATION,
        ),
        _step(
            "court_judgment", Citation("行政诉讼法(2017)", 46, 1),
            ("法院裁判生效", "The court has judged"), by="court",
            since=_LITIGATION, contains=("remedy_outcome",),
        ),
    ),
)  # fmt: skip

PUBLICATION = Procedure(
    "publication",
    (
        _step("publication", _penalty(48, 1), ("公开处罚决定", "Publish the decision"), by="head"),
        _step(
            "publication_withdrawal", _penalty(48, 2),
            ("撤回公开并说明理由", "Withdraw what was published"), by="head",
        ),
    ),
)  # fmt: skip

CRIMINAL_REFERRAL = Procedure(
    "criminal_referral",
    (
        _step(
            "suspicion_report", _referral(5),
            ("提出移送涉嫌犯罪案件的书面报告", "Report the suspicion"),
            by="officers", since=_REFERRAL,
        ),
        _step(
            "referral_approval", _referral(5), ("负责人决定是否移送", "Decide on the referral"),
            by="head", since=_REFERRAL, contains=("is_approved",),
        ),
        _step(
            "criminal_referral", _referral(5), ("向公安机关移送", "Refer to the police"),
            by="officers", since=_REFERRAL,
        ),
        _step(
            "police_answer", _referral(8), ("收到公安机关的决定", "The police have answered"),
            by="police", since=_REFERRAL, contains=("answer",),
        ),
        _step(
            "police_reconsideration", _referral(9),
            ("提请公安机关复议", "Ask the police to reconsider"), by="head", since=_REFERRAL,
        ),
        _step(
            "items_hand_over", _referral(12),
            ("移交涉案物品和材料", "Hand things and papers over"), by="officers", since=_REFERRAL,
        ),
    ),
)  # fmt: skip
