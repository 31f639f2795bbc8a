"""Ordinary cases: filed, investigated, told, heard, reviewed by three, decided, served, closed.

Each case has its own calendar of working days. What fines of the year the on-the-spot cases do not
make up is laid on the ordinary ones, each within the range of its item.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from fazhi.capabilities.service.actions import record_service
from fazhi.capabilities.service.choices import ProofKind, ReceiverKind, ServiceMode
from fazhi.capabilities.service.inputs import ProofInput, ServiceInput
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.law.facts import PartyKind as LawPartyKind
from fazhi.proceedings.cases.access import visible_cases
from fazhi.proceedings.cases.actions import propose_cases, take_steps
from fazhi.proceedings.cases.choices import CaseProcedure, CaseStatus
from fazhi.proceedings.cases.ordinary.inputs import ProposalInput, StepInput
from fazhi.proceedings.cases.queries import paper_of_step
from fazhi.registers.competence.choices import CorrectionFirst
from fazhi.registers.competence.queries import competence_index
from fazhi.registers.parties.actions import enter_party
from fazhi.registers.parties.choices import PartyKind
from fazhi.registers.parties.inputs import PartyInput
from fazhi.registers.staff.choices import Post
from fazhi.simulation.actors import Actor, Cast
from fazhi.simulation.chance import spread, stream
from fazhi.simulation.scheduled import Scheduled
from fazhi.simulation.stage import Stage
from fazhi.simulation.streams.decisions import fines_of_the_year, items_of_the_year

if TYPE_CHECKING:
    from fazhi.proceedings.cases.models import Case

#: The steps of a case: after so many working days, at which hour, by whom.
_COURSE: tuple[tuple[int, int, str, Post], ...] = (
    (0, 10, "case_filing", Post.HEAD),
    (1, 9, "interview_record", Post.OFFICER),
    (1, 10, "gather_evidence", Post.OFFICER),
    (1, 11, "order_to_correct", Post.OFFICER),
    (5, 9, "reinspection", Post.OFFICER),
    (6, 9, "investigation_report", Post.OFFICER),
    (7, 9, "prior_notice", Post.OFFICER),
    (7, 15, "serve:prior_notice", Post.OFFICER),
    (14, 9, "statement_and_defence", Post.OFFICER),
    (15, 9, "squad_review", Post.SQUAD_LEADER),
    (16, 9, "legality_review", Post.CASE_REVIEWER),
    (17, 9, "head_approval", Post.HEAD),
    (18, 9, "decision", Post.HEAD),
    (19, 10, "serve:decision", Post.OFFICER),
)
_HEARING: tuple[tuple[int, int, str, Post], ...] = (
    (8, 9, "hearing_request", Post.OFFICER),
    (9, 9, "hearing_notice", Post.OFFICER),
    (20, 9, "hearing", Post.CLERK),
)
#: By so many days a hearing moves what comes after it.
_LATER = 8
_LAST = _COURSE[-1][0] + _LATER
#: Fines above this are rare for a sub-district; the play stays below where it can.
_USUAL_CEILING = 30_000
#: Items that fine organisations up to this much are what the ordinary procedure is for.
_LARGE = 5_000
_SMALLEST = 100
_HANDLERS = 2
_PASSED: Mapping[str, object] = {"outcome": "passed", "opinion": "同意。"}


@dataclass(frozen=True, slots=True)
class OrdinaryPlan:
    """One ordinary case of the year: its item, its fine, its working days."""

    serial: int
    code: str
    fine: int
    days: tuple[dt.date, ...]
    has_hearing: bool

    @property
    def place(self) -> str:
        """Where it happened; no two cases share a place, so that each is found again."""
        return f"演示路 {self.serial + 1} 号（演示）"

    def course(self) -> Iterator[tuple[dt.date, int, str, Post]]:
        """Yield each step with its day and hour."""
        moved = _LATER if self.has_hearing else 0
        for after, hour, step, post in _COURSE:
            later = moved if after > _HEARING[0][0] and step != "statement_and_defence" else 0
            yield self.days[after + later], hour, step, post
        for after, hour, step, post in _HEARING if self.has_hearing else ():
            yield self.days[after], hour, step, post


def pursue(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Take the steps of a day in the ordinary cases of the year."""
    if not stage.plan.volumes.ordinary_cases:
        return
    if not stage.ordinary:
        stage.ordinary = plans_of_the_year(stage)
    for plan in stage.ordinary:
        if plan.days[0] == day:
            yield Scheduled(clock.at_local(day, dt.time(9)), partial(_propose, stage, plan))
        for on, hour, step, post in plan.course():
            if on == day and _is_taken(stage, plan, step):
                at = clock.at_local(on, dt.time(hour, 2 * plan.serial % 60))
                yield Scheduled(at, partial(_step, stage, cast, plan, (step, post, at)))


def close_performed(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Close the ordinary cases whose penalty is performed."""
    if stage.plan.volumes.ordinary_cases:
        at = clock.at_local(day, dt.time(17))
        yield Scheduled(at, partial(_close, cast.one(Post.HEAD).seat, at))


def plans_of_the_year(stage: Stage) -> list[OrdinaryPlan]:
    """Return the ordinary cases of the year: items used anyway, days spread, fines that add up."""
    volumes = stage.plan.volumes
    powers = competence_index(stage.authority, stage.days[0]).powers
    fined = [
        code
        for code in dict.fromkeys(items_of_the_year(stage))
        if powers[code].fine_max_organisation
    ]
    large = [
        code
        for code in fined
        if (powers[code].fine_max_organisation or 0) >= _LARGE
        and (powers[code].fine_min_organisation or 0) < _USUAL_CEILING
    ]
    able = large or fined
    chance = stream(stage.seed, stage.authority, "ordinary cases")
    codes = [able[place % len(able)] for place in range(volumes.ordinary_cases)]
    working = [day for day in stage.days if stage.calendar.is_working_day(day)]
    begins = sorted(chance.sample(range(len(working) - _LAST - 1), volumes.ordinary_cases))
    fines = _fines(stage, codes)
    return [
        OrdinaryPlan(
            serial,
            code,
            fine,
            tuple(working[begin : begin + _LAST + 1]),
            has_hearing=serial < volumes.hearings,
        )
        for serial, (code, fine, begin) in enumerate(zip(codes, fines, begins, strict=True))
    ]


def handlers_of(stage: Stage, plan: OrdinaryPlan) -> tuple[Actor, Actor]:
    """Return two certified officers who are there on every day of the case."""
    present: dict[UUID, Actor] | None = None
    for day in plan.days:
        there = {actor.officer_id: actor for actor in Cast(stage.authority, day).pairs}
        present = there if present is None else {k: v for k, v in present.items() if k in there}
    able = list((present or {}).values())
    chance = stream(stage.seed, stage.authority, "handlers", plan.serial)
    first, second = chance.sample(able, _HANDLERS)
    return first, second


def handlers_on(stage: Stage, cast: Cast, plan: OrdinaryPlan) -> list[Actor]:
    """Return the same two from their seats of a day; what they signed in to earlier has ended."""
    there = {actor.officer_id: actor for actor in cast.pairs}
    return [there[each.officer_id] for each in handlers_of(stage, plan)]


def _fines(stage: Stage, codes: list[str]) -> list[int]:
    """Lay what the year's fines leave over on the ordinary cases, within each range."""
    powers = competence_index(stage.authority, stage.days[0]).powers
    ceilings = [min(int(powers[code].fine_max_organisation or 0), _USUAL_CEILING) for code in codes]
    floors = [
        int(powers[code].fine_min_organisation or min(_SMALLEST, ceiling))
        for code, ceiling in zip(codes, ceilings, strict=True)
    ]
    wanted, others = stage.plan.volumes.fines, int(sum(fines_of_the_year(stage)))
    least, most = others + sum(floors), others + sum(ceilings)
    if wanted and not least <= wanted <= most:
        raise ValueError(
            f"{stage.authority}: 罚款合计 {wanted} 元无法凑成；"
            f"按所选案件可写 {least} 至 {most} 元。"
        )
    rest = wanted - least if wanted else 0
    rooms = [high - low for low, high in zip(floors, ceilings, strict=True)]
    return [low + more for low, more in zip(floors, spread(rest, rooms), strict=True)]


def _is_taken(stage: Stage, plan: OrdinaryPlan, step: str) -> bool:
    """Tell whether a case has a step: only items that say so are checked again."""
    if step != "reinspection":
        return True
    powers = competence_index(stage.authority, plan.days[0]).powers
    return powers[plan.code].correction_first != CorrectionFirst.NOT_NEEDED


def _propose(stage: Stage, plan: OrdinaryPlan) -> None:
    host, co_host = handlers_of(stage, plan)
    chance = stream(stage.seed, stage.authority, "ordinary", plan.serial)
    spot = stage.spot(chance, plan.days[0])
    party = enter_party(
        host.seat,
        PartyInput(
            kind=PartyKind.ORGANISATION,
            name=f"演示企业普{plan.serial + 1:02d}有限公司",
            legal_representative="钱某",
            address=plan.place,
            is_demonstration=True,
        ),
    )
    powers = competence_index(stage.authority, plan.days[0]).powers
    propose_cases(
        host.seat,
        [
            ProposalInput(
                key=f"ordinary {plan.serial}",
                power_id=powers[plan.code].id,
                party_id=party.id,
                handler_ids=(host.officer_id, co_host.officer_id),
                spot=type(spot)(plan.place, spot.longitude, spot.latitude),
                happened_at=clock.at_local(plan.days[0], dt.time(8, 30)),
            )
        ],
    )


def _step(
    stage: Stage, cast: Cast, plan: OrdinaryPlan, taken: tuple[str, Post, dt.datetime]
) -> None:
    step, post, at = taken
    handlers = handlers_on(stage, cast, plan)
    is_of_officers = post is Post.OFFICER
    actor = handlers[0] if is_of_officers else cast.one(post)
    case = visible_cases(handlers[0].seat).get(place=plan.place)
    officers = tuple(each.officer_id for each in handlers)
    if step.startswith("serve:"):
        _serve(handlers[0].seat, case, step.removeprefix("serve:"), (at, officers))
        return
    says = _says(stage, plan, step, at.date(), chair=str(cast.one(Post.CLERK).officer_id))
    given = StepInput(
        key=f"ordinary {plan.serial} {step}",
        case_id=case.pk,
        step=step,
        happened_at=at,
        says=says,
        officer_ids=officers if is_of_officers and step != "hearing_request" else (),
    )
    take_steps(actor.seat, [given])


def _serve(seat: Seat, case: "Case", step: str, how: tuple[dt.datetime, tuple[UUID, ...]]) -> None:
    at, officers = how
    given = ServiceInput(
        document=paper_of_step(seat, case, step),
        mode=ServiceMode.PERSONAL,
        delivered_at=at,
        party=LawPartyKind.ORGANISATION,
        recipient="钱某",
        receiver=ReceiverKind.ORGANISATION_RECEIVER,
        proofs=(ProofInput(kind=ProofKind.SIGNATURE, person="钱某"),),
        officer_ids=officers,
        place="演示路（演示）",
    )
    record_service(seat, [given])


def _close(seat: Seat, at: dt.datetime) -> None:
    rows = visible_cases(seat).filter(procedure=CaseProcedure.ORDINARY, status=CaseStatus.PERFORMED)
    given = [
        StepInput(
            key=f"closing {case.number}",
            case_id=case.pk,
            step="closure",
            happened_at=at,
            says={"ground": "performed"},
        )
        for case in rows.order_by("opened_at", "pk")
    ]
    if given:
        take_steps(seat, given)


def _says(
    stage: Stage, plan: OrdinaryPlan, step: str, day: dt.date, *, chair: str
) -> Mapping[str, object]:
    """Return what a step of a case says; the same words for all, the figures its own."""
    powers = competence_index(stage.authority, plan.days[0]).powers
    power = powers[plan.code]
    facts = f"{power.name.removeprefix('对').removesuffix('的处罚')}。（演示）"
    told = _investigation(plan, facts, power.basis) | _hearing(plan, day, chair)
    return told.get(step) or _judgement(plan, facts, power.basis).get(step, _PASSED)


def _investigation(plan: OrdinaryPlan, facts: str, basis: str) -> dict[str, Mapping[str, object]]:
    """Return what the steps of the investigation say."""
    return {
        "case_filing": {
            "source": "patrol", "discovered_on": plan.days[0], "facts": facts,
            "handlers": ("承办人",),
        },
        "interview_record": {
            "person": "钱某", "is_party": True, "is_certificate_shown": True,
            "record": "问答内容从略（演示）。", "signature": "signed",
        },
        "gather_evidence": {
            "evidence_kind": "audiovisual", "label": "现场照片（演示）", "obtained_from": "现场",
            "is_lawfully_obtained": True,
        },
        "order_to_correct": {"basis": basis, "due_on": plan.days[3]},
        "reinspection": {"record": "逾期未改正（演示）。", "was_corrected": False},
    }  # fmt: skip


def _hearing(plan: OrdinaryPlan, day: dt.date, chair: str) -> dict[str, Mapping[str, object]]:
    """Return what the party and the hearing say."""
    return {
        "statement_and_defence": {"defence": "none_given", "record": "当事人未提出意见（演示）。"},
        "hearing_request": {"requested_on": day},
        "hearing_notice": {
            "hearing_on": plan.days[_HEARING[2][0]], "place": "街道会议室（演示）",
            "chair": chair, "notified_on": day,
        },
        "hearing": {"outcome": "held", "record": "听证笔录从略（演示）。", "signature": "signed"},
    }  # fmt: skip


def _judgement(plan: OrdinaryPlan, facts: str, basis: str) -> dict[str, Mapping[str, object]]:
    """Return what the steps say that name the penalty."""
    penalty = {"kinds": ("fine",), "fine": Decimal(plan.fine)}
    return {
        "investigation_report": {
            "facts": facts, "evidence": "现场照片、询问笔录（演示）。", "conclusion": "penalty",
            "reasons": "情节一般（演示）。", "is_proved": True, **penalty,
        },
        "prior_notice": {
            "facts": facts, "reasons": "情节一般（演示）。", "basis": basis,
            "tells_rights": True, "tells_hearing_right": True, **penalty,
        },
        "head_approval": {"outcome": "passed", "conclusion": "penalty", "opinion": "同意。"},
        "decision": {"conclusion": "penalty", "basis": basis, **penalty},
    }  # fmt: skip
