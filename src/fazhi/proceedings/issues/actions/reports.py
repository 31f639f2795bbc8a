"""Receiving reports and replying to them."""

import re
from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.kernel import clock, numbers
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.kernel.idempotency import write_once
from fazhi.kernel.insertion import insert
from fazhi.kernel.journal import Act, record
from fazhi.kernel.waiting import usable
from fazhi.proceedings.issues.choices import Channel, IssueStepKind
from fazhi.proceedings.issues.errors import AlreadyRepliedError
from fazhi.proceedings.issues.inputs import ContactInput, ReplyInput, ReportInput
from fazhi.proceedings.issues.models import (
    IssueStep,
    Report,
    ReporterContact,
    ReportPhotograph,
    ReportReply,
)
from fazhi.registers.competence.queries import Registers, registers_on
from fazhi.registers.places.queries import Placement

LONGEST_STATEMENT = 2000
#: A number as people write it; no check of prefixes, a caller may have any.
_PHONE = re.compile(r"\+?[0-9][0-9 \-]{5,18}[0-9]")
_RECEIVERS = (Role.DISPATCHER, Role.CLERK, Role.GRID_WORKER, Role.OFFICER)


@transaction.atomic
def receive_reports(seat: Seat, inputs: Sequence[ReportInput]) -> list[Report]:
    """Receive reports (受理诉求): each gets a number and the code by which it can be followed.

    A citizen without an account may use the portal; other channels are entered by staff. A key that
    came before gives the report made then. Raises InputError, ConflictError, ForbiddenError.
    """
    for one in inputs:
        _examine(seat, one)
    write = partial(_write, seat)
    return write_once(seat.authority, "report", inputs, write=write, read=Report.objects.in_bulk)


@transaction.atomic
def reply_to_reports(seat: Seat, inputs: Sequence[ReplyInput]) -> list[ReportReply]:
    """Reply to reports (答复诉求), once each; the reporter reads it under the follow code."""
    seat.require(Role.DISPATCHER, Role.CLERK)
    for one in inputs:
        if not one.text.strip():
            raise InputError({"text": _("请填写答复内容。")})
    reports = _reports_to_answer(seat, [one.report_id for one in inputs])
    at = clock.now()
    replies = [
        ReportReply(
            report=reports[one.report_id],
            replied_at=at,
            account_id=seat.person,
            text=one.text.strip(),
        )
        for one in inputs
    ]
    ReportReply.objects.bulk_create(replies)
    IssueStep.objects.bulk_create(
        IssueStep(
            issue_id=report.issue_id,
            kind=IssueStepKind.FED_BACK,
            taken_at=at,
            account_id=seat.account_id,
        )
        for report in reports.values()
        if report.issue_id
    )
    record(
        Act("report.replied", by=seat, happened_at=at),
        {"reports": [str(one.report_id) for one in inputs]},
    )
    return replies


@transaction.atomic
def open_contact(seat: Seat, given: ContactInput) -> ReporterContact:
    """Open how to reach a reporter (查看联系方式): each time with a reason, which is on record."""
    seat.require(Role.DISPATCHER, Role.CLERK)
    rows = ReporterContact.objects.filter(authority=seat.authority, report_id=given.report_id)
    contact = rows.select_related("report").first()
    if contact is None:
        raise NotFoundError(_("反映人没有留下联系方式。"))
    record(
        Act("contact.opened", by=seat),
        {"report": str(given.report_id), "reason": str(given.reason)},
    )
    return contact


def _examine(seat: Seat, one: ReportInput) -> None:
    if one.channel != Channel.PORTAL:
        seat.require(*_RECEIVERS)
    statement = one.statement.strip()
    if not statement and not one.photograph_ids:
        raise InputError({"statement": _("请写一句话，或者附一张照片，说明您要反映的事。")})
    if len(statement) > LONGEST_STATEMENT:
        raise InputError(
            {"statement": _("反映内容最多 %(count)s 字，请缩短。") % {"count": LONGEST_STATEMENT}}
        )
    if one.received_at and one.received_at > clock.now():
        raise InputError({"received_at": _("来电、来访时间不能晚于现在。")})
    if one.phone.strip() and not _PHONE.fullmatch(one.phone.strip()):
        raise InputError({"phone": _("电话号码只写数字，例如 13800000000 或 0574-00000000。")})


def _write(seat: Seat, new: Sequence[tuple[UUID, ReportInput]]) -> list[Report]:
    at = clock.now()
    day = clock.day_of(at)
    registers = registers_on(seat.authority, day)
    placements = [
        registers.places.locate(one.spot.longitude, one.spot.latitude) if one.spot else None
        for _id, one in new
    ]
    entry = record(
        Act("report.received", by=seat, happened_at=at),
        {"count": len(new), "channels": sorted({str(one.channel) for _id, one in new})},
        items=[{"report": str(made), "key": one.key} for made, one in new],
    )
    # Whoever draws a number keeps all others waiting until the commit: nothing slow comes after it.
    serials = numbers.draw_many(seat.authority, "report", day.year, len(new))
    rows = []
    for index, ((made, one), serial, placement) in enumerate(
        zip(new, serials, placements, strict=True)
    ):
        row = _report(one, placement)
        row.id, row.authority = made, seat.authority
        row.number = f"诉〔{day.year}〕{serial}号"
        row.category_id = _category(registers, one.category_code)
        row.received_at = one.received_at or at
        row.entry_id, row.entry_index = entry.id, index
        rows.append(row)
    insert(rows)
    _write_particulars(seat, new)
    return rows


def _report(one: ReportInput, placement: Placement | None) -> Report:
    spot = one.spot
    return Report(
        channel=one.channel,
        statement=one.statement.strip(),
        place=(spot.place if spot else one.place).strip(),
        longitude=spot.longitude if spot else None,
        latitude=spot.latitude if spot else None,
        grid=placement.grid if placement else None,
    )


def _write_particulars(seat: Seat, new: Sequence[tuple[UUID, ReportInput]]) -> None:
    contacts = [
        ReporterContact(authority=seat.authority, report_id=made, phone=one.phone.strip())
        for made, one in new
        if one.phone.strip()
    ]
    photographs = [
        ReportPhotograph(report_id=made, attachment_id=photograph)
        for made, one in new
        for photograph in one.photograph_ids
    ]
    if contacts:
        ReporterContact.objects.bulk_create(contacts)
    if photographs:
        _require_own(seat, {row.attachment_id for row in photographs})
        ReportPhotograph.objects.bulk_create(photographs)


def _require_own(seat: Seat, attachments: set[UUID]) -> None:
    """Refuse a file of another authority, and one that does not exist, alike."""
    own = usable(seat).filter(id__in=attachments).count()
    if own != len(attachments):
        raise NotFoundError(_("没有这张照片，请重新选择。"))


def _category(registers: Registers, code: str) -> UUID | None:
    if not code:
        return None
    found = registers.competence.categories.get(code)
    if found is None or not found.is_leaf:
        raise InputError({"category": _("没有编号为 %(code)s 的类别。") % {"code": code}})
    return found.id


def _reports_to_answer(seat: Seat, ids: Sequence[UUID]) -> dict[UUID, Report]:
    rows = Report.objects.select_for_update().filter(authority=seat.authority, id__in=ids)
    reports = {row.id: row for row in rows}
    if len(reports) != len(set(ids)):
        raise NotFoundError
    for reply in ReportReply.objects.filter(report_id__in=ids).select_related("report")[:1]:
        raise AlreadyRepliedError(reply.report.number)
    return reports
