"""The application to the court (申请人民法院强制执行) of 《行政强制法》第五章, step by step.

The demand may come before remedies have lapsed; the application may not.
"""

import datetime as dt

from fazhi.law.answer import Text
from fazhi.law.citation import Citation
from fazhi.law.procedure import Procedure, Step

_SINCE = dt.date(2012, 1, 1)


def _article(article: int, paragraph: int = 0, item: int = 0) -> Citation:
    return Citation("行政强制法", article, paragraph, item)


COURT_APPLICATION = Procedure(
    "court_application",
    (
        Step(
            "remedy_expiry",
            _article(53),
            Text("起诉期限届满", "The period for suit ends"),
            by=("party",),
            since=_SINCE,
            rule="T-10",
        ),
        Step(
            "demand",
            _article(54),
            Text("催告履行", "Demand performance"),
            by=("officer",),
            contains=("due_on", "manner", "amount", "rights"),
            since=_SINCE,
            rule="COE-023",
        ),
        Step(
            "service_of_demand",
            _article(54),
            Text("送达催告书，满十个工作日", "Serve the demand and wait ten working days"),
            after=("demand",),
            by=("officer",),
            contains=("received_on",),
            since=_SINCE,
            rule="COE-023",
        ),
        Step(
            "court_enforcement_application",
            _article(55),
            Text("向法院提交申请和材料", "File the application"),
            after=("remedy_expiry", "service_of_demand"),
            by=("head",),
            contains=("application", "decision", "party_opinion", "demand", "object"),
            since=_SINCE,
            rule="COE-022",
        ),
        Step(
            "court_acceptance",
            _article(56, 1),
            Text("法院受理", "The court accepts"),
            after=("court_enforcement_application",),
            by=("court",),
            since=_SINCE,
            rule="COE-026",
        ),
        Step(
            "court_ruling",
            _article(57),
            Text("法院裁定", "The court rules"),
            after=("court_acceptance",),
            by=("court",),
            contains=("received_on",),
            since=_SINCE,
            rule="COE-026",
        ),
        Step(
            "enforcement",
            _article(60, 1),
            Text("法院执行，费用由被执行人承担", "The court enforces at the cost of the party"),
            after=("court_ruling",),
            by=("court",),
            since=_SINCE,
            rule="COE-027",
        ),
    ),
)
