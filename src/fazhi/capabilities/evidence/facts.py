"""From rows to facts of the law: the only place of this room where the two meet."""

import datetime as dt
from collections.abc import Sequence

from fazhi.capabilities.evidence.choices import (
    CustodyEntryKind,
    DeviceKind,
    EndedAs,
    HeldAs,
    QualificationKind,
)
from fazhi.capabilities.evidence.models import (
    CustodyEntry,
    DeviceQualification,
    EvidenceDevice,
    Footage,
    Holding,
)
from fazhi.capabilities.evidence.standing import has, is_unsettled
from fazhi.kernel import clock
from fazhi.law.compulsion_facts import KeepingFacts
from fazhi.law.custody_facts import FootageFacts, HoldingEnd, HoldingFacts, HoldingKind
from fazhi.law.facts import DeviceFacts
from fazhi.registers.validity import holds


def keeping_facts(holding: Holding, log: Sequence[CustodyEntry]) -> KeepingFacts:
    """Return how one thing is kept, by its own log: what was set right no longer counts."""
    kinds = CustodyEntryKind
    damaged = is_unsettled(log, kinds.DAMAGED, kinds.COMPENSATED)
    return KeepingFacts(
        is_proper=bool(holding.store_room_id or holding.place),
        was_used=is_unsettled(log, kinds.USED, kinds.COMPENSATED),
        was_damaged=has(log, kinds.DAMAGED),
        damage_compensated=not damaged,
        cost_on_party=is_unsettled(log, kinds.CHARGED, kinds.REPAID),
    )


def holding_facts(holding: Holding, end: EndedAs, log: Sequence[CustodyEntry]) -> HoldingFacts:
    """Return a thing held as the law is asked about its end."""
    return HoldingFacts(
        kind=HoldingKind(HeldAs(holding.kind).value),
        since=holding.since,
        end=HoldingEnd(end.value),
        keeping=keeping_facts(holding, log),
    )


def device_facts(
    qualifications: Sequence[DeviceQualification],
    day: dt.date,
    log: Sequence[CustodyEntry] = (),
) -> DeviceFacts:
    """Return a monitoring device as it stood on the day of capture, and what its record had since.

    `log` is that of the exhibit: whether the record was audited and the party told of it.
    """
    held = {each.kind for each in qualifications if holds(each, day)}
    kinds = QualificationKind
    return DeviceFacts(
        legally_reviewed=kinds.LEGAL_REVIEW in held,
        technically_reviewed=kinds.TECHNICAL_REVIEW in held,
        sign_visible=kinds.SIGN in held,
        location_published=kinds.LOCATION_PUBLISHED in held,
        record_audited=has(log, CustodyEntryKind.AUDITED),
        party_informed=has(log, CustodyEntryKind.INFORMED),
    )


def is_calibrated(qualifications: Sequence[DeviceQualification], day: dt.date) -> bool:
    """Tell whether an instrument was calibrated on a day."""
    calibration = QualificationKind.CALIBRATION
    return any(each.kind == calibration and holds(each, day) for each in qualifications)


def footage_facts(footage: Footage, device: EvidenceDevice, *, is_needed: bool) -> FootageFacts:
    """Return a recording as the law is asked about its deletion."""
    return FootageFacts(
        recorded_on=clock.day_of(footage.began_at),
        is_public_video=device.kind == DeviceKind.PUBLIC_VIDEO,
        is_needed=is_needed,
    )
