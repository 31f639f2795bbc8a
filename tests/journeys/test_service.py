"""Service in a real browser: no barriers, nothing too wide for a phone, keys and forms."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from tests.factories.cases import make_town
from tests.factories.services import DELIVERED_AT, Waiting, fail, make_waiting
from tests.journeys.accessibility import barriers
from tests.journeys.conftest import LogIn
from tests.journeys.measures import overflow

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MODES = ("personal", "leaving", "entrusted", "post", "electronic", "through_unit", "announcement")


@pytest.fixture
def waiting() -> Waiting:
    return make_waiting(make_town())


@pytest.mark.once
def test_service_has_no_barriers_and_fits_a_phone(
    phone: Page, login_as: LogIn, live_server: LiveServer, waiting: Waiting
) -> None:
    fail(waiting, "personal")
    login_as(phone, Role.SQUAD_LEADER)
    address = f"{live_server.url}/service/{waiting.code}/"
    pages = [f"{live_server.url}/service/", *(f"{address}?mode={mode}" for mode in MODES)]

    found = {}
    for each in pages:
        phone.goto(each)
        found[each] = (barriers(phone), overflow(phone))

    assert {each: what for each, what in found.items() if what != ([], 0)} == {}


def test_a_refused_service_says_why_and_passes_when_put_right(
    desktop: Page, login_as: LogIn, live_server: LiveServer, waiting: Waiting
) -> None:
    login_as(desktop, Role.SQUAD_LEADER)
    desktop.goto(f"{live_server.url}/service/")
    desktop.locator("a[data-open]").first.click()
    desktop.get_by_role("link", name="留置送达").click()
    desktop.get_by_label("送达时间").fill(f"{clock.local(DELIVERED_AT):%Y-%m-%dT%H:%M}")
    desktop.get_by_label("拒收事由").fill("拒绝签收")
    desktop.locator("#id_servers").select_option(waiting.servers[0])
    desktop.get_by_role("button", name="登记送达").click()

    expect(desktop.get_by_role("alert").first).to_contain_text("没有见证人签名")
    expect(desktop.get_by_label("拒收事由")).to_have_value("拒绝签收")
    desktop.get_by_label("见证人（没有照片、录像时必填）").fill("王演示")
    desktop.get_by_role("button", name="登记送达").click()

    expect(desktop.get_by_role("heading", name="自送达起算的期限")).to_be_visible()
    assert clock.day_of(DELIVERED_AT) == dt.date(2026, 3, 12)
    assert barriers(desktop) == []
