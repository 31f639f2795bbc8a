"""A decision that was not performed, and the people who enforce it."""

import datetime as dt
from dataclasses import replace
from itertools import count
from typing import Any

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.law.enforcement_file import EnforcedDuty, EnforcementWay
from fazhi.proceedings.cases.models import Case, CaseStep
from fazhi.proceedings.compulsory_enforcement.actions import (
    open_enforcements,
    take_enforcement_steps,
)
from fazhi.proceedings.compulsory_enforcement.choices import SERVICE_OF
from fazhi.proceedings.compulsory_enforcement.inputs import EnforcementInput, EnforcementStepInput
from fazhi.proceedings.compulsory_enforcement.models import CompulsoryEnforcement, EnforcementStep
from tests.factories.ordinary import Squad, make_ordinary_case, serve

_serials = count(1)

#: The decision was served on 2026-03-25 and had to be paid by 2026-04-09; the period for suit ends
#: on 2026-09-28 (09-25 to 09-27 are holidays), so the court may be asked until 2026-12-28.
OPENED_ON = dt.date(2026, 4, 15)
SUIT_OVER_ON = dt.date(2026, 9, 28)
APPLY_UNTIL = dt.date(2026, 12, 28)
#: What an act usually says; the head, the officer or the clerk takes it.
USUAL: dict[str, tuple[str, dict[str, object]]] = {
    "demand": ("host", {"manner": "到指定银行缴纳"}),
    "renewed_demand": ("host", {}),
    "statement_and_defence": ("host", {"statement_made": False}),
    "enforcement_decision": ("head", {
        "reasons": "经催告逾期不履行，且无正当理由", "manner": "清理", "time": "送达后第三日上午",
    }),
    "enforcement": ("host", {"hours": 2, "present": "当事人", "record": "执行经过。"}),
    "substitute_performance_decision": ("head", {
        "harm": "traffic", "reasons": "堆放物妨碍通行，经催告仍不清理", "object": "堆放物",
        "manner": "清运", "time": "送达后第七日上午", "performer": "某演示保洁公司",
        "cost_estimate": "800",
    }),
    "substitute_performance": ("host", {
        "has_supervisor": True, "supervisor": "承办人", "hours": 2, "present": "当事人",
        "record": "清运堆放物。", "cost": "800",
    }),
    "signature": ("host", {"is_signed": True}),
    "announcement": ("host", {
        "object": "钢棚一处", "area": "urban", "ordered_by": "holder_of_power",
    }),
    "mandate": ("leader", {"number": "责成〔2026〕1号", "is_of_county_government": True}),
    "notice_to_attend": ("host", {"time": "上午九时"}),
    "inventory": ("host", {"items": "货架三组。"}),
    "demolition": ("host", {
        "hours": 3, "party_present": True, "present": "当事人", "record": "拆除经过。",
        "has_photographs": True, "has_video": True,
    }),
    "court_enforcement_application": ("head", {"is_competent_court": True}),
    "court_acceptance": ("leader", {}),
    "court_ruling": ("leader", {}),
    "court_refusal": ("leader", {"court_answer": "not_accepted"}),
    "court_review": ("head", {"reason": "裁定不当。"}),
    "suspension": ("head", {"suspension_ground": "unable", "reason": "当事人暂无收入。"}),
    "resumption": ("head", {"reason": "当事人已有收入。"}),
    "termination": ("head", {"termination_ground": "object_lost", "reason": "标的已经灭失。"}),
    "enforcement_agreement": ("head", {"stages": ("2026-11-30 1500", "2026-12-15 1500")}),
    "agreement_performance": ("host", {}),
    "agreement_breach": ("head", {"reason": "没有按期缴纳。"}),
    "performance": ("host", {}),
}  # fmt: skip
_DAYS = {"due_on", "removal_due_on", "performed_on"}


def at(day: str, hour: int = 10) -> dt.datetime:
    """Return a moment of a day."""
    return clock.at_local(dt.date.fromisoformat(day), dt.time(hour))


def make_unpaid_case(squad: Squad) -> Case:
    """Return a case with a fine of 3,000 that was decided, served and not paid."""
    return make_ordinary_case(squad, until="decision")


def enforcement_input(case: Case, **changes: Any) -> EnforcementInput:
    """Return the opening of a file on the fine of a case, led to the court."""
    usual = EnforcementInput(
        key=f"enforcement-{next(_serials)}",
        case_id=case.pk,
        duty=EnforcedDuty.MONEY,
        way=EnforcementWay.COURT_APPLICATION,
    )
    return replace(usual, **changes)


def make_enforcement(
    squad: Squad, case: Case | None = None, on: str = "2026-04-15", **changes: Any
) -> CompulsoryEnforcement:
    """Return a file that was opened on a day."""
    case = case or make_unpaid_case(squad)
    with clock.standing_at(at(on, 9)):
        return open_enforcements(squad.host, [enforcement_input(case, **changes)])[0]


def make_other(squad: Squad, way: EnforcementWay, **changes: Any) -> CompulsoryEnforcement:
    """Return a file on a duty that is no payment."""
    duty = {
        EnforcementWay.SUBSTITUTE_PERFORMANCE: EnforcedDuty.CLEARING,
        EnforcementWay.DEMOLITION: EnforcedDuty.DEMOLITION,
    }.get(way, EnforcedDuty.OTHER)
    usual = {
        "obligation": "清除人行道上的堆放物",
        "performance_due_on": dt.date(2026, 4, 1),
        "duty": duty,
        "way": way,
    }
    return make_enforcement(squad, **{**usual, **changes})


def step_input(
    row: CompulsoryEnforcement, step: str, day: str, hour: int = 10, **says: object
) -> EnforcementStepInput:
    """Return a step as it is usually taken; `says` replaces what it says, None leaves it out."""
    _who, usual = USUAL[step]
    told = {**usual, **says}
    return EnforcementStepInput(
        key=f"enforcement-step-{next(_serials)}",
        enforcement_id=row.pk,
        step=step,
        happened_at=at(day, hour),
        says={key: _read(key, value) for key, value in told.items() if value is not None},
    )


def take(
    squad: Squad, row: CompulsoryEnforcement, step: str, day: str, hour: int = 10, **says: object
) -> EnforcementStep:
    """Take a step at its own time, with the officers who took part; its paper is served."""
    given = step_input(row, step, day, hour, **says)
    if USUAL[step][0] == "host":
        given = replace(given, officer_ids=tuple(each.id for each in squad.handlers))
    with clock.standing_at(given.happened_at):
        taken = take_enforcement_steps(signer_of(squad, row, step), [given])[0]
    if step in SERVICE_OF and taken.document is not None:
        serve(squad, _as_case_step(taken), at(day, 15))
    return taken


def signer_of(squad: Squad, row: CompulsoryEnforcement, step: str) -> Seat:
    """Return who usually takes a step; what the court did is recorded by the leader."""
    if step == "enforcement" and row.way == EnforcementWay.COURT_APPLICATION:
        return squad.leader
    return {"host": squad.host, "head": squad.head, "leader": squad.leader}[USUAL[step][0]]


def _as_case_step(taken: EnforcementStep) -> CaseStep:
    """Return what the service of ordinary papers asks for: a step with its document."""
    return CaseStep(document=taken.document)


def _read(key: str, value: object) -> object:
    from fazhi.law.particulars import particular  # noqa: PLC0415 -- read when first asked

    if key in _DAYS and isinstance(value, str):
        return dt.date.fromisoformat(value)
    return particular(key).reads(value)
