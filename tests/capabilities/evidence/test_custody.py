"""The log of custody: counted in, handed over by two people, lent, counted, let go with receipt."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from fazhi.capabilities.documents.choices import Template
from fazhi.capabilities.evidence.actions import (
    add_exhibit,
    answer_hand_overs,
    decide_holdings,
    deliver_holdings,
    export_exhibits,
    hand_over_in_custody,
    open_store_room,
    receive_holdings,
    record_custody_entries,
    record_inventory,
)
from fazhi.capabilities.evidence.choices import CustodyEntryKind, EndedAs, ExhibitKind
from fazhi.capabilities.evidence.errors import (
    AnsweredOfferError,
    GoneError,
    NotAtHandError,
    StaysHereError,
    UndecidedHoldingError,
)
from fazhi.capabilities.evidence.inputs import (
    CountedLine,
    DeliveryInput,
    ExhibitInput,
    ExportInput,
    HandOverAnswer,
    HandOverInput,
    InventoryInput,
    NoteInput,
    StoreRoomInput,
)
from fazhi.capabilities.evidence.models import CustodyEntry, Exhibit, Holding
from fazhi.capabilities.evidence.queries import kept_in, log_of, offers_to, where_kept
from fazhi.capabilities.evidence.standing import standing_of
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Entry
from tests.factories.custody import (
    DAY,
    NOW,
    Store,
    decide,
    make_holdings,
    make_store,
    make_stored,
    outcome,
    receipt,
    seated,
)
from tests.factories.documents import make_dossier
from tests.factories.seats import OTHER_AUTHORITY, make_seat

pytestmark = pytest.mark.django_db
KINDS = CustodyEntryKind


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def store() -> Store:
    return make_store()


def original_of(store: Store) -> Exhibit:
    """Return a paper whose original is kept."""
    given = ExhibitInput(
        dossier=store.dossier,
        kind=ExhibitKind.DOCUMENTARY,
        label="营业执照复印件",
        captured_at=NOW,
        origin=new_id(),
    )
    return add_exhibit(store.taker, given)


def note(thing: Exhibit | Holding, kind: CustodyEntryKind, **more: object) -> NoteInput:
    """Return something that happened to a thing now."""
    own = {"exhibit_id": thing.pk} if isinstance(thing, Exhibit) else {"holding_id": thing.pk}
    usual = NoteInput(kind=kind, at=NOW, reason="查阅核对。", **own)
    return replace(usual, **more)  # type: ignore[arg-type]


def offer(store: Store, thing: Exhibit | Holding) -> CustodyEntry:
    """Return a hand-over offered by the keeper to the second officer."""
    own = {"exhibit_id": thing.pk} if isinstance(thing, Exhibit) else {"holding_id": thing.pk}
    given = HandOverInput(to_officer_id=store.officers[1].pk, reason="送检途中保管。", **own)
    return hand_over_in_custody(store.clerk, [given])[0]


def answer(row: CustodyEntry, *, is_accepted: bool = True) -> HandOverAnswer:
    return HandOverAnswer(offer_id=row.pk, is_accepted=is_accepted, reason="当面点清。")


def leaving(holding: Holding, **changes: object) -> DeliveryInput:
    """Return how a thing is let go two days later."""
    usual = DeliveryInput(
        holding_id=holding.pk,
        receiver="张某",
        at=NOW + dt.timedelta(days=2),
        reason="依据处理决定退还。",
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def test_a_thing_counted_in_has_place_keeper_amount_and_state(store: Store) -> None:
    (row,) = make_holdings(store, amount=None, unit="")

    receive_holdings(store.clerk, [receipt(store, row, amount=Decimal("1.5"), unit="公斤")])

    row.refresh_from_db()
    assert (row.store_room, row.keeper, row.shelf) == (store.room, store.keeper, "A-01")
    assert (row.quantity, row.condition) == ("1.5公斤", "与清单相符")
    (line,) = log_of(row)
    assert (line.kind, line.officer, line.to_officer, line.grounds) == (
        KINDS.RECEIVED,
        store.officers[0],
        store.keeper,
        [],
    )
    assert Entry.objects.filter(kind="holding.received", dossier=store.dossier).count() == 1


def test_who_investigated_is_advised_not_to_keep(store: Store) -> None:
    (row,) = make_holdings(store, officer_ids=(store.keeper.pk,))

    receive_holdings(store.clerk, [receipt(store, row)])

    (line,) = log_of(row)
    assert [each["rule"] for each in line.grounds] == ["SEP-004"]


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"amount": Decimal(0)}, InputError),
        ({"unit": " "}, InputError),
        ({"condition": ""}, InputError),
        ({"at": NOW + dt.timedelta(hours=1)}, InputError),
        ({"store_room_id": new_id()}, NotFoundError),
        ({"giver_id": new_id()}, InputError),
        ({"at": clock.at_local(dt.date(2025, 12, 31))}, InputError),
    ],
)
def test_a_thing_is_not_counted_in_by_halves(
    store: Store, changed: dict[str, object], refused: type[Exception]
) -> None:
    (row,) = make_holdings(store)

    with pytest.raises(refused):
        receive_holdings(store.clerk, [receipt(store, row, **changed)])

    assert log_of(row) == []


def test_only_keepers_count_in_and_let_go(store: Store) -> None:
    (row,) = make_stored(store)
    decide(store, row)

    with pytest.raises(ForbiddenError):
        receive_holdings(store.taker, [receipt(store, row)])
    with pytest.raises(ForbiddenError):
        deliver_holdings(store.taker, [leaving(row)])
    with pytest.raises(ForbiddenError):
        decide_holdings(store.taker, [outcome(row)])
    with pytest.raises(NotFoundError):
        receive_holdings(make_seat(Role.CLERK, authority=OTHER_AUTHORITY), [receipt(store, row)])


def test_a_hand_over_takes_two_people(store: Store) -> None:
    (row,) = make_stored(store)

    offered = offer(store, row)
    row.refresh_from_db()
    keeper_before = row.keeper
    waiting = offers_to(store.other)
    (accepted,) = answer_hand_overs(store.other, [answer(offered)])

    row.refresh_from_db()
    assert (keeper_before, row.keeper, row.store_room) == (
        store.keeper,
        store.officers[1],
        None,
    )
    assert (waiting, offers_to(store.other)) == ([offered], [])
    assert (accepted.kind, accepted.offer, accepted.account_id) == (
        KINDS.ACCEPTED,
        offered,
        store.other.account_id,
    )
    # He investigates: the law does not forbid it, the row keeps the advice.
    assert [each["rule"] for each in accepted.grounds] == ["SEP-004"]
    assert [each.kind for each in log_of(row)] == ["received", "offered", "accepted"]


def test_who_declines_leaves_the_thing_where_it_is(store: Store) -> None:
    (row,) = make_stored(store)

    (declined,) = answer_hand_overs(store.other, [answer(offer(store, row), is_accepted=False)])

    row.refresh_from_db()
    assert (declined.kind, row.keeper, row.store_room) == (
        KINDS.DECLINED,
        store.keeper,
        store.room,
    )
    assert standing_of(log_of(row)).is_at_hand


def test_nobody_accepts_for_another_nor_twice(store: Store) -> None:
    (row,) = make_stored(store)
    offered = offer(store, row)

    with pytest.raises(ForbiddenError):
        answer_hand_overs(store.taker, [answer(offered)])
    with pytest.raises(ForbiddenError):
        answer_hand_overs(store.clerk, [answer(offered)])
    answer_hand_overs(store.other, [answer(offered)])
    with pytest.raises(AnsweredOfferError):
        answer_hand_overs(store.other, [answer(offered)])
    with pytest.raises(NotFoundError):
        answer_hand_overs(store.other, [replace(answer(offered), offer_id=new_id())])


def test_only_who_has_a_thing_offers_it_and_to_somebody_who_can_answer(store: Store) -> None:
    (row,) = make_stored(store)
    loose, seat = seated(Role.OFFICER)
    loose.account = None
    loose.save(update_fields=["account"])
    to_other = HandOverInput(to_officer_id=store.officers[1].pk, reason="交接。", holding_id=row.pk)

    with pytest.raises(ForbiddenError):
        hand_over_in_custody(store.taker, [to_other])
    with pytest.raises(ForbiddenError):
        hand_over_in_custody(make_seat(Role.HEAD), [to_other])
    with pytest.raises(InputError):
        hand_over_in_custody(store.clerk, [replace(to_other, to_officer_id=store.keeper.pk)])
    with pytest.raises(InputError):
        hand_over_in_custody(store.clerk, [replace(to_other, to_officer_id=loose.pk)])
    with pytest.raises(InputError):
        hand_over_in_custody(store.clerk, [replace(to_other, reason="")])
    with pytest.raises(InputError):
        hand_over_in_custody(store.clerk, [replace(to_other, holding_id=None)])
    assert seat.account_id is not None


def test_what_is_out_or_offered_is_passed_on_to_nobody_else(store: Store) -> None:
    lent, offered = make_stored(store, ("摊车", "折叠桌"))
    record_custody_entries(store.clerk, [note(lent, KINDS.LENT, receiver="检测机构")])
    offer(store, offered)

    for thing in (lent, offered):
        with pytest.raises(NotAtHandError):
            offer(store, thing)
        with pytest.raises(NotAtHandError):
            record_custody_entries(store.clerk, [note(thing, KINDS.LENT, receiver="某人")])
        with pytest.raises(NotAtHandError):
            receive_holdings(store.clerk, [receipt(store, thing)])
    record_custody_entries(store.clerk, [note(lent, KINDS.GIVEN_BACK)])
    assert standing_of(log_of(lent)).is_at_hand


@pytest.mark.parametrize(
    ("kind", "more", "refused"),
    [
        (KINDS.LENT, {}, InputError),
        (KINDS.GIVEN_BACK, {}, NotAtHandError),
        (KINDS.EXPLAINED, {}, InputError),
        (KINDS.EXPORTED, {}, InputError),
        (KINDS.USED, {}, InputError),
        (KINDS.RECEIVED, {}, ForbiddenError),
        (KINDS.AUDITED, {"reason": " "}, InputError),
        (KINDS.AUDITED, {"at": NOW + dt.timedelta(hours=1)}, InputError),
    ],
)
def test_what_cannot_have_happened_to_an_exhibit_is_sent_back(
    store: Store, kind: CustodyEntryKind, more: dict[str, object], refused: type[Exception]
) -> None:
    exhibit = original_of(store)

    with pytest.raises(refused):
        record_custody_entries(store.taker, [note(exhibit, kind, **more)])

    assert log_of(exhibit) == []


def test_an_original_is_where_its_log_says(store: Store) -> None:
    exhibit = original_of(store)
    nowhere = where_kept(log_of(exhibit))

    with pytest.raises(InputError):
        record_custody_entries(store.clerk, [note(exhibit, KINDS.RECEIVED)])
    record_custody_entries(
        store.clerk, [note(exhibit, KINDS.RECEIVED, store_room_id=store.room.pk)]
    )
    in_store = where_kept(log_of(exhibit))
    answer_hand_overs(store.other, [answer(offer(store, exhibit))])

    assert (nowhere, in_store) == ("", "涉案财物库房")
    assert where_kept(log_of(exhibit)) == store.officers[1].name


def test_a_difference_of_hashes_is_explained_on_the_log(store: Store) -> None:
    exhibit = original_of(store)
    Exhibit.objects.filter(pk=exhibit.pk).update(device_sha256="0" * 64)

    (row,) = record_custody_entries(store.taker, [note(exhibit, KINDS.EXPLAINED)])

    assert (row.kind, row.reason) == (KINDS.EXPLAINED, "查阅核对。")


def test_a_count_names_every_thing_and_what_is_missing(store: Store) -> None:
    cart, table = make_stored(store, ("摊车", "折叠桌"))
    lines = (
        CountedLine(holding_id=cart.pk, amount=Decimal(1), condition="完好"),
        CountedLine(holding_id=table.pk, amount=Decimal(0), condition="没有找到"),
    )
    given = InventoryInput(store_room_id=store.room.pk, at=NOW, lines=lines)

    rows = record_inventory(store.clerk, given)

    assert [(row.holding, row.amount) for row in rows] == [(cart, 1), (table, 0)]
    content = json.loads(Entry.objects.get(kind="inventory.recorded").content.text)
    assert (content["count"], content["differing"]) == (2, 1)
    for wrong in (
        replace(given, lines=lines[:1]),
        replace(given, lines=(lines[0], replace(lines[1], amount=Decimal(-1)))),
        replace(given, lines=(lines[0], replace(lines[1], condition=""))),
    ):
        with pytest.raises(InputError):
            record_inventory(store.clerk, wrong)
    with pytest.raises(ForbiddenError):
        record_inventory(store.taker, given)


def test_things_go_back_to_the_party_against_one_receipt(store: Store) -> None:
    cart, table = make_stored(store, ("摊车", "折叠桌"))
    decide(store, cart)
    decide(store, table)

    with clock.standing_at(NOW + dt.timedelta(days=2)):
        deliver_holdings(store.clerk, [leaving(cart), leaving(table)])

    last = [log_of(row)[-1] for row in (cart, table)]
    paper = last[0].document
    assert paper is not None
    assert [row.document for row in last] == [paper, paper]
    assert paper.template == Template.CUSTODY_RECEIPT
    assert [each["name"] for each in paper.said["items"]] == ["摊车", "折叠桌"]
    assert paper.said["recipient"] == "张某"
    cart.refresh_from_db()
    assert (cart.left_on, kept_in(store.room)) == (DAY + dt.timedelta(days=2), [])
    entry = Entry.objects.get(kind="holding.delivered")
    assert "张某" not in entry.content.text


def test_who_takes_a_thing_is_sealed_in_the_database(store: Store) -> None:
    (row,) = make_stored(store)

    record_custody_entries(store.clerk, [note(row, KINDS.LENT, receiver="李某")])

    kept = CustodyEntry.objects.filter(kind=KINDS.LENT).values_list("receiver", flat=True)[0]
    assert "李某".encode() not in bytes(kept)  # type: ignore[arg-type]
    assert log_of(row)[-1].receiver == "李某"


def test_nothing_leaves_undecided_or_against_its_decision(store: Store) -> None:
    undecided, stays, lent, early = make_stored(store, ("甲", "乙", "丙", "丁"))
    decide(store, stays, EndedAs.SEIZED)
    decide(store, lent)
    decide(store, early)
    record_custody_entries(store.clerk, [note(lent, KINDS.LENT, receiver="某人")])

    with clock.standing_at(NOW + dt.timedelta(days=2)):
        for thing, refused in (
            (undecided, UndecidedHoldingError),
            (stays, StaysHereError),
            (lent, NotAtHandError),
        ):
            with pytest.raises(refused):
                deliver_holdings(store.clerk, [leaving(thing)])
        with pytest.raises(InputError):
            deliver_holdings(store.clerk, [leaving(early, at=NOW)])
        with pytest.raises(InputError):
            deliver_holdings(store.clerk, [leaving(early, receiver=" ")])

    assert not Holding.objects.exclude(left_on=None).exists()


def test_what_has_left_is_not_in_custody_any_more(store: Store) -> None:
    (row,) = make_stored(store)
    decide(store, row)

    with clock.standing_at(NOW + dt.timedelta(days=2)):
        deliver_holdings(store.clerk, [leaving(row)])
        with pytest.raises(GoneError):
            deliver_holdings(store.clerk, [leaving(row)])
        with pytest.raises(GoneError):
            offer(store, row)
        with pytest.raises(GoneError):
            record_custody_entries(store.clerk, [note(row, KINDS.USED)])


def test_copies_that_leave_the_house_are_rows(store: Store) -> None:
    first, second = original_of(store), original_of(store)
    given = ExportInput(dossier=store.dossier, reason="移送检察机关。", receiver="某检察院")

    rows = export_exhibits(store.clerk, given)

    assert {row.exhibit for row in rows} == {first, second}
    assert {(row.kind, row.receiver) for row in rows} == {(KINDS.EXPORTED, "某检察院")}
    assert Entry.objects.filter(kind="exhibit.exported", dossier=store.dossier).count() == 1
    with pytest.raises(InputError):
        export_exhibits(store.clerk, replace(given, reason=""))
    with pytest.raises(NotFoundError):
        export_exhibits(
            store.clerk, replace(given, dossier=make_dossier(), exhibit_ids=(first.pk,))
        )


def test_a_store_room_has_its_own_name_and_a_keeper_of_the_house(store: Store) -> None:
    usual = StoreRoomInput(
        name="二号库房", place="综合楼二楼", keeper_id=store.keeper.pk, since=DAY
    )

    assert open_store_room(store.clerk, usual).keeper == store.keeper
    with pytest.raises(ConflictError):
        open_store_room(store.clerk, usual)
    with pytest.raises(InputError):
        open_store_room(store.clerk, replace(usual, name="三号库房", keeper_id=new_id()))
    with pytest.raises(ForbiddenError):
        open_store_room(store.taker, replace(usual, name="四号库房"))


def test_the_database_keeps_the_log_in_order(store: Store) -> None:
    (row,) = make_stored(store)
    line = log_of(row)[0]

    for broken in ({"reason": ""}, {"holding": None}, {"kind": KINDS.ACCEPTED}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CustodyEntry.objects.filter(pk=line.pk).update(**broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.filter(pk=row.pk).update(keeper=None)
