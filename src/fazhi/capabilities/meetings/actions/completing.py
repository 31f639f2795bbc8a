"""Completing resolutions: each with its day and its proof, and the task that it was."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.meetings.access import RECORDERS, may_complete, visible_resolutions
from fazhi.capabilities.meetings.errors import ResolutionDoneError
from fazhi.capabilities.meetings.inputs import CompletionInput
from fazhi.capabilities.meetings.models import Resolution
from fazhi.capabilities.tasks.actions import complete_tasks
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ForbiddenError, InputError, NotFoundError
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Attachment

_LONGEST = 500


@transaction.atomic
def complete_resolutions(seat: Seat, inputs: Sequence[CompletionInput]) -> list[Resolution]:
    """Record that resolutions were done (登记完成), all or none, each with its proof.

    The owner may, and who records meetings. A proof is words, a file, or both.
    """
    if not inputs:
        raise InputError({"": _("请至少选择一项议决事项。")})
    rows = _locked(seat, [one.resolution_id for one in inputs])
    _refuse_unknown_files(seat, inputs)
    now = clock.now()
    done = [rows[one.resolution_id] for one in inputs]
    for row, one in zip(done, inputs, strict=True):
        _refuse_unproven(seat, row, one)
        row.done_on, row.proof = one.done_on, one.proof.strip()[:_LONGEST]
        row.attachment_id = one.attachment_id
        row.completed_at, row.completed_by_id = now, seat.account_id
    Resolution.objects.bulk_update(
        done, ["done_on", "proof", "attachment", "completed_at", "completed_by_id"]
    )
    complete_tasks(seat, [row.task for row in done if row.task], note="会议议决已完成")
    meetings = {row.meeting_id for row in done}
    record(
        Act(
            "resolution.completed",
            by=seat,
            dossier=done[0].meeting.dossier if len(meetings) == 1 else None,
        ),
        {},
        items=[row.journal_item() for row in done],
    )
    return done


def _locked(seat: Seat, wanted: Sequence[UUID]) -> dict[UUID, Resolution]:
    rows = visible_resolutions(seat).select_for_update(of=("self",))
    rows = rows.select_related("task", "meeting__dossier").order_by("pk")
    found = rows.in_bulk(list(wanted))
    if len(found) != len(set(wanted)):
        raise NotFoundError(_("没有这项议决事项。"))
    if len(found) != len(wanted):
        raise InputError({"": _("同一议决事项登记了两次。")})
    return dict(found)


def _refuse_unproven(seat: Seat, row: Resolution, one: CompletionInput) -> None:
    if not may_complete(seat, row):
        named = "、".join(str(Role(each).label) for each in RECORDERS)
        raise ForbiddenError(_("议决事项由责任人或者{named}登记完成。").format(named=named))
    if row.done_on is not None:
        raise ResolutionDoneError(row.text)
    if not one.proof.strip() and one.attachment_id is None:
        raise InputError({"proof": _("请写明完成情况，或者上传证明材料。")})
    held_at = row.meeting.held_at
    is_before = held_at is not None and one.done_on < clock.day_of(held_at)
    if is_before or one.done_on > clock.today():
        raise InputError({"done_on": _("完成日不能早于会议当日，也不能晚于今天。")})


def _refuse_unknown_files(seat: Seat, inputs: Sequence[CompletionInput]) -> None:
    wanted = {one.attachment_id for one in inputs if one.attachment_id is not None}
    known = Attachment.objects.filter(authority=seat.authority, pk__in=wanted)
    if known.count() != len(wanted):
        raise InputError({"attachment": _("没有这个文件，请重新上传。")})
