"""The import of a list of powers: dry run, reasons, versions, all or nothing."""

import csv
import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

import pytest
from django.utils import translation

from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ForbiddenError, InputError
from fazhi.kernel.models import Entry
from fazhi.registers.competence.actions import (
    claim_powers,
    import_benchmarks,
    import_powers,
)
from fazhi.registers.competence.inputs import ClaimInput
from fazhi.registers.competence.models import Claim, Power
from fazhi.registers.competence.queries import (
    claimed,
    import_form,
    power_of,
    powers_on,
    versions_of,
)
from fazhi.registers.staff.choices import Field
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat
from tests.factories.sheets import POWER_ROW, as_csv, as_xlsx, read_back

pytestmark = pytest.mark.django_db
CLERK = make_seat(Role.CLERK)
DAY = dt.date(2023, 5, 10)
ROW = POWER_ROW


def refused(row: Mapping[str, str]) -> dict[str, str]:
    """Return the reasons, by column, for which a row is refused."""
    result = import_powers(CLERK, as_csv([row]), dry_run=False)
    assert Power.objects.count() == 0
    return {error.column: error.reason for error in result.errors}


@pytest.mark.parametrize("data", [as_csv([ROW]), as_csv([ROW], "gbk"), as_xlsx([ROW])])
def test_both_formats_write_the_same_power(data: bytes) -> None:
    result = import_powers(CLERK, data, dry_run=False)

    (power,) = powers_on(AUTHORITY, DAY)
    assert (result.rows, result.written, result.is_clean) == (1, 1, True)
    assert (power.code, power.field, power.version) == ("T-001", Field.COMPREHENSIVE, 1)
    assert (power.fine_min_person, power.fine_max_person) == (None, Decimal(50))
    assert (power.penalty_kinds, power.basis_recorded) == (["fine"], True)
    assert power_of(AUTHORITY, power.id) == power


def test_words_are_chinese_in_whatever_language_the_reader_works() -> None:
    with translation.override("en"):
        result = import_powers(CLERK, as_csv([ROW]), dry_run=False)

    assert result.is_clean


def test_a_dry_run_writes_nothing_and_tells_everything() -> None:
    rows = [ROW, {**ROW, "事项编码": "T-002", "领域": "魔法"}]

    result = import_powers(CLERK, as_csv(rows))

    assert (result.rows, result.written, result.dry_run) == (2, 0, True)
    assert [(error.row, error.code, error.column) for error in result.errors] == [
        (3, "T-002", "领域")
    ]
    assert (Power.objects.count(), Entry.objects.count()) == (0, 0)


def test_one_wrong_row_keeps_all_rows_out() -> None:
    rows = [ROW, {**ROW, "事项编码": "T-002", "起": "不知道"}]

    result = import_powers(CLERK, as_csv(rows), dry_run=False)

    assert (result.written, Power.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_the_rest_is_written_when_the_caller_accepts_it() -> None:
    rows = [ROW, {**ROW, "事项编码": "T-002", "起": "不知道"}]

    result = import_powers(CLERK, as_csv(rows), dry_run=False, accept_rest=True)

    assert (result.written, len(result.errors)) == (1, 1)
    assert [power.code for power in powers_on(AUTHORITY, DAY)] == ["T-001"]
    assert [entry.kind for entry in Entry.objects.all()] == ["power.imported"]


def test_the_error_sheet_gives_the_refused_rows_back_with_reasons() -> None:
    wrong = {**ROW, "事项编码": "T-002", "领域": "魔法", "个人罚款上限": "五十"}

    result = import_powers(CLERK, as_csv([ROW, wrong]))

    (row,) = read_back(result.error_sheet)
    assert (row["事项编码"], row["领域"], row["行号"]) == ("T-002", "魔法", "3.0")
    assert row["原因"] == (
        "领域：“魔法”不在可选项内：综合行政执法、文化市场、市场监管、自然资源、卫生监督、交通运输、农业、应急、生态环境。；"
        "个人罚款上限：“五十”不是金额；请填不带单位的数字，最多两位小数。"
    )


def test_a_corrected_error_sheet_can_be_imported_again() -> None:
    result = import_powers(CLERK, as_csv([{**ROW, "领域": "魔法"}]))
    (row,) = read_back(result.error_sheet)

    again = import_powers(CLERK, as_xlsx([{**row, "领域": "农业"}]), dry_run=False)

    assert (again.written, again.errors) == (1, ())


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"事项编码": ""}, "事项编码"),
        ({"事项名称": "=HYPERLINK(1)"}, "事项名称"),
        ({"事项名称": "#REF!"}, "事项名称"),
        ({"事项名称": "长" * 501}, "事项名称"),
        ({"主管部门": ""}, "主管部门"),
        ({"依据": ""}, "依据"),
        ({"依据状态": "大概"}, "依据状态"),
        ({"个人罚款上限": "-50"}, "个人罚款上限"),
        ({"个人罚款上限": "50元"}, "个人罚款上限"),
        ({"个人罚款上限": "50.001"}, "个人罚款上限"),
        ({"个人罚款上限": "9" * 40}, "个人罚款上限"),
        ({"个人罚款下限": "100"}, "个人罚款下限"),
        ({"单位罚款下限": "100", "单位罚款上限": ""}, "单位罚款下限"),
        ({"处罚种类": "罚款、拘役"}, "处罚种类"),
        ({"处罚种类": "罚款、行政拘留"}, "处罚种类"),
        ({"处罚种类": "警告"}, "处罚种类"),
        ({"个人罚款上限": "", "单位罚款上限": ""}, "处罚种类"),
        ({"程序": "魔法"}, "程序"),
        ({"起": ""}, "起"),
        ({"起": "2023-02-30"}, "起"),
        ({"止": "2021-12-31"}, "止"),
        ({"来源": ""}, "来源"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_column(
    change: dict[str, str], column: str
) -> None:
    assert set(refused({**ROW, **change})) == {column}


def test_amounts_may_be_written_with_separators_and_days_with_slashes() -> None:
    row = {**ROW, "单位罚款上限": "1,000,000.50", "起": "2022/01/31"}

    import_powers(CLERK, as_csv([row]), dry_run=False)

    power = Power.objects.get()
    assert (power.fine_max_organisation, power.since) == (
        Decimal("1000000.50"),
        dt.date(2022, 1, 31),
    )


def test_a_code_that_stands_twice_names_the_first_row() -> None:
    result = import_powers(CLERK, as_csv([ROW, ROW]))

    assert [(error.row, error.reason) for error in result.errors] == [(3, "与第 2 行重复。")]


def test_the_same_list_again_writes_nothing() -> None:
    import_powers(CLERK, as_csv([ROW]), dry_run=False)

    again = import_powers(CLERK, as_csv([ROW]), dry_run=False)

    assert (again.written, again.unchanged, Power.objects.count()) == (0, 1, 1)
    assert Entry.objects.count() == 1


def test_a_changed_row_is_a_new_version_and_the_old_one_stays_as_it_was() -> None:
    import_powers(CLERK, as_csv([ROW]), dry_run=False)
    before = Power.objects.values().get()

    changed = {**ROW, "个人罚款上限": "100", "起": "2023-07-01"}
    import_powers(CLERK, as_csv([changed]), dry_run=False)

    new, old = versions_of(AUTHORITY, "T-001")
    assert (old.version, new.version) == (1, 2)
    assert Power.objects.values().get(id=old.id) == before | {"until": dt.date(2023, 6, 30)}
    assert [power.fine_max_person for power in powers_on(AUTHORITY, DAY)] == [Decimal(50)]
    july = dt.date(2023, 7, 1)
    assert [power.fine_max_person for power in powers_on(AUTHORITY, july)] == [Decimal(100)]


def test_a_change_that_does_not_begin_later_is_refused() -> None:
    import_powers(CLERK, as_csv([ROW]), dry_run=False)

    result = import_powers(CLERK, as_csv([{**ROW, "个人罚款上限": "100"}]), dry_run=False)

    assert [error.reason for error in result.errors] == [
        "内容已变，而起始日不晚于现行版本的 2022-01-01；旧版本不改写。"
    ]
    assert Power.objects.get().fine_max_person == Decimal(50)


def test_a_claim_goes_on_with_the_new_version() -> None:
    import_powers(CLERK, as_csv([ROW]), dry_run=False)
    claim_powers(CLERK, [ClaimInput("T-001", dt.date(2022, 1, 1))])

    changed = {**ROW, "个人罚款上限": "100", "起": "2023-07-01"}
    import_powers(CLERK, as_csv([changed]), dry_run=False)

    june, july = dt.date(2023, 6, 30), dt.date(2023, 7, 1)
    assert [[c.power.version for c in claimed(AUTHORITY, day)] for day in (june, july)] == [
        [1],
        [2],
    ]
    assert Claim.objects.count() == 2


def test_a_claim_given_up_before_does_not_come_back_with_a_new_version() -> None:
    import_powers(CLERK, as_csv([ROW]), dry_run=False)
    power = Power.objects.get()
    Claim.objects.create(
        authority=AUTHORITY, power=power, since=power.since, until=DAY, state="withdrawn"
    )

    changed = {**ROW, "个人罚款上限": "100", "起": "2023-07-01"}
    import_powers(CLERK, as_csv([changed]), dry_run=False)

    assert claimed(AUTHORITY, dt.date(2023, 7, 1)) == []


def test_authorities_have_lists_of_their_own() -> None:
    import_powers(CLERK, as_csv([ROW]), dry_run=False)

    result = import_powers(
        make_seat(Role.CLERK, authority=OTHER_AUTHORITY), as_csv([ROW]), dry_run=False
    )

    assert result.written == 1
    assert [power.version for power in powers_on(OTHER_AUTHORITY, DAY)] == [1]


def test_only_registrars_import() -> None:
    with pytest.raises(ForbiddenError):
        import_powers(make_seat(Role.OFFICER), as_csv([ROW]))


def test_a_file_that_is_no_sheet_is_refused_as_a_file() -> None:
    with pytest.raises(InputError):
        import_powers(CLERK, b"\xd0\xcf\x11\xe0")


def test_five_hundred_rows_cost_as_many_statements_as_two(
    django_assert_max_num_queries: object,
) -> None:
    def rows(first: int, last: int) -> bytes:
        return as_csv([{**ROW, "事项编码": f"Q-{n:04d}"} for n in range(first, last)])

    import_powers(CLERK, rows(0, 2), dry_run=False)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        import_powers(CLERK, rows(100, 160), dry_run=False)

    assert Power.objects.count() == 62


def test_the_csv_module_reads_what_is_written_here() -> None:
    (row,) = csv.DictReader(as_csv([ROW]).decode().splitlines())

    assert row == ROW


def test_the_empty_forms_have_the_columns_that_the_imports_ask_for() -> None:
    for kind, action in (("powers", import_powers), ("benchmarks", import_benchmarks)):
        with pytest.raises(InputError) as refusal:
            action(CLERK, import_form(kind))
        assert refusal.value.fields == {"file": "表格是空的。"}
