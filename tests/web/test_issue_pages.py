"""Pages of issues, reports, visits and the portal: cost, roles, limits, equal answers."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fazhi.kernel import clock
from fazhi.kernel.choices import INSIDERS, Role
from fazhi.kernel.models import Attachment, Entry
from fazhi.proceedings.issues.actions import receive_reports, record_visits
from fazhi.proceedings.issues.models import Issue, Report, Visit
from fazhi.web.limits import REPORTS, WRONG_CODES
from tests.factories.documents import make_authority
from tests.factories.issues import (
    PHONE,
    make_campaign,
    make_ground,
    make_issue,
    make_report,
    public,
    report_input,
    visit_inputs,
)
from tests.factories.seats import OTHER_AUTHORITY, make_seat
from tests.kernel.sample_files import photo as photo_bytes

pytestmark = pytest.mark.django_db

Staff = Callable[..., Client]
LISTS = ("/issues/?tab=all", "/reports/?tab=all", "/visits/", "/campaigns/?tab=all")
LIST_STATEMENTS, PAGE_STATEMENTS, SEAT_STATEMENTS = 4, 25, 3


@pytest.fixture(autouse=True)
def _ground() -> None:
    make_authority()
    make_ground()


@pytest.mark.parametrize("address", LISTS)
def test_a_list_costs_four_statements_with_one_row_and_with_thirty(
    staff: Staff, address: str
) -> None:
    client = staff(*INSIDERS)
    counts = []
    for number in (1, 29):
        make_rows(number)
        client.get(address)  # so that registers and the face of the site are in memory
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured) - SEAT_STATEMENTS)

    assert counts[0] == counts[1]
    assert counts[0] <= LIST_STATEMENTS


def test_every_other_page_keeps_its_budget(staff: Staff) -> None:
    make_rows(3)
    client = staff(*INSIDERS)
    issue = Issue.objects.select_related("dossier").first()
    report = Report.objects.first()
    assert issue
    assert report
    costs = {}
    for address in (
        "/issues/new/", f"/issues/new/?report={report.pk}", f"/issues/{issue.dossier.public_id}/",
        "/places/grids/", "/reports/new/", f"/reports/{report.pk}/", "/visits/new/",
        f"/portal/reports/{report.follow_code}/", "/portal/reports/new/street/",
    ):  # fmt: skip
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        costs[address] = len(captured)

    assert max(costs.values()) <= PAGE_STATEMENTS


@pytest.mark.parametrize(
    ("address", "roles"),
    [
        ("/reports/", {Role.DISPATCHER, Role.CLERK, Role.HEAD}),
        ("/reports/new/", {Role.DISPATCHER, Role.CLERK}),
        ("/visits/new/", {Role.GRID_WORKER, Role.OFFICER, Role.SQUAD_LEADER}),
        ("/campaigns/new/", {Role.HEAD, Role.DISPATCHER}),
        ("/issues/", set(INSIDERS) - {Role.OPERATOR, Role.SUPERVISOR}),
    ],
)
def test_a_page_opens_to_its_roles_only(staff: Staff, address: str, roles: set[Role]) -> None:
    opened = {
        role
        for role in Role
        if staff(role, username=f"u-{role.value}").get(address).status_code == 200
    }

    assert opened == roles


def test_a_contact_stands_on_no_page_until_it_is_opened_with_a_reason(staff: Staff) -> None:
    report = make_report()
    client = staff(Role.CLERK)
    address = f"/reports/{report.pk}/"

    before = client.get(address).content.decode()
    refused = client.post(f"{address}contact/", {"reason": ""})
    opened = client.post(f"{address}contact/", {"reason": "ask_back"}).content.decode()
    after = client.get(address).content.decode()

    assert [PHONE in page for page in (before, opened, after)] == [False, True, False]
    assert refused.status_code == 422
    assert Entry.objects.filter(kind="contact.opened").count() == 1


def test_a_photograph_of_a_report_is_shown_to_its_readers_without_traces(staff: Staff) -> None:
    client = Client()
    client.post("/portal/reports/new/street/", step_two(photograph=photo()))
    page = client.post("/portal/reports/new/street/", step_two(photograph=photo()))
    client.post("/portal/reports/new/street/", {**step_two(), **kept(page), "send": "1"})
    attachment = Report.objects.get().photographs.get().attachment
    address = f"/reports/photographs/{attachment.pk}/"

    shown = staff(Role.CLERK).get(address)
    hidden = staff(Role.OFFICER, username="other").get(address)

    assert (shown.status_code, hidden.status_code) == (200, 403)
    assert b"Exif" not in shown.content


def test_a_report_is_received_without_scripts_in_three_requests() -> None:
    client = Client()
    page = client.post("/portal/reports/new/street/", step_two(key="k1", photograph=photo()))
    sent = {**kept(page), "phone": PHONE, "statement": "", "send": "1"}
    answers = [client.post("/portal/reports/new/street/", sent) for _ in range(2)]

    report = Report.objects.get()
    assert {answer["Location"] for answer in answers} == {
        f"/portal/reports/{report.follow_code}/?receipt=1"
    }
    assert (report.statement, report.place) == ("类别0102", "演示路 1 号")
    assert report.photographs.count() == 1


def test_a_ticket_that_we_did_not_write_brings_no_photograph() -> None:
    foreign = Attachment.objects.first()
    client = Client()
    sent = step_two(ticket=str(foreign.pk if foreign else uuid4()))

    client.post("/portal/reports/new/street/", {**sent, "send": "1"})

    assert Report.objects.get().photographs.count() == 0


def test_a_place_is_asked_for_and_what_was_typed_stays() -> None:
    page = Client().post("/portal/reports/new/street/", step_two(place=""))

    assert page.status_code == 422
    assert 'value="0102"' in page.content.decode()
    assert "checked" in page.content.decode()


def test_a_flood_from_one_address_stops_and_another_address_goes_on() -> None:
    client = Client()
    for number in range(REPORTS.times):
        client.post("/portal/reports/new/street/", {**step_two(key=f"f{number}"), "send": "1"})

    late = client.post("/portal/reports/new/street/", {**step_two(key="late"), "send": "1"})
    neighbour = client.post(
        "/portal/reports/new/street/",
        {**step_two(key="neighbour"), "send": "1"},
        REMOTE_ADDR="192.0.2.7",
    )

    assert (late.status_code, neighbour.status_code) == (429, 303)
    assert "演示路 1 号" in late.content.decode()
    assert Report.objects.count() == REPORTS.times + 1


def test_codes_that_open_nothing_are_answered_alike_and_guessing_stops() -> None:
    report = make_report()
    client = Client()
    wrong = [client.get(f"/portal/reports/{code}/") for code in ("0", "X" * 16, "中文")]
    for _ in range(WRONG_CODES.times):
        client.get("/portal/reports/ABCDEFGH/")

    locked = client.get(f"/portal/reports/{report.follow_code}/")
    elsewhere = client.get(f"/portal/reports/{report.follow_code}/", REMOTE_ADDR="192.0.2.7")

    bodies = {plain(answer.content.decode()) for answer in [*wrong, locked]}
    assert (len(bodies), {answer.status_code for answer in [*wrong, locked]}) == (1, {404})
    assert elsewhere.status_code == 200


def test_a_report_of_another_office_is_answered_like_an_unknown_code() -> None:
    other = make_report()
    Report.objects.update(authority=OTHER_AUTHORITY)

    assert Client().get(f"/portal/reports/{other.follow_code}/").status_code == 404


def test_what_a_citizen_plants_stays_text(staff: Staff) -> None:
    planted = "<script>alert(1)</script>{{ 7|add:7 }}"
    receive_reports(public(), [report_input(statement=planted, phone="")])
    report = Report.objects.get()

    page = staff(Role.CLERK).get(f"/reports/{report.pk}/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in page


def test_a_step_is_refused_with_what_was_typed(staff: Staff) -> None:
    issue = make_issue()
    client = staff(Role.DISPATCHER)
    address = f"/issues/{issue.dossier.public_id}/"

    early = client.post(f"{address}closure/", {"answer": "已经好了"})
    empty = client.post(f"{address}return/", {"reason": ""})

    assert (early.status_code, empty.status_code) == (409, 422)
    assert "不能办理此步骤" in early.content.decode()


def test_visits_entered_twice_by_a_double_click_are_recorded_once(staff: Staff) -> None:
    client = staff(Role.GRID_WORKER)
    page = client.get("/visits/new/").content.decode()
    names = re.findall(r'name="(grid_[0-9a-f]{32})"', page)
    moment = f"{clock.local(clock.now()):%Y-%m-%dT%H:%M}"
    sent = {"key": "k1", "visited_at": moment, **dict.fromkeys(names, "20")}

    answers = [client.post("/visits/new/", sent).status_code for _ in range(2)]

    assert (answers, Visit.objects.count()) == ([303, 303], 40)


def make_rows(number: int) -> None:
    """Make as many reports, issues, visits and campaigns."""
    worker = make_seat(Role.GRID_WORKER)
    grid = Issue.objects.first()
    for _ in range(number):
        campaign = make_campaign()
        make_report()
        grid = make_issue(worker, campaign_id=campaign.id)
    assert grid is not None
    assert grid.grid is not None
    record_visits(worker, f"k{uuid4()}", visit_inputs(grid.grid, number))


def step_two(**fields: object) -> dict[str, object]:
    """Return what step two sends."""
    return {"key": "k0", "category": "0102", "place": "演示路 1 号"} | fields


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("scene.jpg", photo_bytes(), "image/jpeg")


def kept(page: object) -> dict[str, str]:
    """Return the hidden fields that step three carries."""
    text = page.content.decode()  # type: ignore[attr-defined]
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', text)
    return {name: value for name, value in found if name not in {"csrfmiddlewaretoken", "next"}}


def plain(page: str) -> str:
    """Return a page without tokens and its own address, which differ from request to request."""
    return re.sub(r'value="[^"]*"', "", page)
