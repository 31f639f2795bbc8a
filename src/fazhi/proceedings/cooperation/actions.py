"""Co-operation with agencies (执法协同): asked, answered or declined, with a day and a ground."""

from collections.abc import Iterable, Sequence
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.tasks.actions import assign_tasks, complete_tasks
from fazhi.capabilities.tasks.inputs import Assignee, Due, TaskInput
from fazhi.capabilities.tasks.models import OPEN, Task
from fazhi.kernel import clock, numbers
from fazhi.kernel.access import Seat, lock_named
from fazhi.kernel.choices import DossierKind, Role
from fazhi.kernel.errors import ConflictError, InputError, NotFoundError, refuse_if_blocked
from fazhi.kernel.idempotency import write_once
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Attachment, Dossier
from fazhi.kernel.moments import refuse_the_future
from fazhi.law.citation import Citation
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.cooperation import assistance_is_given
from fazhi.proceedings.cooperation.access import COOPERATION_KEEPERS
from fazhi.proceedings.cooperation.choices import (
    COOPERATION_TASK,
    CooperationDirection,
    CooperationGround,
    CooperationStatus,
)
from fazhi.proceedings.cooperation.inputs import CooperationAnswer, CooperationInput
from fazhi.proceedings.cooperation.models import CooperationReply, CooperationRequest
from fazhi.proceedings.leads.choices import TermSubject
from fazhi.proceedings.leads.terms import due_days

_TITLES = {
    CooperationDirection.OUTGOING: "催办协同请求",
    CooperationDirection.INCOMING: "答复协同请求",
}
#: The provision of each ground.
_CITES = {
    CooperationGround.PENALTY_LAW: Citation("行政处罚法(2021)", 26),
    CooperationGround.ZHEJIANG_REGULATION: Citation("浙江省综合行政执法条例", 17),
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
    refuse_the_future([one.requested_at for one in inputs], "requested_at")
    for one in inputs:
        _examine(one)
    write, read = partial(_write, seat), CooperationRequest.objects.in_bulk
    return write_once(seat.authority, "cooperation_request", inputs, write=write, read=read)


@transaction.atomic
def reply_to_cooperation_requests(
    seat: Seat, inputs: Sequence[CooperationAnswer]
) -> list[CooperationRequest]:
    """Record the answers to requests (答复协同请求); a late one is recorded and shown as late."""
    return _answer(seat, inputs, CooperationStatus.REPLIED)


@transaction.atomic
def decline_cooperation_requests(
    seat: Seat, inputs: Sequence[CooperationAnswer]
) -> list[CooperationRequest]:
    """Record that requests are declined (不予协助), with the reason.

    《行政处罚法》第二十六条: what lies within the powers of the authority asked is to be given, so
    this house declines only what it says lies beyond its own.
    """
    return _answer(seat, inputs, CooperationStatus.DECLINED)


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
    day = clock.day_of(one.requested_at)
    if not load_law().instrument(_CITES[one.ground].instrument).in_force_on(day):
        raise InputError({"ground": _("请求之日所选法律依据尚未施行。")})
    if one.due_on is not None and one.due_on < day:
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
            provisions=_provisions(one.ground for _made, one in new),
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


def _answer(
    seat: Seat, inputs: Sequence[CooperationAnswer], status: CooperationStatus
) -> list[CooperationRequest]:
    """Write the answers, move the requests on, finish their tasks, and write the entry."""
    seat.require(*COOPERATION_KEEPERS)
    asked = CooperationRequest.objects.select_related("dossier")
    rows = lock_named(asked, seat, [one.request_id for one in inputs])
    for row, one in zip(rows, inputs, strict=True):
        _refuse_answer(row, one, is_declined=status == CooperationStatus.DECLINED)
        row.status = status
    _write_replies(seat, rows, inputs)
    CooperationRequest.objects.bulk_update(rows, ["status"])
    files = [row.dossier_id for row in rows]
    owed = Task.objects.filter(OPEN, authority=seat.authority, dossier__in=files)
    complete_tasks(seat, list(owed.filter(kind=COOPERATION_TASK)))
    record(
        Act(
            f"cooperation_request.{status}",
            by=seat,
            dossier=rows[0].dossier if len(rows) == 1 else None,
            provisions=_provisions(row.ground for row in rows),
        ),
        {"count": len(rows)},
        items=[row.journal_item() for row in rows],
    )
    return rows


def _refuse_answer(row: CooperationRequest, one: CooperationAnswer, *, is_declined: bool) -> None:
    if not row.is_open:
        words = _("%(number)s 已经答复，不能再次答复。") % {"number": row.number}
        raise ConflictError(words)
    if not one.content.strip():
        raise InputError({"content": _("请写明答复内容；不予协助的，写明理由。")})
    if not clock.day_of(row.requested_at) <= one.replied_on <= clock.today():
        raise InputError({"replied_on": _("答复日应当在请求之日以后，且不晚于今天。")})
    if is_declined and not row.is_outgoing:
        if one.is_within_powers is None:
            words = _("请说明请求的事项是否属于本街道职权范围。")
            raise InputError({"is_within_powers": words})
        answer = assistance_is_given(
            day=one.replied_on, is_within_powers=one.is_within_powers, is_declined=True
        )
        refuse_if_blocked([answer])


def _write_replies(
    seat: Seat, rows: Sequence[CooperationRequest], inputs: Sequence[CooperationAnswer]
) -> None:
    now, attachments = clock.now(), _attachments(seat, inputs)
    CooperationReply.objects.bulk_create(
        CooperationReply(
            authority=seat.authority,
            request=row,
            is_declined=row.status == CooperationStatus.DECLINED,
            content=one.content.strip(),
            attachment=attachments[one.attachment_id] if one.attachment_id else None,
            replied_at=now,
            replied_on=one.replied_on,
            account_id=seat.person,
        )
        for row, one in zip(rows, inputs, strict=True)
    )


def _provisions(grounds: Iterable[str]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(_CITES[CooperationGround(each)] for each in grounds))


def _attachments(seat: Seat, inputs: Sequence[CooperationAnswer]) -> dict[UUID, Attachment]:
    wanted = {one.attachment_id for one in inputs if one.attachment_id}
    found = {
        row.pk: row for row in Attachment.objects.filter(authority=seat.authority, pk__in=wanted)
    }
    if len(found) != len(wanted):
        raise NotFoundError
    return found
