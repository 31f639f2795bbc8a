"""Sealing and seizure (查封、扣押) of 《行政强制法》第三章, step by step.

The approval comes first; in urgency it follows within twenty-four hours, while everything at the
scene stays owed.
"""

import datetime as dt

from fazhi.law.answer import Text
from fazhi.law.citation import Citation
from fazhi.law.compulsion_facts import MeasureFacts
from fazhi.law.procedure import Procedure, Step

_SINCE = dt.date(2012, 1, 1)


def _article(article: int, paragraph: int = 0, item: int = 0) -> Citation:
    return Citation("行政强制法", article, paragraph, item)


def _is_urgent(facts: MeasureFacts) -> bool:
    return facts.urgency is not None


def _is_planned(facts: MeasureFacts) -> bool:
    return facts.urgency is None


def _is_extended(facts: MeasureFacts) -> bool:
    return facts.extension is not None


def _is_tested(facts: MeasureFacts) -> bool:
    return bool(facts.testing)


def _is_returned(facts: MeasureFacts) -> bool:
    return facts.disposed_on is None


COMPULSORY_MEASURE = Procedure(
    "compulsory_measure",
    (
        Step(
            "approval",
            _article(18, item=1),
            Text("负责人批准", "Approval by the head"),
            when=_is_planned,
            by=("head",),
            contains=("basis", "reasons"),
            since=_SINCE,
            rule="COE-002",
        ),
        Step(
            "certificate_shown",
            _article(18, item=3),
            Text("出示执法身份证件", "Show the certificates"),
            by=("officer",),
            contains=("officers",),
            since=_SINCE,
            rule="COE-002",
        ),
        Step(
            "party_notified",
            _article(18, item=4),
            Text("通知当事人到场", "Call the party to the scene"),
            by=("officer",),
            since=_SINCE,
            rule="COE-002",
        ),
        Step(
            "notice",
            _article(18, item=5),
            Text("当场告知理由、依据、权利和救济途径", "Tell reasons, basis, rights and remedies"),
            after=("certificate_shown", "party_notified"),
            by=("officer",),
            contains=("reasons", "basis", "rights", "remedy"),
            since=_SINCE,
            rule="COE-002",
        ),
        Step(
            "statement_and_defence",
            _article(18, item=6),
            Text("听取陈述申辩", "Hear the party"),
            after=("notice",),
            by=("officer",),
            contains=("statement",),
            since=_SINCE,
            rule="COE-002",
        ),
        Step(
            "measure",
            _article(24, 1),
            Text("实施查封、扣押", "Seal or seize"),
            after=("approval", "statement_and_defence"),
            by=("officer",),
            contains=("items",),
            since=_SINCE,
            rule="COE-004",
        ),
        Step(
            "scene_record",
            _article(18, item=7),
            Text("制作现场笔录并签名", "Make the record and have it signed"),
            after=("statement_and_defence",),
            by=("officer",),
            contains=("signatures",),
            since=_SINCE,
            rule="COE-002",
        ),
        Step(
            "inventory",
            _article(24, 3),
            Text("制作清单，一式二份", "Make the inventory in two copies"),
            after=("measure",),
            by=("officer",),
            contains=("items", "quantities"),
            since=_SINCE,
            rule="COE-005",
        ),
        Step(
            "service",
            _article(24, 1),
            Text("当场交付决定书和清单", "Hand decision and inventory over on the spot"),
            after=("measure", "inventory"),
            by=("officer",),
            contains=("received_on",),
            since=_SINCE,
            rule="COE-005",
        ),
        Step(
            "approval_under_urgency",
            _article(19),
            Text("二十四小时内报告并补办批准", "Report and obtain approval in twenty-four hours"),
            after=("measure",),
            when=_is_urgent,
            by=("head",),
            contains=("reported_at", "approved_at"),
            since=_SINCE,
            rule="COE-003",
        ),
        Step(
            "keeping",
            _article(26, 1),
            Text("妥善保管", "Keep the things well"),
            after=("inventory",),
            by=("officer",),
            contains=("place", "keeper"),
            since=_SINCE,
            rule="COE-008",
        ),
        Step(
            "testing",
            _article(25, 3),
            Text("检测、检验、检疫、鉴定", "Testing or appraisal"),
            after=("measure",),
            when=_is_tested,
            by=("officer",),
            contains=("until",),
            since=_SINCE,
            rule="COE-007",
        ),
        Step(
            "extension",
            _article(25, 1),
            Text("负责人批准延长", "Extension by the head"),
            after=("measure",),
            when=_is_extended,
            by=("head",),
            contains=("reasons", "until"),
            since=_SINCE,
            rule="COE-006",
        ),
        Step(
            "extension_notice",
            _article(25, 2),
            Text("书面告知延长并说明理由", "Tell the extension in writing with reasons"),
            after=("extension",),
            when=_is_extended,
            by=("officer",),
            contains=("reasons", "received_on"),
            since=_SINCE,
            rule="COE-006",
        ),
        Step(
            "handling",
            _article(27),
            Text("期限内作出处理决定", "Decide on the things within the period"),
            after=("measure",),
            by=("officer",),
            since=_SINCE,
            rule="COE-031",
        ),
        Step(
            "lifting",
            _article(28, 1),
            Text("解除查封、扣押", "Lift the measure"),
            after=("measure",),
            when=_is_returned,
            by=("head",),
            contains=("reasons", "lifted_on"),
            since=_SINCE,
            rule="COE-009",
        ),
        Step(
            "return_of_items",
            _article(28, 2),
            Text("立即退还财物", "Return the things at once"),
            after=("lifting",),
            when=_is_returned,
            by=("officer",),
            contains=("received_on",),
            since=_SINCE,
            rule="COE-009",
        ),
    ),
)
