"""Seizures in a few ordinary cases: approved or urgent, lifted once the evidence is fixed.

The instrument that gives the measure is invented and says so; no figure counts these files.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.law.jurisdiction import load_law
from fazhi.proceedings.cases.access import visible_cases
from fazhi.proceedings.cases.actions import propose_case_measures
from fazhi.proceedings.cases.inputs import CaseMeasureInput
from fazhi.proceedings.compulsory_measures.access import visible_measures
from fazhi.proceedings.compulsory_measures.actions import take_measure_steps
from fazhi.proceedings.compulsory_measures.choices import BasisKind, MeasureKind
from fazhi.proceedings.compulsory_measures.inputs import BasisInput, ItemInput, MeasureStepInput
from fazhi.registers.staff.choices import Post
from fazhi.simulation.actors import Cast
from fazhi.simulation.scheduled import Scheduled
from fazhi.simulation.stage import Stage
from fazhi.simulation.streams.ordinary import OrdinaryPlan, handlers_on

#: In so many cases without a hearing something is seized; in the last of them it is urgent.
_SEIZURES = 3
_BASIS = BasisInput(instrument="演示条例（虚构）", kind=BasisKind.REGULATION, article=1, gives=True)
_ITEMS = (
    ItemInput(name="设摊桌（演示）", quantity=Decimal(1), unit="张", condition="可用"),
    ItemInput(name="塑料筐（演示）", quantity=Decimal(6), unit="只", condition="可用"),
)
_SCENE: Mapping[str, object] = {
    "is_certificate_shown": True, "is_notified": True, "party_present": True,
    "tells_reasons": True, "tells_rights": True, "statement": "没有意见（演示）。",
    "record": "当场清点，逐件登记（演示）。", "signature": "signed", "is_delivered": True,
    "copies": 2, "place": "街道仓库（演示）", "keeper": "保管员（演示）",
}  # fmt: skip
#: After so many working days of the case, at which hour, by whom; the urgent one is approved later.
_COURSE: tuple[tuple[int, int, str, Post], ...] = (
    (2, 10, "approval", Post.HEAD),
    (2, 14, "measure", Post.OFFICER),
    (2, 17, "approval_under_urgency", Post.HEAD),
    (12, 10, "lifting", Post.HEAD),
    (12, 15, "return_of_items", Post.OFFICER),
)


def pursue(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Propose the seizures of a day, and take the steps of those that were proposed."""
    for plan in _with_a_seizure(stage):
        is_urgent = _is_urgent(stage, plan)
        if plan.days[2] == day:
            at = clock.at_local(day, dt.time(9, 30))
            yield Scheduled(at, partial(_propose, stage, cast, plan, is_urgent=is_urgent))
        left_out = "approval" if is_urgent else "approval_under_urgency"
        for after, hour, step, post in _COURSE:
            if plan.days[after] == day and step != left_out:
                yield _scheduled(stage, cast, plan, (day, hour, step, post))


def _scheduled(
    stage: Stage, cast: Cast, plan: OrdinaryPlan, when: tuple[dt.date, int, str, Post]
) -> Scheduled:
    day, hour, step, post = when
    at = clock.at_local(day, dt.time(hour, 30))
    handlers = handlers_on(stage, cast, plan)
    is_of_officers = post is Post.OFFICER
    seat = handlers[0].seat if is_of_officers else cast.one(post).seat
    officers = tuple(each.officer_id for each in handlers) if is_of_officers else ()
    given = partial(
        MeasureStepInput,
        key=f"measure {plan.serial} {step}",
        step=step,
        happened_at=at,
        says=_says(step, day),
        officer_ids=officers,
        items=_ITEMS if step == "measure" else (),
    )
    return Scheduled(at, partial(_take, seat, handlers[0].seat, plan, given))


def _take(
    seat: Seat, handler: Seat, plan: OrdinaryPlan, given: Callable[..., MeasureStepInput]
) -> None:
    case = visible_cases(handler).get(place=plan.place)
    measure = visible_measures(handler).get(case_dossier_id=case.pk)
    take_measure_steps(seat, [given(measure_id=measure.pk)])


def _propose(stage: Stage, cast: Cast, plan: OrdinaryPlan, *, is_urgent: bool) -> None:
    seat = handlers_on(stage, cast, plan)[0].seat
    case = visible_cases(seat).get(place=plan.place)
    given = CaseMeasureInput(
        key=f"measure {plan.serial}",
        case_id=case.pk,
        kind=MeasureKind.SEIZURE,
        basis=_BASIS,
        reasons="需要固定证据（演示）。",
        is_urgent=is_urgent,
    )
    propose_case_measures(seat, [given])


def _with_a_seizure(stage: Stage) -> list[OrdinaryPlan]:
    return [plan for plan in stage.ordinary if not plan.has_hearing][:_SEIZURES]


def _is_urgent(stage: Stage, plan: OrdinaryPlan) -> bool:
    return plan is _with_a_seizure(stage)[-1]


def _says(step: str, day: dt.date) -> Mapping[str, object]:
    told: Mapping[str, Mapping[str, object]] = {
        "measure": {**_SCENE, "until": load_law().deadline("SEIZE").from_(day).due_on},
        "lifting": {"lifting_reason": "not_needed", "reasons": "证据已经固定（演示）。"},
        "return_of_items": {"signature": "signed"},
    }
    return told.get(step, {"approved_by_head": True, "reasons": "确有必要（演示）。"})
