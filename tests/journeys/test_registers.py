"""The registers in a real browser: grids with the map, staff with the gaps, and leaving."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fazhi.capabilities.tasks.inputs import Assignee
from fazhi.kernel import clock
from fazhi.kernel.choices import INSIDERS, Role
from fazhi.registers.places.versions import touch
from fazhi.registers.staff.choices import Field
from fazhi.registers.staff.models import Absence, Officer
from tests.factories.accounts import make_account
from tests.factories.documents import make_authority
from tests.factories.places import make_grid, square
from tests.factories.seats import AUTHORITY
from tests.factories.staff import make_group, make_officer, make_secondment, make_vehicle
from tests.factories.tasks import make_task
from tests.journeys.accessibility import barriers
from tests.journeys.conftest import LogIn
from tests.journeys.measures import lengthen, overflow

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def leaver() -> Officer:
    """Return a seconded officer with open tasks, in a street where a good deal is missing."""
    make_authority()
    today = clock.today()
    grids = [make_grid(f"G0{place}", square(place, 0)) for place in range(3)]
    manager = make_officer(name="日常管理人", certified_until=today + dt.timedelta(days=9))
    officer = make_officer(Field.ECOLOGY, name="派驻甲", certified_until=today.replace(year=2099))
    officer.account = make_account(Role.OFFICER, username="paizhu.jia")
    officer.save()
    make_secondment(officer, manager)
    make_group(officer, grids[:1], members=[manager])
    expired = make_officer(name="证件过期", certified_until=today - dt.timedelta(days=1))
    make_group(expired, grids[1:2], code="Z2")
    Absence.objects.create(
        authority=AUTHORITY, officer=officer, kind="training", since=today, until=today,
        substitute=manager, recorded_at=clock.now(),
    )  # fmt: skip
    for title in ("核实：文兴路人行道堆放建材，占道约二十平方米，影响通行", "x" * 120):
        make_task(Assignee.officer(officer.pk), title=title)
    make_vehicle()
    touch(AUTHORITY)
    return officer


@pytest.mark.once
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_of_the_registers_has_barriers_or_is_wider_than_its_window(
    desktop: Page, phone: Page, login_as: LogIn, live_server: LiveServer, leaver: Officer,
    language: str,
) -> None:  # fmt: skip
    login_as(desktop, *INSIDERS)
    login_as(phone, *INSIDERS, username="chen.ming")
    pages = ["/places/", "/places/?tab=red", "/staff/", "/staff/?tab=all", "/staff/groups/",
             f"/staff/{leaver.pk}/"]  # fmt: skip
    found = {}
    for page in (desktop, phone):
        page.context.add_cookies(
            [{"name": "django_language", "value": language, "url": live_server.url}]
        )
        for address in pages:
            page.goto(live_server.url + address)
            page.wait_for_load_state("networkidle")
            page.evaluate("document.querySelectorAll('main details').forEach((e) => e.open = true)")
            trouble = barriers(page)
            as_it_is = overflow(page)
            if language != "en":  # English is what longer words are feared to be
                lengthen(page)
            found[address, page is phone] = (trouble, as_it_is, overflow(page))

    assert {where: what for where, what in found.items() if what != ([], 0, 0)} == {}


@pytest.mark.usefixtures("leaver")
def test_a_grid_on_the_map_narrows_the_list_and_a_point_chooses_its_row(
    desktop: Page, login_as: LogIn, live_server: LiveServer
) -> None:
    login_as(desktop, Role.GRID_WORKER)
    desktop.goto(f"{live_server.url}/places/")
    red = desktop.locator("#map path[fill='#b42318']")
    expect(red).to_have_count(2)

    red.first.dispatch_event("click")
    expect(desktop.locator("tr.is-chosen")).to_contain_text("网格G01")
    desktop.locator("#map path[stroke-dasharray='4 3']").first.dispatch_event("click")

    expect(desktop).to_have_url(re.compile("grid="))
    expect(desktop.locator("tbody tr")).to_have_count(1)


@pytest.mark.usefixtures("leaver")
def test_another_day_brings_its_own_gaps_lamps_and_shapes(
    desktop: Page, login_as: LogIn, live_server: LiveServer
) -> None:
    login_as(desktop, Role.CLERK)
    make_grid("G09", square(9, 0), since=clock.today() + dt.timedelta(days=30))
    later = (clock.today() + dt.timedelta(days=60)).isoformat()
    desktop.goto(f"{live_server.url}/places/")
    shapes = desktop.locator("#map path[stroke-dasharray='4 3']")
    expect(shapes).to_have_count(3)

    desktop.get_by_label("日期").fill(later)
    expect(shapes).to_have_count(4)
    expect(desktop.locator("#day")).to_contain_text(later)
    desktop.goto(f"{live_server.url}/staff/")
    gaps = desktop.locator("#gaps")
    expect(gaps.get_by_role("heading").first).to_contain_text("今日缺口")
    desktop.get_by_label("日期").fill(later)

    expect(gaps.get_by_role("heading").first).to_contain_text("当日缺口")
    expect(gaps).not_to_contain_text("组长不在岗")


def test_who_leaves_hands_over_and_the_page_says_so(
    desktop: Page, login_as: LogIn, live_server: LiveServer, leaver: Officer
) -> None:
    login_as(desktop, Role.OPERATOR, username="operator")
    desktop.goto(f"{live_server.url}/staff/{leaver.pk}/")
    desktop.get_by_text("办理离岗", exact=True).first.click()
    act = desktop.locator("details.act[open]")
    expect(act).to_contain_text("将移交 2 件未办任务")

    act.get_by_role("button", name="办理离岗").click()
    expect(act.get_by_role("alert")).to_be_visible()
    act.get_by_label("原因").fill("调回原单位")
    act.get_by_label("未办事项由谁接替").select_option(label="日常管理人（综合行政执法）")
    act.get_by_role("button", name="办理离岗").click()

    expect(desktop.get_by_role("status")).to_contain_text("2 件未办任务已移交日常管理人。")
    expect(desktop.locator("main")).to_contain_text("账号、会话和终端已停用。")
