"""The journal: one entry for an act, a salted content, a root over the items of a batch."""

import datetime as dt
import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from json import encoder

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from fazhi.kernel import canonical as canonical_module
from fazhi.kernel import clock, journal, merkle
from fazhi.kernel.access import Seat
from fazhi.kernel.canonical import canonical, moment
from fazhi.kernel.identifiers import new_id, seeded
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Dossier, Entry, EntryContent, PendingEntry
from fazhi.kernel.reactions import on
from fazhi.law.citation import Citation
from tests.factories.seats import AUTHORITY

pytestmark = pytest.mark.django_db

SeatFactory = Callable[..., Seat]
NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
SUMMARY = Citation("行政处罚法(2021)", 51)


def test_an_entry_says_who_did_what_when_to_which_file_under_what(seat: SeatFactory) -> None:
    dossier = Dossier.objects.create(authority=AUTHORITY, kind="case", opened_at=NOON)
    by = seat()

    with clock.standing_at(NOON):
        entry = record(
            Act(
                "case.filed",
                by=by,
                dossier=dossier,
                happened_at=dt.datetime(2026, 11, 23, 11, 30, tzinfo=clock.SHANGHAI),
                provisions=(SUMMARY,),
            ),
            {"fine": Decimal("150.00")},
        )

    kept = Entry.objects.get()
    assert journal.metadata(kept) == {
        "id": str(entry.id),
        "authority": AUTHORITY,
        "kind": "case.filed",
        "dossier": str(dossier.id),
        "account": str(by.account_id),
        "happened_at": "2026-11-23T03:30:00.000000Z",
        "recorded_at": "2026-11-23T04:00:00.000000Z",
        "provisions": ["《行政处罚法》第五十一条"],
        "item_count": 1,
        "content_hash": bytes(entry.content_hash).hex(),
    }
    assert kept.content.text == '{"fine":"150.00"}'


def test_the_leaf_can_be_computed_again_from_what_the_database_kept(seat: SeatFactory) -> None:
    record(Act("case.filed", by=seat(), provisions=(SUMMARY,)), {"fine": "150.00"})

    kept = Entry.objects.get()

    assert journal.entry_leaf(kept, journal.digest()) == bytes(kept.leaf_hash)
    salt, text = bytes(kept.content.salt), kept.content.text
    assert journal.content_hash(salt, text, journal.digest()) == bytes(kept.content_hash)


def test_the_same_content_twice_has_two_hashes(seat: SeatFactory) -> None:
    first, second = (record(Act("case.filed", by=seat()), {"fine": "150.00"}) for _ in range(2))

    assert first.content_hash != second.content_hash


def test_an_entry_costs_two_statements(seat: SeatFactory) -> None:
    items = [{"id": new_id()} for _ in range(100)]

    with CaptureQueriesContext(connection) as queries:
        record(Act("visit.recorded", by=seat()), {}, items=items)

    assert len(queries) == 2


def test_a_batch_keeps_the_root_over_its_items_and_not_the_items(seat: SeatFactory) -> None:
    items = [{"id": str(new_id()), "index": index} for index in range(5)]

    entry = record(Act("visit.recorded", by=seat()), {"campaign": "消防"}, items=items)

    assert entry.item_count == 5
    assert entry.content.value == {
        "campaign": "消防",
        "items_root": journal.items_root(items).hex(),
    }


def test_one_item_of_a_batch_can_be_proven(seat: SeatFactory) -> None:
    items = [{"id": str(new_id()), "index": index} for index in range(5)]
    entry = record(Act("visit.recorded", by=seat()), {}, items=items)

    path = merkle.inclusion_proof([journal.item_leaf(item) for item in items], 3)

    root = merkle.root_from_inclusion(journal.item_leaf(items[3]), 3, entry.item_count, path)
    assert root is not None
    assert root.hex() == entry.content.value["items_root"]


def test_a_content_cannot_claim_a_root_of_its_own(seat: SeatFactory) -> None:
    with pytest.raises(ValueError, match="items_root"):
        record(Act("visit.recorded", by=seat()), {"items_root": "00"}, items=[{"id": 1}])


@pytest.mark.django_db(transaction=True)
def test_an_entry_is_not_written_outside_a_transaction(seat: SeatFactory) -> None:
    with pytest.raises(RuntimeError, match="in the transaction of its action"):
        record(Act("case.filed", by=seat()), {})


def test_every_entry_waits_for_its_place_in_the_tree_in_the_order_of_recording(
    seat: SeatFactory,
) -> None:
    entries = [record(Act("case.filed", by=seat()), {}) for _ in range(3)]

    waiting = PendingEntry.objects.order_by("id").values_list("entry_id", "authority")

    assert list(waiting) == [(entry.id, AUTHORITY) for entry in entries]


def test_the_same_seed_writes_the_same_journal(seat: SeatFactory) -> None:
    by = seat()

    def play() -> list[tuple[bytes, str]]:
        with (
            transaction.atomic(),
            clock.standing_at(NOON),
            seeded(random.Random(7)),  # noqa: S311 -- reproducible
        ):
            for number in range(3):
                record(Act("case.filed", by=by), {"number": number})
            rows = Entry.objects.order_by("id").values_list("leaf_hash", "content__text")
            written = [(bytes(leaf), text) for leaf, text in rows]
            transaction.set_rollback(True)
        return written

    assert play() == play()


@pytest.mark.usefixtures("working_installation")
def test_time_is_not_simulated_in_a_working_database(seat: SeatFactory) -> None:
    with (
        clock.standing_at(NOON),
        pytest.raises(RuntimeError, match="only in a demonstration database"),
    ):
        record(Act("case.filed", by=seat()), {})

    assert list(Entry.objects.all()) == []


@pytest.mark.usefixtures("working_installation")
def test_chance_is_not_simulated_in_a_working_database(seat: SeatFactory) -> None:
    with (
        seeded(random.Random(7)),  # noqa: S311 -- what is refused
        pytest.raises(RuntimeError, match="only in a demonstration database"),
    ):
        record(Act("case.filed", by=seat()), {})


@pytest.mark.usefixtures("working_installation")
def test_a_working_database_records_at_the_true_time(seat: SeatFactory) -> None:
    before = clock.now()

    entry = record(Act("case.filed", by=seat(), happened_at=NOON), {})

    assert before <= entry.recorded_at <= clock.now()
    assert entry.happened_at == NOON


def test_a_reaction_receives_the_entry_with_its_content_in_the_same_transaction(
    seat: SeatFactory,
) -> None:
    received: list[tuple[str, object]] = []

    @on("test.reacted")
    def react(entries: Sequence[Entry]) -> None:
        with CaptureQueriesContext(connection) as queries:
            received.extend((entry.kind, entry.content.value) for entry in entries)
        assert len(queries) == 0

    record(Act("test.reacted", by=seat()), {"fine": "150.00"})

    assert received == [("test.reacted", {"fine": "150.00"})]


def test_a_reaction_that_fails_undoes_the_act(seat: SeatFactory) -> None:
    @on("test.failed")
    def fail(_entries: Sequence[Entry]) -> None:
        raise RuntimeError("half-moved")

    with pytest.raises(RuntimeError, match="half-moved"), transaction.atomic():
        record(Act("test.failed", by=seat()), {})

    assert list(Entry.objects.all()) == []
    assert list(EntryContent.objects.all()) == []


def test_reactions_run_in_the_order_of_registration_and_once(seat: SeatFactory) -> None:
    ran: list[str] = []

    def first(_entries: Sequence[Entry]) -> None:
        ran.append("first")

    def second(_entries: Sequence[Entry]) -> None:
        ran.append("second")

    for reaction in (first, second, first):
        on("test.ordered")(reaction)

    record(Act("test.ordered", by=seat()), {})

    assert ran == ["first", "second"]


def test_canonical_json_is_written_one_way_only() -> None:
    assert canonical({"乙": 1, "甲": [True, None, "引“号”"], "a": "x\n"}) == (
        '{"a":"x\\n","乙":1,"甲":[true,null,"引“号”"]}'
    )
    with pytest.raises(ValueError, match="Out of range float"):
        canonical({"amount": float("nan")})


def test_canonical_json_is_the_same_without_the_compiled_encoder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    value = {"乙": [1, None, True], "a": {"z": "x\n", "b": Decimal("1.50")}}
    monkeypatch.setattr(encoder, "c_make_encoder", None)

    written = "".join(canonical_module._prepared()(value, 0))  # noqa: SLF001 -- the other way

    assert written == canonical(value)


def test_a_moment_is_written_in_one_zone_and_one_precision() -> None:
    in_shanghai = dt.datetime(2026, 11, 23, 12, 0, tzinfo=clock.SHANGHAI)

    assert moment(in_shanghai) == moment(NOON) == "2026-11-23T04:00:00.000000Z"
