"""Cases that a platform assigns (平台案件): answered once, and the result fed back."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import ConflictError, InputError
from fazhi.kernel.idempotency import write_once
from fazhi.kernel.journal import Act, record
from fazhi.proceedings.cases.actions import intake
from fazhi.proceedings.cases.actions.intake import PLATFORM_CASES
from fazhi.proceedings.cases.lead_access import LEAD_DECIDERS, LEAD_KEEPERS, LEAD_RECEIVERS
from fazhi.proceedings.cases.lead_choices import IntakeStatus, TermSubject
from fazhi.proceedings.cases.lead_inputs import (
    AcceptanceInput,
    DeclineInput,
    HandOverInput,
    IntakeReceiptInput,
    PlatformCaseInput,
    PlatformReplyInput,
)
from fazhi.proceedings.cases.models import PlatformCase, PlatformCaseReply


@transaction.atomic
def receive_platform_cases(seat: Seat, inputs: Sequence[PlatformCaseInput]) -> list[PlatformCase]:
    """Receive cases that a platform assigned (接收平台案件); the same number is the same case."""
    seat.require(*LEAD_RECEIVERS)
    for one in inputs:
        intake.require_number(one)
    intake.examine(inputs)
    write, read = partial(_write, seat), PlatformCase.objects.in_bulk
    return write_once(seat.authority, "platform_case", inputs, write=write, read=read)


@transaction.atomic
def accept_platform_cases(seat: Seat, inputs: Sequence[AcceptanceInput]) -> list[PlatformCase]:
    """Accept cases (受理): what the sub-district may punish, here and on this day."""
    seat.require(*LEAD_DECIDERS)
    rows = _open(seat, [one.intake_id for one in inputs])
    for row in rows:
        intake.refuse_without_authority(row, clock.today())
    said = [{"note": one.note.strip()} for one in inputs]
    intake.answer_all(seat, PLATFORM_CASES, rows, IntakeStatus.ACCEPTED, said)
    act = Act("platform_case.accepted", by=seat, dossier=intake.dossier_of(rows))
    record(act, {"count": len(rows)}, items=intake.told_of(rows))
    return rows


@transaction.atomic
def decline_platform_cases(seat: Seat, inputs: Sequence[DeclineInput]) -> list[PlatformCase]:
    """Decline cases (不予受理), each for a reason of the closed list that the file bears out."""
    seat.require(*LEAD_DECIDERS)
    rows = _open(seat, [one.intake_id for one in inputs])
    for row, one in zip(rows, inputs, strict=True):
        intake.refuse_unfounded(row, one, clock.today())
    said = [intake.decline_values(one) for one in inputs]
    intake.answer_all(seat, PLATFORM_CASES, rows, IntakeStatus.DECLINED, said)
    act = Act("platform_case.declined", by=seat, dossier=intake.dossier_of(rows))
    record(act, {"count": len(rows)}, items=intake.told_of(rows))
    return rows


@transaction.atomic
def hand_over_platform_cases(seat: Seat, inputs: Sequence[HandOverInput]) -> list[PlatformCase]:
    """Hand cases over to the body that is competent for them (移送); its receipt follows."""
    seat.require(*LEAD_DECIDERS)
    rows = _open(seat, [one.intake_id for one in inputs])
    said = [intake.hand_over_values(one.receiver, one.note) for one in inputs]
    intake.answer_all(seat, PLATFORM_CASES, rows, IntakeStatus.HANDED_OVER, said)
    act = Act("platform_case.handed_over", by=seat, dossier=intake.dossier_of(rows))
    record(act, {"count": len(rows)}, items=intake.told_of(rows))
    return rows


@transaction.atomic
def acknowledge_platform_cases(
    seat: Seat, inputs: Sequence[IntakeReceiptInput]
) -> list[PlatformCase]:
    """Record the receipts (回执) of the bodies to which cases were handed over."""
    seat.require(*LEAD_KEEPERS)
    rows = intake.locked(seat, PlatformCase, [one.intake_id for one in inputs])
    intake.write_receipts(PLATFORM_CASES, rows, inputs)
    act = Act("platform_case.acknowledged", by=seat, dossier=intake.dossier_of(rows))
    record(act, {"count": len(rows)}, items=intake.told_of(rows))
    return rows


@transaction.atomic
def reply_to_platform_cases(
    seat: Seat, inputs: Sequence[PlatformReplyInput]
) -> list[PlatformCaseReply]:
    """Feed back to the platform what came of accepted cases (反馈办理结果), each once."""
    seat.require(*LEAD_KEEPERS)
    rows = intake.locked(seat, PlatformCase, [one.intake_id for one in inputs])
    for row, one in zip(rows, inputs, strict=True):
        _refuse_reply(row, one)
    now = clock.now()
    replies = PlatformCaseReply.objects.bulk_create(
        PlatformCaseReply(
            platform_case=row,
            result=one.result.strip(),
            receipt_number=one.receipt_number.strip(),
            replied_at=now,
            account_id=seat.person,
        )
        for row, one in zip(rows, inputs, strict=True)
    )
    act = Act("platform_case.replied", by=seat, dossier=intake.dossier_of(rows))
    record(act, {"count": len(rows)}, items=intake.told_of(rows))
    return replies


def _refuse_reply(row: PlatformCase, one: PlatformReplyInput) -> None:
    if row.status != IntakeStatus.ACCEPTED:
        raise ConflictError(_("受理之后才能反馈办理结果。"))
    if hasattr(row, "reply"):
        raise ConflictError(_("办理结果已经反馈，不能再次反馈。"))
    if not one.result.strip():
        raise InputError({"result": _("请写明办理结果。")})


def _write(seat: Seat, new: Sequence[tuple[UUID, PlatformCaseInput]]) -> list[PlatformCase]:
    inputs = [one for _made, one in new]
    dossiers = intake.dossiers_of(seat, PLATFORM_CASES, new)
    subjects = [TermSubject.PLATFORM_CASE] * len(inputs)
    values = intake.common_values(seat, PLATFORM_CASES, inputs, subjects)
    entry = record(
        Act("platform_case.received", by=seat, dossier=dossiers[0] if len(new) == 1 else None),
        {"count": len(new)},
        items=[{"platform_case": str(made)} for made, _one in new],
    )
    rows = [
        PlatformCase(dossier=dossier, entry_id=entry.id, entry_index=index, **common)
        for index, (dossier, common) in enumerate(zip(dossiers, values, strict=True))
    ]
    PlatformCase.objects.bulk_create(rows)
    intake.give_tasks(seat, PLATFORM_CASES, rows)
    return rows


def _open(seat: Seat, wanted: Sequence[UUID]) -> list[PlatformCase]:
    rows = intake.locked(seat, PlatformCase, wanted)
    intake.refuse_answered(rows)
    return rows
