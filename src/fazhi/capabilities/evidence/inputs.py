"""What the actions of evidence are given."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from fazhi.capabilities.evidence.choices import (
    CustodyEntryKind,
    DeviceKind,
    EndedAs,
    ExhibitKind,
    HeldAs,
    QualificationKind,
    ShownAct,
)
from fazhi.capabilities.tasks.inputs import Assignee
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

    `sha256` is the hash that the device took at capture, in hexadecimal; where the file that
    arrived has another, both are kept and the difference is shown. `captured_at` is the time of
    the thing itself; `device_time` what the device's own clock said, beside that of the server.
    An act that puts evidence on file names itself as `origin`, and may bring no file.
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
    place_name: str = ""
    obtained_from: str = ""
    maker: str = ""
    officer_id: UUID | None = None
    device_id: UUID | None = None
    origin: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitFileInput:
    """The file of an exhibit that an act put on file without one."""

    exhibit_id: UUID
    data: bytes | None = None
    attachment_id: UUID | None = None
    name: str = ""
    sha256: str = ""
    device_time: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreRoomInput:
    """A place where things are kept, and who answers for it."""

    name: str
    place: str
    keeper_id: UUID
    since: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingInput:
    """A thing that the office holds from a day on; an amount that nobody knows is left out.

    `officer_ids` investigate the file; `assignee` has to see to the thing within its period.
    """

    dossier: Dossier
    kind: HeldAs
    since: dt.date
    name: str
    amount: Decimal | None = None
    unit: str = ""
    condition: str = ""
    place: str = ""
    officer_ids: tuple[UUID, ...] = ()
    assignee: Assignee | None = None
    before_id: UUID | None = None
    origin: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeInput:
    """What becomes of a thing held; an act that decides it names itself as `origin`."""

    holding_id: UUID
    end: EndedAs
    decided_on: dt.date
    reason: str
    must_be_destroyed: bool = False
    origin: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptInput:
    """A thing counted into the store-room: where it stands, how much of it, in what state."""

    holding_id: UUID
    store_room_id: UUID
    amount: Decimal
    unit: str
    condition: str
    at: dt.datetime
    shelf: str = ""
    giver_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryInput:
    """A thing that leaves the store-room: to whom, when."""

    holding_id: UUID
    receiver: str
    at: dt.datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedLine:
    """What was found of a thing when the store-room was counted; nothing found is zero."""

    holding_id: UUID
    amount: Decimal
    condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryInput:
    """A count of a store-room: every thing in it has its line."""

    store_room_id: UUID
    at: dt.datetime
    lines: tuple[CountedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteInput:
    """Something that happened to one exhibit or one thing held."""

    kind: CustodyEntryKind
    at: dt.datetime
    reason: str
    exhibit_id: UUID | None = None
    holding_id: UUID | None = None
    receiver: str = ""
    store_room_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverInput:
    """An exhibit or a thing offered to another officer, who has to accept it."""

    to_officer_id: UUID
    reason: str
    exhibit_id: UUID | None = None
    holding_id: UUID | None = None
    store_room_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverAnswer:
    """What the receiver says to an offer: taken, or not, and why."""

    offer_id: UUID
    is_accepted: bool
    reason: str
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportInput:
    """Exhibits of a dossier that leave the house as copies: all of them when none is named."""

    dossier: Dossier
    reason: str
    receiver: str = ""
    exhibit_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceInput:
    """A device that evidence comes from."""

    kind: DeviceKind
    number: str
    name: str
    since: dt.date
    place: str = ""
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QualificationInput:
    """What a device went through: from which day on, until which, and the paper that says so."""

    device_id: UUID
    kind: QualificationKind
    since: dt.date
    reference: str
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FootageInput:
    """A recording: by which device, from when to when, its hash, and where it is stored."""

    device_id: UUID
    began_at: dt.datetime
    ended_at: dt.datetime
    sha256: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FootageBindingInput:
    """Which act a recording shows."""

    footage_id: UUID
    dossier: Dossier
    act: ShownAct
    act_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class FootageErasureInput:
    """A recording that was deleted from its store, and why."""

    footage_id: UUID
    erased_on: dt.date
    reason: str
