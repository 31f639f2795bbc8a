"""Publication in a browser: usable by everybody, at the desk and in public."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from fazhi.kernel.choices import INSIDERS
from tests.factories.cases import make_town
from tests.factories.parties import make_party
from tests.factories.publications import make_decided, make_proposal, make_published
from tests.journeys.accessibility import barriers
from tests.journeys.conftest import LogIn
from tests.journeys.measures import overflow

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.once
def test_the_pages_of_publication_have_no_barriers_and_fit_a_phone(
    desktop: Page, phone: Page, login_as: LogIn, live_server: LiveServer
) -> None:
    town = make_town()
    shown = make_published(make_decided(town))
    facts = "李某在场，电话13800138000，住兴庄路1号302室。"
    waiting = make_proposal(make_decided(town, party_id=make_party().id, facts=facts))
    login_as(desktop, *INSIDERS)
    login_as(phone, *INSIDERS, username="chen.ming")
    found, wide = {}, {}
    addresses = [
        *("/publications/", f"/publications/{waiting.code}/", f"/publications/{shown.code}/"),
        *("/publications/credit/", "/publications/notice/", "/portal/"),
        *("/portal/enforcement/", "/portal/enforcement/officers/", "/portal/enforcement/powers/"),
        f"/portal/enforcement/powers/{town.power.code}/",
        *("/portal/decisions/", f"/portal/decisions/{shown.code}/"),
        f"/portal/decisions/{shown.code}/repair/",
    ]

    for address in addresses:
        desktop.goto(live_server.url + address)
        found[address] = barriers(desktop)
        phone.goto(live_server.url + address)
        phone.set_viewport_size({"width": 360, "height": 740})
        wide[address] = overflow(phone)

    assert {address: what for address, what in found.items() if what} == {}
    assert {address: what for address, what in wide.items() if what} == {}
