"""Compulsory enforcement (行政强制执行) of 《行政强制法》第四章, step by step.

Three procedures: enforcement in general, forced demolition and substitute performance. Clearing at
once (第五十二条) needs no demand.
"""

import datetime as dt

from fazhi.law.answer import Text
from fazhi.law.citation import Citation
from fazhi.law.enforcement_facts import BuildingArea, DemolitionFacts, SubstituteFacts
from fazhi.law.procedure import Procedure, Step

_SINCE = dt.date(2012, 1, 1)
#: From this day the provincial regulation on illegal buildings holds.
_BUILDINGS_SINCE = dt.date(2013, 10, 1)


def _article(article: int, paragraph: int = 0, item: int = 0) -> Citation:
    return Citation("行政强制法", article, paragraph, item)


def _is_urban(facts: DemolitionFacts) -> bool:
    return facts.mandate.area is BuildingArea.URBAN


def _is_ordinary(facts: SubstituteFacts) -> bool:
    return facts.immediate is None


def _party_is_absent(facts: SubstituteFacts) -> bool:
    return facts.immediate is not None and not facts.immediate.party_present


COMPULSORY_ENFORCEMENT = Procedure(
    "compulsory_enforcement",
    (
        Step(
            "demand",
            _article(35),
            Text("书面催告", "Demand in writing"),
            by=("officer",),
            contains=("due_on", "manner", "amount", "rights"),
            since=_SINCE,
            rule="COE-011",
        ),
        Step(
            "service_of_demand",
            _article(38),
            Text("送达催告书", "Serve the demand"),
            after=("demand",),
            by=("officer",),
            contains=("received_on",),
            since=_SINCE,
            rule="COE-013",
        ),
        Step(
            "statement_and_defence",
            _article(36),
            Text("听取陈述申辩并复核", "Hear the party and re-check"),
            after=("service_of_demand",),
            by=("officer",),
            contains=("statement", "rechecked_on"),
            since=_SINCE,
            rule="COE-011",
        ),
        Step(
            "enforcement_decision",
            _article(37, 2),
            Text("作出强制执行决定", "Decide to enforce"),
            after=("statement_and_defence",),
            by=("head",),
            contains=("party", "reasons", "manner", "time", "remedy"),
            since=_SINCE,
            rule="COE-012",
        ),
        Step(
            "service",
            _article(38),
            Text("送达强制执行决定书", "Serve the decision"),
            after=("enforcement_decision",),
            by=("officer",),
            contains=("received_on",),
            since=_SINCE,
            rule="COE-013",
        ),
        Step(
            "enforcement",
            _article(43, 1),
            Text("实施强制执行", "Enforce"),
            after=("service",),
            by=("officer",),
            contains=("slot",),
            since=_SINCE,
            rule="COE-015",
        ),
    ),
)

DEMOLITION = Procedure(
    "demolition",
    (
        Step(
            "announcement",
            _article(44),
            Text("公告并限期自行拆除", "Announce and set a time to demolish"),
            by=("officer",),
            contains=("due_on",),
            since=_SINCE,
            rule="COE-017",
        ),
        Step(
            "remedy_expiry",
            _article(44),
            Text("复议、诉讼期限届满", "Remedies lapse"),
            by=("party",),
            since=_SINCE,
            rule="COE-017",
        ),
        Step(
            "mandate",
            Citation("城乡规划法", 68),
            Text("市、县（区）人民政府责成", "Mandate of the district government"),
            when=_is_urban,
            by=("government",),
            contains=("number",),
            since=_SINCE,
            rule="COE-029",
        ),
        Step(
            "notice_to_attend",
            Citation("浙江省违法建筑处置规定", 17),
            Text("通知当事人到场", "Call the party to the scene"),
            after=("announcement", "remedy_expiry", "mandate"),
            by=("officer",),
            contains=("received_on",),
            since=_BUILDINGS_SINCE,
            rule="COE-030",
        ),
        Step(
            "inventory",
            Citation("浙江省违法建筑处置规定", 18),
            Text("清点造册", "Make the inventory"),
            after=("notice_to_attend",),
            by=("officer", "witness"),
            contains=("items",),
            since=_BUILDINGS_SINCE,
            rule="COE-030",
        ),
        Step(
            "demolition",
            _article(44),
            Text("强制拆除", "Demolish"),
            after=("announcement", "remedy_expiry", "mandate", "inventory"),
            by=("officer",),
            contains=("record", "photographs", "video"),
            since=_SINCE,
            rule="COE-017",
        ),
    ),
)

SUBSTITUTE_PERFORMANCE = Procedure(
    "substitute_performance",
    (
        Step(
            "demand",
            _article(50),
            Text("书面催告", "Demand in writing"),
            when=_is_ordinary,
            by=("officer",),
            contains=("due_on", "manner", "rights"),
            since=_SINCE,
            rule="COE-020",
        ),
        Step(
            "substitute_performance_decision",
            _article(51, 1, 1),
            Text("作出并送达代履行决定书", "Decide and serve the decision"),
            after=("demand",),
            when=_is_ordinary,
            by=("head",),
            contains=("object", "cost_estimate", "performer"),
            since=_SINCE,
            rule="COE-020",
        ),
        Step(
            "renewed_demand",
            _article(51, 1, 2),
            Text("代履行三日前再催告", "Demand again three working days before"),
            after=("substitute_performance_decision",),
            when=_is_ordinary,
            by=("officer",),
            contains=("received_on",),
            since=_SINCE,
            rule="COE-020",
        ),
        Step(
            "substitute_performance",
            _article(51, 1, 3),
            Text("派员到场监督，代履行", "Perform under supervision"),
            after=("renewed_demand",),
            by=("officer", "performer"),
            contains=("supervisor", "cost"),
            since=_SINCE,
            rule="COE-020",
        ),
        Step(
            "signature",
            _article(51, 1, 4),
            Text("监督人员、代履行人和当事人或者见证人签名", "Sign the record"),
            after=("substitute_performance",),
            when=_is_ordinary,
            by=("officer", "performer", "party"),
            contains=("signatures",),
            since=_SINCE,
            rule="COE-020",
        ),
        Step(
            "party_notified",
            _article(52),
            Text("事后立即通知当事人", "Tell the absent party at once"),
            after=("substitute_performance",),
            when=_party_is_absent,
            by=("officer",),
            since=_SINCE,
            rule="COE-021",
        ),
    ),
)
