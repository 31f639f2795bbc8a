"""Leads (线索): received, then accepted, declined or handed over, each once."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.kernel.idempotency import write_once
from fazhi.kernel.journal import Act, record
from fazhi.proceedings.cases.actions import intake
from fazhi.proceedings.cases.actions.intake import LEADS
from fazhi.proceedings.cases.lead_access import LEAD_DECIDERS, LEAD_KEEPERS, LEAD_RECEIVERS
from fazhi.proceedings.cases.lead_choices import (
    PLATFORM_SOURCES,
    IntakeStatus,
    LeadSource,
    TermSubject,
)
from fazhi.proceedings.cases.lead_inputs import (
    AcceptanceInput,
    DeclineInput,
    HandOverInput,
    IntakeReceiptInput,
    LeadInput,
)
from fazhi.proceedings.cases.models import Lead
from fazhi.proceedings.issues.models import Issue


@transaction.atomic
def receive_leads(seat: Seat, inputs: Sequence[LeadInput]) -> list[Lead]:
    """Receive leads (接收线索), all or none; the same outside number is the same lead.

    The squad leader is given the task of answering each within the office's own term.
    """
    seat.require(*LEAD_RECEIVERS)
    intake.examine(inputs)
    for one in inputs:
        if one.source in PLATFORM_SOURCES:
            intake.require_number(one)
        if (one.source == LeadSource.ISSUE) is not (one.issue_id is not None):
            raise InputError({"issue": _("由事件转入的线索，须写明事件；其他来源不写。")})
    write = partial(_write, seat)
    return write_once(seat.authority, "lead", inputs, write=write, read=Lead.objects.in_bulk)


@transaction.atomic
def accept_leads(seat: Seat, inputs: Sequence[AcceptanceInput]) -> list[Lead]:
    """Accept leads (受理): what the sub-district may punish, here and on this day.

    Filing a case takes the id of an accepted lead.
    """
    seat.require(*LEAD_DECIDERS)
    rows = _open(seat, [one.intake_id for one in inputs])
    for row in rows:
        intake.refuse_without_authority(row, clock.today())
    said = [{"note": one.note.strip()} for one in inputs]
    intake.answer_all(seat, LEADS, rows, IntakeStatus.ACCEPTED, said)
    act = Act("lead.accepted", by=seat, dossier=intake.dossier_of(rows))
    record(act, {"count": len(rows)}, items=intake.told_of(rows))
    return rows


@transaction.atomic
def decline_leads(seat: Seat, inputs: Sequence[DeclineInput]) -> list[Lead]:
    """Decline leads (不予受理), each for a reason of the closed list that the file bears out."""
    seat.require(*LEAD_DECIDERS)
    rows = _open(seat, [one.intake_id for one in inputs])
    for row, one in zip(rows, inputs, strict=True):
        intake.refuse_unfounded(row, one, clock.today())
    said = [intake.decline_values(one) for one in inputs]
    intake.answer_all(seat, LEADS, rows, IntakeStatus.DECLINED, said)
    act = Act("lead.declined", by=seat, dossier=intake.dossier_of(rows))
    record(act, {"count": len(rows)}, items=intake.told_of(rows))
    return rows


@transaction.atomic
def hand_over_leads(seat: Seat, inputs: Sequence[HandOverInput]) -> list[Lead]:
    """Hand leads over to the body that is competent for them (移送); its receipt follows."""
    seat.require(*LEAD_DECIDERS)
    rows = _open(seat, [one.intake_id for one in inputs])
    said = [intake.hand_over_values(one.receiver, one.note) for one in inputs]
    intake.answer_all(seat, LEADS, rows, IntakeStatus.HANDED_OVER, said)
    act = Act("lead.handed_over", by=seat, dossier=intake.dossier_of(rows))
    record(act, {"count": len(rows)}, items=intake.told_of(rows))
    return rows


@transaction.atomic
def acknowledge_leads(seat: Seat, inputs: Sequence[IntakeReceiptInput]) -> list[Lead]:
    """Record the receipts (回执) of the bodies to which leads were handed over."""
    seat.require(*LEAD_KEEPERS)
    rows = intake.locked(seat, Lead, [one.intake_id for one in inputs])
    intake.write_receipts(LEADS, rows, inputs)
    act = Act("lead.acknowledged", by=seat, dossier=intake.dossier_of(rows))
    record(act, {"count": len(rows)}, items=intake.told_of(rows))
    return rows


def _write(seat: Seat, new: Sequence[tuple[UUID, LeadInput]]) -> list[Lead]:
    inputs = [one for _made, one in new]
    _refuse_unknown_issues(seat, [one.issue_id for one in inputs if one.issue_id])
    dossiers = intake.dossiers_of(seat, LEADS, new)
    subjects = [TermSubject(one.source.value) for one in inputs]
    values = intake.common_values(seat, LEADS, inputs, subjects)
    entry = record(
        Act("lead.received", by=seat, dossier=dossiers[0] if len(dossiers) == 1 else None),
        {"count": len(new)},
        items=[{"lead": str(made), "source": one.source} for made, one in new],
    )
    rows = [
        Lead(
            dossier=dossier,
            source=one.source,
            issue_id=one.issue_id,
            entry_id=entry.id,
            entry_index=index,
            **common,
        )
        for index, (dossier, one, common) in enumerate(zip(dossiers, inputs, values, strict=True))
    ]
    Lead.objects.bulk_create(rows)
    intake.give_tasks(seat, LEADS, rows)
    return rows


def _refuse_unknown_issues(seat: Seat, wanted: Sequence[UUID]) -> None:
    found = Issue.objects.filter(authority=seat.authority, pk__in=wanted).count()
    if found != len(set(wanted)):
        raise NotFoundError


def _open(seat: Seat, wanted: Sequence[UUID]) -> list[Lead]:
    rows = intake.locked(seat, Lead, wanted)
    intake.refuse_answered(rows)
    return rows
