"""Reads of evidence: originals and copies, things held, what the law says of them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.access import (
    visible_devices,
    visible_footage,
    visible_holdings,
    visible_store_rooms,
)
from fazhi.capabilities.evidence.choices import (
    JUDGED_BY_REVIEW,
    CustodyEntryKind,
    DeviceKind,
    EndedAs,
    HeldAs,
)
from fazhi.capabilities.evidence.facts import (
    device_facts,
    holding_facts,
    is_calibrated,
)
from fazhi.capabilities.evidence.models import (
    CustodyEntry,
    DeviceQualification,
    EvidenceDevice,
    Exhibit,
    Footage,
    FootageBinding,
    Holding,
    StoreRoom,
)
from fazhi.kernel import attachments, clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.kernel.models import Attachment, Dossier
from fazhi.law.answer import Answer
from fazhi.law.custody_facts import HoldingKind
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.custody import (
    coercion_is_in_term,
    coercion_is_recorded,
    holding_may_end,
)
from fazhi.law.rules.evidence import device_is_admissible, instrument_is_calibrated
from fazhi.law.rules.execution import Disposal, goods_are_disposed_of
from fazhi.registers.validity import valid_on

#: How the law of confiscated goods calls the ways out.
_DISPOSALS = {
    EndedAs.SOLD: Disposal.PUBLIC_AUCTION,
    EndedAs.DESTROYED: Disposal.DESTRUCTION,
    EndedAs.TRANSFERRED: Disposal.BY_STATE_RULES,
}


def exhibits_of(dossier: Dossier) -> QuerySet[Exhibit]:
    """Return the exhibits of a dossier that the caller may see, in the order of their taking."""
    exhibits = Exhibit.objects.filter(dossier=dossier).select_related("attachment", "officer")
    return exhibits.order_by("captured_at", "id")


def original(exhibit: Exhibit) -> bytes:
    """Return the file of an exhibit as it was taken."""
    return attachments.open_bytes(_file_of(exhibit))


def public_copy(exhibit: Exhibit) -> bytes:
    """Return a photo drawn anew, without place, device, time and whatever else its file told.

    What the picture itself shows (faces, plates) is for a person to judge.
    """
    file = _file_of(exhibit)
    if file.media_type not in attachments.PHOTOS:
        raise InputError({"exhibit": _("只有照片可以生成公开用的副本。")})
    return attachments.public_copy(file)


def listed_holdings(seat: Seat) -> QuerySet[Holding]:
    """Return the things held that a person may see, with what a list shows of them."""
    rows = visible_holdings(seat)
    return rows.select_related("dossier", "store_room", "keeper", "outcome")


def holdings_of(dossier: Dossier) -> list[Holding]:
    """Return the things held for a dossier that the caller may see, the oldest first."""
    rows = Holding.objects.filter(dossier=dossier).order_by("since", "number", "id")
    return list(rows.select_related("store_room", "keeper", "outcome", "task"))


def undecided_of(dossier: Dossier, kind: HeldAs) -> list[Holding]:
    """Return the things held for a dossier on a ground of which nothing is decided yet."""
    rows = Holding.objects.filter(dossier=dossier, kind=kind, outcome__isnull=True)
    return list(rows.order_by("number", "id"))


def held_of(origins: Sequence[UUID]) -> list[Holding]:
    """Return the things that acts of other rooms took and nothing is decided of."""
    rows = Holding.objects.filter(origin__in=origins, outcome__isnull=True)
    return list(rows.order_by("number", "id"))


def left_to_confiscate(dossier: Dossier) -> list[Holding]:
    """Return the things that were to be confiscated and are not held on that ground yet."""
    rows = Holding.objects.filter(
        dossier=dossier, outcome__end=EndedAs.CONFISCATED, continued__isnull=True
    )
    return list(rows.order_by("number", "id"))


def log_of(thing: Exhibit | Holding) -> list[CustodyEntry]:
    """Return the log of an exhibit or a thing held, the oldest first."""
    own = {"exhibit": thing} if isinstance(thing, Exhibit) else {"holding": thing}
    rows = CustodyEntry.objects.filter(**own).order_by("at", "recorded_at", "id")
    return list(rows.select_related("officer", "to_officer", "store_room", "document"))


def examine_end(
    holding: Holding,
    end: EndedAs,
    log: Sequence[CustodyEntry],
    *,
    day: dt.date,
    must_be_destroyed: bool = False,
) -> tuple[Answer, ...]:
    """Return what the law says to an end of a thing on a day: term, way out, how it was kept."""
    answers = holding_may_end(load_law(), holding_facts(holding, end, log), day=day)
    if holding.kind != HeldAs.CONFISCATION:
        return answers
    disposal = _DISPOSALS.get(end, Disposal.OTHERWISE)
    return (
        *answers,
        *goods_are_disposed_of(disposal, day=day, must_be_destroyed=must_be_destroyed),
    )


def standing_answers(
    holding: Holding, log: Sequence[CustodyEntry], day: dt.date
) -> tuple[Answer, ...]:
    """Return what is not in order with a thing on a day: overdue, or not kept as the law asks."""
    if not holding.is_open:
        return ()
    # Asked of a preservation as if it were to go on: once it lapsed, only a return is left.
    end = EndedAs.SEIZED if holding.kind == HeldAs.PRESERVATION else EndedAs.RETURNED
    answers = (
        *holding_may_end(load_law(), holding_facts(holding, end, log), day=day),
        *coercion_is_in_term(day=day, kind=HoldingKind(holding.kind), due_on=holding.due_on),
    )
    return tuple(answer for answer in answers if not answer.holds)


def unrecorded_acts(dossier: Dossier) -> list[tuple[Holding, Answer]]:
    """Return the acts of a dossier that must be recorded and have no recording (TRI-004)."""
    holdings = Holding.objects.filter(dossier=dossier).order_by("since", "id")
    return unrecorded_among(list(holdings), footage_of(dossier))


def unrecorded_among(
    holdings: Sequence[Holding], footage: Sequence[FootageBinding]
) -> list[tuple[Holding, Answer]]:
    """Return the acts without a recording; sealing and seizure are known by what they took.

    One thing stands for each act.
    """
    coercive = (HeldAs.SEALING, HeldAs.SEIZURE)
    taken = sorted((row.since, row.kind, row.number) for row in holdings if row.kind in coercive)
    by_number = {row.number: row for row in holdings}
    acts = {(kind, since): number for since, kind, number in reversed(taken)}
    recorded = {(each.act, each.act_on) for each in footage}
    found = []
    for kind, since in sorted(acts, key=lambda act: (act[1], act[0])):
        answer = coercion_is_recorded(
            day=since, kind=HoldingKind(kind), has_footage=(kind, since) in recorded
        )
        if not answer.holds:
            found.append((by_number[acts[kind, since]], answer))
    return found


def admissibility_of(
    exhibit: Exhibit, log: Sequence[CustodyEntry] | None = None
) -> tuple[Answer, ...]:
    """Return what the law says of the device an exhibit came from, on the day of its capture."""
    if exhibit.device is None:
        return ()
    day = clock.day_of(exhibit.captured_at)
    held = list(exhibit.device.qualifications.all())
    known = log_of(exhibit) if log is None else log
    return device_answers(exhibit.device, held, day, known)


def device_answers(
    device: EvidenceDevice,
    qualifications: Sequence[DeviceQualification],
    day: dt.date,
    log: Sequence[CustodyEntry],
) -> tuple[Answer, ...]:
    """Return what the law says of what a device produced on a day."""
    if device.kind in JUDGED_BY_REVIEW:
        return device_is_admissible(device_facts(qualifications, day, log), day=day)
    if device.kind == DeviceKind.MEASURING:
        return (
            instrument_is_calibrated(day=day, is_calibrated=is_calibrated(qualifications, day)),
        )
    return ()


def device_gaps(
    device: EvidenceDevice, qualifications: Sequence[DeviceQualification], day: dt.date
) -> tuple[Answer, ...]:
    """Return what a device itself lacks on a day; what its records lack is theirs."""
    both = (CustodyEntryKind.AUDITED, CustodyEntryKind.INFORMED)
    in_order = [CustodyEntry(kind=kind) for kind in both]
    answers = device_answers(device, qualifications, day, in_order)
    return tuple(answer for answer in answers if not answer.holds)


def device_numbered(seat: Seat, number: str) -> EvidenceDevice | None:
    """Return the device with a number, or None: a form may name one that is not registered."""
    rows = EvidenceDevice.objects.filter(authority=seat.authority, number=number.strip())
    return rows.prefetch_related("qualifications").first()


def devices_on(authority: str, day: dt.date) -> list[EvidenceDevice]:
    """Return the devices in use on a day, by number."""
    rows = EvidenceDevice.objects.filter(valid_on(day), authority=authority)
    return list(rows.order_by("number"))


def listed_devices(seat: Seat) -> QuerySet[EvidenceDevice]:
    """Return the devices with what they went through."""
    held = DeviceQualification.objects.order_by("kind", "since", "id")
    return visible_devices(seat).prefetch_related(Prefetch("qualifications", queryset=held))


def listed_footage(seat: Seat) -> QuerySet[Footage]:
    """Return the recordings with the acts they show."""
    bound = FootageBinding.objects.select_related("dossier").order_by("act_on", "id")
    rows = visible_footage(seat).select_related("device", "erasure")
    return rows.prefetch_related(Prefetch("bindings", queryset=bound))


def footage_of(dossier: Dossier) -> list[FootageBinding]:
    """Return the recordings bound to acts of a dossier that the caller may see."""
    rows = FootageBinding.objects.filter(dossier=dossier).order_by("act_on", "id")
    return list(rows.select_related("footage__device", "footage__erasure"))


def store_rooms_on(seat: Seat, day: dt.date) -> list[StoreRoom]:
    """Return the places of keeping in use on a day, by name."""
    rows = visible_store_rooms(seat).filter(valid_on(day)).select_related("keeper")
    return list(rows.order_by("name", "id"))


def listed_store_rooms(seat: Seat) -> list[StoreRoom]:
    """Return the places of keeping with how many things are in each, by name."""
    here = Q(holdings__left_on__isnull=True, holdings__continued__isnull=True)
    rows = visible_store_rooms(seat).select_related("keeper")
    counted = rows.annotate(kept_count=Count("holdings", filter=here, distinct=True))
    return list(counted.order_by("name", "id"))


def kept_in(store_room: StoreRoom) -> list[Holding]:
    """Return what is in a place of keeping, by number."""
    rows = Holding.objects.filter(store_room=store_room, left_on__isnull=True, continued=None)
    return list(rows.select_related("dossier", "keeper", "outcome").order_by("number", "id"))


def offers_to(seat: Seat) -> list[CustodyEntry]:
    """Return the hand-overs that wait for this person, the oldest first."""
    rows = CustodyEntry.objects.filter(
        authority=seat.authority,
        kind=CustodyEntryKind.OFFERED,
        answer=None,
        to_officer__account=seat.person,
    )
    return list(rows.select_related("exhibit", "holding", "officer").order_by("at", "id"))


def logs_of_exhibits(exhibits: Sequence[Exhibit]) -> dict[UUID, list[CustodyEntry]]:
    """Return the logs of exhibits in one statement."""
    logs: dict[UUID, list[CustodyEntry]] = defaultdict(list)
    rows = CustodyEntry.objects.filter(exhibit__in=exhibits)
    for row in rows.select_related("to_officer", "store_room").order_by("at", "recorded_at", "id"):
        if row.exhibit_id:
            logs[row.exhibit_id].append(row)
    return logs


def logs_of_holdings(holdings: Sequence[Holding]) -> dict[UUID, list[CustodyEntry]]:
    """Return the logs of things in one statement."""
    logs: dict[UUID, list[CustodyEntry]] = defaultdict(list)
    rows = CustodyEntry.objects.filter(holding__in=holdings)
    for row in rows.order_by("at", "recorded_at", "id"):
        if row.holding_id:
            logs[row.holding_id].append(row)
    return logs


def where_kept(log: Sequence[CustodyEntry]) -> str:
    """Say where an original is by its log; empty while nobody received it."""
    takes = {CustodyEntryKind.RECEIVED, CustodyEntryKind.ACCEPTED}
    taken = [row for row in log if row.kind in takes]
    if not taken:
        return ""
    row = taken[-1]
    return row.store_room.name if row.store_room else row.to_officer.name if row.to_officer else ""


def _file_of(exhibit: Exhibit) -> Attachment:
    if exhibit.attachment is None:
        raise InputError({"exhibit": _("这件证据没有文件，原件另存。")})
    return exhibit.attachment
