"""List pages: filters, chips, tabs whose counts are true, few statements, and true exports."""

import csv
import datetime as dt
import io
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from python_calamine import load_workbook

from fazhi.kernel import clock
from fazhi.kernel.choices import DossierKind, Role
from fazhi.kernel.models import Dossier
from fazhi.web import lists
from fazhi.web.lists import Column, Count, Filter, ListDefinition, ListPage, Tab
from fazhi.web.pages import StaffRequest
from fazhi.web.site import site_face
from tests.factories.seats import AUTHORITY, make_seat

pytestmark = pytest.mark.django_db

START = clock.at_local(dt.date(2023, 5, 4), dt.time(9))


def of_kind(rows: QuerySet[Dossier], value: str) -> QuerySet[Dossier]:
    return rows.filter(kind=value)


def since(rows: QuerySet[Dossier], value: str) -> QuerySet[Dossier]:
    return rows.filter(opened_at__date__gte=dt.date.fromisoformat(value))


DEFINITION = ListDefinition[Dossier](
    title="案卷",
    sort=("-opened_at", "pk"),
    columns=(
        Column("编号", lambda row: row.public_id),
        Column("种类", lambda row: row.get_kind_display()),
        Column("立卷时间", lambda row: row.opened_at),
        Column("机关", lambda row: row.authority, is_shown=False),
    ),
    filters=(
        Filter("kind", "种类", of_kind, choices=DossierKind.choices),
        Filter("since", "自", since, kind="day"),
    ),
    tabs=(
        Tab("all", "全部", lambda rows: rows),
        Tab("cases", "案件", lambda rows: rows.filter(kind="case"), "overdue"),
        Tab("none", "无", lambda rows: rows.none()),
    ),
    page_size=3,
)


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_two_statements_however_many_rows(count: int) -> None:
    make_dossiers(case=count)
    site_face(AUTHORITY)  # read once a minute

    with CaptureQueriesContext(connection) as statements:
        rendered()

    assert len(statements) == 2


def test_the_count_on_a_tab_is_the_number_of_rows_in_its_list() -> None:
    make_dossiers(case=2, issue=3)

    counts = {tab.label: str(tab.count) for tab in shown().tabs}

    assert counts == {"全部": "5", "案件": "2", "无": "0"}
    assert [str(shown(tab=key).count) for key in ("all", "cases", "none")] == ["5", "2", "0"]
    assert len(shown(tab="cases").rows) == 2


def test_a_filter_narrows_rows_and_counts_and_shows_a_chip_that_takes_it_away() -> None:
    make_dossiers(case=2, issue=3)

    page = shown(kind="issue", tab="all")

    assert {row.kind for row in page.rows} == {"issue"}
    assert str(page.count) == "3"
    assert [(chip.label, chip.value) for chip in page.chips] == [("种类", "事件")]
    assert address(page.chips[0].remove_url) == {"tab": "all"}


def test_the_neighbouring_page_keeps_tab_and_filters() -> None:
    make_dossiers(case=5)

    page = shown(kind="case", tab="cases")

    assert {key: address(page.older_url)[key] for key in ("tab", "kind")} == {
        "tab": "cases",
        "kind": "case",
    }
    assert page.newer_url == ""


@pytest.mark.parametrize("value", ["secret", "' OR 1=1", "<script>"])
def test_a_choice_that_does_not_exist_is_ignored(value: str) -> None:
    make_dossiers(case=1)

    page = shown(kind=value)

    assert (len(page.rows), page.chips) == (1, ())


@pytest.mark.parametrize("value", ["yesterday", "2023-02-30", "20230504", "2023-W18-4", "９"])
def test_a_day_that_does_not_exist_is_ignored(value: str) -> None:
    make_dossiers(case=1)

    page = shown(since=value)

    assert (len(page.rows), page.chips) == (1, ())


def test_counting_stops_at_the_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "COUNT_CAP", 3)
    make_dossiers(case=3)
    assert str(shown().count) == "3"

    make_dossiers(case=5)
    assert str(shown().count) == "3+"


def test_a_large_number_is_written_with_commas() -> None:
    assert (str(Count(9_999)), str(Count(10_001))) == ("9,999", "10,000+")


def test_csv_holds_exactly_the_rows_of_the_filter_under_a_head_that_says_so() -> None:
    make_dossiers(case=4, issue=3)

    rows = exported_csv(since="2023-05-04", tab="cases")

    assert rows[0] == ["案卷"]
    assert rows[1][0].endswith("导出人：测试员")
    assert rows[2] == ["筛选条件：案件；自：2023-05-04"]
    assert rows[3] == ["编号", "种类", "立卷时间", "机关"]
    expected = Dossier.objects.filter(kind="case").order_by("-opened_at", "pk")
    assert [row[0] for row in rows[4:]] == [row.public_id for row in expected]
    assert rows[4][1:] == ["案件", "2023-05-04 12:00", AUTHORITY]


def test_xlsx_holds_the_same_cells_as_csv() -> None:
    make_dossiers(case=4, issue=3)

    assert exported_xlsx() == exported_csv()


def test_an_export_reads_all_rows_with_one_statement() -> None:
    make_dossiers(case=9)

    with CaptureQueriesContext(connection) as statements:
        rows = exported_csv()

    assert (len(rows) - 4, len(statements)) == (9, 1)


def shown(**asked: str) -> ListPage[Dossier]:
    return lists.build_list(request(**asked), Dossier.objects.all(), DEFINITION)


def rendered(**asked: str) -> bytes:
    rows = Dossier.objects.all()
    answer: Any = lists.list_response(request(**asked), rows, DEFINITION, "design/list.html")
    content = b"".join(answer.streaming_content if answer.streaming else [answer.content])
    getattr(answer, "file_to_stream", io.BytesIO()).close()
    return content


def exported_csv(**asked: str) -> list[list[str]]:
    text = rendered(export="csv", **asked).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def exported_xlsx(**asked: str) -> list[list[str]]:
    book = load_workbook(io.BytesIO(rendered(export="xlsx", **asked)))
    rows = book.get_sheet_by_index(0).to_python()
    return [[str(cell) for cell in row if cell != ""] for row in rows]


def request(**asked: str) -> StaffRequest:
    made: Any = RequestFactory().get("/", asked)
    made.seat = make_seat(Role.CLERK)
    return made  # type: ignore[no-any-return]  # a request with a seat


def address(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query))


def make_dossiers(**counts: int) -> None:
    Dossier.objects.bulk_create(
        Dossier(authority=AUTHORITY, kind=kind, opened_at=START + dt.timedelta(hours=number))
        for kind, count in counts.items()
        for number in range(count)
    )
