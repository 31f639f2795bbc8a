"""Officers (执法人员): how many, with which certificate, without interest; and auxiliaries."""

import datetime as dt
from enum import StrEnum

from fazhi.law.answer import Answer, Text
from fazhi.law.facts import OfficerFacts
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text


class AuxiliaryTask(StrEnum):
    """What an auxiliary (辅助人员) might be asked to do."""

    PUBLICITY = "publicity"
    GATHERING_INFORMATION = "gathering_information"
    RECEIVING = "receiving"
    PATROL = "patrol"
    DISSUASION = "dissuasion"
    DELIVERING_DOCUMENTS = "delivering_documents"
    LOGISTICS = "logistics"
    QUESTIONING = "questioning"
    INSPECTING = "inspecting"
    DECIDING = "deciding"
    SIGNING_AS_OFFICER = "signing_as_officer"


#: 《浙江省综合行政执法条例》第三十条 leaves these to officers.
_OFFICERS_ONLY = {
    AuxiliaryTask.QUESTIONING: Text("询问", "questioning"),
    AuxiliaryTask.INSPECTING: Text("检查", "inspecting"),
    AuxiliaryTask.DECIDING: Text("作出决定", "deciding"),
    AuxiliaryTask.SIGNING_AS_OFFICER: Text("以执法人员身份签名", "signing as an officer"),
}


def enough_officers(
    law: Law, *, day: dt.date, officers: tuple[OfficerFacts, ...], rule: str = "PEN-023"
) -> Answer:
    """《行政处罚法》第四十二条: at least two certified officers, on the spot too (SIM-008).

    An auxiliary, an officer without a certificate and one who must step aside do not count.
    """
    needed = law.parameter("penalty.officers_minimum").at(day).number
    able = able_officers(officers)
    return rule_text(rule).answer(
        holds=len(able) >= needed, day=day, count=len(able), needed=needed
    )


def able_officers(officers: tuple[OfficerFacts, ...]) -> frozenset[str]:
    """Return the keys of those who count: certified, no auxiliary and without interest."""
    return frozenset(officer.key for officer in officers if _may_act(officer))


def all_certified(*, day: dt.date, officers: tuple[OfficerFacts, ...]) -> Answer:
    """《行政处罚法》第七十六条: whoever acts holds a certificate valid that day (OFF-001)."""
    without = [
        officer for officer in officers if not officer.certified_on_day and not officer.is_auxiliary
    ]
    return rule_text("OFF-001").answer(holds=not without, day=day, count=len(without))


def no_auxiliary_acts(*, day: dt.date, officers: tuple[OfficerFacts, ...]) -> tuple[Answer, ...]:
    """《浙江省综合行政执法条例》第三十条: an auxiliary never acts as an officer (ZJ-010)."""
    rule = rule_text("ZJ-010")
    if not rule.in_force(day):
        return ()
    present = any(officer.is_auxiliary for officer in officers)
    return (rule.answer(holds=not present, day=day),)


def auxiliary_may(task: AuxiliaryTask, *, day: dt.date) -> Answer:
    """《浙江省综合行政执法条例》第三十条: what an auxiliary may do under an officer (ZJ-010)."""
    rule = rule_text("ZJ-010")
    if task not in _OFFICERS_ONLY:
        return rule.held_on(day)
    label = _OFFICERS_ONLY[task]
    return rule.refused_on(day, "task", task=label.zh, task_en=label.en)


def nobody_interested(*, day: dt.date, officers: tuple[OfficerFacts, ...]) -> Answer:
    """《行政处罚法》第四十三条: an officer with an interest steps aside (PEN-024)."""
    interested = any(officer.has_interest for officer in officers)
    return rule_text("PEN-024").answer(holds=not interested, day=day)


def _may_act(officer: OfficerFacts) -> bool:
    return officer.certified_on_day and not officer.is_auxiliary and not officer.has_interest
