"""The verbs of findings: raised by rules, then assigned, explained and closed by people."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.tasks.actions import assign_task, assign_tasks, complete_tasks
from fazhi.capabilities.tasks.inputs import Assignee, Due, TaskInput
from fazhi.kernel import clock
from fazhi.kernel.access import Seat, lock_visible
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ForbiddenError, InputError
from fazhi.kernel.factor_guard import FactorGround, needs_factor, needs_no_factor
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.journal import Act, record
from fazhi.proceedings.supervision.access import HANDLERS, may_explain, visible_findings
from fazhi.proceedings.supervision.choices import (
    EXPLANATION_TASK,
    FINDING_TASK,
    FindingOutcome,
    FindingStatus,
    FindingStepKind,
    Lasting,
)
from fazhi.proceedings.supervision.errors import FindingStateError, OwnFindingError
from fazhi.proceedings.supervision.inputs import (
    FindingAssignment,
    FindingClosure,
    FindingExplanation,
)
from fazhi.proceedings.supervision.models import FindingStep, SupervisionFinding
from fazhi.proceedings.supervision.rules import Observation, supervision_rule, terms
from fazhi.registers.staff.models import Authority, Officer
from fazhi.registers.validity import holds

_LONGEST = 500

Observed = Mapping[str, Sequence[Observation]]


@dataclass(frozen=True, slots=True)
class Sweep:
    """What one look at the rows changed."""

    raised: tuple[SupervisionFinding, ...] = ()
    reopened: tuple[SupervisionFinding, ...] = ()
    gone: tuple[SupervisionFinding, ...] = ()

    @property
    def rows(self) -> tuple[SupervisionFinding, ...]:
        """Return every finding that changed."""
        return self.raised + self.reopened + self.gone


@transaction.atomic
def raise_findings(seat: Seat, observed: Observed, day: dt.date) -> Sweep:
    """Raise what rules observe (系统发现): once for each rule and subject.

    One that is seen no longer is marked so and stays with people. A state that comes back, or that
    was called corrected and is still there, opens its finding again. Two looks at the same time
    wait for one another.
    """
    list(Authority.objects.select_for_update().filter(key=seat.authority))
    known = {
        (row.rule, row.subject): row
        for row in SupervisionFinding.objects.filter(authority=seat.authority, rule__in=observed)
    }
    seen = {(rule, each.subject): each for rule, rows in observed.items() for each in rows}
    sweep = Sweep(
        raised=tuple(
            _new(seat, rule, each, day)
            for (rule, subject), each in seen.items()
            if (rule, subject) not in known
        ),
        reopened=tuple(row for key, row in known.items() if key in seen and _recurs(row)),
        gone=tuple(row for key, row in known.items() if key not in seen and _has_passed(row)),
    )
    if sweep.rows:
        _write(seat, sweep, day)
        record(
            Act("finding.raised", by=seat),
            {name: len(getattr(sweep, name)) for name in ("raised", "reopened", "gone")},
            items=[row.journal_item() for row in sweep.rows],
        )
    return sweep


@needs_no_factor("it gives work to somebody and decides nothing")
@transaction.atomic
def assign_findings(seat: Seat, inputs: Sequence[FindingAssignment]) -> list[SupervisionFinding]:
    """Have officers explain findings (分派), all or none."""
    seat.require(*HANDLERS)
    rows = _locked(seat, [one.finding_id for one in inputs])
    today = clock.today()
    for row, one in zip(rows, inputs, strict=True):
        row.officer = _officer_there(seat, one.officer_id, today)
        row.status = FindingStatus.ASSIGNED
        _finish_task(seat, row)
        row.task = assign_task(
            seat, _task(row, EXPLANATION_TASK, Assignee.officer(one.officer_id), _("说明监督发现"))
        )
        _step(seat, row, FindingStepKind.ASSIGNED, one.note)
    return _told(seat, "finding.assigned", rows)


@transaction.atomic
def explain_findings(seat: Seat, inputs: Sequence[FindingExplanation]) -> list[SupervisionFinding]:
    """Explain findings (说明): the officer whom they were assigned to, and nobody for him."""
    rows = _locked(seat, [one.finding_id for one in inputs])
    for row, one in zip(rows, inputs, strict=True):
        if not may_explain(seat, row):
            raise ForbiddenError(_("监督发现由被分派的人员说明。"))
        if row.status != FindingStatus.ASSIGNED:
            raise FindingStateError(row.title, row.get_status_display())
        row.status = FindingStatus.EXPLAINED
        _finish_task(seat, row)
        row.task = assign_task(seat, _leader_task(row))
        _step(seat, row, FindingStepKind.EXPLAINED, _filled(one.text, "text"))
    return _told(seat, "finding.explained", rows)


@needs_factor(FactorGround.SIGNATURE)
@transaction.atomic
def close_findings(seat: Seat, inputs: Sequence[FindingClosure]) -> list[SupervisionFinding]:
    """Close findings (作出结论) as corrected or as unfounded, each with its reason, all or none."""
    seat.require(*HANDLERS)
    rows = _locked(seat, [one.finding_id for one in inputs])
    for row, one in zip(rows, inputs, strict=True):
        if str(seat.account_id) in row.about or may_explain(seat, row):
            raise OwnFindingError
        outcome = FindingOutcome(one.outcome)
        row.status, row.closed_at = FindingStatus(outcome.value), clock.now()
        _finish_task(seat, row)
        _step(seat, row, FindingStepKind(outcome.value), _filled(one.reason, "reason"))
    return _told(seat, "finding.closed", rows)


def _new(seat: Seat, rule: str, seen: Observation, day: dt.date) -> SupervisionFinding:
    return SupervisionFinding(
        id=new_id(),
        authority=seat.authority,
        rule=rule,
        subject=seen.subject,
        title=seen.title,
        dossier=seen.dossier,
        since=seen.since,
        about=list(seen.about),
        raised_at=clock.now(),
        due_on=day + dt.timedelta(days=terms().finding),
    )


def _recurs(row: SupervisionFinding) -> bool:
    """Tell whether a finding that is seen has to change: it had passed, or was not corrected."""
    if supervision_rule(row.rule).lasting is Lasting.ACT:
        return False
    return row.cause_gone_on is not None or row.status == FindingStatus.CORRECTED


def _has_passed(row: SupervisionFinding) -> bool:
    """Tell whether what a finding is about is seen no longer, which nobody noted yet."""
    return row.cause_gone_on is None and supervision_rule(row.rule).lasting is Lasting.STATE


def _write(seat: Seat, sweep: Sweep, day: dt.date) -> None:
    SupervisionFinding.objects.bulk_create(sweep.raised)
    for row in sweep.reopened:
        if row.closed_at is not None:
            row.status, row.closed_at, row.officer = FindingStatus.RAISED, None, None
            row.due_on, row.task = day + dt.timedelta(days=terms().finding), None
        row.cause_gone_on = None
    for row in sweep.gone:
        row.cause_gone_on = day
    waiting = [row for row in (*sweep.raised, *sweep.reopened) if row.task_id is None]
    for row, task in zip(
        waiting, assign_tasks(seat, [_leader_task(row) for row in waiting]), strict=True
    ):
        row.task = task
    fields = ["status", "closed_at", "officer", "due_on", "task", "cause_gone_on"]
    SupervisionFinding.objects.bulk_update(sweep.rows, fields)
    kinds = {
        FindingStepKind.RAISED: sweep.raised,
        FindingStepKind.REOPENED: sweep.reopened,
        FindingStepKind.CAUSE_GONE: sweep.gone,
    }
    FindingStep.objects.bulk_create(
        FindingStep(finding=row, kind=kind, taken_at=clock.now(), account_id=seat.account_id)
        for kind, rows in kinds.items()
        for row in rows
    )


def _leader_task(row: SupervisionFinding) -> TaskInput:
    return _task(row, FINDING_TASK, Assignee.role(Role.SQUAD_LEADER), _("处理监督发现"))


def _task(row: SupervisionFinding, kind: str, assignee: Assignee, what: str) -> TaskInput:
    title = f"{what}：{supervision_rule(row.rule).title.zh}"
    return TaskInput(
        kind=kind, title=title, assignee=assignee, due=Due.on_day(row.due_on), dossier=row.dossier
    )


def _locked(seat: Seat, ids: Sequence[UUID]) -> list[SupervisionFinding]:
    """Return open findings that the seat may see, locked, in the order given."""
    if not ids or len(set(ids)) != len(ids):
        raise InputError({"": _("请至少选择一条监督发现，每条只选一次。")})
    visible = visible_findings(seat).select_related("officer", "task", "dossier")
    rows = [lock_visible(visible, seat, pk=each) for each in ids]
    for row in rows:
        if not row.is_open:
            raise FindingStateError(row.title, row.get_status_display())
    return rows


def _officer_there(seat: Seat, officer_id: UUID, day: dt.date) -> Officer:
    officer = Officer.objects.filter(authority=seat.authority, pk=officer_id).first()
    if officer is None or not holds(officer, day):
        raise InputError({"officer": _("没有这名在岗人员。")})
    return officer


def _finish_task(seat: Seat, row: SupervisionFinding) -> None:
    if row.task is not None and row.task.is_open:
        complete_tasks(seat, [row.task])


def _step(seat: Seat, row: SupervisionFinding, kind: FindingStepKind, note: str) -> None:
    row.save(update_fields=["status", "officer", "task", "closed_at"])
    FindingStep.objects.create(
        finding=row, kind=kind, taken_at=clock.now(), account_id=seat.account_id, note=note.strip()
    )


def _told(seat: Seat, kind: str, rows: list[SupervisionFinding]) -> list[SupervisionFinding]:
    single = rows[0].dossier if len(rows) == 1 else None
    record(Act(kind, by=seat, dossier=single), {}, items=[row.journal_item() for row in rows])
    return rows


def _filled(text: str, field: str) -> str:
    if not text.strip():
        raise InputError({field: _("请写明理由。")})
    if len(text.strip()) > _LONGEST:
        raise InputError({field: _("最多 %(count)s 字，请缩短。") % {"count": _LONGEST}})
    return text.strip()
