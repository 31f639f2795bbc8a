"""Files of compulsory enforcement for the tests of the law: acts at days, and what they say."""

import datetime as dt
from collections.abc import Mapping

from fazhi.law.case_acts import CaseAct
from fazhi.law.deadline import CHINA
from fazhi.law.enforcement_file import EnforcedDuty, EnforcementFile, EnforcementWay

#: The decision of E8: served on Friday 2024-03-15; suit is over on 2024-09-18.
SERVED_ON = dt.date(2024, 3, 15)
DUE_ON = dt.date(2024, 4, 1)

#: What an act usually says; days are given by the test.
USUAL: Mapping[str, Mapping[str, object]] = {
    "demand": {"due_on": dt.date(2024, 10, 20)},
    "service_of_demand": {"is_direct": True},
    "service": {"is_direct": True},
    "service_of_substitute_decision": {"is_direct": True},
    "service_of_renewed_demand": {"is_direct": True},
    "renewed_demand": {"due_on": dt.date(2024, 11, 8)},
    "statement_and_defence": {"statement_made": False},
    "enforcement": {"hours": 2},
    "announcement": {"due_on": dt.date(2024, 10, 20), "area": "urban",
                     "ordered_by": "holder_of_power"},
    "mandate": {"number": "责成〔2024〕1号", "is_of_county_government": True},
    "inventory": {"items": "铁皮、货架。"},
    "notice_to_attend": {"removal_due_on": dt.date(2024, 10, 30)},
    "demolition": {"hours": 3, "party_present": True, "record": "拆除经过。",
                   "has_photographs": True, "has_video": True},
    "substitute_performance_decision": {"harm": "traffic"},
    "substitute_performance": {"has_supervisor": True, "hours": 2},
    "signature": {"is_signed": True},
    "court_enforcement_application": {"is_competent_court": True},
    "suspension": {"suspension_ground": "unable", "reason": "暂无收入。"},
    "resumption": {"reason": "已有收入。"},
    "termination": {"termination_ground": "object_lost", "reason": "标的已灭失。"},
    "enforcement_agreement": {"stages": ("2024-12-01 3000",)},
    "agreement_breach": {"reason": "没有按期缴纳。"},
    "court_refusal": {"court_answer": "not_accepted"},
    "court_review": {"reason": "不服裁定。"},
}  # fmt: skip


def act(step: str, on: str, hour: int = 10, **says: object) -> CaseAct:
    """Return an act on a day; what it says beyond the usual is given."""
    at = dt.datetime.combine(dt.date.fromisoformat(on), dt.time(hour), CHINA)
    return CaseAct(step, at, says={**USUAL.get(step, {}), **says})


def file_of(
    way: EnforcementWay, duty: EnforcedDuty, *acts: CaseAct, **facts: object
) -> EnforcementFile:
    """Return a file on the decision of E8 with these acts."""
    usual = {"performance_due_on": DUE_ON, "decision_served_on": SERVED_ON}
    return EnforcementFile(way, duty, acts=acts, **{**usual, **facts})  # type: ignore[arg-type]
