"""Who may see evidence and things held, and who keeps them.

Exhibits are read through the page of their dossier, which has its own readers. Things held are read
by those who lead, review or keep files and by the supervision body; an officer reads those he took,
keeps or was offered.
"""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.models import (
    CustodyEntry,
    EvidenceDevice,
    Exhibit,
    Footage,
    Holding,
    HoldingOfficer,
    StoreRoom,
)
from fazhi.kernel.access import Seat, get_visible, narrowed
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import NotFoundError
from fazhi.kernel.models import Dossier

#: Who keeps the store-room, receives things and lets them go.
KEEPERS = (Role.CLERK, Role.SQUAD_LEADER)
#: Who takes evidence and things, and hands them over.
TAKERS = (Role.OFFICER, *KEEPERS)
#: Who reads the whole of it.
WHOLE_AUTHORITY = (*KEEPERS, Role.CASE_REVIEWER, Role.HEAD, Role.SUPERVISOR)
#: Who reads at all.
CUSTODY_READERS = (Role.OFFICER, *WHOLE_AUTHORITY)


def visible_exhibits(seat: Seat) -> QuerySet[Exhibit]:
    """Return the exhibits that a person may see; a citizen sees none."""
    if seat.account_id is None:
        return Exhibit.objects.none()
    return Exhibit.objects.filter(authority=seat.authority)


def exhibits_seen(seat: Seat, dossier: Dossier) -> QuerySet[Exhibit]:
    """Return the exhibits of a dossier in the order in which they were taken."""
    exhibits = visible_exhibits(seat).filter(dossier=dossier).select_related("attachment")
    return exhibits.order_by("captured_at", "id")


def exhibit_for(seat: Seat, exhibit_id: UUID) -> Exhibit:
    """Return one exhibit; an unknown one and one of another authority are answered alike."""
    exhibit = visible_exhibits(seat).select_related("attachment").filter(pk=exhibit_id).first()
    if exhibit is None:
        raise NotFoundError(_("没有这件证据。"))
    return exhibit


def exhibit_of(seat: Seat, dossier: Dossier, exhibit_id: UUID) -> Exhibit:
    """Return one exhibit of a dossier that the caller may see."""
    rows = visible_exhibits(seat).filter(dossier=dossier)
    return get_visible(rows.select_related("attachment", "officer", "device"), seat, pk=exhibit_id)


def visible_holdings(seat: Seat) -> QuerySet[Holding]:
    """Return the things held that a person may see; a citizen and a grid worker see none."""
    rows = narrowed(Holding.objects.all(), seat)
    if seat.has(*WHOLE_AUTHORITY):
        return rows
    if not seat.has(Role.OFFICER):
        return rows.none()
    taken = HoldingOfficer.objects.filter(officer__account=seat.person)
    offered = CustodyEntry.objects.filter(to_officer__account=seat.person, holding__isnull=False)
    return rows.filter(
        Q(account_id=seat.person)
        | Q(keeper__account=seat.person)
        | Q(pk__in=taken.values("holding"))
        | Q(pk__in=offered.values("holding"))
    )


def get_holding(seat: Seat, holding_id: UUID) -> Holding:
    """Return one thing held; NotFoundError when unknown or not visible."""
    rows = visible_holdings(seat).select_related(
        "dossier", "store_room", "keeper", "outcome", "before", "task"
    )
    return get_visible(rows, seat, pk=holding_id)


def visible_store_rooms(seat: Seat) -> QuerySet[StoreRoom]:
    """Return the places of keeping, to whoever reads custody."""
    rows = narrowed(StoreRoom.objects.all(), seat)
    return rows if seat.has(*CUSTODY_READERS) else rows.none()


def get_store_room(seat: Seat, store_room_id: UUID) -> StoreRoom:
    """Return one place of keeping; NotFoundError when unknown or not visible."""
    return get_visible(visible_store_rooms(seat).select_related("keeper"), seat, pk=store_room_id)


def visible_devices(seat: Seat) -> QuerySet[EvidenceDevice]:
    """Return the devices, to whoever reads custody."""
    rows = narrowed(EvidenceDevice.objects.all(), seat)
    return rows if seat.has(*CUSTODY_READERS) else rows.none()


def get_device(seat: Seat, device_id: UUID) -> EvidenceDevice:
    """Return one device; NotFoundError when unknown or not visible."""
    return get_visible(visible_devices(seat), seat, pk=device_id)


def visible_footage(seat: Seat) -> QuerySet[Footage]:
    """Return the recordings, to whoever reads custody."""
    rows = narrowed(Footage.objects.all(), seat)
    return rows if seat.has(*CUSTODY_READERS) else rows.none()


def get_footage(seat: Seat, footage_id: UUID) -> Footage:
    """Return one recording; NotFoundError when unknown or not visible."""
    rows = visible_footage(seat).select_related("device", "erasure")
    return get_visible(rows, seat, pk=footage_id)
