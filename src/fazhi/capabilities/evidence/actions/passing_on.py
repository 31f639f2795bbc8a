"""Passing on: what happened to an exhibit or a thing, hand-overs by two people, copies exported."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.access import KEEPERS, TAKERS
from fazhi.capabilities.evidence.actions.lookups import (
    Thing,
    filled,
    locked_things,
    log_row,
    officer_named,
    only_dossier,
    refuse_not_at_hand,
    refuse_the_future,
    standings_of,
    store_room_on,
)
from fazhi.capabilities.evidence.choices import (
    NOTED_OF_EXHIBITS,
    NOTED_OF_HOLDINGS,
    CustodyEntryKind,
)
from fazhi.capabilities.evidence.errors import AnsweredOfferError, GoneError, NotAtHandError
from fazhi.capabilities.evidence.inputs import (
    ExportInput,
    HandOverAnswer,
    HandOverInput,
    NoteInput,
)
from fazhi.capabilities.evidence.models import CustodyEntry, Exhibit, Holding, HoldingOfficer
from fazhi.capabilities.evidence.standing import Standing
from fazhi.capabilities.evidence.told import told
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import ForbiddenError, InputError, NotFoundError
from fazhi.kernel.factor_guard import FactorGround, needs_factor, needs_no_factor
from fazhi.kernel.journal import Act, record
from fazhi.law.rules.custody import custodian_is_apart
from fazhi.registers.staff.queries import officer_of

_NOTED_BY_KEEPERS = frozenset({CustodyEntryKind.RECEIVED})


@transaction.atomic
def record_custody_entries(seat: Seat, inputs: Sequence[NoteInput]) -> list[CustodyEntry]:
    """Record what happened to exhibits and things held (登记流转), all or none: who, when, why."""
    seat.require(*TAKERS)
    things = locked_things(seat, [(one.exhibit_id, one.holding_id) for one in inputs])
    standings = standings_of(things)
    rows = [
        _noted(seat, one, thing, standings[thing.pk])
        for one, thing in zip(inputs, things, strict=True)
    ]
    entry = record(
        Act(
            "custody_entry.recorded", by=seat, dossier=only_dossier(things), happened_at=rows[0].at
        ),
        {"count": len(rows), "kinds": sorted({row.kind for row in rows})},
        items=[row.journal_item() for row in rows],
    )
    for row in rows:
        row.entry = entry
    return CustodyEntry.objects.bulk_create(rows)


@needs_no_factor("a thing goes from one officer to another within the house")
@transaction.atomic
def hand_over_in_custody(seat: Seat, inputs: Sequence[HandOverInput]) -> list[CustodyEntry]:
    """Offer exhibits and things to other officers (移交), all or none; each has to accept.

    Only who has a thing offers it, or who keeps the store-room.
    """
    seat.require(*TAKERS)
    things = locked_things(seat, [(one.exhibit_id, one.holding_id) for one in inputs])
    standings = standings_of(things)
    rows = [
        _offered(seat, one, thing, standings[thing.pk])
        for one, thing in zip(inputs, things, strict=True)
    ]
    entry = record(
        Act("custody.handed_over", by=seat, dossier=only_dossier(things)),
        {"count": len(rows)},
        items=[row.journal_item() for row in rows],
    )
    for row in rows:
        row.entry = entry
    return CustodyEntry.objects.bulk_create(rows)


@transaction.atomic
def answer_hand_overs(seat: Seat, inputs: Sequence[HandOverAnswer]) -> list[CustodyEntry]:
    """Accept or decline what was offered (接收、拒绝接收): only the named receiver, only once."""
    seat.require(*TAKERS)
    offers = _locked_offers(seat, inputs)
    rows = [_answered(seat, one, offer) for one, offer in zip(inputs, offers, strict=True)]
    for row in rows:
        if row.kind == CustodyEntryKind.ACCEPTED and row.holding is not None:
            holding = row.holding
            holding.keeper, holding.store_room, holding.shelf = row.to_officer, row.store_room, ""
            holding.save(update_fields=["keeper", "store_room", "shelf"])
    entry = record(
        Act("custody.answered", by=seat, dossier=only_dossier(_thing_of(row) for row in rows)),
        {"count": len(rows), "accepted": sum(one.is_accepted for one in inputs)},
        items=[row.journal_item() for row in rows],
    )
    for row in rows:
        row.entry = entry
    return CustodyEntry.objects.bulk_create(rows)


@needs_factor(FactorGround.EXPORT)
@transaction.atomic
def export_exhibits(seat: Seat, given: ExportInput) -> list[CustodyEntry]:
    """Record that copies of exhibits leave the house (导出副本): to whom, why, under which hash.

    Whoever may read the dossier exports; the caller has asked that.
    """
    reason = filled(given.reason, "reason")
    rows_of = Exhibit.objects.filter(authority=seat.authority, dossier=given.dossier)
    if given.exhibit_ids:
        rows_of = rows_of.filter(pk__in=given.exhibit_ids)
    exhibits = list(rows_of.order_by("captured_at", "id"))
    if given.exhibit_ids and len(exhibits) != len(set(given.exhibit_ids)):
        raise NotFoundError(_("没有这件证据。"))
    more = {"reason": reason, "receiver": given.receiver.strip()}
    at, kind = clock.now(), CustodyEntryKind.EXPORTED
    rows = [log_row(seat, each, kind, at, **more) for each in exhibits]
    entry = record(
        Act("exhibit.exported", by=seat, dossier=given.dossier),
        {"count": len(rows)},
        items=[each.journal_item() for each in exhibits],
    )
    for row in rows:
        row.entry = entry
    return CustodyEntry.objects.bulk_create(rows)


def _noted(seat: Seat, one: NoteInput, thing: Thing, standing: Standing) -> CustodyEntry:
    refuse_the_future(one.at)
    is_exhibit = isinstance(thing, Exhibit)
    if one.kind not in (NOTED_OF_EXHIBITS if is_exhibit else NOTED_OF_HOLDINGS):
        raise InputError({"kind": _("这种流转不在这里登记。")})
    if one.kind in _NOTED_BY_KEEPERS:
        seat.require(*KEEPERS)
    _refuse_out_of_turn(one, thing, standing)
    room = None
    if one.kind == CustodyEntryKind.RECEIVED:
        if one.store_room_id is None:
            raise InputError({"store_room": _("请选择保管场所。")})
        room = store_room_on(seat, one.store_room_id, clock.day_of(one.at))
    return log_row(
        seat,
        thing,
        one.kind,
        one.at,
        reason=filled(one.reason, "reason"),
        receiver=one.receiver.strip(),
        store_room=room,
        to_officer=room.keeper if room else None,
    )


def _refuse_out_of_turn(one: NoteInput, thing: Thing, standing: Standing) -> None:
    """Refuse what cannot happen now: lending what is out, giving back what is in."""
    kinds = CustodyEntryKind
    if standing.is_gone:
        raise GoneError(str(thing))
    if one.kind in {kinds.LENT, kinds.RECEIVED}:
        refuse_not_at_hand(thing, standing)
    if one.kind == kinds.LENT and not one.receiver.strip():
        raise InputError({"receiver": _("请写明借给谁。")})
    if one.kind == kinds.GIVEN_BACK and not standing.is_out:
        raise NotAtHandError(str(thing), _("没有借出"))
    if one.kind == kinds.EXPLAINED and not getattr(thing, "is_altered", False):
        raise InputError({"kind": _("这件证据的指纹没有差异，不用说明。")})


def _offered(seat: Seat, one: HandOverInput, thing: Thing, standing: Standing) -> CustodyEntry:
    refuse_not_at_hand(thing, standing)
    giver = officer_of(seat)
    receiver = officer_named(seat, one.to_officer_id, "to_officer")
    keeper = thing.keeper_id if isinstance(thing, Holding) else standing.keeper_id
    if not seat.has(*KEEPERS) and (giver is None or keeper not in {None, giver.pk}):
        raise ForbiddenError(_("由现在的保管人或者保管场所的管理人员移交。"))
    if receiver.account_id is None or receiver.account_id == seat.account_id:
        raise InputError({"to_officer": _("请选择另一位有账号、能够自己登记接收的人员。")})
    room = None
    if one.store_room_id is not None:
        room = store_room_on(seat, one.store_room_id, clock.today())
    return log_row(
        seat,
        thing,
        CustodyEntryKind.OFFERED,
        clock.now(),
        officer=giver,
        to_officer=receiver,
        store_room=room,
        reason=filled(one.reason, "reason"),
    )


def _locked_offers(seat: Seat, inputs: Sequence[HandOverAnswer]) -> list[CustodyEntry]:
    wanted = [one.offer_id for one in inputs]
    rows = CustodyEntry.objects.select_for_update(of=("self",)).filter(
        authority=seat.authority, kind=CustodyEntryKind.OFFERED
    )
    found = rows.select_related("to_officer", "holding__dossier", "exhibit__dossier").in_bulk(
        wanted
    )
    if not wanted or len(found) != len(set(wanted)):
        raise NotFoundError(_("没有这次移交。"))
    if CustodyEntry.objects.filter(offer__in=wanted).exists():
        raise AnsweredOfferError
    return [found[each] for each in wanted]


def _answered(seat: Seat, one: HandOverAnswer, offer: CustodyEntry) -> CustodyEntry:
    receiver = offer.to_officer
    if receiver is None or receiver.account_id != seat.account_id:
        raise ForbiddenError(_("由移交时指定的接收人本人登记接收。"))
    kind = CustodyEntryKind.ACCEPTED if one.is_accepted else CustodyEntryKind.DECLINED
    thing = _thing_of(offer)
    grounds: list[dict[str, object]] = []
    if one.is_accepted and isinstance(thing, Holding):
        takers = HoldingOfficer.objects.filter(holding=thing).values_list("officer_id", flat=True)
        answers = custodian_is_apart(
            day=clock.today(),
            custodian=str(receiver.pk),
            investigators=frozenset(str(each) for each in takers),
        )
        grounds = told(answers)
    return log_row(
        seat,
        thing,
        kind,
        clock.now(),
        offer=offer,
        officer=offer.officer,
        to_officer=receiver,
        store_room=offer.store_room if one.is_accepted else None,
        reason=filled(one.reason, "reason"),
        condition=one.condition.strip(),
        grounds=grounds,
    )


def _thing_of(row: CustodyEntry) -> Thing:
    thing = row.exhibit or row.holding
    assert thing is not None  # noqa: S101 -- the database says so
    return thing
