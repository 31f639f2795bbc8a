"""The pages of parking referrals: taken, reviewed, handed over, and contested by the owner."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fazhi.kernel import clock
from fazhi.kernel.attachments import open_bytes
from fazhi.kernel.choices import Role
from fazhi.kernel.models import Attachment
from fazhi.proceedings.cases.actions import contest_referral, refer_parking, review_referrals
from fazhi.proceedings.cases.inputs import ReferralInput, ReviewInput
from fazhi.proceedings.cases.models import ParkingReferral, ReferralContest, ReferralHandOver
from fazhi.registers.places.versions import touch
from tests.factories.accounts import make_account, sign_in_client
from tests.factories.cases import NOW, Town, make_referral_input, make_town
from tests.proceedings.cases.parking_table import Row, entered, rows

pytestmark = pytest.mark.django_db

Staff = Callable[..., Client]
NEW = "/parking-referrals/new/"
STATEMENT = "车辆当时在装货。"
LIST_STATEMENTS, SEAT_STATEMENTS, PAGE_STATEMENTS = 4, 3, 12


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def officer(town: Town) -> Client:
    town.officers[0].account = make_account(Role.OFFICER, username="li.ming")
    town.officers[0].save()
    touch(town.office.key)
    return sign_in_client(Client(), town.officers[0].account)


@pytest.mark.parametrize("row", [row for row in rows() if not row.action_only], ids=str)
def test_the_page_answers_as_the_table_says(town: Town, officer: Client, row: Row) -> None:
    with clock.standing_at(NOW):
        given = entered(town, row)
        if not given.officer_ids:
            officer = sign_in_client(Client(), make_account(Role.OFFICER))  # who is no officer
        answer = officer.post(NEW, _form(town, given))

    page = answer.content.decode()
    if not row.refused:
        assert (answer.status_code, ParkingReferral.objects.count()) == (303, 1)
        return
    assert (answer.status_code, ParkingReferral.objects.count()) == (422, 0)
    for typed in (given.plate, given.appearance, given.spot.place):
        assert f'value="{typed}"' in page or not typed.strip()
    is_at_field = row.is_blank or len(given.photograph_ids) < 2
    if is_at_field:
        assert 'aria-invalid="true"' in page
        return
    assert row.rule in page
    assert "refusal-reason" in page
    assert "《" in page[page.index("refusal-ground") : page.index("refusal-next")]


def test_the_same_form_sent_twice_is_one_referral(town: Town, officer: Client) -> None:
    with clock.standing_at(NOW):
        given = make_referral_input(town)
        first = officer.post(NEW, _form(town, given))
    with clock.standing_at(NOW.replace(second=9)):
        again = officer.post(NEW, _form(town, given))
        other = officer.post(NEW, _form(town, given) | {"appearance": "黑色轿车"})

    assert first["Location"] == again["Location"]
    assert (other.status_code, "黑色轿车" in other.content.decode()) == (409, True)
    assert ParkingReferral.objects.count() == 1


def test_a_vehicle_that_was_just_referred_is_named_at_its_field(
    town: Town, officer: Client
) -> None:
    with clock.standing_at(NOW):
        (row,) = refer_parking(town.officer, [make_referral_input(town)])
        answer = officer.post(NEW, _form(town, make_referral_input(town, plate=row.plate)))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert row.number in page
    assert "请写明新的时间" in page
    assert f'value="{row.plate}"' in page


def test_a_file_that_is_no_photograph_costs_only_a_message(town: Town, officer: Client) -> None:
    with clock.standing_at(NOW):
        form = _form(town, make_referral_input(town))
        form["second"] = SimpleUploadedFile("bad.jpg", b"MZ no photograph")
        answer = officer.post(NEW, form)

    assert answer.status_code == 422
    assert "“bad.jpg”" in answer.content.decode()
    assert ParkingReferral.objects.count() == 0


def test_a_referral_is_reviewed_handed_over_and_received_on_its_pages(
    town: Town, staff: Staff
) -> None:
    row, address = _taken(town)
    clerk = staff(Role.CLERK)

    reviewed = clerk.post(f"{address}review/", {"is_passed": "yes"})
    handed = clerk.post("/parking-referrals/hand-overs/", {"receiver": "交警大队（测试）"})
    batch = ReferralHandOver.objects.get()
    received = clerk.post(
        f"/parking-referrals/hand-overs/{batch.pk}/receipt/", {"receipt_number": "回执1"}
    )

    assert [each.status_code for each in (reviewed, handed, received)] == [303, 303, 303]
    page = clerk.get(address).content.decode()
    for words in (row.number, batch.number, "交警大队（测试）", "回执1", "对方已接收"):
        assert words in page


def test_dropping_asks_for_the_reason_and_keeps_the_choice(town: Town, staff: Staff) -> None:
    _row, address = _taken(town)
    clerk = staff(Role.CASE_REVIEWER)

    refused = clerk.post(f"{address}review/", {"is_passed": "no", "reason": ""})
    done = clerk.post(f"{address}review/", {"is_passed": "no", "reason": "照片模糊"})
    again = clerk.post(f"{address}review/", {"is_passed": "yes"})

    page = refused.content.decode()
    assert (refused.status_code, done.status_code, again.status_code) == (422, 303, 409)
    assert "审核不通过的，请写明理由" in page
    assert re.search('value="no"[^>]* checked', page)
    assert "不能办理此步骤" in again.content.decode()
    assert ParkingReferral.objects.get().status == "dropped"


@pytest.mark.parametrize("role", [Role.SQUAD_LEADER, Role.CASE_REVIEWER, Role.CLERK])
def test_who_may_review_passes_all_that_wait_with_one_button(
    town: Town, staff: Staff, role: Role
) -> None:
    _taken(town, 3)
    client = staff(role)

    page = client.get("/parking-referrals/").content.decode()
    answer = client.post("/parking-referrals/reviews/")

    assert 'action="/parking-referrals/reviews/"' in page
    assert answer.status_code == 303
    assert set(ParkingReferral.objects.values_list("status", flat=True)) == {"reviewed"}


def test_a_hand_over_of_nothing_says_why(town: Town, staff: Staff) -> None:
    answer = staff(Role.CLERK).post("/parking-referrals/hand-overs/", {"receiver": "交警大队"})

    assert town.office
    assert answer.status_code == 422
    assert "请至少选择一件已审核的抄告" in answer.content.decode()
    assert 'value="交警大队"' in answer.content.decode()


def test_a_second_receipt_is_refused_and_keeps_what_was_typed(town: Town, staff: Staff) -> None:
    _taken(town)
    clerk = staff(Role.CLERK)
    clerk.post("/parking-referrals/reviews/")
    clerk.post("/parking-referrals/hand-overs/", {"receiver": "交警大队"})
    address = f"/parking-referrals/hand-overs/{ReferralHandOver.objects.get().pk}/receipt/"

    blank = clerk.post(address, {"receipt_number": " "})
    clerk.post(address, {"receipt_number": "回执1"})
    again = clerk.post(address, {"receipt_number": "回执2"})

    assert (blank.status_code, again.status_code) == (422, 409)
    assert "已登记回执 回执1" in again.content.decode()
    assert 'value="回执2"' in again.content.decode()


@pytest.mark.parametrize(
    "address", ["/parking-referrals/?tab=all", "/parking-referrals/hand-overs/"]
)
def test_a_list_costs_as_many_statements_with_one_row_as_with_ten(
    town: Town, staff: Staff, address: str
) -> None:
    clerk = staff(Role.CLERK)
    counts = []
    for count in (1, 9):
        for row in _many(town, count):
            review_referrals(town.clerk, [ReviewInput(row.pk, is_passed=True)])
        clerk.post("/parking-referrals/hand-overs/", {"receiver": "交警大队"})
        clerk.get(address)  # so that registers and the face of the site are in memory
        with CaptureQueriesContext(connection) as captured:
            clerk.get(address)
        counts.append(len(captured) - SEAT_STATEMENTS)

    assert counts[0] == counts[1]
    assert counts[0] <= LIST_STATEMENTS


def test_every_other_page_keeps_its_budget(town: Town, officer: Client, staff: Staff) -> None:
    row, address = _taken(town)
    contest_referral(row.owner_code, STATEMENT)
    costs = {}
    for client, page in (
        (officer, NEW), (staff(Role.CLERK), address), (Client(), f"/parking/{row.owner_code}/"),
    ):  # fmt: skip
        client.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        costs[page] = len(captured)

    assert max(costs.values()) <= PAGE_STATEMENTS, costs


def test_the_owner_sees_the_photographs_and_contests_with_the_code(
    town: Town, client: Client, staff: Staff
) -> None:
    row, address = _taken(town)
    notice = f"/parking/{row.owner_code}/"

    photo = client.get(f"{notice}photographs/0/")
    sent = client.post(notice, {"statement": STATEMENT})
    clerk = staff(Role.CLERK)
    waiting = clerk.get("/parking-referrals/?tab=contested").content.decode()
    contest = ReferralContest.objects.get()
    form = {"contest": str(contest.pk), "is_upheld": "no", "answer": "不影响认定。"}
    blank = clerk.post(f"{address}contest-answer/", form | {"answer": ""})
    answered = clerk.post(f"{address}contest-answer/", form)

    assert (photo.status_code, photo["Content-Type"]) == (200, "image/jpeg")
    assert client.get(f"{notice}photographs/2/").status_code == 404
    assert (sent.status_code, blank.status_code, answered.status_code) == (303, 422, 303)
    assert row.number in waiting
    assert STATEMENT in blank.content.decode()
    assert "不影响认定。" in client.get(notice).content.decode()
    assert row.number not in clerk.get("/parking-referrals/?tab=contested").content.decode()


def test_an_answer_to_the_contest_of_another_referral_is_not_taken(
    town: Town, staff: Staff
) -> None:
    row, _address = _taken(town)
    _other, elsewhere = _taken(town)
    contest = contest_referral(row.owner_code, STATEMENT)
    form = {"contest": str(contest.pk), "is_upheld": "yes", "answer": "成立。"}

    assert staff(Role.CLERK).post(f"{elsewhere}contest-answer/", form).status_code == 404
    assert ReferralContest.objects.get().answered_at is None


def test_a_contest_that_says_nothing_is_refused_at_its_field(town: Town, client: Client) -> None:
    row, _address = _taken(town)

    blank = client.post(f"/parking/{row.owner_code}/", {"statement": "  "})
    long = client.post(f"/parking/{row.owner_code}/", {"statement": "长" * 1001})

    assert (blank.status_code, long.status_code) == (422, 422)
    assert "长" * 1001 in long.content.decode()
    assert ReferralContest.objects.count() == 0


def test_a_wrong_code_shows_nothing_and_takes_nothing(town: Town, client: Client) -> None:
    row, _address = _taken(town)
    right, wrong = f"/parking/{row.owner_code}/", f"/parking/{row.owner_code[::-1]}/"

    for address in (wrong, f"{wrong}photographs/0/"):
        page = client.get(address)
        assert page.status_code == 404
        assert row.number not in page.content.decode()
    assert client.post(wrong, {"statement": STATEMENT}).status_code == 404
    assert client.get(right).status_code == 200
    assert ReferralContest.objects.count() == 0


def test_no_personal_data_are_on_the_page_of_the_owner(town: Town, client: Client) -> None:
    row, _address = _taken(town)
    contest_referral(row.owner_code, STATEMENT)

    page = client.get(f"/parking/{row.owner_code}/").content.decode()

    assert row.number in page
    assert "测试路口" in page
    assert not [
        told
        for told in (row.plate, STATEMENT, *(each.name for each in town.officers))
        if told in page
    ]


def test_what_the_owner_says_is_shown_to_those_who_verify_it_only(
    town: Town, officer: Client, staff: Staff
) -> None:
    row, address = _taken(town)
    contest_referral(row.owner_code, STATEMENT)

    assert STATEMENT in staff(Role.CASE_REVIEWER).get(address).content.decode()
    assert STATEMENT not in staff(Role.HEAD, username="head").get(address).content.decode()
    assert STATEMENT not in officer.get(address).content.decode()


def _many(town: Town, count: int) -> list[ParkingReferral]:
    with clock.standing_at(NOW):
        return refer_parking(town.officer, [make_referral_input(town) for _ in range(count)])


def _taken(town: Town, count: int = 1) -> tuple[ParkingReferral, str]:
    """Return the last of so many referrals, and the address of its page."""
    row = _many(town, count)[-1]
    return row, f"/parking-referrals/{row.dossier.public_id}/"


def _form(town: Town, given: ReferralInput) -> dict[str, Any]:
    others = [each for each in given.officer_ids if each != town.officers[0].id]
    form: dict[str, Any] = {
        "key": given.key,
        "plate": given.plate,
        "vehicle_type": str(given.vehicle_type),
        "appearance": given.appearance,
        "noticed_at": clock.local(given.noticed_at).strftime("%Y-%m-%dT%H:%M"),
        "place": given.spot.place,
        "longitude": given.spot.longitude,
        "latitude": given.spot.latitude,
        "co_host": str(others[0]) if others else "",
    }
    kept = Attachment.objects.in_bulk(given.photograph_ids)
    for name, key in zip(("first", "second"), given.photograph_ids, strict=False):
        form[name] = SimpleUploadedFile("p.jpg", open_bytes(kept[key]))
    return form
