"""Recordings of acts: entered as a list, bound to the act they show, deleted when they may be."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.access import KEEPERS, TAKERS
from fazhi.capabilities.evidence.actions.footage_rows import binding_row, footage_row
from fazhi.capabilities.evidence.actions.lookups import filled
from fazhi.capabilities.evidence.facts import footage_facts
from fazhi.capabilities.evidence.inputs import (
    FootageBindingInput,
    FootageErasureInput,
    FootageInput,
)
from fazhi.capabilities.evidence.models import (
    EvidenceDevice,
    Footage,
    FootageBinding,
    FootageErasure,
)
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import ConflictError, InputError, NotFoundError, refuse_if_blocked
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Dossier
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.custody import footage_may_be_erased


@transaction.atomic
def record_footage(seat: Seat, inputs: Sequence[FootageInput]) -> list[Footage]:
    """Enter recordings (登记音像记录), all or none: device, times, hash, where they are stored."""
    seat.require(*TAKERS)
    if not inputs:
        raise InputError({"": _("清单是空的。")})
    rows = _rows(seat, inputs)
    hashes = [row.sha256 for row in rows]
    known = Footage.objects.filter(authority=seat.authority, sha256__in=hashes)
    if len(set(hashes)) != len(hashes) or known.exists():
        raise ConflictError(_("同一指纹的音像记录已经登记过。"))
    entry = record(
        Act("footage.recorded", by=seat),
        {"count": len(rows)},
        items=[row.journal_item() for row in rows],
    )
    for row in rows:
        row.entry = entry
    return Footage.objects.bulk_create(rows)


@transaction.atomic
def bind_footage(seat: Seat, inputs: Sequence[FootageBindingInput]) -> list[FootageBinding]:
    """Bind recordings to the acts they show (关联音像记录), all or none: dossier, act and day."""
    seat.require(*TAKERS)
    footage = _locked(seat, [one.footage_id for one in inputs])
    _refuse_unknown_dossiers(seat, {one.dossier.pk for one in inputs})
    if any(row.is_erased for row in footage):
        raise ConflictError(_("这段录像已经删除。"))
    rows = [binding_row(seat, one, row) for one, row in zip(inputs, footage, strict=True)]
    _refuse_bound_twice(rows)
    single = rows[0].dossier if len({row.dossier_id for row in rows}) == 1 else None
    entry = record(
        Act("footage.bound", by=seat, dossier=single),
        {"count": len(rows)},
        items=[row.journal_item() for row in rows],
    )
    for row in rows:
        row.entry = entry
    return FootageBinding.objects.bulk_create(rows)


@transaction.atomic
def erase_footage(seat: Seat, inputs: Sequence[FootageErasureInput]) -> list[FootageErasure]:
    """Record that recordings were deleted from their store, all or none (VID-001, office's term).

    What is bound to a file is kept with the file, whoever made it.
    """
    seat.require(*KEEPERS)
    footage = _locked(seat, [one.footage_id for one in inputs])
    rows = [_erasure(seat, one, row) for one, row in zip(inputs, footage, strict=True)]
    entry = record(
        Act("footage.erased", by=seat),
        {"count": len(rows)},
        items=[row.journal_item() for row in footage],
    )
    for each in rows:
        each.entry = entry
    return FootageErasure.objects.bulk_create(rows)


def _rows(seat: Seat, inputs: Sequence[FootageInput]) -> list[Footage]:
    wanted = {one.device_id for one in inputs}
    devices = EvidenceDevice.objects.filter(authority=seat.authority).in_bulk(list(wanted))
    if len(devices) != len(wanted):
        raise NotFoundError(_("没有这台设备。"))
    return [footage_row(seat, one, devices[one.device_id]) for one in inputs]


def _locked(seat: Seat, wanted: Sequence[UUID]) -> list[Footage]:
    rows = Footage.objects.select_for_update(of=("self",)).filter(authority=seat.authority)
    found = rows.select_related("device", "erasure").order_by("id").in_bulk(list(wanted))
    if not wanted or len(found) != len(set(wanted)):
        raise NotFoundError(_("没有这段录像。"))
    return [found[each] for each in wanted]


def _erasure(seat: Seat, one: FootageErasureInput, row: Footage) -> FootageErasure:
    if row.is_erased:
        raise ConflictError(_("这段录像已经删除。"))
    if not clock.day_of(row.ended_at) <= one.erased_on <= clock.today():
        raise InputError({"erased_on": _("删除日应当在录制以后，不晚于今天。")})
    is_needed = row.bindings.exists()
    facts = footage_facts(row, row.device, is_needed=is_needed)
    refuse_if_blocked(footage_may_be_erased(load_law(), facts, day=one.erased_on))
    if is_needed:
        raise ConflictError(_("录像已经关联案卷，随案卷保存，不单独删除。"))
    if not row.may_expire(one.erased_on):
        words = {"day": row.keep_until.isoformat()}
        raise ConflictError(_("按本街道规定保存至 %(day)s，期满以前不删除。") % words)
    return FootageErasure(
        footage=row,
        authority=seat.authority,
        erased_on=one.erased_on,
        reason=filled(one.reason, "reason"),
        account_id=seat.person,
    )


def _refuse_unknown_dossiers(seat: Seat, wanted: set[UUID]) -> None:
    known = Dossier.objects.filter(authority=seat.authority, pk__in=wanted)
    if known.count() != len(wanted):
        raise NotFoundError(_("没有这一案卷，请核对编号。"))


def _refuse_bound_twice(rows: Sequence[FootageBinding]) -> None:
    keys = {(row.footage_id, row.dossier_id, row.act, row.act_on) for row in rows}
    known = FootageBinding.objects.filter(footage_id__in={row.footage_id for row in rows})
    held = set(known.values_list("footage_id", "dossier_id", "act", "act_on"))
    if len(keys) != len(rows) or keys & held:
        raise ConflictError(_("这段录像已经关联到该行为。"))
