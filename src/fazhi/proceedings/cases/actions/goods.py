"""Confiscated goods (没收财物): entered with the decision, disposed of by the rules (art. 74)."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.kernel.access import Seat
from fazhi.kernel.errors import ConflictError, InputError, NotFoundError, refuse_if_blocked
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.journal import Act, record
from fazhi.law.citation import Citation
from fazhi.law.facts import PenaltyKind
from fazhi.law.rules.execution import Disposal, goods_are_disposed_of
from fazhi.proceedings.cases.access import GOODS_KEEPERS
from fazhi.proceedings.cases.actions.locking import locked_cases, refuse_day_outside
from fazhi.proceedings.cases.errors import CaseStateError
from fazhi.proceedings.cases.inputs import DisposalInput, GoodsInput
from fazhi.proceedings.cases.keeping import decide_goods, hold_goods
from fazhi.proceedings.cases.models import Case, ConfiscatedGoods

_GROUND = (Citation("行政处罚法(2021)", 74, 1),)


@transaction.atomic
def record_confiscated_goods(seat: Seat, inputs: Sequence[GoodsInput]) -> list[ConfiscatedGoods]:
    """Enter the goods that decisions confiscated (登记没收财物), all or none.

    A decision on the spot confiscates nothing: that needs the ordinary procedure (T-21).
    """
    seat.require(*GOODS_KEEPERS)
    if not inputs:
        return []
    cases = {case.pk: case for case in locked_cases(seat, [one.case_id for one in inputs])}
    rows = []
    for one in inputs:
        _refuse_without_confiscation(cases[one.case_id])
        if not one.description.strip() or not one.quantity.strip():
            raise InputError({"description": _("请写明财物的名称和数量。")})
        rows.append(
            ConfiscatedGoods(
                id=new_id(),
                authority=seat.authority,
                case=cases[one.case_id],
                description=one.description.strip(),
                quantity=one.quantity.strip(),
                destruction_basis=one.destruction_basis.strip(),
            )
        )
    ConfiscatedGoods.objects.bulk_create(rows)
    hold_goods(seat, rows)
    _record(seat, "confiscated_goods.recorded", rows)
    return rows


@transaction.atomic
def dispose_confiscated_goods(
    seat: Seat, inputs: Sequence[DisposalInput]
) -> list[ConfiscatedGoods]:
    """Record what became of confiscated goods (处理没收财物), all or none (EXE-012)."""
    seat.require(*GOODS_KEEPERS)
    rows = ConfiscatedGoods.objects.select_for_update(of=("self",)).filter(authority=seat.authority)
    found = rows.select_related("case__dossier").in_bulk([one.goods_id for one in inputs])
    if not inputs or len(found) != len(inputs):
        raise NotFoundError
    goods = [found[one.goods_id] for one in inputs]
    for row, one in zip(goods, inputs, strict=True):
        if row.disposed_on:
            raise ConflictError(_("这项财物已经处理。"))
        refuse_day_outside("disposed_on", one.disposed_on, since=row.case.decided_on)
        refuse_if_blocked(
            goods_are_disposed_of(
                Disposal(one.disposal.value),
                day=one.disposed_on,
                must_be_destroyed=bool(row.destruction_basis),
            )
        )
        if not one.record_number.strip():
            raise InputError({"record_number": _("请写明拍卖、处理或者销毁记录的编号。")})
        row.disposal, row.disposed_on = one.disposal, one.disposed_on
        row.record_number = one.record_number.strip()
    ConfiscatedGoods.objects.bulk_update(goods, ["disposal", "disposed_on", "record_number"])
    decide_goods(seat, goods)
    _record(seat, "confiscated_goods.disposed", goods)
    return goods


def _refuse_without_confiscation(case: Case) -> None:
    decision = getattr(case, "decision", None)
    if decision is None or PenaltyKind.CONFISCATION_OF_GOODS.value not in decision.kinds:
        words = _("决定没有没收非法财物；当场处罚不能没收，须适用普通程序另行决定。")
        raise CaseStateError(case.number, case.get_status_display(), words)


def _record(seat: Seat, kind: str, rows: Sequence[ConfiscatedGoods]) -> None:
    only = rows[0].case.dossier if len(rows) == 1 else None
    act = Act(kind, by=seat, dossier=only, provisions=_GROUND)
    record(act, {"count": len(rows)}, items=[row.journal_item() for row in rows])
