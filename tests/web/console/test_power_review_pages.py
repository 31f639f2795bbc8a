"""Review rounds on their pages: unused items, what they could have met, the signed list."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.proceedings.cases.models import Case
from fazhi.proceedings.cases.unused import unused_powers
from fazhi.registers.competence.choices import OwnerKind
from fazhi.registers.competence.models import PowerReview, PowerReviewAdoption
from tests.factories.accounts import make_account, sign_in_client
from tests.factories.cases import NOW, make_town
from tests.factories.competence import make_category, make_claim, make_power
from tests.factories.intakes import make_lead, make_platform_case
from tests.factories.issues import make_issue
from tests.factories.ordinary import make_ordinary_case, make_squad
from tests.factories.seats import AUTHORITY
from tests.web.console.exported import exported

pytestmark = pytest.mark.django_db
DAY = NOW.date()
YEAR = dt.date(DAY.year, 1, 1), dt.date(DAY.year, 12, 31)
LIST_STATEMENTS, SEAT_STATEMENTS, PAGE_STATEMENTS = 4, 3, 25


def signed_in(*roles: Role, username: str) -> Client:
    return sign_in_client(Client(), make_account(*roles, username=username))


def test_a_round_goes_from_its_opening_to_its_adoption_on_the_pages() -> None:
    power = make_claim(make_power()).power
    leader, head = (signed_in(role, username=role.value) for role in (Role.SQUAD_LEADER, Role.HEAD))
    clerk = signed_in(Role.CLERK, username="clerk")
    said = {"codes": [power.code], "outcome": "hand_back", "reason": "三年未用"}

    with clock.standing_at(NOW):
        opened = leader.post("/power-reviews/new/", {"title": "2026 年评估"})
        address = opened.headers["Location"]
        early = head.post(f"{address}signature/", {})
        blank = leader.post(address, said | {"reason": ""})
        judged = leader.post(address, said)
        signed = head.post(f"{address}signature/", {})
        late = leader.post(address, said)
        rows = exported(head, f"{address}?export=csv")
        missing = clerk.post(f"{address}adoption/", {"approval_number": "", "last_day": DAY})
        adopted = clerk.post(f"{address}adoption/", {"approval_number": "甬司1号", "last_day": DAY})
        page = head.get(address).content.decode()

    assert [each.status_code for each in (opened, early, blank, judged)] == [303, 422, 422, 303]
    assert [each.status_code for each in (signed, late, missing, adopted)] == [303, 409, 422, 303]
    assert [(row["编码"], row["意见"], row["理由"]) for row in rows] == [
        (power.code, "退回", "三年未用")
    ]
    assert "甬司1号" in page
    assert PowerReviewAdoption.objects.count() == 1


def test_unused_items_name_their_last_use_and_the_complaints_that_they_could_have_met() -> None:
    squad = make_squad()
    used = make_ordinary_case(squad, until="decision")
    fresh = make_claim(make_power()).power
    before = dt.date(DAY.year + 1, 1, 1), dt.date(DAY.year + 1, 12, 31)
    make_lead(squad.town, power_code=fresh.code)
    make_platform_case(squad.town, power_code=fresh.code)
    make_lead(squad.town, power_code="")

    of_year = {each.power.code: each for each in unused_powers(AUTHORITY, *YEAR)}
    of_next = {each.power.code: each for each in unused_powers(AUTHORITY, *before)}

    assert set(of_year) == {fresh.code}
    assert (of_year[fresh.code].last_used_on, of_year[fresh.code].lead_count) == (None, 2)
    assert (of_next[used.power.code].last_used_on, of_next[fresh.code].lead_count) == (
        Case.objects.get().decided_on,
        0,
    )


def test_an_issue_of_a_kind_that_led_to_a_case_counts_for_its_item() -> None:
    make_category("0501", OwnerKind.GROUP)
    make_category("0502", OwnerKind.GROUP)
    squad = make_squad()
    with clock.standing_at(NOW):
        led, alike, _other = make_issue(), make_issue(), make_issue(category_code="0502")
    case = make_ordinary_case(squad, until="case_filing")
    Case.objects.filter(pk=case.pk).update(issue=led)

    (unused,) = unused_powers(AUTHORITY, *YEAR)

    assert (unused.power, unused.issue_count) == (case.power, 2)
    assert alike.category == led.category


def test_the_page_narrows_to_what_is_unused_to_be_judged_and_of_a_field() -> None:
    town = make_town()
    client = signed_in(Role.SQUAD_LEADER, username="leader")

    with clock.standing_at(NOW):
        address = client.post("/power-reviews/new/", {"title": "评估"}).headers["Location"]
        shown = [
            town.power.code in client.get(f"{address}?{query}").content.decode()
            for query in (
                "",
                "show=unused",
                "show=open",
                f"field={town.power.field}",
                "field=ecology",
            )
        ]
        client.post(address, {"codes": [town.power.code], "outcome": "keep", "reason": "常用"})
        left = town.power.code in client.get(f"{address}?show=open").content.decode()

    assert (shown, left) == ([True, True, True, True, False], False)


def test_the_use_of_items_is_neither_a_target_nor_an_arrow_nor_a_colour() -> None:
    make_claim(make_power())
    client = signed_in(Role.HEAD, Role.SQUAD_LEADER, username="head")

    with clock.standing_at(NOW):
        address = client.post("/power-reviews/new/", {"title": "评估"}).headers["Location"]
        page = client.get(f"{address}?show=unused").content.decode()
    main = page[page.index("<main") : page.index("</main>")]

    tones = (
        "lamp-",
        "count-overdue",
        "count-soon",
        "badge-overdue",
        "badge-soon",
        "↑",
        "↓",
        "arrow",
    )
    assert [word for word in (*tones, "目标值") if word in main] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_rounds_costs_the_same_however_long(count: int) -> None:
    account = make_account(Role.HEAD, username="head")
    for number in range(count):
        PowerReview.objects.create(
            authority=AUTHORITY,
            title=f"评估{number}",
            day=DAY,
            opened_at=NOW,
            account_id=account.pk,
        )
    client = sign_in_client(Client(), account)

    with clock.standing_at(NOW), CaptureQueriesContext(connection) as asked:
        answer = client.get("/power-reviews/")

    assert answer.status_code == 200
    assert len(asked) <= LIST_STATEMENTS + SEAT_STATEMENTS


@pytest.mark.parametrize("count", [1, 3])
def test_a_round_costs_the_same_however_many_items(count: int) -> None:
    for _ in range(count):
        make_claim(make_power())
    client = signed_in(Role.SQUAD_LEADER, username="leader")
    with clock.standing_at(NOW):
        address = client.post("/power-reviews/new/", {"title": "评估"}).headers["Location"]

        with CaptureQueriesContext(connection) as asked:
            client.get(address)

    assert len(asked) <= PAGE_STATEMENTS
