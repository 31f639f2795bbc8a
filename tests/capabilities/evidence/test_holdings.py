"""Things held: opened with number, period and task; decided only as the law allows."""

import datetime as dt
import json
from collections.abc import Iterator
from decimal import Decimal

import pytest

from fazhi.capabilities.evidence.access import visible_holdings
from fazhi.capabilities.evidence.actions import (
    decide_holdings,
    open_holdings,
    record_custody_entries,
)
from fazhi.capabilities.evidence.choices import CustodyEntryKind, EndedAs, HeldAs
from fazhi.capabilities.evidence.errors import DecidedHoldingError, LedHoldingError
from fazhi.capabilities.evidence.inputs import NoteInput
from fazhi.capabilities.evidence.models import Holding, HoldingOutcome
from fazhi.capabilities.evidence.queries import log_of, standing_answers
from fazhi.capabilities.tasks.choices import Lamp, TaskStatus
from fazhi.kernel import clock, journal, numbers
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import (
    ConflictError,
    ForbiddenError,
    InputError,
    NotFoundError,
    RefusalError,
)
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Entry
from tests.factories.custody import (
    DAY,
    DUE_ON,
    NOW,
    Store,
    decide,
    holding_input,
    make_holdings,
    make_store,
    make_stored,
    outcome,
    seated,
)
from tests.factories.documents import make_dossier
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def store() -> Store:
    return make_store()


def test_things_preserved_get_numbers_a_period_and_one_task(store: Store) -> None:
    cart, table = make_holdings(store, ("摊车", "折叠桌"))

    assert [cart.number[-5:], table.number[-5:]] == ["0001号", "0002号"]
    assert (cart.due_on, cart.quantity, cart.is_open) == (DUE_ON, "1辆", True)
    assert cart.task == table.task
    assert cart.task is not None
    assert (cart.task.rule, cart.task.dossier) == ("PEN_PRESERVE", store.dossier)
    assert "第五十六条" in cart.task.article
    assert (cart.task.lamp(DAY), cart.task.lamp(DUE_ON), cart.task.lamp(dt.date(2026, 3, 20))) == (
        Lamp.GREEN,
        Lamp.AMBER,
        Lamp.RED,
    )


@pytest.mark.parametrize(
    ("kind", "due_on"),
    [
        (HeldAs.SAMPLING, None),
        (HeldAs.SEALING, dt.date(2026, 4, 9)),
        (HeldAs.SEIZURE, dt.date(2026, 4, 9)),
        (HeldAs.CONFISCATION, None),
    ],
)
def test_each_ground_has_the_period_of_its_own_law(
    store: Store, kind: HeldAs, due_on: dt.date | None
) -> None:
    (row,) = make_holdings(store, kind=kind)

    assert (row.due_on, row.task is not None) == (due_on, due_on is not None)


def test_an_amount_that_nobody_wrote_is_not_guessed(store: Store) -> None:
    (row,) = make_holdings(store, amount=None, unit="")

    assert (row.amount, row.quantity) == (None, "")


def test_the_entry_of_opening_holds_the_root_over_its_things_and_names_none(store: Store) -> None:
    rows = make_holdings(store, ("摊车", "折叠桌"))

    entry = Entry.objects.get(kind="holding.opened")
    content = json.loads(entry.content.text)
    stored = list(Holding.objects.filter(entry=entry).order_by("number"))
    assert stored == rows
    assert content["items_root"] == journal.items_root(row.journal_item() for row in stored).hex()
    assert "摊车" not in entry.content.text


def test_numbers_of_things_have_no_gap(store: Store) -> None:
    first, _second = make_holdings(store, ("摊车", "折叠桌"), officer_ids=())

    assert numbers.gaps(AUTHORITY, "holding", 2026) == []
    first.delete()
    assert numbers.gaps(AUTHORITY, "holding", 2026) == [1]


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"name": " "}, InputError),
        ({"since": DAY + dt.timedelta(days=1)}, InputError),
        ({"amount": Decimal(0)}, InputError),
        ({"officer_ids": (new_id(),)}, NotFoundError),
        ({"before_id": new_id()}, NotFoundError),
    ],
)
def test_what_cannot_be_held_is_sent_back(
    store: Store, changed: dict[str, object], refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        open_holdings(store.taker, [holding_input(store, **changed)])

    assert Holding.objects.count() == 0


def test_nobody_holds_things_for_a_file_of_another_authority(store: Store) -> None:
    foreign = make_dossier(authority=OTHER_AUTHORITY)

    with pytest.raises(NotFoundError):
        open_holdings(store.taker, [holding_input(store, dossier=foreign)])


def test_who_takes_nothing_opens_nothing(store: Store) -> None:
    with pytest.raises(ForbiddenError):
        open_holdings(make_seat(Role.GRID_WORKER), [holding_input(store)])
    with pytest.raises(InputError):
        open_holdings(store.taker, [])


def test_a_thing_decided_in_time_finishes_its_task_with_the_last_of_it(store: Store) -> None:
    cart, table = make_stored(store, ("摊车", "折叠桌"))
    assert cart.task is not None

    row = decide(store, cart)
    cart.task.refresh_from_db()
    first = cart.task.status
    decide(store, table)
    cart.task.refresh_from_db()

    assert (row.end, row.grounds) == (EndedAs.RETURNED, [])
    assert (first, cart.task.status) == (TaskStatus.ASSIGNED, TaskStatus.COMPLETED)
    assert Entry.objects.filter(kind="holding.decided").count() == 2


def test_a_preservation_that_lapsed_can_only_be_returned(store: Store) -> None:
    (row,) = make_stored(store)
    late = DUE_ON + dt.timedelta(days=1)

    with clock.standing_at(clock.at_local(late, dt.time(9))):
        with pytest.raises(RefusalError) as refused:
            decide_holdings(store.clerk, [outcome(row, EndedAs.TESTED, decided_on=late)])
        returned = decide_holdings(store.clerk, [outcome(row, decided_on=late)])[0]

    (answer,) = refused.value.answers
    assert (answer.rule, str(answer.because[0])) == ("ORD-003", "《行政处罚法》第五十六条")
    assert answer.next_step.zh.startswith("退还保存的物品")
    assert [each["rule"] for each in returned.grounds] == ["ORD-003"]


def test_an_overdue_thing_says_article_and_next_step(store: Store) -> None:
    (row,) = make_stored(store)

    in_time = standing_answers(row, log_of(row), DUE_ON)
    (late,) = standing_answers(row, log_of(row), DUE_ON + dt.timedelta(days=1))

    assert in_time == ()
    assert (late.rule, late.reason.zh) == (
        "ORD-003",
        "应当在 2026-03-19 前作出处理决定，保存措施已经失效。",
    )
    assert late.next_step.zh.startswith("退还保存的物品")
    assert row.is_overdue(DUE_ON + dt.timedelta(days=1))


def test_a_seizure_whose_period_is_over_is_to_be_lifted(store: Store) -> None:
    (row,) = make_stored(store, kind=HeldAs.SEIZURE)

    in_time = standing_answers(row, log_of(row), dt.date(2026, 4, 9))
    (late,) = standing_answers(row, log_of(row), dt.date(2026, 4, 10))

    assert in_time == ()
    assert (late.rule, late.next_step.zh) == ("COE-009", "作出解除决定并立即退还。")


def test_what_nobody_keeps_is_not_let_go(store: Store) -> None:
    (row,) = make_holdings(store)

    with pytest.raises(RefusalError) as refused:
        decide_holdings(store.clerk, [outcome(row, decided_on=DAY)])

    assert [each.rule for each in refused.value.answers] == ["COE-008"]


@pytest.mark.parametrize(
    ("wrong", "mended"),
    [
        (CustodyEntryKind.USED, CustodyEntryKind.COMPENSATED),
        (CustodyEntryKind.DAMAGED, CustodyEntryKind.COMPENSATED),
        (CustodyEntryKind.CHARGED, CustodyEntryKind.REPAID),
    ],
)
def test_what_went_wrong_with_one_thing_is_set_right_first(
    store: Store, wrong: CustodyEntryKind, mended: CustodyEntryKind
) -> None:
    cart, table = make_stored(store, ("摊车", "折叠桌"))

    def note(kind: CustodyEntryKind) -> None:
        given = NoteInput(kind=kind, at=NOW, reason="核实。", holding_id=cart.pk)
        record_custody_entries(store.clerk, [given])

    note(wrong)
    with pytest.raises(RefusalError) as refused:
        decide_holdings(store.clerk, [outcome(cart, decided_on=DAY)])
    other = decide_holdings(store.clerk, [outcome(table, decided_on=DAY)])
    note(mended)
    decided = decide_holdings(store.clerk, [outcome(cart, decided_on=DAY)])

    assert [each.rule for each in refused.value.answers] == ["COE-008"]
    assert (len(other), len(decided)) == (1, 1)


@pytest.mark.parametrize(
    ("kind", "end"),
    [
        (HeldAs.PRESERVATION, EndedAs.SOLD),
        (HeldAs.PRESERVATION, EndedAs.DESTROYED),
        (HeldAs.SAMPLING, EndedAs.CONFISCATED),
        (HeldAs.SEIZURE, EndedAs.TESTED),
        (HeldAs.CONFISCATION, EndedAs.RETURNED),
    ],
)
def test_a_thing_ends_only_in_a_way_of_its_ground(store: Store, kind: HeldAs, end: EndedAs) -> None:
    (row,) = make_stored(store, kind=kind)

    with pytest.raises(InputError, match="不能这样处理"):
        decide_holdings(store.clerk, [outcome(row, end, decided_on=DAY)])


def test_confiscated_goods_are_destroyed_only_where_the_law_orders_it(store: Store) -> None:
    goods, others = make_stored(store, ("假烟", "摊车"), kind=HeldAs.CONFISCATION)
    given = outcome(goods, EndedAs.DESTROYED, decided_on=DAY)

    with pytest.raises(RefusalError) as refused:
        decide_holdings(store.clerk, [given])
    by_law = outcome(goods, EndedAs.DESTROYED, decided_on=DAY, must_be_destroyed=True)
    sold = outcome(others, EndedAs.SOLD, decided_on=DAY)

    assert [each.rule for each in refused.value.answers] == ["EXE-012"]
    assert len(decide_holdings(store.clerk, [by_law, sold])) == 2


def test_nothing_is_decided_twice_too_early_too_late_or_without_a_reason(store: Store) -> None:
    (row,) = make_stored(store)
    before, after = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)

    for given in (
        outcome(row, decided_on=before),
        outcome(row, decided_on=after),
        outcome(row, decided_on=DAY, reason=" "),
    ):
        with pytest.raises(InputError):
            decide_holdings(store.clerk, [given])
    decide_holdings(store.clerk, [outcome(row, decided_on=DAY)])
    with pytest.raises(DecidedHoldingError, match="退还当事人"):
        decide_holdings(store.clerk, [outcome(row, decided_on=DAY)])


def test_all_or_none_are_decided(store: Store) -> None:
    (kept,) = make_stored(store)
    (loose,) = make_holdings(store, ("折叠桌",))

    with pytest.raises(RefusalError):
        decide_holdings(
            store.clerk, [outcome(kept, decided_on=DAY), outcome(loose, decided_on=DAY)]
        )

    assert HoldingOutcome.objects.count() == 0


def test_what_an_act_of_a_file_took_is_decided_by_that_file(store: Store) -> None:
    act = new_id()
    (row,) = make_stored(store, origin=act)

    with pytest.raises(LedHoldingError):
        decide_holdings(store.clerk, [outcome(row, decided_on=DAY)])
    decided = decide_holdings(
        make_seat(Role.OFFICER), [outcome(row, decided_on=DAY, origin=new_id())]
    )

    assert decided[0].holding == row


def test_a_thing_that_stays_goes_on_under_another_ground_where_it_is(store: Store) -> None:
    (row,) = make_stored(store)
    decide(store, row, EndedAs.SEIZED)
    given = holding_input(store, kind=HeldAs.SEIZURE, before_id=row.pk, amount=None, unit="")

    (seized,) = open_holdings(store.clerk, [given])

    assert (seized.store_room, seized.shelf, seized.amount) == (store.room, "A-01", Decimal(1))
    assert (seized.since, seized.due_on) == (DAY, dt.date(2026, 4, 9))
    with pytest.raises(ConflictError):
        open_holdings(store.clerk, [given])


def test_a_thing_that_was_given_back_does_not_go_on(store: Store) -> None:
    (row,) = make_stored(store)
    decide(store, row)

    with pytest.raises(ConflictError):
        open_holdings(store.clerk, [holding_input(store, kind=HeldAs.SEIZURE, before_id=row.pk)])


def test_an_officer_sees_what_he_took_and_the_clerk_all(store: Store) -> None:
    (row,) = make_holdings(store)
    _officer, stranger = seated(Role.OFFICER)

    seen = {
        name: list(visible_holdings(seat))
        for name, seat in {
            "taker": store.taker,
            "other handler": store.other,
            "clerk": store.clerk,
            "stranger": stranger,
            "grid worker": make_seat(Role.GRID_WORKER),
            "citizen": Seat.of_public(AUTHORITY),
            "neighbour": make_seat(Role.CLERK, authority=OTHER_AUTHORITY),
        }.items()
    }

    assert {name for name, rows in seen.items() if rows == [row]} == {
        "taker",
        "other handler",
        "clerk",
    }
