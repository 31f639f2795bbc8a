"""Custody: things held with their logs, hand-overs, recordings and devices, all as lists."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from fazhi.capabilities.evidence.access import (
    CUSTODY_READERS,
    get_holding,
)
from fazhi.capabilities.evidence.actions import (
    answer_hand_overs,
    bind_footage,
    decide_holdings,
    deliver_holdings,
    hand_over_in_custody,
    receive_holdings,
    record_custody_entries,
    record_footage,
)
from fazhi.capabilities.evidence.choices import CustodyEntryKind, EndedAs, ShownAct
from fazhi.capabilities.evidence.inputs import (
    DeliveryInput,
    FootageBindingInput,
    FootageInput,
    HandOverAnswer,
    HandOverInput,
    NoteInput,
    OutcomeInput,
    ReceiptInput,
)
from fazhi.capabilities.evidence.queries import listed_holdings, log_of
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.proceedings.cases.access import get_case
from fazhi.web.api.door import Body, seat_at

if TYPE_CHECKING:
    from fazhi.capabilities.evidence.models import CustodyEntry, Holding

router = Router(tags=["custody"])
_PAGE = 200


class ShownHolding(Body):
    """A thing held: on which ground, until when, where, and what was decided of it."""

    id: UUID
    number: str
    dossier: str
    kind: str
    name: str
    amount: Decimal | None
    unit: str
    condition: str
    since: dt.date
    due_on: dt.date | None
    store_room: str
    keeper: UUID | None
    outcome: str
    left_on: dt.date | None


class ShownEntry(Body):
    """A row of the log of custody."""

    id: UUID
    kind: str
    at: dt.datetime
    officer: UUID | None
    to_officer: UUID | None
    reason: str
    document: str


class FullHolding(ShownHolding):
    """A thing held with its log."""

    log: list[ShownEntry]


class ReceiptBody(Body):
    """A thing counted into a store-room."""

    holding: UUID
    store_room: UUID
    amount: Decimal
    unit: str
    condition: str
    at: dt.datetime
    shelf: str = ""
    giver: UUID | None = None


class OutcomeBody(Body):
    """What becomes of a thing held."""

    holding: UUID
    end: EndedAs
    decided_on: dt.date
    reason: str


class DeliveryBody(Body):
    """A thing that leaves the store-room."""

    holding: UUID
    receiver: str
    at: dt.datetime
    reason: str


class NoteBody(Body):
    """Something that happened to a thing held."""

    holding: UUID
    kind: CustodyEntryKind
    at: dt.datetime
    reason: str
    receiver: str = ""


class HandOverBody(Body):
    """A thing offered to another officer."""

    holding: UUID
    to_officer: UUID
    reason: str
    store_room: UUID | None = None


class AnswerBody(Body):
    """What the receiver says to an offer."""

    offer: UUID
    is_accepted: bool
    reason: str
    condition: str = ""


class FootageBody(Body):
    """A recording, and where it shows an act of a case, which."""

    device: UUID
    began_at: dt.datetime
    ended_at: dt.datetime
    sha256: str = Field(min_length=64, max_length=64)
    reference: str


class BindingBody(Body):
    """Which act of which case a recording shows."""

    footage: UUID
    case: str
    act: ShownAct
    act_on: dt.date


class Identified(Body):
    """What was written, by its id."""

    id: UUID


@router.get("", response=list[ShownHolding])
def index(
    request: HttpRequest, *, is_open: bool = True, before: dt.date | None = None
) -> list[ShownHolding]:
    """List the newest things held that the person may see, or those held since before a day."""
    seat = seat_at(request)
    seat.require(*CUSTODY_READERS)
    rows = listed_holdings(seat)
    if is_open:
        rows = rows.filter(outcome__isnull=True)
    if before is not None:
        rows = rows.filter(since__lt=before)
    return [_shown(row) for row in rows.order_by("-since", "-pk")[:_PAGE]]


@router.post("/receipts", response={201: list[ShownHolding]})
def receive(request: HttpRequest, payload: list[ReceiptBody]) -> Status[list[ShownHolding]]:
    """Count things into store-rooms, all or none."""
    _refuse_no_batch(len(payload))
    inputs = [
        ReceiptInput(
            holding_id=each.holding,
            store_room_id=each.store_room,
            amount=each.amount,
            unit=each.unit,
            condition=each.condition,
            at=each.at,
            shelf=each.shelf,
            giver_id=each.giver,
        )
        for each in payload
    ]
    seat = _seeing(request, [each.holding for each in payload])
    receive_holdings(seat, inputs)
    return Status(201, [_shown(get_holding(seat, each.holding)) for each in payload])


@router.post("/outcomes", response={201: list[ShownHolding]})
def decide(request: HttpRequest, payload: list[OutcomeBody]) -> Status[list[ShownHolding]]:
    """Decide what becomes of things held, all or none."""
    _refuse_no_batch(len(payload))
    inputs = [
        OutcomeInput(
            holding_id=each.holding,
            end=each.end,
            decided_on=each.decided_on,
            reason=each.reason,
        )
        for each in payload
    ]
    seat = _seeing(request, [each.holding for each in payload])
    decide_holdings(seat, inputs)
    return Status(201, [_shown(get_holding(seat, each.holding)) for each in payload])


@router.post("/deliveries", response={201: list[ShownHolding]})
def deliver(request: HttpRequest, payload: list[DeliveryBody]) -> Status[list[ShownHolding]]:
    """Let things go, all or none."""
    _refuse_no_batch(len(payload))
    inputs = [
        DeliveryInput(
            holding_id=each.holding, receiver=each.receiver, at=each.at, reason=each.reason
        )
        for each in payload
    ]
    seat = _seeing(request, [each.holding for each in payload])
    deliver_holdings(seat, inputs)
    return Status(201, [_shown(get_holding(seat, each.holding)) for each in payload])


@router.post("/notes", response={201: list[ShownEntry]})
def note(request: HttpRequest, payload: list[NoteBody]) -> Status[list[ShownEntry]]:
    """Write into the logs of things, all or none."""
    _refuse_no_batch(len(payload))
    inputs = [
        NoteInput(
            kind=each.kind,
            at=each.at,
            reason=each.reason,
            holding_id=each.holding,
            receiver=each.receiver,
        )
        for each in payload
    ]
    seat = _seeing(request, [each.holding for each in payload])
    return Status(201, [_entry(row) for row in record_custody_entries(seat, inputs)])


@router.post("/hand-overs", response={201: list[ShownEntry]})
def hand_over(request: HttpRequest, payload: list[HandOverBody]) -> Status[list[ShownEntry]]:
    """Offer things to other officers, all or none; each has to accept."""
    _refuse_no_batch(len(payload))
    inputs = [
        HandOverInput(
            to_officer_id=each.to_officer,
            reason=each.reason,
            holding_id=each.holding,
            store_room_id=each.store_room,
        )
        for each in payload
    ]
    seat = _seeing(request, [each.holding for each in payload])
    return Status(201, [_entry(row) for row in hand_over_in_custody(seat, inputs)])


@router.post("/answers", response={201: list[ShownEntry]})
def answer(request: HttpRequest, payload: list[AnswerBody]) -> Status[list[ShownEntry]]:
    """Accept or decline what was offered to the person, all or none."""
    _refuse_no_batch(len(payload))
    inputs = [
        HandOverAnswer(
            offer_id=each.offer,
            is_accepted=each.is_accepted,
            reason=each.reason,
            condition=each.condition,
        )
        for each in payload
    ]
    return Status(201, [_entry(row) for row in answer_hand_overs(seat_at(request), inputs)])


@router.post("/footage", response={201: list[Identified]})
def enter(request: HttpRequest, payload: list[FootageBody]) -> Status[list[Identified]]:
    """Enter recordings, all or none."""
    _refuse_no_batch(len(payload))
    inputs = [
        FootageInput(
            device_id=each.device,
            began_at=each.began_at,
            ended_at=each.ended_at,
            sha256=each.sha256,
            reference=each.reference,
        )
        for each in payload
    ]
    rows = record_footage(seat_at(request), inputs)
    return Status(201, [Identified(id=row.pk) for row in rows])


@router.post("/footage/bindings", response={201: list[Identified]})
def bind(request: HttpRequest, payload: list[BindingBody]) -> Status[list[Identified]]:
    """Bind recordings to acts of cases that the person may see, all or none."""
    _refuse_no_batch(len(payload))
    seat = seat_at(request)
    inputs = [
        FootageBindingInput(
            footage_id=each.footage,
            dossier=get_case(seat, each.case).dossier,
            act=each.act,
            act_on=each.act_on,
        )
        for each in payload
    ]
    return Status(201, [Identified(id=row.pk) for row in bind_footage(seat, inputs)])


@router.get("/{holding_id}", response=FullHolding)
def show(request: HttpRequest, holding_id: UUID) -> FullHolding:
    """Show one thing held with its log."""
    holding = get_holding(seat_at(request), holding_id)
    log = [_entry(row) for row in log_of(holding)]
    return FullHolding(**_shown(holding).model_dump(), log=log)


def _seeing(request: HttpRequest, wanted: list[UUID]) -> Seat:
    """Return the seat of who may see all of these things; what it may not see does not exist."""
    seat = seat_at(request)
    for each in wanted:
        get_holding(seat, each)
    return seat


def _shown(row: "Holding") -> ShownHolding:
    return ShownHolding(
        id=row.pk,
        number=row.number,
        dossier=row.dossier.public_id,
        kind=row.kind,
        name=row.name,
        amount=row.amount,
        unit=row.unit,
        condition=row.condition,
        since=row.since,
        due_on=row.due_on,
        store_room=row.store_room.name if row.store_room else "",
        keeper=row.keeper_id,
        outcome=row.decided.end if row.decided else "",
        left_on=row.left_on,
    )


def _entry(row: "CustodyEntry") -> ShownEntry:
    return ShownEntry(
        id=row.pk,
        kind=row.kind,
        at=row.at.astimezone(dt.UTC),
        officer=row.officer_id,
        to_officer=row.to_officer_id,
        reason=row.reason,
        document=row.document.check_code if row.document else "",
    )


def _refuse_no_batch(count: int) -> None:
    """Refuse an empty list, and one so long that a part of it would be left out."""
    if not 0 < count <= _PAGE:
        raise InputError({"": f"一次提交 1 到 {_PAGE} 件。"})
