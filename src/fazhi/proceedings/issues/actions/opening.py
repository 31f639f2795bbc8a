"""Opening issues: from what was reported or found to somebody who must deal with it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.actions import add_exhibits
from fazhi.capabilities.evidence.choices import ExhibitKind
from fazhi.capabilities.evidence.inputs import ExhibitInput
from fazhi.capabilities.tasks.actions import assign_tasks
from fazhi.capabilities.tasks.inputs import Assignee, Due, TaskInput
from fazhi.kernel import clock, numbers
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import DossierKind, Role
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.kernel.idempotency import write_once
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Dossier
from fazhi.law.errors import CalendarNotPublishedError
from fazhi.law.jurisdiction import load_law
from fazhi.proceedings.issues.campaigns import require_running
from fazhi.proceedings.issues.choices import (
    HANDLE_TASK,
    HANDLING_WORKING_DAYS,
    IssueSource,
    IssueStatus,
    IssueStepKind,
)
from fazhi.proceedings.issues.errors import AlreadyOpenedError
from fazhi.proceedings.issues.inputs import IssueInput
from fazhi.proceedings.issues.models import Issue, IssueStep, Report
from fazhi.registers.competence.choices import OwnerKind
from fazhi.registers.competence.models import IssueCategory
from fazhi.registers.competence.queries import Owner, Registers, registers_on
from fazhi.registers.places.queries import Placement

_OPENERS = (Role.DISPATCHER, Role.CLERK, Role.GRID_WORKER, Role.OFFICER, Role.SQUAD_LEADER)
_ONE_WEEK = dt.timedelta(days=7)
_STEPS = (IssueStepKind.OPENED, IssueStepKind.ROUTED, IssueStepKind.ASSIGNED)


@transaction.atomic
def open_issues(seat: Seat, inputs: Sequence[IssueInput]) -> list[Issue]:
    """Open issues (登记事件), route them by category and place, and give each to its owner.

    The duty list decides the owner; a category without one cannot be configured. A key that came
    before gives the issue that it made then. Raises InputError, ConflictError, NotFoundError.
    """
    seat.require(*_OPENERS)
    for one in inputs:
        _examine(one)
    require_running(
        seat.authority, {(one.campaign_id, clock.day_of(one.found_at)) for one in inputs}
    )
    write = partial(_write, seat)
    return write_once(seat.authority, "issue", inputs, write=write, read=Issue.objects.in_bulk)


def _examine(one: IssueInput) -> None:
    if not one.title.strip():
        raise InputError({"title": _("请用一句话写明是什么事。")})
    if not one.spot.place.strip():
        raise InputError({"place": _("请写明地点，或者在地图上点选。")})
    if one.found_at > clock.now():
        raise InputError({"found_at": _("发现时间不能晚于现在。")})


def _write(seat: Seat, new: Sequence[tuple[UUID, IssueInput]]) -> list[Issue]:
    at = clock.now()
    day = clock.day_of(at)
    registers = registers_on(seat.authority, day)
    placements = registers.places.locate_many(
        [(one.spot.longitude, one.spot.latitude) for _id, one in new]
    )
    categories = _categories(registers, new)
    owners = [
        registers.owner_of(category, place)
        for category, place in zip(categories, placements, strict=True)
    ]
    issues = _issues(seat, new, placements, categories, owners)
    _link_reports(seat, issues, new)
    _write_steps(seat, issues, owners)
    record(
        Act("issue.opened", by=seat, happened_at=at),
        {"count": len(issues)},
        items=[
            {"issue": str(issue.pk), "category": one.category_code, "owner": issue.owner_key}
            for issue, (_id, one) in zip(issues, new, strict=True)
        ],
    )
    due = _due(day)
    tasks = [_task(issue, owner, due) for issue, owner in zip(issues, owners, strict=True)]
    assign_tasks(seat, tasks)
    _take_photographs(seat, issues, new)
    return issues


def _write_steps(seat: Seat, issues: Sequence[Issue], owners: Sequence[Owner]) -> None:
    """Write the three steps that opening is: an issue that nobody is there for says why."""
    IssueStep.objects.bulk_create(
        IssueStep(
            issue=issue,
            kind=kind,
            taken_at=issue.opened_at,
            account_id=seat.account_id,
            note=_said_of(kind, owner),
        )
        for issue, owner in zip(issues, owners, strict=True)
        for kind in _STEPS
    )


def _said_of(kind: IssueStepKind, owner: Owner) -> str:
    if kind is IssueStepKind.OPENED:
        return ""
    if kind is IssueStepKind.ROUTED and owner.reason:
        return f"{owner.name}（{owner.reason}）"
    return owner.name


def _take_photographs(
    seat: Seat, issues: Sequence[Issue], new: Sequence[tuple[UUID, IssueInput]]
) -> None:
    add_exhibits(
        seat,
        [
            ExhibitInput(
                dossier=issue.dossier,
                kind=ExhibitKind.AUDIOVISUAL,
                label="发现时照片",
                captured_at=one.found_at,
                attachment_id=photograph,
            )
            for issue, (_id, one) in zip(issues, new, strict=True)
            for photograph in one.photograph_ids
        ],
    )


@dataclass(frozen=True, slots=True)
class _Routed:
    """An issue to be written: what was entered, and where it goes."""

    dossier: Dossier
    given: IssueInput
    serial: int
    placement: Placement | None
    category: IssueCategory
    owner: Owner


def _issues(
    seat: Seat,
    new: Sequence[tuple[UUID, IssueInput]],
    placements: Sequence[Placement | None],
    categories: Sequence[IssueCategory],
    owners: Sequence[Owner],
) -> list[Issue]:
    at = clock.now()
    day = clock.day_of(at)
    serials = numbers.draw_many(seat.authority, "issue", day.year, len(new))
    dossiers = Dossier.objects.bulk_create(
        Dossier(id=made, authority=seat.authority, kind=DossierKind.ISSUE, opened_at=at)
        for made, _one in new
    )
    given = [one for _id, one in new]
    parts = zip(dossiers, given, serials, placements, categories, owners, strict=True)
    due_at = _due(day).due_at
    return Issue.objects.bulk_create(_issue(seat, _Routed(*each), at, due_at) for each in parts)


def _issue(seat: Seat, routed: _Routed, at: dt.datetime, due_at: dt.datetime) -> Issue:
    one = routed.given
    return Issue(
        dossier=routed.dossier,
        authority=seat.authority,
        number=f"事〔{clock.day_of(at).year}〕{routed.serial}号",
        category=routed.category,
        title=one.title.strip(),
        place=one.spot.place.strip(),
        longitude=one.spot.longitude,
        latitude=one.spot.latitude,
        grid=routed.placement.grid if routed.placement else None,
        source=one.source,
        campaign_id=one.campaign_id,
        owner_kind=routed.owner.kind,
        owner_key=routed.owner.key,
        owner_name=routed.owner.name,
        found_at=one.found_at,
        opened_at=at,
        due_at=due_at,
        status=IssueStatus.ASSIGNED,
        finder_id=None if one.source is IssueSource.REPORT else seat.account_id,
    )


def _categories(
    registers: Registers, new: Sequence[tuple[UUID, IssueInput]]
) -> list[IssueCategory]:
    found = [registers.competence.categories.get(one.category_code) for _made, one in new]
    for category, (_made, one) in zip(found, new, strict=True):
        if category is None or not category.is_leaf:
            raise InputError(
                {"category": _("没有编号为 %(code)s 的类别。") % {"code": one.category_code}}
            )
    return [category for category in found if category]


def _link_reports(
    seat: Seat, issues: Sequence[Issue], new: Sequence[tuple[UUID, IssueInput]]
) -> None:
    wanted = {
        one.report_id: issue for issue, (_id, one) in zip(issues, new, strict=True) if one.report_id
    }
    if not wanted:
        return
    reports = list(
        Report.objects.select_for_update().filter(authority=seat.authority, id__in=wanted)
    )
    if len(reports) != len(wanted):
        raise NotFoundError
    for report in reports:
        if report.issue_id:
            raise AlreadyOpenedError(report.number)
        report.issue = wanted[report.id]
    Report.objects.bulk_update(reports, ["issue"])


def _due(day: dt.date) -> Due:
    """Return the internal limit; it is the office's own, not the law's.

    Where the holidays of a year are not yet published, a week stands for it: no week has more than
    five working days, so it is a lower bound.
    """
    try:
        last = load_law().calendar.add_working_days(day, HANDLING_WORKING_DAYS)
    except CalendarNotPublishedError:
        return replace(Due.on_day(day + _ONE_WEEK), is_provisional=True)
    return Due.on_day(last)


def _task(issue: Issue, owner: Owner, due: Due) -> TaskInput:
    return TaskInput(
        kind=HANDLE_TASK,
        title=issue.title[:120],
        assignee=_assignee(issue, owner),
        due=due,
        dossier=issue.dossier,
    )


def _assignee(issue: Issue, owner: Owner) -> Assignee:
    """Return who is given the task: agencies are reached through the command room."""
    if owner.kind == OwnerKind.GRID and issue.grid:
        return Assignee.grid(issue.grid.code)
    if owner.kind == OwnerKind.UNIT:
        return Assignee.unit(UUID(owner.key))
    if owner.kind == OwnerKind.GROUP:
        return Assignee.officer(UUID(owner.key))
    return Assignee.role(Role.DISPATCHER)
