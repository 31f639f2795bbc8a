"""Answering leads and cases of platforms: accepted, declined or handed over, each once.

One act serves both kinds: `kind` says of which the list is, and a file of the other kind is
answered as if it did not exist.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.tasks.actions import complete_tasks
from fazhi.capabilities.tasks.models import OPEN, Task
from fazhi.kernel import clock
from fazhi.kernel.access import Seat, lock_named
from fazhi.kernel.errors import ConflictError, InputError
from fazhi.kernel.factor_guard import needs_no_factor
from fazhi.kernel.journal import Act, record
from fazhi.proceedings.leads.access import INTAKE_DECIDERS, INTAKE_KEEPERS
from fazhi.proceedings.leads.choices import DeclineReason, IntakeKind, IntakeStatus
from fazhi.proceedings.leads.contradictions import (
    Known,
    refuse_going_round,
    refuse_passing_on,
    refuse_unfounded,
    refuse_without_authority,
)
from fazhi.proceedings.leads.inputs import (
    AcceptanceInput,
    DeclineInput,
    HandOverInput,
    IntakeReceiptInput,
    IntakeResultInput,
)
from fazhi.proceedings.leads.kinds import DIFFERENCES
from fazhi.proceedings.leads.models import Intake, IntakeAnswer, IntakeReceipt, IntakeResult
from fazhi.registers.competence.queries import competence_index


@needs_no_factor("it says what becomes of a lead; a case out of it is signed by the head")
@transaction.atomic
def accept_intakes(seat: Seat, kind: IntakeKind, inputs: Sequence[AcceptanceInput]) -> list[Intake]:
    """Accept (受理) what the sub-district may punish, here and on this day.

    A case may then be proposed out of it.
    """
    seat.require(*INTAKE_DECIDERS)
    rows, known = _open(seat, kind, [one.intake_id for one in inputs]), _known(seat)
    for row in rows:
        refuse_without_authority(row, known)
    said = [{"note": one.note.strip()} for one in inputs]
    _answer(seat, kind, rows, IntakeStatus.ACCEPTED, said)
    return rows


@needs_no_factor("it says what becomes of a lead; a case out of it is signed by the head")
@transaction.atomic
def decline_intakes(seat: Seat, kind: IntakeKind, inputs: Sequence[DeclineInput]) -> list[Intake]:
    """Decline (不予受理), each for a reason of the closed list that the file bears out."""
    seat.require(*INTAKE_DECIDERS)
    rows = _open(seat, kind, [one.intake_id for one in inputs])
    refuse_going_round(rows, inputs)
    known = _known(seat, {one.duplicate_of.strip() for one in inputs} - {""})
    for row, one in zip(rows, inputs, strict=True):
        refuse_unfounded(row, one, known)
    _answer(seat, kind, rows, IntakeStatus.DECLINED, [_declined(one, known) for one in inputs])
    return rows


@needs_no_factor("it says what becomes of a lead; a case out of it is signed by the head")
@transaction.atomic
def hand_over_intakes(
    seat: Seat, kind: IntakeKind, inputs: Sequence[HandOverInput]
) -> list[Intake]:
    """Hand over to the body that is competent (移送); its receipt follows."""
    seat.require(*INTAKE_DECIDERS)
    rows, known = _open(seat, kind, [one.intake_id for one in inputs]), _known(seat)
    for row, one in zip(rows, inputs, strict=True):
        refuse_passing_on(row, one, known)
    said = [{"receiver": one.receiver.strip(), "note": one.note.strip()} for one in inputs]
    _answer(seat, kind, rows, IntakeStatus.HANDED_OVER, said)
    return rows


@transaction.atomic
def acknowledge_intakes(
    seat: Seat, kind: IntakeKind, inputs: Sequence[IntakeReceiptInput]
) -> list[Intake]:
    """Record the receipts (回执) of the bodies to which something was handed over, each once."""
    seat.require(*INTAKE_KEEPERS)
    rows = _locked(seat, kind, [one.intake_id for one in inputs])
    for row, one in zip(rows, inputs, strict=True):
        _refuse_receipt(row, one)
    now = clock.now()
    IntakeReceipt.objects.bulk_create(
        IntakeReceipt(
            intake=row,
            number=one.receipt_number.strip(),
            received_on=one.receipt_on,
            recorded_at=now,
            account_id=seat.person,
        )
        for row, one in zip(rows, inputs, strict=True)
    )
    _record(seat, f"{kind}.acknowledged", rows)
    return rows


@transaction.atomic
def reply_to_platform_cases(seat: Seat, inputs: Sequence[IntakeResultInput]) -> list[Intake]:
    """Feed back to the platform what came of accepted cases (反馈办理结果), each once."""
    seat.require(*INTAKE_KEEPERS)
    rows = _locked(seat, IntakeKind.PLATFORM_CASE, [one.intake_id for one in inputs])
    for row, one in zip(rows, inputs, strict=True):
        _refuse_result(row, one)
    now = clock.now()
    IntakeResult.objects.bulk_create(
        IntakeResult(
            authority=seat.authority,
            intake=row,
            result=one.result.strip(),
            receipt_number=one.receipt_number.strip(),
            replied_at=now,
            account_id=seat.person,
        )
        for row, one in zip(rows, inputs, strict=True)
    )
    _record(seat, "platform_case.replied", rows)
    return rows


def _locked(seat: Seat, kind: IntakeKind, wanted: Sequence[UUID]) -> list[Intake]:
    shown = Intake.objects.filter(kind=kind).select_related(
        "dossier", "power", "answer", "receipt", "result"
    )
    return lock_named(shown, seat, wanted)


def _open(seat: Seat, kind: IntakeKind, wanted: Sequence[UUID]) -> list[Intake]:
    """Lock what is to be answered; refuse to answer anything a second time."""
    rows = _locked(seat, kind, wanted)
    for row in rows:
        if not row.is_open:
            words = _("%(number)s 已经答复（%(status)s），不能再次答复。")
            raise ConflictError(words % {"number": row.number, "status": row.get_status_display()})
    return rows


def _known(seat: Seat, numbers: Collection[str] = ()) -> Known:
    day = clock.today()
    named = Intake.objects.filter(authority=seat.authority, number__in=numbers)
    originals = {row.number: row for row in named.select_for_update()} if numbers else {}
    return Known(day, competence_index(seat.authority, day), originals)


def _declined(one: DeclineInput, known: Known) -> dict[str, Any]:
    is_duplicate = one.reason == DeclineReason.DUPLICATE
    is_barred = one.reason == DeclineReason.TIME_BARRED
    return {
        "reason": one.reason,
        "note": one.note.strip(),
        "duplicate_of": known.originals[one.duplicate_of.strip()] if is_duplicate else None,
        "violation_ended_on": one.violation_ended_on if is_barred else None,
    }


def _answer(
    seat: Seat,
    kind: IntakeKind,
    rows: Sequence[Intake],
    status: IntakeStatus,
    said: Sequence[Mapping[str, Any]],
) -> None:
    """Write the answers, move the files on, finish their tasks, and write the entry."""
    now = clock.now()
    IntakeAnswer.objects.bulk_create(
        IntakeAnswer(
            authority=seat.authority,
            intake=row,
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
    Intake.objects.bulk_update(rows, ["status"])
    files, task = [row.dossier_id for row in rows], DIFFERENCES[kind].task
    owed = Task.objects.filter(OPEN, authority=seat.authority, dossier__in=files, kind=task)
    complete_tasks(seat, list(owed))
    _record(seat, f"{kind}.{status}", rows)


def _record(seat: Seat, kind: str, rows: Sequence[Intake]) -> None:
    dossier = rows[0].dossier if len(rows) == 1 else None
    items = [row.journal_item() for row in rows]
    record(Act(kind, by=seat, dossier=dossier), {"count": len(rows)}, items=items)


def _refuse_receipt(row: Intake, one: IntakeReceiptInput) -> None:
    if row.status != IntakeStatus.HANDED_OVER or hasattr(row, "receipt"):
        raise ConflictError(_("只有已移送、尚未登记回执的才能登记回执。"))
    if not one.receipt_number.strip():
        raise InputError({"receipt_number": _("请填写回执编号。")})
    if not row.answer.answered_on <= one.receipt_on <= clock.today():
        raise InputError({"receipt_on": _("回执日应当在移送日以后，且不晚于今天。")})


def _refuse_result(row: Intake, one: IntakeResultInput) -> None:
    if row.status != IntakeStatus.ACCEPTED:
        raise ConflictError(_("受理之后才能反馈办理结果。"))
    if hasattr(row, "result"):
        raise ConflictError(_("办理结果已经反馈，不能再次反馈。"))
    if not one.result.strip():
        raise InputError({"result": _("请写明办理结果。")})
