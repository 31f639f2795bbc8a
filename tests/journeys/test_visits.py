"""Forty visits of a round, entered at once on a telephone."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fazhi.kernel.choices import Role
from fazhi.kernel.models import Entry
from fazhi.proceedings.issues.models import Visit
from tests.factories.issues import make_campaign, make_ground
from tests.journeys.conftest import LogIn

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_forty_visits_are_entered_in_one_act(
    phone: Page, login_as: LogIn, live_server: LiveServer
) -> None:
    make_ground()
    campaign = make_campaign()
    login_as(phone, Role.GRID_WORKER)
    phone.goto(f"{live_server.url}/campaigns/{campaign.id}/")
    phone.get_by_role("link", name="登记走访").tap()
    phone.get_by_label("网格G01").fill("25")
    phone.get_by_label("网格G02").fill("15")
    phone.get_by_role("button", name="登记").tap()

    expect(phone.get_by_role("status")).to_contain_text("已登记走访 40 次")
    assert Visit.objects.filter(campaign=campaign).count() == 40
    assert Entry.objects.filter(kind="visit.recorded").count() == 1


def test_an_empty_table_is_refused_and_keeps_the_campaign(
    phone: Page, login_as: LogIn, live_server: LiveServer
) -> None:
    make_ground()
    campaign = make_campaign()
    login_as(phone, Role.GRID_WORKER)
    phone.goto(f"{live_server.url}/visits/new/?campaign={campaign.id}")
    phone.get_by_role("button", name="登记").tap()

    expect(phone.get_by_role("alert")).to_contain_text("请至少填写一次走访")
    expect(phone.get_by_label("专项行动")).to_have_value(str(campaign.id))
    assert Visit.objects.count() == 0
