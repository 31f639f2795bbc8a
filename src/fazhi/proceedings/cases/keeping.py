"""Confiscated goods in the store-room: held from the decision on, decided with their disposal."""

from collections.abc import Sequence

from fazhi.capabilities.evidence.actions import decide_holdings, open_holdings
from fazhi.capabilities.evidence.choices import EndedAs, HeldAs
from fazhi.capabilities.evidence.inputs import HoldingInput, OutcomeInput
from fazhi.capabilities.evidence.items import ListedThing, things_on
from fazhi.capabilities.evidence.models import Holding
from fazhi.capabilities.evidence.queries import held_of, left_to_confiscate
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.proceedings.cases.choices import GoodsDisposal
from fazhi.proceedings.cases.models import ConfiscatedGoods

_ENDS = {
    GoodsDisposal.PUBLIC_AUCTION: EndedAs.SOLD,
    GoodsDisposal.DESTRUCTION: EndedAs.DESTROYED,
}


def hold_goods(seat: Seat, goods: Sequence[ConfiscatedGoods]) -> None:
    """Hold what a decision confiscated; a thing that was preserved before stays where it is."""
    inputs = []
    taken: set[object] = set()
    for row in goods:
        before = _preserved(row, taken)
        thing = _thing(row)
        inputs.append(
            HoldingInput(
                dossier=row.case.dossier,
                kind=HeldAs.CONFISCATION,
                since=row.case.decided_on or clock.today(),
                name=row.description[:100],
                amount=thing.amount,
                unit=thing.unit,
                before_id=before.pk if before else None,
                origin=row.pk,
            )
        )
    open_holdings(seat, inputs)


def decide_goods(seat: Seat, goods: Sequence[ConfiscatedGoods]) -> None:
    """Decide the things held for goods that were disposed of; older ones may not be held at all."""
    by_goods = {row.pk: row for row in goods}
    inputs = []
    for holding in held_of(list(by_goods)):
        if holding.origin is None:
            continue
        row = by_goods[holding.origin]
        inputs.append(
            OutcomeInput(
                holding_id=holding.pk,
                end=_ENDS.get(GoodsDisposal(row.disposal), EndedAs.TRANSFERRED),
                decided_on=row.disposed_on or clock.today(),
                reason=f"{row.get_disposal_display()}：{row.record_number}",
                must_be_destroyed=bool(row.destruction_basis),
                origin=row.pk,
            )
        )
    if inputs:
        decide_holdings(seat, inputs)


def _preserved(row: ConfiscatedGoods, taken: set[object]) -> Holding | None:
    """Return the thing of the same name that was decided to be confiscated, each only once."""
    for each in left_to_confiscate(row.case.dossier):
        if each.pk not in taken and each.name == row.description:
            taken.add(each.pk)
            return each
    return None


def _thing(row: ConfiscatedGoods) -> ListedThing:
    things = things_on(f"{row.description} {row.quantity}")
    return things[0] if len(things) == 1 else ListedThing(row.description)
