"""Co-operation with agencies (执法协同): asked, answered or declined, with a day and a ground."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.tasks.actions import assign_tasks, complete_tasks
from fazhi.capabilities.tasks.inputs import Assignee, Due, TaskInput
from fazhi.capabilities.tasks.models import Task
from fazhi.kernel import clock, numbers
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import DossierKind, Role
from fazhi.kernel.errors import ConflictError, InputError, NotFoundError
from fazhi.kernel.idempotency import write_once
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Attachment, Dossier
from fazhi.proceedings.cases.grounds import refuse_the_future
from fazhi.proceedings.cases.lead_access import COOPERATION_KEEPERS
from fazhi.proceedings.cases.lead_choices import (
    COOPERATION_TASK,
    CooperationDirection,
    CooperationStatus,
    TermSubject,
)
from fazhi.proceedings.cases.lead_inputs import CooperationAnswer, CooperationInput
from fazhi.proceedings.cases.lead_terms import due_days
from fazhi.proceedings.cases.models import CooperationReply, CooperationRequest

_TITLES = {
    CooperationDirection.OUTGOING: "催办协同请求",
    CooperationDirection.INCOMING: "答复协同请求",
}


@transaction.atomic
def register_cooperation_requests(
    seat: Seat, inputs: Sequence[CooperationInput]
) -> list[CooperationRequest]:
    """Register requests for co-operation (登记协同请求), sent or received, all or none.

    《行政处罚法》第二十六条: for a penalty one authority may ask another for assistance. The same
    outside number of an agency is the same request.
    """
    seat.require(*COOPERATION_KEEPERS)
    if not inputs:
        raise InputError({"": _("清单是空的。")})
    refuse_the_future([one.requested_at for one in inputs])
    for one in inputs:
        _examine(one)
    write, read = partial(_write, seat), CooperationRequest.objects.in_bulk
    return write_once(seat.authority, "cooperation_request", inputs, write=write, read=read)


@transaction.atomic
def reply_to_cooperation_requests(
    seat: Seat, inputs: Sequence[CooperationAnswer]
) -> list[CooperationRequest]:
    """Record the answers to requests (答复协同请求); a late one is recorded and shown as late."""
    seat.require(*COOPERATION_KEEPERS)
    rows = _answered(seat, inputs, CooperationStatus.REPLIED)
    act = Act("cooperation_request.replied", by=seat, dossier=_only(rows))
    record(act, {"count": len(rows)}, items=[row.journal_item() for row in rows])
    return rows


@transaction.atomic
def decline_cooperation_requests(
    seat: Seat, inputs: Sequence[CooperationAnswer]
) -> list[CooperationRequest]:
    """Record that requests are declined (不予协助), with the reason.

    《行政处罚法》第二十六条: what lies within the powers of the authority asked is to be given.
    """
    seat.require(*COOPERATION_KEEPERS)
    rows = _answered(seat, inputs, CooperationStatus.DECLINED)
    act = Act("cooperation_request.declined", by=seat, dossier=_only(rows))
    record(act, {"count": len(rows)}, items=[row.journal_item() for row in rows])
    return rows


def _examine(one: CooperationInput) -> None:
    needed = {
        "agency": (one.agency, _("请写明对方单位。")),
        "subject": (one.subject, _("请写明事由。")),
        "content": (one.content, _("请写明请求什么。")),
        "outside_number": (one.key, _("请写明对方文号，或者提交识别键。")),
    }
    for field, (value, sentence) in needed.items():
        if not value.strip():
            raise InputError({field: sentence})
    if one.due_on is not None and one.due_on < clock.day_of(one.requested_at):
        raise InputError({"due_on": _("答复期限不能早于请求之日。")})


def _write(seat: Seat, new: Sequence[tuple[UUID, CooperationInput]]) -> list[CooperationRequest]:
    _refuse_unknown_files(seat, [one.about_id for _made, one in new if one.about_id])
    at = clock.now()
    dossiers = Dossier.objects.bulk_create(
        Dossier(
            id=made,
            authority=seat.authority,
            kind=DossierKind.COOPERATION_REQUEST,
            opened_at=at,
        )
        for made, _one in new
    )
    entry = record(
        Act(
            "cooperation_request.registered",
            by=seat,
            dossier=dossiers[0] if len(new) == 1 else None,
        ),
        {"count": len(new)},
        items=[{"cooperation_request": str(made), "direction": one.direction} for made, one in new],
    )
    rows = _rows(seat, dossiers, [one for _made, one in new], entry.id)
    CooperationRequest.objects.bulk_create(rows)
    assign_tasks(seat, [_task(row) for row in rows])
    return rows


def _rows(
    seat: Seat, dossiers: Sequence[Dossier], inputs: Sequence[CooperationInput], entry_id: UUID
) -> list[CooperationRequest]:
    year = clock.today().year
    serials = numbers.draw_many(seat.authority, "cooperation_request", year, len(inputs))
    days = [clock.day_of(one.requested_at) for one in inputs]
    terms = due_days(seat.authority, [(TermSubject.COOPERATION, day) for day in days])
    return [
        CooperationRequest(
            dossier=dossier,
            authority=seat.authority,
            number=f"协〔{year}〕{serial}号",
            direction=one.direction,
            agency=one.agency.strip(),
            outside_number=one.outside_number.strip(),
            subject=one.subject.strip(),
            ground=one.ground,
            content=one.content.strip(),
            about_id=one.about_id,
            requested_at=one.requested_at,
            due_on=one.due_on or term,
            entry_id=entry_id,
            entry_index=index,
        )
        for index, (dossier, serial, one, term) in enumerate(
            zip(dossiers, serials, inputs, terms, strict=True)
        )
    ]


def _task(row: CooperationRequest) -> TaskInput:
    title = _TITLES[CooperationDirection(row.direction)]
    return TaskInput(
        kind=COOPERATION_TASK,
        title=f"{title} {row.number}",
        assignee=Assignee.role(Role.SQUAD_LEADER),
        due=Due.on_day(row.due_on),
        dossier=row.dossier,
    )


def _refuse_unknown_files(seat: Seat, wanted: Sequence[UUID]) -> None:
    found = Dossier.objects.filter(authority=seat.authority, pk__in=wanted).count()
    if found != len(set(wanted)):
        raise NotFoundError


def _answered(
    seat: Seat, inputs: Sequence[CooperationAnswer], status: CooperationStatus
) -> list[CooperationRequest]:
    rows = _locked(seat, [one.request_id for one in inputs])
    now = clock.now()
    attachments = _attachments(seat, inputs)
    replies = []
    for row, one in zip(rows, inputs, strict=True):
        _refuse_answer(row, one)
        row.status = status
        replies.append(
            CooperationReply(
                id=new_id(),
                authority=seat.authority,
                request=row,
                is_declined=status == CooperationStatus.DECLINED,
                content=one.content.strip(),
                attachment=attachments.get(one.attachment_id) if one.attachment_id else None,
                replied_at=now,
                replied_on=one.replied_on,
                account_id=seat.person,
            )
        )
    CooperationReply.objects.bulk_create(replies)
    CooperationRequest.objects.bulk_update(rows, ["status"])
    files = [row.dossier_id for row in rows]
    owed = Task.objects.filter(authority=seat.authority, dossier__in=files, kind=COOPERATION_TASK)
    complete_tasks(seat, list(owed))
    return rows


def _refuse_answer(row: CooperationRequest, one: CooperationAnswer) -> None:
    if not row.is_open:
        words = _("%(number)s 已经答复，不能再次答复。") % {"number": row.number}
        raise ConflictError(words)
    if not one.content.strip():
        raise InputError({"content": _("请写明答复内容；不予协助的，写明理由。")})
    if not clock.day_of(row.requested_at) <= one.replied_on <= clock.today():
        raise InputError({"replied_on": _("答复日应当在请求之日以后，且不晚于今天。")})


def _locked(seat: Seat, wanted: Sequence[UUID]) -> list[CooperationRequest]:
    if not wanted:
        raise InputError({"": _("清单是空的。")})
    if len(set(wanted)) != len(wanted):
        raise ConflictError(_("同一件在本次提交中出现了两次。"))
    found = CooperationRequest.objects.select_for_update(of=("self",)).select_related("dossier")
    rows = {row.pk: row for row in found.filter(authority=seat.authority, pk__in=wanted)}
    if len(rows) != len(wanted):
        raise NotFoundError
    return [rows[key] for key in wanted]


def _attachments(seat: Seat, inputs: Sequence[CooperationAnswer]) -> dict[UUID, Attachment]:
    wanted = {one.attachment_id for one in inputs if one.attachment_id}
    found = {
        row.pk: row for row in Attachment.objects.filter(authority=seat.authority, pk__in=wanted)
    }
    if len(found) != len(wanted):
        raise NotFoundError
    return found


def _only(rows: Sequence[CooperationRequest]) -> Dossier | None:
    return rows[0].dossier if len(rows) == 1 else None
