"""What becomes of a decision, in a browser: usable by everybody and on a narrow screen."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fazhi.kernel.choices import INSIDERS, Role
from tests.factories.accounts import make_account
from tests.factories.cases import make_town
from tests.journeys.accessibility import barriers
from tests.journeys.conftest import LogIn
from tests.journeys.measures import overflow
from tests.proceedings.cases.execution_table import Ready, Row, ready

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_BEFORE = ["review", "stay", "deferral", "complaint", "confiscated", "goods"]


def _case() -> Ready:
    me = make_account(username="wu.min")
    return ready(make_town(), Row("", "", "answer", before=_BEFORE), me)


def _addresses(one: Ready) -> list[str]:
    case = f"/cases/{one.case.dossier.public_id}/"
    forms = [f"{case}{name}/" for name in ("remedies", "deferrals", "complaints", "rescission")]
    return ["/cases/remedies/", case, f"{one.path}/", *forms]


@pytest.mark.once
def test_the_pages_of_remedies_and_execution_have_no_barriers_and_fit_a_phone(
    desktop: Page, phone: Page, login_as: LogIn, live_server: LiveServer
) -> None:
    one = _case()
    login_as(desktop, *INSIDERS)
    login_as(phone, *INSIDERS, username="chen.ming")
    found, wide = {}, {}

    for address in _addresses(one):
        desktop.goto(live_server.url + address)
        found[address] = barriers(desktop)
        phone.goto(live_server.url + address)
        phone.set_viewport_size({"width": 360, "height": 740})
        wide[address] = overflow(phone)

    assert {address: what for address, what in found.items() if what} == {}
    assert {address: what for address, what in wide.items() if what} == {}


def test_a_refusal_on_the_page_keeps_what_was_typed(
    desktop: Page, login_as: LogIn, live_server: LiveServer
) -> None:
    one = _case()
    login_as(desktop, Role.CLERK)
    desktop.goto(f"{live_server.url}/cases/{one.case.dossier.public_id}/")
    desktop.get_by_role("link", name="登记结果").click()

    desktop.get_by_label("结果", exact=True).select_option("upheld")
    desktop.get_by_label("参加听证或者出庭", exact=True).select_option("delegate")
    desktop.get_by_role("button", name="登记结果").click()

    expect(desktop.get_by_role("alert")).to_contain_text("《行政复议法》第五十一条第三款")
    expect(desktop.get_by_role("alert")).to_contain_text("写明负责人不能参加的理由")
    expect(desktop.get_by_label("参加听证或者出庭", exact=True)).to_have_value("delegate")
