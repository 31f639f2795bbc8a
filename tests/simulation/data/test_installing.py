"""The register data of the demonstration: what is installed, and that it says what it is."""

import csv
import datetime as dt
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import transaction

from fazhi.kernel import keys
from fazhi.kernel.choices import INSIDERS
from fazhi.kernel.models import Account, Entry
from fazhi.registers.competence.choices import BasisState, PowerProcedure
from fazhi.registers.competence.facts import benchmark_range
from fazhi.registers.competence.models import DiscretionBenchmark, Power
from fazhi.registers.competence.queries import (
    ClaimRate,
    benchmarks_for,
    categories_on,
    claim_rate,
    duties_on,
    exercisable,
    powers_on,
    registers_on,
    why_not,
)
from fazhi.registers.places.queries import area_outline, areas_on, grids_on, locate, place_index
from fazhi.registers.staff.choices import Field, GapKind, UnitKind
from fazhi.registers.staff.queries import (
    authority_of,
    gaps,
    group_of,
    head_on,
    officers_by_field,
    roster_on,
    seal_on,
    secondments_on,
    units_on,
    vehicles_on,
)
from fazhi.simulation.data.installing import import_sample_benchmarks, install_registers
from fazhi.simulation.data.reading import FOLDER, RegisterFiles

ZHUANGSHI, LUOTUO = "330211004000", "330211003000"
FIRST, DAY = dt.date(2023, 1, 1), dt.date(2023, 5, 10)
PASSWORD = "demonstration only"  # noqa: S105 -- of accounts that live for one test

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_installed")]


@pytest.fixture(scope="module")
def _installed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Install both sub-districts once for this file."""
    request.getfixturevalue("django_db_setup")
    if keys.missing():
        keys.make_keys()
    with request.getfixturevalue("django_db_blocker").unblock(), transaction.atomic():
        install_registers("zhuangshi", password=PASSWORD)
        install_registers("luotuo", password=PASSWORD)
        yield
        transaction.set_rollback(True)


def test_the_office_acts_in_its_own_name_with_a_test_seal() -> None:
    authority, seal = authority_of(ZHUANGSHI), seal_on(ZHUANGSHI, DAY)

    assert authority.name == "宁波市镇海区人民政府庄市街道办事处"
    assert authority.team_name == "庄市街道综合行政执法队"
    assert seal is not None
    assert seal.is_test
    assert authority.is_demonstration


def test_there_are_one_and_eight_units_and_twenty_vehicles() -> None:
    kinds = Counter(unit.kind for unit in units_on(ZHUANGSHI, DAY))

    assert (kinds[UnitKind.BASE], kinds[UnitKind.SENDING]) == (1, 8)
    assert len(vehicles_on(ZHUANGSHI, DAY)) == 20


def test_thirty_officers_are_seconded_by_field_and_ten_are_of_the_base_unit() -> None:
    counted = {field: len(found) for field, found in officers_by_field(ZHUANGSHI, DAY).items()}

    assert counted.pop(Field.COMPREHENSIVE) == 10
    assert counted == {
        Field.CULTURE_MARKET: 3,
        Field.MARKET_REGULATION: 16,
        Field.NATURAL_RESOURCES: 3,
        Field.HEALTH_SUPERVISION: 4,
        Field.TRANSPORT: 1,
        Field.AGRICULTURE: 1,
        Field.EMERGENCY_MANAGEMENT: 1,
        Field.ECOLOGY: 1,
    }
    secondments = secondments_on(ZHUANGSHI, DAY)
    assert len(secondments) == 30
    assert all(
        each.employer and each.daily_manager and each.professional_guide for each in secondments
    )


def test_three_areas_cover_the_sixteen_communities() -> None:
    areas = areas_on(ZHUANGSHI, DAY)
    grids = grids_on(ZHUANGSHI, DAY)

    assert len(areas) == 3
    assert len({grid.division_id for grid in grids}) == 16
    assert {len(area_outline(area, DAY)) for area in areas} == {1}
    assert all("演示编造" in grid.source for grid in grids)


def test_every_grid_has_a_group_with_a_certified_leader_on_an_ordinary_day() -> None:
    assert all(group_of(grid.id, DAY) for grid in grids_on(ZHUANGSHI, DAY))
    assert [gap for gap in gaps(ZHUANGSHI, DAY) if gap.is_red] == []


def test_a_grid_changed_in_the_middle_of_the_year() -> None:
    june, july = dt.date(2023, 6, 30), dt.date(2023, 7, 1)
    changed = [grid for grid in grids_on(ZHUANGSHI, june) if grid.until == june]
    moved = place_index(ZHUANGSHI, july).grid("330211004006G02M01")
    assert moved is not None
    middle = [sum(axis) / len(moved.polygon) for axis in zip(*moved.polygon, strict=True)]

    found = [locate(ZHUANGSHI, middle[0], middle[1], day) for day in (june, july)]

    assert len(changed) == 2
    assert [each and each.grid.code for each in found] == [
        "330211004006G02",
        "330211004006G01",
    ]


def test_the_only_transport_officer_was_without_certificate_for_two_weeks() -> None:
    found = {gap.kind for gap in gaps(ZHUANGSHI, dt.date(2023, 7, 3))}

    assert {GapKind.FIELD_UNSTAFFED, GapKind.CERTIFICATE_MISSING} <= found
    assert GapKind.FIELD_UNSTAFFED not in {gap.kind for gap in gaps(ZHUANGSHI, DAY)}


def test_a_deputy_acted_as_head_for_a_week_and_somebody_is_on_duty() -> None:
    head, deputy = (head_on(ZHUANGSHI, day) for day in (DAY, dt.date(2023, 9, 5)))

    assert head != deputy
    assert len(roster_on(ZHUANGSHI, dt.date(2023, 1, 2))) == 12


def test_every_role_has_a_demonstration_account() -> None:
    accounts = Account.objects.filter(authority=ZHUANGSHI, is_demonstration=True)

    roles = {role for account in accounts for role in account.seat(DAY).roles}
    assert roles == set(INSIDERS)
    assert all(account.check_password(PASSWORD) for account in accounts)
    others = Account.objects.filter(authority=ZHUANGSHI, is_demonstration=False)
    assert not any(account.has_usable_password() for account in others)


def test_five_hundred_and_four_powers_are_claimed() -> None:
    assert claim_rate(ZHUANGSHI, FIRST) == ClaimRate(504, 504)
    assert claim_rate(ZHUANGSHI, dt.date(2023, 12, 31)) == ClaimRate(504, 504)


def test_at_least_thirty_seven_can_be_decided_on_the_spot_in_2023_with_a_fine() -> None:
    on_the_spot = [
        exercise.power
        for exercise in exercisable(ZHUANGSHI, FIRST)
        if exercise.power.procedure == PowerProcedure.SUMMARY_OR_ORDINARY
        and _reaches_down(exercise.power)
    ]

    assert len(on_the_spot) >= 37
    assert {power.verified for power in on_the_spot} == {"A"}
    assert all(power.basis and power.source for power in on_the_spot)


def test_what_was_not_read_is_claimed_and_not_exercisable() -> None:
    powers = {state: [] for state in BasisState}  # type: ignore[var-annotated]
    for power in powers_on(ZHUANGSHI, DAY):
        powers[BasisState(power.basis_state)].append(power)

    unread = [*powers[BasisState.SECONDARY], *powers[BasisState.NOT_RECORDED]]
    assert len(unread) + len(powers[BasisState.READ]) == 504
    assert {answer.rule for answer in why_not(unread[0], DAY)} == {"PEN-001"}
    assert not {power.id for power in unread} & {e.power.id for e in exercisable(ZHUANGSHI, DAY)}
    assert all(power.is_demonstration for power in unread)


def test_laws_of_2026_do_not_hold_in_2023() -> None:
    codes = "生态环境法典"

    held = [sum(codes in p.basis for p in powers_on(ZHUANGSHI, day)) for day in (DAY, _OF_THE_CODE)]

    assert held == [0, 7]


def test_every_fine_on_the_spot_has_a_benchmark_inside_its_range() -> None:
    for exercise in exercisable(ZHUANGSHI, DAY):
        power = exercise.power
        span = benchmark_range(benchmarks_for(power, DAY, "person"))
        if power.fine_max_person is not None:
            assert span is not None
            assert (span.minimum, span.maximum) == (
                power.fine_min_person or Decimal(0),
                power.fine_max_person,
            )


def test_row_027_of_the_benchmarks_of_another_city_is_refused_with_the_reason() -> None:
    result = import_sample_benchmarks(ZHUANGSHI)

    assert (result.rows, result.written) == (48, 47)
    assert [(each.code, each.reason) for each in result.errors] == [
        ("sz_cg_2023_027", "“较轻” 1000 低于法定下限 2000。")
    ]
    assert not DiscretionBenchmark.objects.filter(code="sz_cg_2023_027").exists()


def test_every_category_finds_an_owner_in_every_grid() -> None:
    registers = registers_on(ZHUANGSHI, DAY)
    placements = [
        registers.places.locate(*_middle(grid.polygon)) for grid in registers.places.grids
    ]

    unowned = [
        (category.code, placement.grid.code)
        for category in categories_on(ZHUANGSHI, DAY)
        for placement in placements
        if placement and registers.owner_of(category, placement).reason
    ]

    assert unowned == []
    assert len(categories_on(ZHUANGSHI, DAY)) > 50
    assert duties_on(ZHUANGSHI, DAY)


def test_the_two_sub_districts_share_nothing() -> None:
    assert claim_rate(LUOTUO, DAY) == ClaimRate(50, 50)
    assert {grid.authority for grid in grids_on(LUOTUO, DAY)} == {LUOTUO}
    kept = Power.objects.filter(authority=LUOTUO).values_list("id", flat=True)
    assert not {e.power.id for e in exercisable(ZHUANGSHI, DAY)} & set(kept)
    assert exercisable(LUOTUO, DAY)


def test_the_installation_is_on_record() -> None:
    kinds = Counter(Entry.objects.filter(authority=ZHUANGSHI).values_list("kind", flat=True))

    assert kinds["authority.founded"] == 1
    assert kinds["power.imported"] == 2
    assert kinds["officer.seconded"] == 2


@pytest.mark.parametrize("name", ["zhuangshi", "luotuo"])
def test_every_line_of_the_data_says_where_it_comes_from(name: str) -> None:
    files = RegisterFiles.named(name)

    for table in ("areas", "categories", "duty_list", "powers", "benchmarks"):
        column = "来源" if table in ("powers", "benchmarks") else "source"
        assert all(line[column] for line in files.lines(table)), table
    with (FOLDER / "divisions.csv").open(encoding="utf-8") as file:
        assert all(line["source"] for line in csv.DictReader(file))


def test_unknown_data_is_named() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        RegisterFiles.named("nowhere")


_OF_THE_CODE = dt.date(2026, 8, 15)


def _reaches_down(power: Power) -> bool:
    """Tell whether some fine of the range is small enough: 200 yuan, or 3,000 for organisations."""
    person = power.fine_max_person is not None and (power.fine_min_person or 0) <= 200
    lowest = power.fine_min_organisation or 0
    return person or (power.fine_max_organisation is not None and lowest <= 3000)


def _middle(ring: list[list[float]]) -> tuple[float, float]:
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
