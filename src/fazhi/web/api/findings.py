"""Findings of supervision: read, and handled as a list."""

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError
from fazhi.proceedings.supervision.access import get_finding
from fazhi.proceedings.supervision.actions import (
    assign_findings,
    close_findings,
    explain_findings,
)
from fazhi.proceedings.supervision.choices import FindingOutcome, FindingStatus
from fazhi.proceedings.supervision.inputs import (
    FindingAssignment,
    FindingClosure,
    FindingExplanation,
)
from fazhi.proceedings.supervision.queries import history_of, listed_findings
from fazhi.proceedings.supervision.rules import supervision_rule
from fazhi.web.api.door import Body, seat_at

if TYPE_CHECKING:
    from fazhi.proceedings.supervision.models import SupervisionFinding

router = Router(tags=["findings"])
_PAGE = 200


class ShownFinding(Body):
    """A finding: under which rule, on what ground, since when, how it stands."""

    id: UUID
    rule: str
    title: str
    ground: str
    dossier: str | None
    since: dt.date
    due_on: dt.date
    status: FindingStatus
    cause_gone_on: dt.date | None
    officer: UUID | None


class ShownStep(Body):
    """What happened to a finding."""

    kind: str
    taken_at: dt.datetime
    note: str


class FullFinding(ShownFinding):
    """A finding with what happened to it."""

    steps: list[ShownStep]


class AssignmentBody(Body):
    """Who is to explain a finding."""

    finding: UUID
    officer: UUID
    note: str = ""


class ExplanationBody(Body):
    """What the officer says of a finding."""

    finding: UUID
    text: str


class ClosureBody(Body):
    """How a finding is closed, and why."""

    finding: UUID
    outcome: FindingOutcome
    reason: str


@router.get("", response=list[ShownFinding])
def index(
    request: HttpRequest, *, is_open: bool = True, rule: str = "", before: dt.datetime | None = None
) -> list[ShownFinding]:
    """List the newest findings that the person may see, or those raised before a moment."""
    seat = seat_at(request)
    seat.require(*Role)
    rows = listed_findings(seat)
    if is_open:
        rows = rows.filter(closed_at__isnull=True)
    if rule:
        rows = rows.filter(rule=rule)
    if before is not None:
        rows = rows.filter(raised_at__lt=before)
    return [_shown(row) for row in rows.order_by("-raised_at", "-pk")[:_PAGE]]


@router.post("/assignments", response=list[ShownFinding])
def assign(request: HttpRequest, payload: list[AssignmentBody]) -> list[ShownFinding]:
    """Have officers explain findings, all or none."""
    _refuse_no_batch(len(payload))
    given = [FindingAssignment(each.finding, each.officer, each.note) for each in payload]
    return [_shown(row) for row in assign_findings(seat_at(request), given)]


@router.post("/explanations", response=list[ShownFinding])
def explain(request: HttpRequest, payload: list[ExplanationBody]) -> list[ShownFinding]:
    """Explain findings, all or none."""
    _refuse_no_batch(len(payload))
    given = [FindingExplanation(each.finding, each.text) for each in payload]
    return [_shown(row) for row in explain_findings(seat_at(request), given)]


@router.post("/closures", response={201: list[ShownFinding]})
def close(request: HttpRequest, payload: list[ClosureBody]) -> Status[list[ShownFinding]]:
    """Close findings, all or none."""
    _refuse_no_batch(len(payload))
    given = [FindingClosure(each.finding, each.outcome, each.reason) for each in payload]
    return Status(201, [_shown(row) for row in close_findings(seat_at(request), given)])


@router.get("/{finding_id}", response=FullFinding)
def show(request: HttpRequest, finding_id: UUID) -> FullFinding:
    """Show one finding with what happened to it."""
    finding = get_finding(seat_at(request), finding_id)
    steps = [
        ShownStep(kind=each.kind, taken_at=each.taken_at, note=each.note)
        for each in history_of(finding).steps
    ]
    return FullFinding(**_shown(finding).model_dump(), steps=steps)


def _shown(row: "SupervisionFinding") -> ShownFinding:
    return ShownFinding(
        id=row.pk,
        rule=row.rule,
        title=row.title,
        ground=supervision_rule(row.rule).ground,
        dossier=row.dossier.public_id if row.dossier else None,
        since=row.since,
        due_on=row.due_on,
        status=FindingStatus(row.status),
        cause_gone_on=row.cause_gone_on,
        officer=row.officer_id,
    )


def _refuse_no_batch(count: int) -> None:
    """Refuse an empty list, and one so long that a part of it would be left out."""
    if not 0 < count <= _PAGE:
        raise InputError({"": f"一次提交 1 到 {_PAGE} 件记录。"})
