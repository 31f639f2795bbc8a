"""The desk in a real browser: keys, languages, narrow screens, weight, barriers."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fazhi.capabilities.tasks.models import Task
from fazhi.kernel import clock
from fazhi.kernel.choices import INSIDERS, Role
from fazhi.kernel.models import Account
from tests.factories.seats import AUTHORITY
from tests.journeys.accessibility import barriers
from tests.journeys.conftest import LogIn
from tests.journeys.measures import lengthen, overflow, weight

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STAFF_PAGES = (
    "/desk/", "/desk/?tab=overdue", "/desk/profile/", "/no/where/", "/places/", "/staff/",
    "/staff/groups/", "/meetings/", "/meetings/new/", "/meetings/resolutions/", "/service/",
)  # fmt: skip
OPEN_PAGES = ("/", "/login/", "/portal/")
FIRST_VISIT, NEXT_VISIT = 120 * 1024, 25 * 1024
PLANTED = "<img src=x onerror=alert(1)><script>alert(2)</script>{{ 7 }}"


def test_the_inbox_is_read_with_the_keyboard_alone(
    desktop: Page, login_as: LogIn, live_server: LiveServer
) -> None:
    make_tasks("甲", "乙", "丙")
    login_as(desktop, Role.CLERK)
    desktop.goto(f"{live_server.url}/desk/")

    desktop.keyboard.press("Tab")
    expect(desktop.get_by_role("link", name="跳到正文")).to_be_focused()
    for key in "jjk":
        desktop.keyboard.press(key)

    expect(desktop.locator("tr.is-chosen")).to_contain_text("甲")
    desktop.keyboard.press("?")
    expect(desktop.get_by_role("dialog", name="快捷键")).to_be_visible()
    desktop.keyboard.press("Escape")
    expect(desktop.get_by_role("dialog", name="快捷键")).to_be_hidden()


def test_shortcuts_can_be_switched_off(
    desktop: Page, login_as: LogIn, live_server: LiveServer
) -> None:
    make_tasks("甲")
    login_as(desktop, Role.CLERK)
    desktop.goto(f"{live_server.url}/desk/profile/")
    desktop.get_by_label("使用单键快捷键").uncheck()
    desktop.get_by_role("button", name="保存设置").click()
    expect(desktop.get_by_role("status")).to_contain_text("已保存")

    desktop.goto(f"{live_server.url}/desk/")
    desktop.keyboard.press("j")
    desktop.keyboard.press("?")

    expect(desktop.locator("tr.is-chosen")).to_have_count(0)
    expect(desktop.get_by_role("dialog")).to_be_hidden()


def test_the_number_beside_the_menu_is_the_number_of_rows(
    desktop: Page, login_as: LogIn, live_server: LiveServer
) -> None:
    make_tasks("甲", "乙", "丙")
    login_as(desktop, Role.CLERK)

    desktop.goto(f"{live_server.url}/desk/profile/")

    expect(desktop.locator(".sidebar .count")).to_have_text("3")


def test_the_language_is_switched_on_the_page_and_back(desktop: Page, login_as: LogIn) -> None:
    login_as(desktop, Role.CLERK)

    desktop.get_by_role("button", name="English").click()
    expect(desktop.get_by_role("heading", name="My tasks")).to_be_visible()
    expect(desktop.locator("html")).to_have_attribute("lang", "en")

    desktop.get_by_role("button", name="中文").click()
    expect(desktop.get_by_role("heading", name="我的待办")).to_be_visible()


def test_the_menu_of_a_phone_opens_and_closes(phone: Page, login_as: LogIn) -> None:
    login_as(phone, Role.CLERK)
    menu = phone.get_by_role("navigation", name="主菜单")
    expect(menu).to_be_hidden()

    phone.get_by_role("button", name="菜单").tap()
    expect(menu).to_be_visible()
    phone.keyboard.press("Escape")

    expect(menu).to_be_hidden()


@pytest.mark.once
def test_no_page_of_the_desk_is_wider_than_its_window(
    desktop: Page, phone: Page, login_as: LogIn, live_server: LiveServer
) -> None:
    make_tasks("核实：文兴路人行道堆放建材，占道约二十平方米，影响通行", "x" * 120)
    login_as(desktop, *INSIDERS)
    login_as(phone, *INSIDERS, username="chen.ming")
    too_wide = [
        (address, word)
        for screen in (desktop, phone)
        for address in STAFF_PAGES
        for word in ("as it is", "two fifths longer")
        if _is_too_wide(screen, live_server.url + address, is_longer=word != "as it is")
    ]

    assert too_wide == []


@pytest.mark.once
def test_no_open_page_is_wider_than_its_window(
    desktop: Page, phone: Page, live_server: LiveServer
) -> None:
    too_wide = [
        (address, is_longer)
        for screen in (desktop, phone)
        for address in OPEN_PAGES
        for is_longer in (False, True)
        if _is_too_wide(screen, live_server.url + address, is_longer=is_longer)
    ]

    assert too_wide == []


@pytest.mark.once
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_has_barriers(
    desktop: Page, login_as: LogIn, live_server: LiveServer, language: str
) -> None:
    make_tasks("甲", "乙")
    found = {}
    choose(desktop, live_server, language)
    for address in OPEN_PAGES:
        desktop.goto(live_server.url + address)
        found[address] = barriers(desktop)
    choose(desktop, live_server, "zh-hans")
    login_as(desktop, *INSIDERS)
    choose(desktop, live_server, language)
    for address in STAFF_PAGES:
        desktop.goto(live_server.url + address)
        found[address] = barriers(desktop)

    assert {address: what for address, what in found.items() if what} == {}


@pytest.mark.once
def test_a_staff_page_is_light(desktop: Page, login_as: LogIn, live_server: LiveServer) -> None:
    make_tasks(*[f"核实：第 {number} 件" for number in range(60)])
    login_as(desktop, Role.CLERK)

    first = weight(desktop, f"{live_server.url}/desk/")
    next_one = weight(desktop, f"{live_server.url}/desk/", is_first=False)

    assert first <= FIRST_VISIT
    assert next_one <= NEXT_VISIT


def test_what_people_typed_stays_text(
    desktop: Page, login_as: LogIn, live_server: LiveServer
) -> None:
    make_tasks(PLANTED)
    login_as(desktop, Role.CLERK)
    Account.objects.update(display_name=PLANTED)

    desktop.goto(f"{live_server.url}/desk/")

    expect(desktop.locator("tbody")).to_contain_text(PLANTED)
    expect(desktop.locator(".person-text b")).to_have_text(PLANTED)


def choose(page: Page, live_server: LiveServer, language: str) -> None:
    page.context.add_cookies(
        [{"name": "django_language", "value": language, "url": live_server.url}]
    )


def make_tasks(*titles: str) -> None:
    now = clock.now()
    Task.objects.bulk_create(
        Task(
            authority=AUTHORITY,
            kind="trial",
            title=title[:120],
            assignee_kind="role",
            assignee_key=Role.CLERK.value,
            assigned_at=now,
            due_at=now + dt.timedelta(days=number - 1),
            warn_on=clock.today(),
        )
        for number, title in enumerate(titles)
    )


def _is_too_wide(page: Page, url: str, *, is_longer: bool) -> bool:
    page.goto(url)
    if is_longer:
        lengthen(page)
    return overflow(page) > 0
