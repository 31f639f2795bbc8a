"""Compulsory enforcement: opened, taken step by step, alone or in lists, and read back."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from fazhi.kernel import clock
from fazhi.law.enforcement_file import EnforcedDuty, EnforcementWay
from fazhi.law.jurisdiction import load_law
from fazhi.proceedings.cases.access import FILE_READERS, get_case
from fazhi.proceedings.compulsory_enforcement.access import get_enforcement
from fazhi.proceedings.compulsory_enforcement.actions import (
    change_enforcement_ways,
    close_enforcements,
    open_enforcements,
    take_enforcement_steps,
)
from fazhi.proceedings.compulsory_enforcement.facts import EnforcementRows
from fazhi.proceedings.compulsory_enforcement.inputs import (
    EnforcementClosure,
    EnforcementInput,
    EnforcementStepInput,
    WayInput,
)
from fazhi.proceedings.compulsory_enforcement.queries import listed_enforcements
from fazhi.proceedings.compulsory_enforcement.standing import standing_of
from fazhi.web.api.door import Body, seat_at
from fazhi.web.api.steps import listed, read_says

if TYPE_CHECKING:
    from fazhi.proceedings.compulsory_enforcement.models import (
        CompulsoryEnforcement,
        EnforcementStep,
    )

router = Router(tags=["compulsory enforcement"])
_PAGE = 200


class OpeningBody(Body):
    """A decision that was not performed; of a fine everything stands on the case."""

    key: str = Field(min_length=8, max_length=100)
    case: str = Field(min_length=1, max_length=12)
    duty: EnforcedDuty = EnforcedDuty.MONEY
    way: EnforcementWay = EnforcementWay.COURT_APPLICATION
    obligation: str = Field(default="", max_length=500)
    performance_due_on: dt.date | None = None
    own_power_basis: str = Field(default="", max_length=200)


class EnforcementStepBody(Body):
    """A step to take; `says` holds its particulars, days as 2026-03-10, amounts in yuan."""

    key: str = Field(min_length=8, max_length=100)
    enforcement: str = Field(min_length=1, max_length=12)
    step: str = Field(min_length=1, max_length=40)
    happened_at: dt.datetime
    says: dict[str, Any] = Field(default_factory=dict)


class WayBody(Body):
    """Another way, and why."""

    way: EnforcementWay
    reason: str = Field(max_length=500)


class ClosureBody(Body):
    """What came of the enforcement."""

    note: str = Field(default="", max_length=500)


class ShownEnforcement(Body):
    """An enforcement as a list shows it."""

    id: str
    number: str
    case: str
    duty: str
    way: str
    status: str
    due_on: dt.date | None


class ShownEnforcementStep(Body):
    """A step on file, with the number of its document."""

    step: str
    happened_at: dt.datetime
    document: str | None


class ShownEnforcementWindow(Body):
    """A window that runs: its last day, the day of warning, and the provisions it rests on."""

    name: str
    due_on: dt.date
    warn_on: dt.date
    provisions: list[str]
    is_lapsed: bool


class ShownEnforcementFile(Body):
    """An enforcement with its steps, its windows and the step that is owed next."""

    enforcement: ShownEnforcement
    steps: list[ShownEnforcementStep]
    windows: list[ShownEnforcementWindow]
    next: str | None


@router.get("", response=list[ShownEnforcement])
def index(request: HttpRequest) -> list[ShownEnforcement]:
    """List the newest enforcements that the person may see."""
    seat = seat_at(request)
    seat.require(*FILE_READERS)
    rows = listed_enforcements(seat).order_by("-opened_at", "-pk")[:_PAGE]
    return [_shown(row) for row in rows]


@router.post("", response={201: list[ShownEnforcement]})
def open_files(
    request: HttpRequest, payload: OpeningBody | list[OpeningBody]
) -> Status[list[ShownEnforcement]]:
    """Open files: one, or a list of which all are opened or none."""
    seat = seat_at(request)
    inputs = [
        EnforcementInput(
            key=body.key,
            case_id=get_case(seat, body.case).pk,
            duty=body.duty,
            way=body.way,
            obligation=body.obligation,
            performance_due_on=body.performance_due_on,
            own_power_basis=body.own_power_basis,
        )
        for body in listed(payload)
    ]
    return Status(201, [_shown(row) for row in open_enforcements(seat, inputs)])


@router.post("/steps", response={201: list[ShownEnforcementStep]})
def take(
    request: HttpRequest, payload: EnforcementStepBody | list[EnforcementStepBody]
) -> Status[list[ShownEnforcementStep]]:
    """Take steps in the order given: all are taken or none."""
    seat = seat_at(request)
    inputs = [
        EnforcementStepInput(
            key=body.key,
            enforcement_id=get_enforcement(seat, body.enforcement).pk,
            step=body.step,
            happened_at=body.happened_at,
            says=read_says(body.says),
        )
        for body in listed(payload)
    ]
    return Status(201, [_shown_step(row) for row in take_enforcement_steps(seat, inputs)])


@router.get("/{public_id}", response=ShownEnforcementFile)
def show(request: HttpRequest, public_id: str) -> ShownEnforcementFile:
    """Show the steps on file, the windows that run and what is owed next."""
    seat = seat_at(request)
    seat.require(*FILE_READERS)
    row = get_enforcement(seat, public_id)
    rows, today = EnforcementRows.of(row), clock.today()
    standing = standing_of(load_law(), rows.law_file(today), is_closed=row.closed_at is not None)
    return ShownEnforcementFile(
        enforcement=_shown(row),
        steps=[_shown_step(step) for step in rows.steps],
        windows=[
            ShownEnforcementWindow(
                name=window.name,
                due_on=window.due_on,
                warn_on=window.warn_on,
                provisions=[str(cite) for cite in window.because],
                is_lapsed=window.is_lapsed(today),
            )
            for window in standing.windows
        ],
        next=standing.next.name if standing.next else None,
    )


@router.post("/{public_id}/way", response=ShownEnforcement)
def change_way(request: HttpRequest, public_id: str, payload: WayBody) -> ShownEnforcement:
    """Lead a file another way."""
    seat = seat_at(request)
    row = get_enforcement(seat, public_id)
    given = WayInput(enforcement_id=row.pk, way=payload.way, reason=payload.reason)
    return _shown(change_enforcement_ways(seat, [given])[0])


@router.post("/{public_id}/closure", response=ShownEnforcement)
def close(request: HttpRequest, public_id: str, payload: ClosureBody) -> ShownEnforcement:
    """Close a file that is done."""
    seat = seat_at(request)
    row = get_enforcement(seat, public_id)
    given = EnforcementClosure(enforcement_id=row.pk, note=payload.note)
    return _shown(close_enforcements(seat, [given])[0])


def _shown(row: "CompulsoryEnforcement") -> ShownEnforcement:
    return ShownEnforcement(
        id=row.public_id,
        number=row.number,
        case=row.case.number,
        duty=row.duty,
        way=row.way,
        status=row.status,
        due_on=row.due_on,
    )


def _shown_step(row: "EnforcementStep") -> ShownEnforcementStep:
    return ShownEnforcementStep(
        step=row.step,
        happened_at=row.happened_at.astimezone(dt.UTC),
        document=row.document.number if row.document else None,
    )
