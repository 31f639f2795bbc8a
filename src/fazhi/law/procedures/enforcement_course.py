"""What may happen in the course of any enforcement (执行过程), whichever way it goes.

An agreement, a suspension or a refusal of the court belongs to no place in the order of steps; each
has what must come before it.
"""

import datetime as dt

from fazhi.law.answer import Text
from fazhi.law.citation import Citation
from fazhi.law.procedure import Procedure, Step

_SINCE = dt.date(2012, 1, 1)


def _article(article: int, paragraph: int = 0) -> Citation:
    return Citation("行政强制法", article, paragraph)


ENFORCEMENT_COURSE = Procedure(
    "enforcement_course",
    (
        Step(
            "statement_and_defence",
            _article(36),
            Text("听取陈述申辩并复核", "Hear the party and re-check"),
            after=("demand", "service_of_demand"),
            by=("officer",),
            since=_SINCE,
            rule="COE-011",
        ),
        Step(
            "performance",
            _article(37, 1),
            Text("当事人履行", "The party performs"),
            by=("officer",),
            contains=("performed_on",),
            since=_SINCE,
            rule="COE-012",
        ),
        Step(
            "enforcement_agreement",
            _article(42, 1),
            Text("达成执行协议", "Agree on the enforcement"),
            after=("demand",),
            by=("head",),
            contains=("stages",),
            since=_SINCE,
            rule="COE-032",
        ),
        Step(
            "agreement_performance",
            _article(42, 2),
            Text("执行协议履行完毕", "The agreement is performed"),
            after=("enforcement_agreement",),
            by=("officer",),
            since=_SINCE,
            rule="COE-032",
        ),
        Step(
            "agreement_breach",
            _article(42, 2),
            Text("当事人不履行协议，恢复强制执行", "Resume after a breach of the agreement"),
            after=("enforcement_agreement",),
            by=("head",),
            contains=("reason",),
            since=_SINCE,
            rule="COE-032",
        ),
        Step(
            "suspension",
            _article(39, 1),
            Text("中止执行", "Suspend the enforcement"),
            by=("head",),
            contains=("suspension_ground", "reason"),
            since=_SINCE,
            rule="COE-014",
        ),
        Step(
            "resumption",
            _article(39, 2),
            Text("恢复执行", "Resume the enforcement"),
            after=("suspension",),
            by=("head",),
            contains=("reason",),
            since=_SINCE,
            rule="COE-014",
        ),
        Step(
            "court_refusal",
            _article(56, 2),
            Text("收到法院不予受理或者不予执行的裁定", "The court refuses"),
            after=("court_enforcement_application",),
            by=("court",),
            contains=("court_answer",),
            since=_SINCE,
            rule="COE-026",
        ),
        Step(
            "court_review",
            _article(56, 2),
            Text("向上一级法院申请复议", "Ask the court above"),
            after=("court_refusal",),
            by=("head",),
            contains=("reason",),
            since=_SINCE,
            rule="COE-026",
        ),
        Step(
            "termination",
            _article(40),
            Text("终结执行", "End the enforcement for good"),
            by=("head",),
            contains=("termination_ground", "reason"),
            since=_SINCE,
            rule="COE-014",
            ends=True,
        ),
    ),
)
