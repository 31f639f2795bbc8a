"""What the verbs of leads and of platform cases share: numbering, placing, answering once."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from fazhi.capabilities.tasks.actions import assign_tasks, complete_tasks
from fazhi.capabilities.tasks.inputs import Assignee, Due, TaskInput
from fazhi.capabilities.tasks.models import Task
from fazhi.kernel import clock, numbers
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import DossierKind, Role
from fazhi.kernel.errors import ConflictError, InputError, NotFoundError, refuse_if_blocked
from fazhi.kernel.models import Dossier
from fazhi.law.facts import ViolationFacts
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.competence import inside_area, power_is_held
from fazhi.law.rules.liability import still_punishable
from fazhi.proceedings.cases.grounds import placements_of, refuse_the_future
from fazhi.proceedings.cases.lead_choices import (
    LEAD_TASK,
    PLATFORM_CASE_TASK,
    DeclineReason,
    IntakeStatus,
    TermSubject,
)
from fazhi.proceedings.cases.lead_inputs import DeclineInput, IntakeInput, IntakeReceiptInput
from fazhi.proceedings.cases.lead_terms import due_days
from fazhi.proceedings.cases.models import (
    Lead,
    LeadAnswer,
    PlatformCase,
    PlatformCaseAnswer,
)
from fazhi.registers.competence.facts import power_facts
from fazhi.registers.competence.models import Power
from fazhi.registers.competence.queries import claim_on, competence_index

Row = TypeVar("Row", Lead, PlatformCase)


@dataclass(frozen=True, slots=True)
class IntakeKind:
    """What differs between the two: their rows, numbers and tasks."""

    model: "type[Lead | PlatformCase]"
    answer: "type[LeadAnswer | PlatformCaseAnswer]"
    name: str
    dossier: DossierKind
    sign: str
    task: str
    title: str


LEADS = IntakeKind(Lead, LeadAnswer, "lead", DossierKind.LEAD, "线", LEAD_TASK, "答复线索")
PLATFORM_CASES = IntakeKind(
    PlatformCase,
    PlatformCaseAnswer,
    "platform_case",
    DossierKind.PLATFORM_CASE,
    "平",
    PLATFORM_CASE_TASK,
    "回应平台案件",
)


def examine(inputs: Sequence[IntakeInput]) -> None:
    """Refuse an entry that is not complete."""
    if not inputs:
        raise InputError({"": _("清单是空的。")})
    refuse_the_future([one.received_at for one in inputs])
    for one in inputs:
        if not one.description.strip():
            raise InputError({"description": _("请写明反映的是什么事。")})
        if not one.place.strip():
            raise InputError({"place": _("请写明地点。")})
        if (one.longitude is None) is not (one.latitude is None):
            raise InputError({"longitude": _("经度和纬度须一并填写。")})
        if not one.key:
            raise InputError({"outside_number": _("请写明对方编号，或者提交识别键。")})


def require_number(one: IntakeInput) -> None:
    """Refuse what a platform sent without saying who, and under which number."""
    if not one.sender.strip():
        raise InputError({"sender": _("请写明来源单位或者平台。")})
    if not one.outside_number.strip():
        raise InputError({"outside_number": _("请写明对方编号，以便回应。")})


def dossiers_of(seat: Seat, kind: IntakeKind, new: Sequence[tuple[UUID, Any]]) -> Sequence[Dossier]:
    """Open the dossiers of what is new."""
    at = clock.now()
    return Dossier.objects.bulk_create(
        Dossier(id=made, authority=seat.authority, kind=kind.dossier, opened_at=at)
        for made, _one in new
    )


def common_values(
    seat: Seat, kind: IntakeKind, inputs: Sequence[IntakeInput], subjects: Sequence[TermSubject]
) -> list[dict[str, Any]]:
    """Return the values of each row that both kinds have: number, place, power, due day."""
    year = clock.today().year
    serials = numbers.draw_many(seat.authority, kind.name, year, len(inputs))
    days = [clock.day_of(one.received_at) for one in inputs]
    due = due_days(seat.authority, list(zip(subjects, days, strict=True)))
    grids = _grids(seat, inputs)
    return [
        {
            "authority": seat.authority,
            "number": f"{kind.sign}〔{year}〕{serial}号",
            "sender": one.sender.strip(),
            "outside_number": one.outside_number.strip(),
            "received_at": one.received_at,
            "description": one.description.strip(),
            "place": one.place.strip(),
            "longitude": one.longitude,
            "latitude": one.latitude,
            "grid": grid,
            "power": _power(seat, one.power_code.strip(), day),
            "due_on": last,
        }
        for serial, one, day, last, grid in zip(serials, inputs, days, due, grids, strict=True)
    ]


def give_tasks(seat: Seat, kind: IntakeKind, rows: Sequence[Row]) -> None:
    """Give the squad leader the task of answering each, by the office's own day."""
    assign_tasks(
        seat,
        [
            TaskInput(
                kind=kind.task,
                title=f"{kind.title} {row.number}",
                assignee=Assignee.role(Role.SQUAD_LEADER),
                due=Due.on_day(row.due_on),
                dossier=row.dossier,
            )
            for row in rows
        ],
    )


def locked(seat: Seat, model: type[Row], wanted: Sequence[UUID]) -> list[Row]:
    """Lock the rows of the authority; return them in the order in which they are named."""
    if not wanted:
        raise InputError({"": _("清单是空的。")})
    if len(set(wanted)) != len(wanted):
        raise ConflictError(_("同一件在本次提交中出现了两次。"))
    found = model._default_manager.select_for_update(of=("self",))  # noqa: SLF001 -- Django's documented API
    found = found.select_related("dossier", "power").filter(authority=seat.authority)
    rows = {row.pk: row for row in found.filter(pk__in=wanted).order_by("pk")}
    if len(rows) != len(wanted):
        raise NotFoundError
    return [rows[key] for key in wanted]


def refuse_answered(rows: Sequence[Row]) -> None:
    """Refuse to answer anything a second time."""
    for row in rows:
        if not row.is_open:
            words = _("%(number)s 已经答复（%(status)s），不能再次答复。")
            raise ConflictError(words % {"number": row.number, "status": row.get_status_display()})


def refuse_without_authority(row: Row, day: dt.date) -> None:
    """Refuse to take up what this sub-district may not punish (行政处罚法 art. 22, 24)."""
    answers = [] if row.longitude is None else [inside_area(day=day, is_inside=bool(row.grid_id))]
    if row.power:
        claim = claim_on(row.authority, row.power, day)
        answers += power_is_held(power_facts(row.power, claim), day=day)
    refuse_if_blocked(answers)


def refuse_unfounded(row: Row, one: DeclineInput, day: dt.date) -> None:
    """Refuse a reason that the file itself, or the law, contradicts."""
    _CONTRADICTED[DeclineReason(one.reason)](row, one, day)


def answer_all(
    seat: Seat,
    kind: IntakeKind,
    rows: Sequence[Row],
    status: IntakeStatus,
    said: Sequence[Mapping[str, Any]],
) -> None:
    """Write the answers, move the rows on and finish their tasks."""
    now = clock.now()
    answers: type[Any] = kind.answer
    answers.objects.bulk_create(
        answers(
            **{kind.name: row},
            kind=status,
            answered_at=now,
            answered_on=clock.day_of(now),
            account_id=seat.person,
            **values,
        )
        for row, values in zip(rows, said, strict=True)
    )
    for row in rows:
        row.status = status
    kind.model.objects.bulk_update(rows, ["status"])  # type: ignore[arg-type]  # of this kind
    dossiers = [row.dossier_id for row in rows]
    owed = Task.objects.filter(authority=seat.authority, dossier__in=dossiers, kind=kind.task)
    complete_tasks(seat, list(owed))


def decline_values(one: DeclineInput) -> dict[str, str]:
    """Return what an answer says that declines."""
    return {
        "reason": one.reason,
        "note": one.note.strip(),
        "duplicate_of": one.duplicate_of.strip(),
    }


def hand_over_values(receiver: str, note: str) -> dict[str, str]:
    """Return what an answer says that hands over; somebody must receive it."""
    if not receiver.strip():
        raise InputError({"receiver": _("请写明移送给哪个单位。")})
    return {"receiver": receiver.strip(), "note": note.strip()}


def write_receipts(
    kind: IntakeKind, rows: Sequence[Row], inputs: Sequence[IntakeReceiptInput]
) -> None:
    """Write the receipt of each body to which something was handed over."""
    answers = []
    for row, one in zip(rows, inputs, strict=True):
        answer = row.answer if row.status == IntakeStatus.HANDED_OVER else None
        if answer is None or answer.receipt_on:
            raise ConflictError(_("只有已移送、尚未登记回执的才能登记回执。"))
        if not one.receipt_number.strip():
            raise InputError({"receipt_number": _("请填写回执编号。")})
        if not answer.answered_on <= one.receipt_on <= clock.today():
            raise InputError({"receipt_on": _("回执日应当在移送日以后，且不晚于今天。")})
        answer.receipt_number, answer.receipt_on = one.receipt_number.strip(), one.receipt_on
        answers.append(answer)
    kind.answer.objects.bulk_update(answers, ["receipt_number", "receipt_on"])  # type: ignore[arg-type]  # of this kind


def told_of(rows: Sequence[Row]) -> list[dict[str, object]]:
    """Return how the journal tells of each."""
    return [row.journal_item() for row in rows]


def dossier_of(rows: Sequence[Row]) -> Dossier | None:
    """Return the file that an act is about, where it is about one."""
    return rows[0].dossier if len(rows) == 1 else None


def _grids(seat: Seat, inputs: Sequence[IntakeInput]) -> list[Any]:
    points = [
        (one.longitude, one.latitude, one.received_at)
        for one in inputs
        if one.longitude is not None and one.latitude is not None
    ]
    found = iter(placements_of(seat, points))
    placed = [None if one.longitude is None else next(found) for one in inputs]
    return [place.grid if place else None for place in placed]


def _power(seat: Seat, code: str, day: dt.date) -> Power | None:
    """Return the item in the list of the day; one that is not listed cannot be named."""
    if not code:
        return None
    power = competence_index(seat.authority, day).powers.get(code)
    if power is None:
        raise InputError({"power": _("当日的事项目录中没有 %(code)s。") % {"code": code}})
    return power


def _refuse_ours(row: Row, _one: DeclineInput, day: dt.date) -> None:
    if row.power and claim_on(row.authority, row.power, day):
        raise InputError({"reason": _("所涉事项当日已由本街道承接，不能以此为由。")})


def _refuse_inside(row: Row, _one: DeclineInput, _day: dt.date) -> None:
    if row.grid_id:
        raise InputError({"reason": _("地点在本街道网格内，不能以此为由。")})


def _refuse_silence(_row: Row, one: DeclineInput, _day: dt.date) -> None:
    if not one.note.strip():
        raise InputError({"note": _("请写明核实了什么、为什么没有违法事实。")})


def _refuse_no_original(row: Row, one: DeclineInput, _day: dt.date) -> None:
    number = one.duplicate_of.strip()
    others = type(row)._default_manager.filter(authority=row.authority, number=number)  # noqa: SLF001 -- Django's documented API
    if not others.exclude(pk=row.pk).exists():
        raise InputError({"duplicate_of": _("请填写与之重复的本街道编号。")})


def _refuse_in_time(row: Row, one: DeclineInput, day: dt.date) -> None:
    if one.violation_ended_on is None:
        raise InputError({"violation_ended_on": _("请填写违法行为终了之日，以便核算时效。")})
    violation = ViolationFacts(
        ended_on=one.violation_ended_on,
        discovered_on=clock.day_of(row.received_at),
        is_gravely_harmful=one.is_gravely_harmful,
    )
    if not still_punishable(load_law(), violation, day=day).blocks:
        words = _("按所填日期尚未超过处罚时效（《行政处罚法》第三十六条），不能以此为由。")
        raise InputError({"violation_ended_on": words})


#: What contradicts each reason.
_CONTRADICTED: Mapping[DeclineReason, Callable[[Any, DeclineInput, dt.date], None]] = {
    DeclineReason.NOT_IN_POWER_LIST: _refuse_ours,
    DeclineReason.NOT_OUR_PLACE: _refuse_inside,
    DeclineReason.NO_FACTS: _refuse_silence,
    DeclineReason.DUPLICATE: _refuse_no_original,
    DeclineReason.TIME_BARRED: _refuse_in_time,
}
