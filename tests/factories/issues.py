"""Reports, issues, visits and campaigns of tests, and the ground on which they lie."""

import datetime as dt
from itertools import count
from typing import Any

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.proceedings.issues.actions import (
    close_issues,
    handle_issues,
    open_campaigns,
    open_issues,
    receive_reports,
    verify_issues,
)
from fazhi.proceedings.issues.choices import CampaignKind, Channel, IssueSource
from fazhi.proceedings.issues.inputs import (
    CampaignInput,
    ClosingInput,
    HandlingInput,
    IssueInput,
    ReportInput,
    Spot,
    VerificationInput,
    VisitInput,
)
from fazhi.proceedings.issues.models import Campaign, Issue, Report
from fazhi.registers.competence.choices import OwnerKind
from fazhi.registers.places.models import Grid
from tests.factories.competence import make_category
from tests.factories.places import inside, make_grid, square
from tests.factories.seats import make_seat
from tests.factories.staff import make_group, make_officer

#: A working Wednesday whose issues are due within the year.
NOON = clock.at_local(dt.date(2026, 9, 16), dt.time(12))
PHONE = "000-1234 5678"
_serials = count(1)


def make_ground() -> list[Grid]:
    """Return two grids side by side with a group on the first, and categories for both owners."""
    grids = [make_grid("G01", square(0, 0)), make_grid("G02", square(1, 0))]
    make_group(make_officer(), [grids[0]])
    make_category("0501", OwnerKind.GROUP)
    make_category("0102", OwnerKind.GRID)
    return grids


def spot(column: float = 0) -> Spot:
    """Return a place in the grid of the column."""
    longitude, latitude = inside(column, 0)
    return Spot(f"演示路 {column} 号", longitude, latitude)


def report_input(**fields: Any) -> ReportInput:
    """Return a report of a citizen through the portal."""
    usual: dict[str, Any] = {
        "key": f"r{next(_serials)}",
        "channel": Channel.PORTAL,
        "statement": "人行道上堆了建材，走不过去。（演示）",
        "spot": spot(),
        "category_code": "0501",
        "phone": PHONE,
    }
    return ReportInput(**(usual | fields))


def issue_input(**fields: Any) -> IssueInput:
    """Return an issue that a grid worker met in the street."""
    usual: dict[str, Any] = {
        "key": f"i{next(_serials)}",
        "category_code": "0501",
        "title": "人行道堆放建材",
        "spot": spot(),
        "source": IssueSource.GRID,
        "found_at": clock.now(),
    }
    return IssueInput(**(usual | fields))


def visit_inputs(grid: Grid, number: int, **fields: Any) -> list[VisitInput]:
    """Return visits in a grid, a second after another."""
    start = clock.now() - dt.timedelta(seconds=number)
    return [
        VisitInput(
            key=f"v{serial}",
            grid_id=grid.id,
            visited_at=start + dt.timedelta(seconds=serial),
            **fields,
        )
        for serial in range(number)
    ]


def make_report(seat: Seat | None = None, **fields: Any) -> Report:
    """Return a report that was received."""
    return receive_reports(seat or public(), [report_input(**fields)])[0]


def make_issue(seat: Seat | None = None, **fields: Any) -> Issue:
    """Return an issue that was opened and given to its owner."""
    return open_issues(seat or make_seat(Role.GRID_WORKER), [issue_input(**fields)])[0]


def make_closed(issue: Issue) -> Issue:
    """Return the issue after it was handled, verified and closed."""
    dispatcher = make_seat(Role.DISPATCHER)
    handle_issues(make_seat(Role.OFFICER), [HandlingInput(issue.pk, "已清理。")])
    verify_issues(dispatcher, [VerificationInput(issue.pk, is_resolved=True)])
    return close_issues(dispatcher, [ClosingInput(issue.pk, "已清理完毕，谢谢您。")])[0]


def make_campaign(kind: CampaignKind = CampaignKind.SAFETY, **fields: Any) -> Campaign:
    """Return a campaign that runs for the month around today."""
    today = clock.today()
    usual: dict[str, Any] = {
        "name": f"演示行动{next(_serials)}",
        "kind": kind,
        "since": today - dt.timedelta(days=15),
        "until": today + dt.timedelta(days=15),
    }
    return open_campaigns(make_seat(Role.HEAD), [CampaignInput(**(usual | fields))])[0]


def public() -> Seat:
    """Return the seat of a citizen."""
    return Seat.of_public(make_seat().authority)
