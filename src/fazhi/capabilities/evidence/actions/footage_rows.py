"""Rows of recordings and of what they show, checked and not yet written: for entry and import."""

import re

from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.actions.lookups import filled
from fazhi.capabilities.evidence.choices import DeviceKind
from fazhi.capabilities.evidence.inputs import FootageBindingInput, FootageInput
from fazhi.capabilities.evidence.models import EvidenceDevice, Footage, FootageBinding
from fazhi.capabilities.evidence.retention import keep_until
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.kernel.identifiers import new_id

_HASH = re.compile(r"[0-9a-f]{64}")


def footage_row(seat: Seat, one: FootageInput, device: EvidenceDevice) -> Footage:
    """Return the row of a recording; InputError names what is wrong with it."""
    if not one.began_at < one.ended_at <= clock.now():
        raise InputError({"ended_at": _("结束时间应当晚于开始时间，不晚于现在。")})
    if not _HASH.fullmatch(one.sha256.lower()):
        raise InputError({"sha256": _("指纹应为六十四位十六进制（SHA-256）。")})
    return Footage(
        id=new_id(),
        authority=seat.authority,
        device=device,
        began_at=one.began_at,
        ended_at=one.ended_at,
        sha256=one.sha256.lower(),
        reference=filled(one.reference, "reference", 300),
        keep_until=keep_until(DeviceKind(device.kind), clock.day_of(one.began_at)),
        received_at=clock.now(),
        account_id=seat.person,
    )


def binding_row(seat: Seat, one: FootageBindingInput, footage: Footage) -> FootageBinding:
    """Return the row that binds a recording to an act of a day on which it was made."""
    first, last = clock.day_of(footage.began_at), clock.day_of(footage.ended_at)
    if not first <= one.act_on <= last:
        raise InputError({"act_on": _("录像不是行为当日录制的。")})
    return FootageBinding(
        id=new_id(),
        authority=seat.authority,
        footage=footage,
        dossier=one.dossier,
        act=one.act,
        act_on=one.act_on,
        account_id=seat.person,
        bound_at=clock.now(),
    )
