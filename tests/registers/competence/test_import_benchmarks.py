"""The import of discretion benchmarks; a tier outside the statutory range is refused."""

import datetime as dt
from decimal import Decimal

import pytest

from fazhi.kernel.choices import Role
from fazhi.kernel.models import Entry
from fazhi.law.facts import FineRange
from fazhi.registers.competence.actions import import_benchmarks
from fazhi.registers.competence.facts import benchmark_range
from fazhi.registers.competence.models import DiscretionBenchmark, DiscretionTier
from fazhi.registers.competence.queries import benchmarks_for
from tests.factories.competence import make_power
from tests.factories.seats import make_seat
from tests.factories.sheets import BENCHMARK_ROW, as_csv, as_xlsx, read_back

pytestmark = pytest.mark.django_db
CLERK = make_seat(Role.CLERK)
DAY = dt.date(2023, 5, 10)
ROW = BENCHMARK_ROW


def reasons(change: dict[str, str]) -> list[str]:
    """Return the reasons for which a changed row is refused."""
    result = import_benchmarks(CLERK, as_csv([{**ROW, **change}]), dry_run=False)
    assert DiscretionBenchmark.objects.count() == 0
    return [error.reason for error in result.errors]


@pytest.mark.parametrize("data", [as_csv([ROW]), as_xlsx([ROW])])
def test_a_benchmark_is_written_with_its_tiers(data: bytes) -> None:
    result = import_benchmarks(CLERK, data, dry_run=False)

    tiers = DiscretionTier.objects.order_by("amount_min", "amount_max", "level")
    assert result.written == 1
    assert {(t.level, t.is_no_penalty, t.amount_min, t.amount_max) for t in tiers} == {
        ("minor", True, None, None),
        ("first", False, Decimal(2000), Decimal(2000)),
        ("second", False, Decimal(2000), Decimal(3000)),
        ("third", False, Decimal(5000), Decimal(5000)),
    }
    assert [entry.kind for entry in Entry.objects.all()] == ["discretion_benchmark.imported"]


def test_a_tier_below_the_statutory_minimum_is_refused_with_the_reason() -> None:
    assert reasons({"较轻": "1000", "一般": "3000"}) == ["“较轻” 1000 低于法定下限 2000。"]


def test_a_tier_above_the_statutory_maximum_is_refused_with_the_reason() -> None:
    assert reasons({"严重": "5000-5000.50"}) == ["“严重” 5000.5 高于法定上限 5000。"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"较轻": "3000-2000"}, "下限 3000 高于上限 2000。"),
        ({"较轻": "3000", "一般": "2500"}, "“一般”低于前一档次。"),
        ({"轻微": "", "较轻": "", "一般": "", "严重": ""}, "至少写一个档次。"),
        ({"法定下限": ""}, "不能为空。"),
        ({"法定下限": "9000"}, "下限 9000 高于上限 5000。"),
        ({"止": "2022-01-01"}, "止于起之前。"),
        ({"事项编码": "T-999"}, "事项 T-999 不在事项目录内。"),
        ({"较轻": "两千"}, "“两千”不是金额；请填不带单位的数字，最多两位小数。"),
        (
            {"适用当事人": "外星人"},
            "“外星人”不在可选项内：不分、自然人、法人或者其他组织、个体工商户。",
        ),
    ],
)
def test_a_row_that_cannot_be_is_refused(change: dict[str, str], reason: str) -> None:
    assert reason in reasons(change)


def test_a_refused_row_comes_back_in_the_error_sheet_and_the_rest_is_taken() -> None:
    rows = [ROW, {**ROW, "基准编号": "sz_cg_2023_027", "较轻": "1000", "一般": "3000"}]

    result = import_benchmarks(CLERK, as_csv(rows), dry_run=False, accept_rest=True)

    (row,) = read_back(result.error_sheet)
    assert (result.written, row["基准编号"], row["原因"]) == (
        1,
        "sz_cg_2023_027",
        "较轻：“较轻” 1000 低于法定下限 2000。",
    )
    assert [each.code for each in DiscretionBenchmark.objects.all()] == ["B-001"]


def test_a_benchmark_belongs_to_a_power_and_a_kind_of_party() -> None:
    power = make_power(fine_min_person=100, fine_max_person=1000)
    row = {
        **ROW, "事项编码": power.code, "适用当事人": "自然人",
        "法定下限": "100", "法定上限": "1000",
        "轻微": "", "较轻": "100-400", "一般": "400-700", "严重": "700-1000",
    }  # fmt: skip

    import_benchmarks(CLERK, as_csv([row]), dry_run=False)

    found = benchmarks_for(power, DAY, "person")
    assert benchmark_range(found) == FineRange(Decimal(100), Decimal(1000))
    assert benchmarks_for(power, DAY, "organisation") == []
    assert benchmark_range([]) is None


@pytest.mark.parametrize(
    "change", [{"法定下限": "50"}, {"法定上限": "2000"}, {"适用当事人": "法人或者其他组织"}]
)
def test_a_benchmark_may_not_be_wider_than_its_power(change: dict[str, str]) -> None:
    power = make_power(fine_min_person=100, fine_max_person=1000, fine_max_organisation=None)
    row = {
        "事项编码": power.code, "适用当事人": "自然人", "法定下限": "100", "法定上限": "1000",
        "轻微": "", "较轻": "100", "一般": "500", "严重": "1000",
    }  # fmt: skip

    assert reasons({**row, **change}) == [f"法定幅度超出事项 {power.code} 登记的幅度。"]


def test_the_range_is_that_of_the_version_of_its_day() -> None:
    make_power(code="T-1", fine_max_person=1000, until=dt.date(2025, 12, 31))
    make_power(code="T-1", version=2, fine_max_person=500, since=dt.date(2026, 1, 1))
    row = {
        **ROW, "事项编码": "T-1", "适用当事人": "自然人", "法定下限": "0", "法定上限": "1000",
        "轻微": "", "较轻": "100", "一般": "500", "严重": "1000",
    }  # fmt: skip

    result = import_benchmarks(CLERK, as_csv([row]), dry_run=False)

    assert (result.errors, result.written) == ((), 1)


def test_amounts_of_another_unit_are_not_compared_with_the_range_of_the_power() -> None:
    power = make_power(fine_max_person=1000)
    row = {
        **ROW, "事项编码": power.code, "适用当事人": "自然人", "计量单位": "损失的倍数",
        "法定下限": "1", "法定上限": "2000", "轻微": "", "较轻": "1", "一般": "1.5", "严重": "2",
    }  # fmt: skip

    result = import_benchmarks(CLERK, as_csv([row]), dry_run=False)

    assert result.written == 1


def test_a_changed_benchmark_is_a_new_version() -> None:
    import_benchmarks(CLERK, as_csv([ROW]), dry_run=False)

    same = import_benchmarks(CLERK, as_csv([ROW]), dry_run=False)
    import_benchmarks(CLERK, as_csv([{**ROW, "严重": "4000", "起": "2024-01-01"}]), dry_run=False)

    old, new = DiscretionBenchmark.objects.order_by("version")
    assert (same.unchanged, old.until, new.until) == (1, dt.date(2023, 12, 31), None)
    assert old.tiers.get(level="third").amount_max == Decimal(5000)
    assert new.tiers.get(level="third").amount_max == Decimal(4000)
