"""Opening holdings: a thing is taken on a ground, gets its number, its period and its task."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.access import TAKERS
from fazhi.capabilities.evidence.actions.lookups import filled, only_dossier
from fazhi.capabilities.evidence.choices import STAYS, EndedAs, HeldAs
from fazhi.capabilities.evidence.inputs import HoldingInput
from fazhi.capabilities.evidence.models import Holding, HoldingOfficer
from fazhi.capabilities.evidence.numbering import drawn
from fazhi.capabilities.evidence.terms import HOLDING_TASK, term_of
from fazhi.capabilities.tasks.actions import assign_tasks
from fazhi.capabilities.tasks.inputs import Assignee, Due, TaskInput
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ConflictError, InputError, NotFoundError
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Dossier
from fazhi.registers.staff.models import Officer
from fazhi.registers.staff.queries import authority_of

_Group = tuple[UUID, str, dt.date]


@transaction.atomic
def open_holdings(seat: Seat, inputs: Sequence[HoldingInput]) -> list[Holding]:
    """Open holdings (登记保管财物), all or none; each has its own account and its own period.

    Things of one dossier taken together on one ground are one task of whoever has to see to them.
    An act of another room that takes things names itself as `origin`; its roles were asked there.
    """
    if any(one.origin is None for one in inputs):
        seat.require(*TAKERS)
    _refuse_unknown(seat, inputs)
    before = _continued(seat, inputs)
    today = clock.today()
    prefix = authority_of(seat.authority).number_prefix
    numbers = drawn(seat.authority, prefix, today.year, len(inputs))
    rows = [_row(seat, one, number, before) for one, number in zip(inputs, numbers, strict=True)]
    _give_tasks(seat, list(zip(inputs, rows, strict=True)))
    Holding.objects.bulk_create(rows)
    HoldingOfficer.objects.bulk_create(
        HoldingOfficer(holding=row, officer_id=each)
        for one, row in zip(inputs, rows, strict=True)
        for each in dict.fromkeys(one.officer_ids)
    )
    entry = record(
        Act("holding.opened", by=seat, dossier=only_dossier(rows)),
        {"count": len(rows)},
        items=[row.journal_item() for row in rows],
    )
    Holding.objects.filter(pk__in=[row.pk for row in rows]).update(entry=entry)
    return rows


def _refuse_unknown(seat: Seat, inputs: Sequence[HoldingInput]) -> None:
    if not inputs:
        raise InputError({"": _("清单是空的。")})
    if any(one.since > clock.today() for one in inputs):
        raise InputError({"since": _("起始日不能晚于今天。")})
    if any(one.amount is not None and one.amount <= 0 for one in inputs):
        raise InputError({"amount": _("数量应当大于零。")})
    dossiers = {one.dossier.pk for one in inputs}
    officers = {each for one in inputs for each in one.officer_ids}
    known = Dossier.objects.filter(authority=seat.authority, pk__in=dossiers)
    if known.count() != len(dossiers):
        raise NotFoundError(_("没有这一案卷，请核对编号。"))
    staff = Officer.objects.filter(authority=seat.authority, pk__in=officers)
    if officers and staff.count() != len(officers):
        raise NotFoundError(_("其中有人不是本街道的人员，请重新选择。"))


def _continued(seat: Seat, inputs: Sequence[HoldingInput]) -> dict[UUID, Holding]:
    """Lock the holdings that new ones continue; each was decided to stay, and only once."""
    wanted = [one.before_id for one in inputs if one.before_id]
    rows = Holding.objects.select_for_update(of=("self",)).filter(authority=seat.authority)
    found = rows.select_related("outcome").in_bulk(wanted) if wanted else {}
    if len(found) != len(wanted):
        raise NotFoundError(_("没有这件保管财物。"))
    for row in found.values():
        is_continued = Holding.objects.filter(before=row).exists()
        if row.decided is None or EndedAs(row.decided.end) not in STAYS or is_continued:
            raise ConflictError(
                _("{number} 没有转为其他控制方式的决定，或者已经接续登记。").format(
                    number=row.number
                )
            )
    return found


def _row(seat: Seat, one: HoldingInput, number: str, before: dict[UUID, Holding]) -> Holding:
    earlier = before[one.before_id] if one.before_id else None
    deadline = term_of(one.kind, one.since)
    return Holding(
        id=new_id(),
        authority=seat.authority,
        dossier=one.dossier,
        kind=one.kind,
        number=number,
        name=filled(one.name, "name", 100),
        amount=one.amount if one.amount is not None or earlier is None else earlier.amount,
        unit=one.unit.strip() or (earlier.unit if earlier else ""),
        condition=one.condition.strip() or (earlier.condition if earlier else ""),
        since=one.since,
        due_on=(deadline.due_on or deadline.earliest_on) if deadline else None,
        place=one.place.strip() or (earlier.place if earlier else ""),
        store_room=earlier.store_room if earlier else None,
        shelf=earlier.shelf if earlier else "",
        keeper=earlier.keeper if earlier else None,
        before=earlier,
        origin=one.origin,
        account_id=seat.person,
    )


def _give_tasks(seat: Seat, taken: Sequence[tuple[HoldingInput, Holding]]) -> None:
    """Give one task for things of a dossier taken together, where a period runs."""
    groups: dict[_Group, list[tuple[HoldingInput, Holding]]] = defaultdict(list)
    for one, row in taken:
        if row.due_on is not None:
            groups[row.dossier_id, row.kind, row.since].append((one, row))
    if not groups:
        return
    tasks = assign_tasks(seat, [_task(each) for each in groups.values()])
    for task, each in zip(tasks, groups.values(), strict=True):
        for _one, row in each:
            row.task = task


def _task(taken: Sequence[tuple[HoldingInput, Holding]]) -> TaskInput:
    one, row = taken[0]
    deadline = term_of(HeldAs(row.kind), row.since)
    assert deadline is not None  # noqa: S101 -- a thing without a period has no task
    words = {HeldAs.PRESERVATION: "先行登记保存", HeldAs.SEALING: "查封", HeldAs.SEIZURE: "扣押"}
    return TaskInput(
        kind=HOLDING_TASK,
        title=f"处理{words[HeldAs(row.kind)]}的财物：{row.number}等 {len(taken)} 件",
        assignee=one.assignee or Assignee.role(Role.SQUAD_LEADER),
        due=Due.by_law(deadline),
        dossier=one.dossier,
    )
