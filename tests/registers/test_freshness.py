"""Whatever changes a register draws its token anew: no process keeps what was before."""

import datetime as dt
from collections.abc import Callable

import pytest

from fazhi.kernel.choices import Role
from fazhi.registers.competence.actions import (
    claim_powers,
    import_benchmarks,
    import_powers,
    register_duty_list,
    register_issue_categories,
    withdraw_claims,
)
from fazhi.registers.competence.choices import DutyKind, OwnerKind
from fazhi.registers.competence.inputs import ClaimInput, DutyItemInput, IssueCategoryInput
from fazhi.registers.places.actions import draw_areas, draw_grids, end_grids, register_divisions
from fazhi.registers.places.choices import DivisionKind, GridKind
from fazhi.registers.places.inputs import AreaInput, DivisionInput, GridInput
from fazhi.registers.places.versions import current
from fazhi.registers.staff.actions import (
    appoint_acting_head,
    appoint_area_leaders,
    appoint_group_leader,
    assign_grid_workers,
    assign_grids,
    depart,
    end_secondment,
    form_groups,
    grant_certificates,
    record_absences,
    register_units,
    second_officers,
    withdraw_absence,
)
from fazhi.registers.staff.choices import AbsenceKind, Field, Post, UnitKind
from fazhi.registers.staff.inputs import (
    AbsenceInput,
    ActingHeadInput,
    AssignmentInput,
    CertificateInput,
    GroupInput,
    LeavingInput,
    OfficerInput,
    UnitInput,
)
from fazhi.registers.staff.models import Officer
from tests.factories.competence import make_claim, make_power
from tests.factories.places import COMMUNITY, SINCE, make_grid, square
from tests.factories.seats import AUTHORITY, make_seat
from tests.factories.sheets import BENCHMARK_ROW, POWER_ROW, as_csv
from tests.factories.staff import make_group, make_officer, make_secondment, make_unit

pytestmark = pytest.mark.django_db
SEAT = make_seat(Role.OPERATOR)
DAY = dt.date(2023, 5, 10)


class Ground:
    """Rows to act on: a grid with its group, an officer, a seconded one, a power and a claim."""

    def __init__(self) -> None:
        """Make the rows."""
        self.grid = make_grid()
        self.officer, self.other = make_officer(), make_officer()
        self.seconded = make_officer(Field.ECOLOGY)
        make_secondment(self.seconded)
        self.group = make_group(self.officer, [self.grid])
        self.power, self.claim = make_power(), make_claim()

    def absence(self, officer: Officer) -> AbsenceInput:
        """Return the leave of an officer."""
        return AbsenceInput(officer.id, AbsenceKind.LEAVE, DAY, DAY)


def _grid(code: str) -> GridInput:
    ring = tuple((x, y) for x, y in square(5, 5))
    community = f"{AUTHORITY[:9]}{COMMUNITY}"
    return GridInput(code, code, GridKind.GRID, community, "A1", ring, DAY)


def _withdraw(ground: Ground) -> None:
    (absence,) = record_absences(SEAT, [ground.absence(ground.officer)])
    before = current(AUTHORITY)
    withdraw_absence(SEAT, absence.id)
    assert current(AUTHORITY) != before


ACTS: dict[str, Callable[[Ground], object]] = {
    "divisions": lambda _: register_divisions(
        SEAT, [DivisionInput("330299000000", "区", DivisionKind.DISTRICT)]
    ),
    "areas": lambda _: draw_areas(SEAT, [AreaInput("A9", "新", DAY)]),
    "grids": lambda _: draw_grids(SEAT, [_grid("G55")]),
    "end of grids": lambda _: end_grids(SEAT, ["G01"], DAY),
    "units": lambda _: register_units(SEAT, [UnitInput("O9", "科室", UnitKind.OFFICE, DAY)]),
    "officers": lambda _: second_officers(
        SEAT, [OfficerInput("新", make_unit().code, Post.OFFICER, DAY, Field.COMPREHENSIVE)]
    ),
    "certificates": lambda g: grant_certificates(
        SEAT, [CertificateInput(g.officer.id, "N1", "省", DAY, DAY)]
    ),
    "groups": lambda g: form_groups(SEAT, [GroupInput("Z9", "组", "A1", g.other.id, (), (), DAY)]),
    "leader": lambda g: appoint_group_leader(SEAT, g.group.id, g.other.id, DAY),
    "grids of a group": lambda g: assign_grids(SEAT, g.group.id, ["G01"], DAY),
    "area leaders": lambda g: appoint_area_leaders(
        SEAT, [AssignmentInput("A1", g.officer.id, DAY)]
    ),
    "grid workers": lambda g: assign_grid_workers(
        SEAT, [AssignmentInput("G01", g.officer.id, DAY)]
    ),
    "absences": lambda g: record_absences(SEAT, [g.absence(g.officer)]),
    "withdrawn absence": _withdraw,
    "acting head": lambda g: appoint_acting_head(
        SEAT, ActingHeadInput(g.officer.id, DAY, DAY, "外出")
    ),
    "end of secondment": lambda g: end_secondment(SEAT, LeavingInput(g.seconded.id, DAY, "期满")),
    "departure": lambda g: depart(SEAT, LeavingInput(g.officer.id, DAY, "调离")),
    "powers": lambda _: import_powers(SEAT, as_csv([POWER_ROW]), dry_run=False),
    "benchmarks": lambda _: import_benchmarks(SEAT, as_csv([BENCHMARK_ROW]), dry_run=False),
    "claims": lambda g: claim_powers(SEAT, [ClaimInput(g.power.code, DAY)]),
    "withdrawn claims": lambda g: withdraw_claims(SEAT, [g.claim.power.code], DAY, reason="退"),
    "categories": lambda _: register_issue_categories(
        SEAT, [IssueCategoryInput("0501", "游商", SINCE, owner_kind=OwnerKind.GRID)]
    ),
    "duties": lambda _: register_duty_list(
        SEAT, [DutyItemInput("D1", "职责", DutyKind.BASIC, SINCE)]
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_every_change_is_seen_by_all(name: str) -> None:
    ground = Ground()
    before = current(AUTHORITY)

    ACTS[name](ground)

    assert current(AUTHORITY) != before


def test_a_dry_run_changes_nothing() -> None:
    Ground()
    before = current(AUTHORITY)

    import_powers(SEAT, as_csv([POWER_ROW]))

    assert current(AUTHORITY) == before
