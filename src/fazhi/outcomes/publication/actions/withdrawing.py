"""How publication ends: hidden when the decision falls, withdrawn with a reason, or over."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from fazhi.capabilities.tasks.actions import assign_tasks, cancel_tasks, complete_tasks
from fazhi.capabilities.tasks.inputs import Assignee, Due, TaskInput
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import refuse_if_blocked
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.journal import record
from fazhi.law.deadline import Deadline
from fazhi.law.jurisdiction import load_law
from fazhi.law.redaction import find_personal
from fazhi.law.rules.publication import withdrawn_in_time
from fazhi.law.rules.publishing import nothing_is_left
from fazhi.outcomes.publication.access import PUBLISHERS
from fazhi.outcomes.publication.actions.locking import (
    act_on,
    items_of,
    locked_publications,
    said,
)
from fazhi.outcomes.publication.choices import WITHDRAW_TASK, PublicationState
from fazhi.outcomes.publication.errors import PublicationStateError
from fazhi.outcomes.publication.facts import known_of
from fazhi.outcomes.publication.inputs import WithdrawalInput
from fazhi.outcomes.publication.models import Publication
from fazhi.outcomes.publication.queries import fallen_on
from fazhi.proceedings.cases.remedies import told

_FALLEN = "决定已被变更、撤销或者确认违法、无效"


@transaction.atomic
def hide_publications(seat: Seat, wanted: Sequence[UUID]) -> list[Publication]:
    """Hide at once what was published of decisions that fell, and give the task to explain it.

    What was not public yet does not become so.
    """
    rows = locked_publications(seat, wanted)
    shown = [row for row in rows if row.state == PublicationState.PUBLISHED]
    never = [row for row in rows if row.state != PublicationState.PUBLISHED]
    for row in rows:
        row.fallen_on = fallen_on(row) or clock.today()
    _cancel(seat, never)
    for row in never:
        row.state, row.reason = PublicationState.NOT_PUBLISHED, _FALLEN
        row.copy, row.copy_hash, row.party = "", "", ""
    _give_tasks(seat, shown)
    fields = ["state", "reason", "copy", "copy_hash", "party", "fallen_on"]
    Publication.objects.bulk_update(rows, [*fields, "withdraw_due_on", "task"])
    record(act_on(seat, "publication.hidden", rows), {"count": len(rows)}, items=items_of(rows))
    return rows


@needs_factor(FactorGround.SIGNATURE)
@transaction.atomic
def withdraw_publications(seat: Seat, inputs: Sequence[WithdrawalInput]) -> list[Publication]:
    """Withdraw published decisions and say why in public (撤回并公开说明理由, PEN-029).

    A late withdrawal is recorded all the same, with what the law says to it.
    """
    seat.require(*PUBLISHERS)
    rows = locked_publications(seat, [one.publication_id for one in inputs])
    today = clock.today()
    for row, one in zip(rows, inputs, strict=True):
        if row.state != PublicationState.PUBLISHED:
            raise PublicationStateError(row.number, row.get_state_display())
        row.explanation = said("explanation", one.explanation)
        _refuse_personal(row)
        if row.fallen_on:
            day = row.fallen_on
            answer = withdrawn_in_time(load_law(), day=today, changed_on=day, withdrawn_on=today)
            row.grounds = [*row.grounds, *told([answer])]
        row.state, row.withdrawn_on = PublicationState.WITHDRAWN, today
    tasks = [row.task for row in rows if row.task and row.task.is_open]
    complete_tasks(seat, tasks)
    Publication.objects.bulk_update(rows, ["explanation", "grounds", "state", "withdrawn_on"])
    record(act_on(seat, "publication.withdrawn", rows), {"count": len(rows)}, items=items_of(rows))
    return rows


@transaction.atomic
def end_publications(seat: Seat, wanted: Sequence[UUID]) -> list[Publication]:
    """End publications whose last day has passed (公示期满)."""
    rows = locked_publications(seat, wanted)
    today = clock.today()
    for row in rows:
        if row.state != PublicationState.PUBLISHED or row.until is None or row.until >= today:
            raise PublicationStateError(row.number, row.get_state_display())
        row.state, row.ended_on = PublicationState.ENDED, today
    Publication.objects.bulk_update(rows, ["state", "ended_on"])
    record(act_on(seat, "publication.ended", rows), {"count": len(rows)}, items=items_of(rows))
    return rows


def _refuse_personal(row: Publication) -> None:
    """Refuse an explanation that tells of a person: the public reads it."""
    found = find_personal(row.explanation, known_of(row), kept=frozenset({row.number}))
    left = frozenset(hit.kind for hit in found)
    refuse_if_blocked(nothing_is_left(left, day=clock.today()))


def _cancel(seat: Seat, rows: Sequence[Publication]) -> None:
    open_tasks = [row.task for row in rows if row.task and row.task.is_open]
    if open_tasks:
        cancel_tasks(seat, open_tasks, reason=_FALLEN)


def _give_tasks(seat: Seat, rows: Sequence[Publication]) -> None:
    """Give the task of withdrawing each, by the day of the law."""
    tasks = []
    for row in rows:
        deadline = _deadline(row)
        row.withdraw_due_on = deadline.due_on or deadline.earliest_on
        tasks.append(
            TaskInput(
                kind=WITHDRAW_TASK,
                title=f"{row.number} {deadline.rule.label.zh}",
                assignee=Assignee.role(Role.CLERK),
                due=Due.by_law(deadline),
                dossier=row.dossier,
            )
        )
    for row, task in zip(rows, assign_tasks(seat, tasks), strict=True):
        row.task = task


def _deadline(row: Publication) -> Deadline:
    return load_law().deadline("PUB_WITHDRAW").from_(row.fallen_on or clock.today())
