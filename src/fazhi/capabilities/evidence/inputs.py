"""What the actions of evidence are given."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from fazhi.capabilities.evidence.choices import ExhibitKind
from fazhi.kernel.models import Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturePlace:
    """Where a device was when it captured: degrees, and the accuracy it claimed, in metres."""

    longitude: float
    latitude: float
    accuracy_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitInput:
    """One exhibit: the bytes (or an attachment already stored), what it is, when and where.

    `sha256` is the hash that the device took at capture, in hexadecimal; where it is given, bytes
    that differ are refused. `captured_at` is the time of the thing itself; `device_time` what the
    device's own clock said, kept beside the time of the server.
    """

    dossier: Dossier
    kind: ExhibitKind
    label: str
    captured_at: dt.datetime
    data: bytes | None = None
    attachment_id: UUID | None = None
    name: str = ""
    sha256: str = ""
    device_time: dt.datetime | None = None
    place: CapturePlace | None = None
    officer_id: UUID | None = None
