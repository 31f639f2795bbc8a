"""The verbs of conduct: complaints received, given to an examiner, answered; commendations."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.tasks.actions import assign_task, complete_tasks
from fazhi.capabilities.tasks.inputs import Assignee, Due, TaskInput
from fazhi.kernel import clock, numbers
from fazhi.kernel.access import Seat, lock_visible
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ForbiddenError, InputError, NotFoundError
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.idempotency import write_once
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.journal import Act, record
from fazhi.proceedings.supervision.access import (
    CONDUCT_RECEIVERS,
    is_examiner,
    may_open_contact,
    visible_conduct,
)
from fazhi.proceedings.supervision.choices import CONDUCT_TASK, ConductChannel
from fazhi.proceedings.supervision.errors import ConductStateError
from fazhi.proceedings.supervision.inputs import (
    CommendationInput,
    ConductAnswer,
    ConductContactInput,
    ConductInput,
    ExaminerInput,
)
from fazhi.proceedings.supervision.models import (
    BarredOfficer,
    Commendation,
    ConductComplaint,
    ConductContact,
)
from fazhi.proceedings.supervision.rules import terms
from fazhi.proceedings.supervision.targets import Found, find_target
from fazhi.registers.staff.models import Officer
from fazhi.registers.validity import holds

SERIES = "conduct_complaint"
LONGEST = 2000


@transaction.atomic
def receive_conduct_complaints(
    seat: Seat, inputs: Sequence[ConductInput]
) -> list[ConductComplaint]:
    """Receive complaints about conduct (受理行风投诉): a number, a code, and who must not see it.

    A citizen without an account may use the portal; what came by telephone or letter is entered by
    staff. It goes to nobody by itself: the head appoints who examines it.
    """
    for one in inputs:
        if one.channel != ConductChannel.PORTAL:
            seat.require(*CONDUCT_RECEIVERS)
        _filled(one.statement, "statement")
    write = partial(_write, seat)
    read = ConductComplaint.objects.in_bulk
    return write_once(seat.authority, SERIES, inputs, write=write, read=read)


@needs_factor(FactorGround.SIGNATURE)
@transaction.atomic
def appoint_examiners(seat: Seat, inputs: Sequence[ExaminerInput]) -> list[ConductComplaint]:
    """Appoint who examines complaints about conduct (指定审查人): never the target, nor his own."""
    seat.require(Role.HEAD)
    rows = _locked(seat, [one.complaint_id for one in inputs])
    for row, one in zip(rows, inputs, strict=True):
        examiner = _examiner(seat, row, one.examiner_id)
        if row.task is not None and row.task.is_open:
            complete_tasks(seat, [row.task])
        row.examiner = examiner
        # The task names neither the complaint nor its target: whoever takes it over sees nothing.
        row.task = assign_task(
            seat,
            TaskInput(
                kind=CONDUCT_TASK,
                title=_("审查行风投诉"),
                assignee=Assignee.officer(examiner.pk),
                due=Due.on_day(row.due_on),
            ),
        )
        row.save(update_fields=["examiner", "task"])
    items = [{**row.journal_item(), "examiner": str(row.examiner_id)} for row in rows]
    record(Act("examiner.appointed", by=seat), {}, items=items)
    return rows


@transaction.atomic
def answer_conduct_complaints(
    seat: Seat, inputs: Sequence[ConductAnswer]
) -> list[ConductComplaint]:
    """Answer complaints about conduct (答复行风投诉) after examination, by their examiners."""
    rows = _locked(seat, [one.complaint_id for one in inputs])
    for row, one in zip(rows, inputs, strict=True):
        if not is_examiner(seat, row):
            raise ForbiddenError(_("行风投诉由指定的审查人答复。"))
        row.is_upheld, row.answered_at = one.is_upheld, clock.now()
        row.result, row.answer = _filled(one.result, "result"), _filled(one.answer, "answer")
        if row.task is not None and row.task.is_open:
            complete_tasks(seat, [row.task])
        row.save(update_fields=["is_upheld", "answered_at", "result", "answer"])
    record(
        Act("conduct_complaint.answered", by=seat), {}, items=[row.journal_item() for row in rows]
    )
    return rows


@transaction.atomic
def open_conduct_contact(seat: Seat, given: ConductContactInput) -> ConductContact:
    """Open how to reach who complained (查看联系方式): head or examiner, for a reason on record."""
    row = lock_visible(
        visible_conduct(seat).select_related("examiner"), seat, pk=given.complaint_id
    )
    if not may_open_contact(seat, row):
        raise ForbiddenError(_("联系方式由街道负责人或者审查人查看。"))
    contact = ConductContact.objects.filter(complaint=row).first()
    if contact is None:
        raise NotFoundError(_("投诉人没有留下联系方式。"))
    record(
        Act("conduct_contact.opened", by=seat),
        {"complaint": str(row.pk), "reason": given.reason.value},
    )
    return contact


@transaction.atomic
def record_commendations(seat: Seat, inputs: Sequence[CommendationInput]) -> list[Commendation]:
    """Record commendations (登记表扬); they are counted for nobody."""
    seat.require(*CONDUCT_RECEIVERS)
    today = clock.today()
    rows = []
    for one in inputs:
        if one.received_on > today:
            raise InputError({"received_on": _("收到日不能晚于今天。")})
        found = find_target(seat.authority, one.target, one.received_on)
        rows.append(
            Commendation(
                id=new_id(),
                authority=seat.authority,
                channel=one.channel,
                target_kind=found.kind,
                officer=found.officer,
                group=found.group,
                statement=_filled(one.statement, "statement"),
                received_on=one.received_on,
                recorded_by_id=seat.account_id,
            )
        )
    Commendation.objects.bulk_create(rows)
    record(Act("commendation.recorded", by=seat), {}, items=[row.journal_item() for row in rows])
    return rows


def _write(seat: Seat, new: Sequence[tuple[UUID, ConductInput]]) -> list[ConductComplaint]:
    now = clock.now()
    day = clock.day_of(now)
    targets = [find_target(seat.authority, one.target, day) for _made, one in new]
    entry = record(
        Act("conduct_complaint.received", by=seat),
        {"count": len(new)},
        items=[{"complaint": str(made), "channel": one.channel.value} for made, one in new],
    )
    serials = numbers.draw_many(seat.authority, SERIES, day.year, len(new))
    rows = []
    for index, ((made, one), serial, found) in enumerate(zip(new, serials, targets, strict=True)):
        row = _row(one, found, day)
        row.id, row.authority, row.received_at = made, seat.authority, now
        row.number = f"行诉〔{day.year}〕{serial}号"
        row.entry_id, row.entry_index = entry.pk, index
        rows.append(row)
    ConductComplaint.objects.bulk_create(rows)
    BarredOfficer.objects.bulk_create(
        BarredOfficer(complaint=row, officer_id=officer)
        for row, found in zip(rows, targets, strict=True)
        for officer in sorted(found.barred)
    )
    ConductContact.objects.bulk_create(
        ConductContact(
            complaint_id=made, authority=seat.authority, name=one.name.strip(), phone=one.phone
        )
        for made, one in new
        if one.name.strip() or one.phone.strip()
    )
    return rows


def _row(one: ConductInput, found: Found, day: dt.date) -> ConductComplaint:
    return ConductComplaint(
        channel=one.channel,
        target_kind=found.kind,
        officer=found.officer,
        group=found.group,
        is_about_head=found.is_head,
        statement=one.statement.strip(),
        due_on=day + dt.timedelta(days=terms().conduct),
    )


def _locked(seat: Seat, ids: Sequence[UUID]) -> list[ConductComplaint]:
    if not ids or len(set(ids)) != len(ids):
        raise InputError({"": _("请至少选择一件行风投诉，每件只选一次。")})
    visible = visible_conduct(seat).select_related("examiner", "task")
    rows = [lock_visible(visible, seat, pk=each) for each in ids]
    for row in rows:
        if row.answered_at is not None:
            raise ConductStateError(_("%(number)s 已经答复。") % {"number": row.number})
    return rows


def _examiner(seat: Seat, row: ConductComplaint, officer_id: UUID) -> Officer:
    officer = Officer.objects.filter(authority=seat.authority, pk=officer_id).first()
    if officer is None or not holds(officer, clock.today()) or officer.account_id is None:
        raise InputError({"examiner": _("没有这名在岗人员，或者该人员没有账号。")})
    if row.barred.filter(officer=officer).exists():
        sentence = _("投诉对象本人及其下属不能审查这件投诉，请指定别的人。")
        raise InputError({"examiner": sentence})
    return officer


def _filled(text: str, field: str) -> str:
    if not text.strip():
        raise InputError({field: _("请填写内容。")})
    if len(text.strip()) > LONGEST:
        raise InputError({field: _("最多 %(count)s 字，请缩短。") % {"count": LONGEST}})
    return text.strip()
