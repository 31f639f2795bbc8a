"""The store-room: opening one, counting things in, counting all of it, letting things go."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.documents.actions import issue_documents
from fazhi.capabilities.documents.choices import Template
from fazhi.capabilities.documents.inputs import DocumentInput
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.evidence.access import KEEPERS
from fazhi.capabilities.evidence.actions.lookups import (
    filled,
    locked_holdings,
    log_row,
    officer_named,
    only_dossier,
    refuse_not_at_hand,
    refuse_the_future,
    standings_of,
    store_room_on,
)
from fazhi.capabilities.evidence.choices import STAYS, CustodyEntryKind, EndedAs
from fazhi.capabilities.evidence.drafting import receipt_content
from fazhi.capabilities.evidence.errors import StaysHereError, UndecidedHoldingError
from fazhi.capabilities.evidence.inputs import (
    DeliveryInput,
    InventoryInput,
    ReceiptInput,
    StoreRoomInput,
)
from fazhi.capabilities.evidence.models import (
    CustodyEntry,
    Holding,
    HoldingOfficer,
    HoldingOutcome,
    StoreRoom,
)
from fazhi.capabilities.evidence.queries import kept_in
from fazhi.capabilities.evidence.told import told
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import ConflictError, InputError
from fazhi.kernel.factor_guard import needs_no_factor
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.journal import Act, record
from fazhi.law.rules.custody import custodian_is_apart


@transaction.atomic
def open_store_room(seat: Seat, given: StoreRoomInput) -> StoreRoom:
    """Open a place of keeping (设立保管场所) with who answers for it."""
    seat.require(*KEEPERS)
    name = filled(given.name, "name", 64)
    if StoreRoom.objects.filter(authority=seat.authority, name=name, until=None).exists():
        raise ConflictError(_("已经有同名的保管场所。"))
    room = StoreRoom(
        id=new_id(),
        authority=seat.authority,
        name=name,
        place=filled(given.place, "place"),
        keeper=officer_named(seat, given.keeper_id, "keeper"),
        since=given.since,
    )
    content = {"store_room": str(room.pk), "since": given.since.isoformat()}
    room.entry = record(Act("store_room.opened", by=seat), content)
    room.save()
    return room


@transaction.atomic
def receive_holdings(seat: Seat, inputs: Sequence[ReceiptInput]) -> list[Holding]:
    """Count things into a store-room (入库), all or none: where, how much, in what state.

    Whoever investigated the file had better not keep the thing (SEP-004): the row keeps the advice.
    """
    seat.require(*KEEPERS)
    holdings = locked_holdings(seat, [one.holding_id for one in inputs])
    standings = standings_of(holdings)
    takers = _takers(holdings)
    rows = []
    for one, holding in zip(inputs, holdings, strict=True):
        refuse_not_at_hand(holding, standings[holding.pk])
        rows.append(_received(seat, one, holding, takers[holding.pk]))
    changed = ["store_room", "keeper", "shelf", "amount", "unit", "condition"]
    Holding.objects.bulk_update(holdings, changed)
    _keep(seat, "holding.received", holdings, rows)
    return holdings


@transaction.atomic
def record_inventory(seat: Seat, given: InventoryInput) -> list[CustodyEntry]:
    """Record a count of a store-room (盘点): every thing in it has its line; zero is missing."""
    seat.require(*KEEPERS)
    refuse_the_future(given.at)
    room = store_room_on(seat, given.store_room_id, clock.day_of(given.at))
    there = {row.pk: row for row in kept_in(room)}
    lines = {one.holding_id: one for one in given.lines}
    if lines.keys() != there.keys() or not there:
        raise InputError({"lines": _("盘点清单应当逐件列明在库财物，不多不少。")})
    if any(one.amount < 0 for one in given.lines):
        raise InputError({"lines": _("数量不能为负；没有找到的，写零。")})
    holdings = locked_holdings(seat, list(lines))
    rows = [
        log_row(
            seat,
            holding,
            CustodyEntryKind.COUNTED,
            given.at,
            reason=_("盘点"),
            store_room=room,
            amount=lines[holding.pk].amount,
            condition=filled(lines[holding.pk].condition, "condition"),
        )
        for holding in holdings
    ]
    entry = record(
        Act("inventory.recorded", by=seat, happened_at=given.at),
        {"store_room": str(room.pk), "count": len(rows), "differing": _differing(rows)},
        items=[row.journal_item() for row in rows],
    )
    _write(rows, entry)
    return rows


@needs_no_factor("what goes was decided before, and the receipt for it bears no seal")
@transaction.atomic
def deliver_holdings(seat: Seat, inputs: Sequence[DeliveryInput]) -> list[Holding]:
    """Let things go (出库交付), all or none: only what was decided, only the way it was decided.

    What goes back to the party is receipted for: one receipt for all that he takes together.
    """
    seat.require(*KEEPERS)
    holdings = locked_holdings(seat, [one.holding_id for one in inputs])
    standings = standings_of(holdings)
    outcomes = HoldingOutcome.objects.in_bulk([each.pk for each in holdings])
    for one, holding in zip(inputs, holdings, strict=True):
        _refuse_to_let_go(holding, outcomes.get(holding.pk), one)
        refuse_not_at_hand(holding, standings[holding.pk])
    receipts = _receipts(seat, list(zip(inputs, holdings, strict=True)), outcomes)
    rows = []
    for one, holding in zip(inputs, holdings, strict=True):
        holding.left_on = clock.day_of(one.at)
        more = {
            "reason": filled(one.reason, "reason"),
            "receiver": filled(one.receiver, "receiver", 64),
            "officer_id": holding.keeper_id,
            "document": receipts.get(holding.pk),
        }
        rows.append(log_row(seat, holding, CustodyEntryKind.DELIVERED, one.at, **more))
    Holding.objects.bulk_update(holdings, ["left_on"])
    _keep(seat, "holding.delivered", holdings, rows)
    return holdings


def _received(
    seat: Seat, one: ReceiptInput, holding: Holding, takers: frozenset[str]
) -> CustodyEntry:
    refuse_the_future(one.at)
    if one.amount <= 0:
        raise InputError({"amount": _("数量应当大于零。")})
    room = store_room_on(seat, one.store_room_id, clock.day_of(one.at))
    holding.store_room, holding.keeper, holding.shelf = room, room.keeper, one.shelf.strip()
    holding.amount, holding.unit = one.amount, filled(one.unit, "unit", 8)
    holding.condition = filled(one.condition, "condition")
    answers = custodian_is_apart(
        day=clock.day_of(one.at), custodian=str(room.keeper_id), investigators=takers
    )
    return log_row(
        seat,
        holding,
        CustodyEntryKind.RECEIVED,
        one.at,
        reason=_("入库"),
        officer=officer_named(seat, one.giver_id, "giver") if one.giver_id else None,
        to_officer=room.keeper,
        store_room=room,
        amount=one.amount,
        condition=holding.condition,
        grounds=told(answers),
    )


def _takers(holdings: Sequence[Holding]) -> dict[UUID, frozenset[str]]:
    """Return who took or investigated each thing."""
    found: dict[UUID, set[str]] = defaultdict(set)
    for row in HoldingOfficer.objects.filter(holding__in=holdings):
        found[row.holding_id].add(str(row.officer_id))
    return {each.pk: frozenset(found[each.pk]) for each in holdings}


def _refuse_to_let_go(holding: Holding, outcome: HoldingOutcome | None, one: DeliveryInput) -> None:
    refuse_the_future(one.at)
    if outcome is None:
        raise UndecidedHoldingError(holding.number)
    if EndedAs(outcome.end) in STAYS:
        raise StaysHereError(holding.number, str(outcome.get_end_display()))
    if clock.day_of(one.at) < outcome.decided_on:
        raise InputError({"at": _("出库不能早于处理决定。")})


def _receipts(
    seat: Seat,
    leaving: Sequence[tuple[DeliveryInput, Holding]],
    outcomes: dict[UUID, HoldingOutcome],
) -> dict[UUID, Document]:
    """Issue one receipt for what a party takes back together, and return it by thing."""
    groups: dict[tuple[UUID, str], list[tuple[DeliveryInput, Holding]]] = defaultdict(list)
    for one, holding in leaving:
        if outcomes[holding.pk].end == EndedAs.RETURNED:
            groups[holding.dossier_id, one.receiver.strip()].append((one, holding))
    if not groups:
        return {}
    papers = issue_documents(
        seat,
        [
            DocumentInput(
                template=Template.CUSTODY_RECEIPT,
                content=receipt_content(seat, each),
                dossier=each[0][1].dossier,
                issued_at=max(one.at for one, _holding in each),
            )
            for each in groups.values()
        ],
    )
    return {
        holding.pk: paper
        for paper, each in zip(papers, groups.values(), strict=True)
        for _one, holding in each
    }


def _differing(rows: Sequence[CustodyEntry]) -> int:
    return sum(
        row.holding is not None and (row.holding.amount or Decimal(0)) != row.amount for row in rows
    )


def _keep(seat: Seat, kind: str, holdings: Sequence[Holding], rows: Sequence[CustodyEntry]) -> None:
    entry = record(
        Act(kind, by=seat, dossier=only_dossier(holdings), happened_at=rows[0].at),
        {"count": len(rows)},
        items=[row.journal_item() for row in rows],
    )
    _write(rows, entry)


def _write(rows: Sequence[CustodyEntry], entry: object) -> None:
    for row in rows:
        row.entry = entry  # type: ignore[assignment]  # it is what `record` returned
    CustodyEntry.objects.bulk_create(rows)
