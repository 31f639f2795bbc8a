"""The register of devices: which there are, and what each went through from which day on."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.access import KEEPERS
from fazhi.capabilities.evidence.actions.lookups import filled
from fazhi.capabilities.evidence.choices import QUALIFICATIONS_OF, DeviceKind, QualificationKind
from fazhi.capabilities.evidence.inputs import DeviceInput, QualificationInput
from fazhi.capabilities.evidence.models import DeviceQualification, EvidenceDevice
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import ConflictError, InputError, NotFoundError
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.journal import Act, record


@transaction.atomic
def register_evidence_devices(seat: Seat, inputs: Sequence[DeviceInput]) -> list[EvidenceDevice]:
    """Enter devices in the register (登记取证设备), all or none; each number once."""
    seat.require(*KEEPERS)
    if not inputs:
        raise InputError({"": _("清单是空的。")})
    rows = [_device(seat, one) for one in inputs]
    numbers = [row.number for row in rows]
    taken = EvidenceDevice.objects.filter(authority=seat.authority, number__in=numbers)
    if len(set(numbers)) != len(numbers) or taken.exists():
        raise ConflictError(_("设备编号已经登记过，请核对。"))
    entry = record(
        Act("evidence_device.registered", by=seat),
        {"count": len(rows)},
        items=[row.journal_item() for row in rows],
    )
    for row in rows:
        row.entry = entry
    return EvidenceDevice.objects.bulk_create(rows)


@transaction.atomic
def record_device_qualifications(
    seat: Seat, inputs: Sequence[QualificationInput]
) -> list[DeviceQualification]:
    """Record what devices went through (登记审核、标志、公布、检定), with papers, all or none."""
    seat.require(*KEEPERS)
    wanted = {one.device_id for one in inputs}
    known = EvidenceDevice.objects.select_for_update().filter(authority=seat.authority)
    devices = known.in_bulk(list(wanted))
    if not inputs or len(devices) != len(wanted):
        raise NotFoundError(_("没有这台设备。"))
    rows = [_qualification(seat, one, devices[one.device_id]) for one in inputs]
    entry = record(
        Act("device_qualification.recorded", by=seat),
        {"count": len(rows)},
        items=[row.journal_item() for row in rows],
    )
    for row in rows:
        row.entry = entry
    return DeviceQualification.objects.bulk_create(rows)


def _device(seat: Seat, one: DeviceInput) -> EvidenceDevice:
    if one.until is not None and one.until < one.since:
        raise InputError({"until": _("止于起之前。")})
    if one.kind in {DeviceKind.MONITORING, DeviceKind.PUBLIC_VIDEO} and not one.place.strip():
        raise InputError({"place": _("监控设备应当写明设置地点。")})
    return EvidenceDevice(
        id=new_id(),
        authority=seat.authority,
        kind=one.kind,
        number=filled(one.number, "number", 64),
        name=filled(one.name, "name", 100),
        place=one.place.strip(),
        since=one.since,
        until=one.until,
    )


def _qualification(
    seat: Seat, one: QualificationInput, device: EvidenceDevice
) -> DeviceQualification:
    if one.kind not in QUALIFICATIONS_OF[DeviceKind(device.kind)]:
        words = {"device": device.get_kind_display(), "kind": one.kind.label}
        raise InputError({"kind": _("%(device)s不需要登记%(kind)s。") % words})
    if one.until is not None and one.until < one.since:
        raise InputError({"until": _("止于起之前。")})
    if one.kind == QualificationKind.CALIBRATION and one.until is None:
        raise InputError({"until": _("检定应当写明有效期至哪一天。")})
    return DeviceQualification(
        id=new_id(),
        authority=seat.authority,
        device=device,
        kind=one.kind,
        since=one.since,
        until=one.until,
        reference=filled(one.reference, "reference", 100),
        account_id=seat.person,
        recorded_at=clock.now(),
    )
