"""From a citizen's telephone to the answer: report, issue, handling, check, closing, reply."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fazhi.kernel.choices import INSIDERS, Role
from fazhi.proceedings.issues.models import Issue, Report
from tests.factories.documents import make_authority
from tests.factories.issues import make_ground, make_issue, make_report, spot
from tests.factories.seats import make_seat
from tests.journeys.accessibility import barriers
from tests.journeys.conftest import LogIn
from tests.journeys.measures import lengthen, overflow, weight
from tests.kernel.sample_files import photo as photo_bytes

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PORTAL_PAGE, STAFF_PAGE = 60 * 1024, 120 * 1024


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """Return the file of a photograph."""
    path = tmp_path / "scene.jpg"
    path.write_bytes(photo_bytes())
    return path


def test_a_citizen_reports_with_a_photograph_and_reads_the_reply_by_the_code(
    phone: Page, desktop: Page, login_as: LogIn, live_server: LiveServer, photograph: Path
) -> None:
    make_authority()
    make_ground()
    phone.goto(f"{live_server.url}/portal/")
    phone.get_by_role("link", name="街面问题").tap()
    phone.get_by_text("类别0102").tap()
    phone.get_by_label("照片").set_input_files(photograph)
    phone.get_by_label("在哪里").fill("演示路 9 号门前")
    phone.get_by_role("button", name="下一步").tap()
    expect(phone.locator("main")).to_contain_text("附照片一张")
    phone.get_by_label("您的电话").fill("000-12345678")
    phone.get_by_role("button", name="提交").tap()
    expect(phone.get_by_role("heading", name="已收到，谢谢您")).to_be_visible()
    code = phone.locator(".follow-code dd").inner_text()

    login_as(desktop, Role.DISPATCHER)
    _open_from_report(desktop, f"{live_server.url}/reports/")
    _handle_verify_close(desktop)

    phone.goto(f"{live_server.url}/portal/reports/")
    phone.get_by_label("查询码").fill(code.lower())
    phone.get_by_role("button", name="查询").tap()
    expect(phone.get_by_role("region", name="答复")).to_contain_text("已清理完毕，谢谢您。")
    expect(phone.locator("[aria-current=step]")).to_contain_text("已答复")


def test_a_file_that_is_no_photograph_costs_only_a_message(
    phone: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    make_ground()
    fake = tmp_path / "photo.jpg"
    fake.write_bytes(b"MZ not a photograph")
    phone.goto(f"{live_server.url}/portal/reports/new/street/")
    phone.get_by_text("其他，说不清").tap()
    phone.get_by_label("照片").set_input_files(fake)
    phone.get_by_label("在哪里").fill("演示路 9 号")
    phone.get_by_role("button", name="下一步").tap()

    expect(phone.get_by_role("alert")).to_contain_text("请换一张照片")
    expect(phone.get_by_label("在哪里")).to_have_value("演示路 9 号")
    phone.get_by_label("照片").set_input_files([])
    phone.get_by_role("button", name="下一步").tap()
    phone.get_by_role("button", name="提交").tap()

    expect(phone.get_by_role("heading", name="已收到，谢谢您")).to_be_visible()
    assert Report.objects.count() == 1


def test_a_grid_worker_reports_from_the_street_and_is_told_what_came_of_it(
    phone: Page, desktop: Page, login_as: LogIn, live_server: LiveServer, photograph: Path
) -> None:
    make_ground()
    login_as(phone, Role.GRID_WORKER, username="wang.li")
    phone.goto(f"{live_server.url}/issues/new/")
    phone.get_by_label("类别").select_option("0102")
    phone.get_by_label("照片").set_input_files(photograph)
    phone.get_by_label("地点").fill("演示路 3 号")
    phone.get_by_label("所在网格").select_option(label="网格G01")
    phone.get_by_role("button", name="提交").tap()
    expect(phone.locator(".photos img")).to_have_js_property("naturalWidth", 48)

    login_as(desktop, Role.DISPATCHER)
    issue = Issue.objects.select_related("dossier").get()
    desktop.goto(f"{live_server.url}/issues/{issue.dossier.public_id}/")
    _handle_verify_close(desktop)

    phone.goto(f"{live_server.url}/issues/?tab=mine")
    phone.get_by_role("link", name=issue.title).tap()
    expect(phone.get_by_role("region", name="办理经过")).to_contain_text("已清理完毕，谢谢您。")


def test_what_is_refused_keeps_what_was_typed(
    desktop: Page, login_as: LogIn, live_server: LiveServer
) -> None:
    make_ground()
    login_as(desktop, Role.CLERK)
    desktop.goto(f"{live_server.url}/reports/new/")
    desktop.get_by_label("反映内容").fill("夜里施工")
    desktop.get_by_label("联系电话").fill("请打家里")
    desktop.get_by_role("button", name="受理").click()

    expect(desktop.get_by_role("alert")).to_contain_text("电话号码只写数字")
    expect(desktop.get_by_label("反映内容")).to_have_value("夜里施工")
    desktop.get_by_label("联系电话").fill("000-12345678")
    desktop.get_by_role("button", name="受理").click()
    expect(desktop.get_by_role("heading", name=re.compile("诉〔"))).to_be_visible()

    expect(desktop.locator("body")).not_to_contain_text("000-12345678")
    desktop.get_by_label("事由").select_option("ask_back")
    desktop.get_by_role("button", name="查看").click()
    expect(desktop.get_by_role("region", name="联系方式")).to_contain_text("000-12345678")


def test_a_row_and_its_point_on_the_map_are_chosen_together_and_a_grid_narrows_the_list(
    desktop: Page, login_as: LogIn, live_server: LiveServer
) -> None:
    make_ground()
    for column in (0, 0, 1):
        make_issue(spot=spot(column))
    login_as(desktop, Role.DISPATCHER)
    desktop.goto(f"{live_server.url}/issues/")
    marks = desktop.locator("#map path[fill='#177a4c']")
    expect(marks).to_have_count(3)

    marks.last.dispatch_event("click")
    expect(desktop.locator("tr.is-chosen")).to_have_count(1)
    expect(desktop.locator("#map path[stroke='#17212f']")).to_have_count(1)
    desktop.locator("#map path[stroke-dasharray='4 3']").first.dispatch_event("click")

    expect(desktop).to_have_url(re.compile("grid="))
    expect(desktop.locator("tbody tr")).to_have_count(2)


@pytest.mark.once
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_of_issues_has_barriers_or_is_wider_than_its_window(
    desktop: Page, phone: Page, login_as: LogIn, live_server: LiveServer, language: str
) -> None:
    make_ground()
    report = make_report()
    issue = make_issue(make_seat(Role.DISPATCHER), report_id=report.id)
    login_as(desktop, *INSIDERS)
    login_as(phone, *INSIDERS, username="chen.ming")
    staff = [
        "/issues/", "/issues/new/", f"/issues/{issue.dossier.public_id}/", "/reports/",
        "/reports/new/", f"/reports/{report.pk}/", "/visits/", "/visits/new/", "/campaigns/",
        "/campaigns/new/",
    ]  # fmt: skip
    found = {}
    for page, pages in ((desktop, staff), (phone, [*_public_pages(report), *staff])):
        _choose(page, live_server, language)
        for address in pages:
            page.goto(live_server.url + address)
            page.wait_for_load_state("networkidle")
            trouble = [] if page is phone and address in staff else barriers(page)
            found[address, page is phone] = (trouble, overflow(page))

    assert {where: what for where, what in found.items() if what != ([], 0)} == {}


def test_elders_can_report_too(phone: Page, live_server: LiveServer) -> None:
    make_ground()
    report = make_report()
    phone.context.add_cookies([{"name": "elder", "value": "on", "url": live_server.url}])
    found = {}
    for address in _public_pages(report):
        phone.goto(live_server.url + address)
        targets = phone.evaluate(
            "[...document.querySelectorAll('.button, .choice, .report-form fieldset label')]"
            ".filter((one) => one.offsetHeight).map((one) => one.offsetHeight)"
        )
        trouble = barriers(phone)
        lengthen(phone)
        found[address] = (trouble, overflow(phone), min(targets, default=60) >= 60)

    assert {where: what for where, what in found.items() if what != ([], 0, True)} == {}


@pytest.mark.once
def test_the_pages_are_light(
    phone: Page, desktop: Page, login_as: LogIn, live_server: LiveServer
) -> None:
    make_ground()
    report = make_report()
    for _ in range(60):
        make_issue()
    portal = {page: weight(phone, live_server.url + page) for page in _public_pages(report)}
    login_as(desktop, Role.DISPATCHER)

    staff = weight(desktop, f"{live_server.url}/issues/")

    assert max(portal.values()) <= PORTAL_PAGE
    assert staff <= STAFF_PAGE


def _public_pages(report: Report) -> list[str]:
    return [
        "/portal/", "/portal/reports/new/", "/portal/reports/new/street/", "/portal/reports/",
        f"/portal/reports/{report.follow_code}/?receipt=1",
    ]  # fmt: skip


def _open_from_report(desktop: Page, reports: str) -> None:
    """Open an issue out of the one report, with nothing typed twice."""
    desktop.goto(reports)
    desktop.get_by_role("link", name=Report.objects.get().number).click()
    expect(desktop.locator(".photos img")).to_have_js_property("naturalWidth", 48)
    desktop.get_by_role("link", name="登记为事件").click()
    expect(desktop.get_by_label("地点")).to_have_value("演示路 9 号门前")
    desktop.get_by_label("所在网格").select_option(label="网格G01")
    desktop.get_by_role("button", name="提交").click()
    expect(desktop.get_by_role("status")).to_contain_text("已登记 事〔")


def _handle_verify_close(desktop: Page) -> None:
    """Take the issue on the page from the hands of its owner to its end."""
    desktop.get_by_label("做了什么、结果如何").fill("已到场清理。")
    desktop.get_by_role("button", name="登记处置").click()
    desktop.get_by_label("已办好").check()
    desktop.get_by_role("button", name="登记核查").click()
    desktop.get_by_label("给发现人、反映人的答复").fill("已清理完毕，谢谢您。")
    desktop.get_by_role("button", name="办结并反馈").click()
    expect(desktop.get_by_role("status")).to_contain_text("已办结，并已反馈。")


def _choose(page: Page, live_server: LiveServer, language: str) -> None:
    page.context.add_cookies(
        [{"name": "django_language", "value": language, "url": live_server.url}]
    )
