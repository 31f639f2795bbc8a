"""A vehicle on the pavement: taken on a telephone, reviewed at the desk, contested by its owner."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fazhi.kernel.choices import Role
from fazhi.kernel.models import Account
from fazhi.proceedings.cases.models import ParkingReferral
from fazhi.registers.places.versions import touch
from tests.factories.cases import Town, make_town
from tests.factories.places import inside
from tests.journeys.accessibility import barriers
from tests.journeys.conftest import LogIn
from tests.journeys.measures import overflow
from tests.kernel.sample_files import picture, saved

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

STATEMENT = "车辆当时在装货，没有离开。"


def test_a_referral_goes_from_the_street_to_the_desk_and_its_owner_contests_it(
    phone: Page, desktop: Page, login_as: LogIn, live_server: LiveServer, tmp_path: Path
) -> None:
    town = make_town()
    login_as(phone, Role.OFFICER, username="li.ming")
    _enlist(town, "li.ming")
    found = _take(phone, town, live_server, tmp_path)
    row = ParkingReferral.objects.get()

    login_as(desktop, Role.CASE_REVIEWER)
    desktop.goto(f"{live_server.url}/parking-referrals/?tab=taken")
    desktop.get_by_role("link", name=row.number).click()
    expect(desktop.locator(".photographs img")).to_have_count(2)
    expect(desktop.locator(".photographs img").last).to_have_js_property("naturalWidth", 80)
    desktop.get_by_label("通过", exact=True).check()
    desktop.get_by_role("button", name="提交审核意见").click()
    expect(desktop.get_by_role("status")).to_contain_text("审核已记录")

    found["notice"] = _contest(phone, f"{live_server.url}/parking/{row.owner_code}/")

    desktop.goto(f"{live_server.url}/parking-referrals/?tab=contested")
    desktop.get_by_role("link", name=row.number).click()
    expect(desktop.get_by_role("region", name="车主异议")).to_contain_text(STATEMENT)
    found["contested"] = _troubles(desktop)
    assert {where: what for where, what in found.items() if what != ([], 0)} == {}


def _take(
    phone: Page, town: Town, live_server: LiveServer, folder: Path
) -> dict[str, tuple[list[str], int]]:
    """Take a referral in the street, at the second attempt; return the troubles of the pages."""
    phone.goto(f"{live_server.url}/parking-referrals/")
    phone.get_by_role("link", name="抄告", exact=True).tap()
    phone.wait_for_url("**/parking-referrals/new/")
    form = _troubles(phone)
    _fill(phone, town, folder, plate=" ")
    phone.get_by_role("button", name="保存抄告").tap()
    expect(phone.get_by_label("车牌号")).to_have_attribute("aria-invalid", "true")
    expect(phone.get_by_label("外观")).to_have_value("白色轿车")
    for label, name in (("照片一", "64.jpg"), ("照片二", "80.jpg")):
        kept = phone.locator(".field", has=phone.get_by_label(label))
        expect(kept).to_contain_text(f"已保留照片：{name}")
    refused = _troubles(phone)
    phone.get_by_label("车牌号").fill("浙B·D0001")  # and nothing else: the photographs are there
    phone.get_by_role("button", name="保存抄告").tap()
    expect(phone.get_by_role("status")).to_contain_text("已保存")
    return {"form": form, "refused": refused, "taken": _troubles(phone)}


def _contest(phone: Page, notice: str) -> tuple[list[str], int]:
    """Contest as the owner, who has the code and no account."""
    phone.context.clear_cookies()
    phone.goto(notice)
    expect(phone.locator(".photographs img").first).to_have_js_property("naturalWidth", 64)
    phone.get_by_label("您的异议").fill(STATEMENT)
    phone.get_by_role("button", name="提交异议").tap()
    expect(phone.get_by_role("status")).to_contain_text("异议已收到")
    return _troubles(phone)


def _troubles(page: Page) -> tuple[list[str], int]:
    page.wait_for_load_state("networkidle")
    return barriers(page), overflow(page)


def _enlist(town: Town, username: str) -> None:
    """Let the account be that of the first officer of the town."""
    town.officers[0].account = Account.objects.get(username=username)
    town.officers[0].save()
    touch(town.office.key)


def _fill(phone: Page, town: Town, folder: Path, *, plate: str) -> None:
    longitude, latitude = inside(0, 0)
    phone.get_by_label("车牌号").fill(plate)
    phone.get_by_label("外观").fill("白色轿车")
    phone.get_by_label("地点").fill("测试路口")
    phone.get_by_label("经度").fill(str(longitude))
    phone.get_by_label("纬度").fill(str(latitude))
    phone.get_by_label("同行执法人员").select_option(label=town.officers[1].name)
    for label, width in (("照片一", 64), ("照片二", 80)):
        path = folder / f"{width}.jpg"
        path.write_bytes(saved(picture(width), "JPEG"))
        phone.get_by_label(label).set_input_files(path)
