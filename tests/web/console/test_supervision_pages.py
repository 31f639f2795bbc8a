"""Pages of supervision: whoever is the target sees nothing, the evidence is complete."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from fazhi.kernel import clock
from fazhi.kernel.choices import INSIDERS, Role
from fazhi.proceedings.supervision.models import ConductComplaint
from fazhi.registers.staff.choices import Post
from fazhi.registers.staff.models import Officer
from tests.factories.accounts import make_account, sign_in_client
from tests.factories.cases import NOW, make_office
from tests.factories.staff import make_officer
from tests.factories.supervision import make_conduct, make_finding

pytestmark = pytest.mark.django_db
POSTS = {Role.HEAD: Post.HEAD, Role.SQUAD_LEADER: Post.SQUAD_LEADER}


@pytest.fixture(autouse=True)
def office() -> Iterator[None]:
    """Let the clock stand in an office."""
    make_office()
    with clock.standing_at(NOW):
        yield


def person(role: Role) -> tuple[Officer, Client]:
    """Return an officer with an account of a role, and his client."""
    officer = make_officer(post=POSTS.get(role, Post.OFFICER))
    officer.account = make_account(role, username=f"u-{officer.pk}")
    officer.save()
    return officer, sign_in_client(Client(), officer.account)


def said(answer: Any) -> str:
    if getattr(answer, "streaming", False):
        return b"".join(answer.streaming_content).decode()
    return str(answer.content.decode())


@pytest.mark.parametrize("role", INSIDERS)
def test_the_target_finds_the_complaint_nowhere(role: Role) -> None:
    target, client = person(role)
    complaint = make_conduct(target)
    path = f"/conduct/{complaint.pk}/"

    pages = (path, f"/api/v1/conduct/{complaint.pk}")
    sent = [client.post(f"{path}{name}/").status_code for name in ("examiner", "answer", "contact")]
    lists = (
        "/conduct/?tab=all",
        f"/conduct/?tab=all&q={complaint.number}",
        "/api/v1/conduct",
    )
    assert [client.get(page).status_code for page in pages] == [404, 404]
    assert sent == [404, 404, 404]
    assert [str(complaint.pk) in said(client.get(page)) for page in lists] == [False] * 3
    assert complaint.number not in said(client.get("/conduct/?tab=all&export=csv"))


@pytest.mark.parametrize("role", [Role.HEAD, Role.CLERK, Role.SUPERVISOR])
def test_who_reads_complaints_sees_it_on_list_page_api_and_export(role: Role) -> None:
    complaint = make_conduct(make_officer())
    _officer, client = person(role)

    pages = ("/conduct/", "/conduct/?export=csv", f"/conduct/{complaint.pk}/")
    assert [complaint.number in said(client.get(page)) for page in pages] == [True] * 3
    assert str(complaint.pk) in said(client.get("/api/v1/conduct"))
    assert "13800000000" not in said(client.get(f"/conduct/{complaint.pk}/"))


def test_a_citizen_complains_gets_a_receipt_and_follows_it_by_its_code() -> None:
    client = Client()
    data = {"key": "k", "statement": "态度生硬。", "named": "", "name": "", "phone": "13800000002"}

    answer = client.post("/portal/conduct/new/", data)
    receipt = said(client.get(answer["Location"]))

    complaint = ConductComplaint.objects.get()
    assert (complaint.spaced_code in receipt, complaint.number in receipt) == (True, True)
    assert client.get("/portal/conduct/0000-0000-0000-0000/").status_code == 404


def test_a_complaint_without_words_is_refused_with_a_sentence() -> None:
    assert Client().post("/portal/conduct/new/", {"key": "k"}).status_code == 422


def test_the_evidence_has_a_line_for_each_step_of_each_finding() -> None:
    make_finding("task_overdue", subject="a")
    make_finding("task_overdue", subject="b")  # the first is seen no longer
    _officer, client = person(Role.SUPERVISOR)

    text = said(client.get("/supervision/evidence/"))

    lines = list(csv.reader(io.StringIO(text)))
    steps = [line[6] for line in lines if len(line) == 11][1:]
    assert steps == ["系统发现", "情形已消除", "系统发现"]


def test_the_supervision_body_reads_and_changes_nothing() -> None:
    finding = make_finding()
    _officer, client = person(Role.SUPERVISOR)

    read = [client.get(f"/{page}/").status_code for page in (
        "supervision", f"supervision/{finding.pk}", "incidents", "mechanisms", "cases", "support",
    )]  # fmt: skip
    acted = [
        client.post(f"/supervision/{finding.pk}/{name}/").status_code
        for name in ("assignment", "explanation", "closure")
    ]
    assert (read, acted) == ([200] * 6, [403] * 3)


def test_findings_are_closed_as_a_list_through_the_api() -> None:
    findings = [make_finding(), make_finding("odd_hours")]
    _officer, client = person(Role.HEAD)
    body = [
        {"finding": str(each.pk), "outcome": "dismissed", "reason": "不成立。"} for each in findings
    ]

    answer = client.post("/api/v1/findings/closures", body, content_type="application/json")

    assert [each["status"] for each in answer.json()] == ["dismissed", "dismissed"]
    assert client.get("/api/v1/findings").json() == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("page", "make"),
    [
        ("/supervision/?tab=all", make_finding),
        ("/conduct/", lambda: make_conduct(make_officer())),
    ],
)
def test_a_list_costs_as_many_statements_for_three_rows_as_for_one(
    page: str,
    make: Callable[[], object],
    count: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _number in range(count):
        make()
    _officer, client = person(Role.HEAD)

    with django_assert_max_num_queries(8):  # session, account, grants and seat come before
        assert client.get(page).status_code == 200


def test_the_page_of_mechanisms_names_every_page_by_its_name_in_the_menu() -> None:
    _officer, client = person(Role.HEAD)

    text = said(client.get("/mechanisms/"))

    assert text.count('<section class="card"') == 8
    assert ("SUP-001" in text, "《行政处罚法》第五十八条" in text) == (True, True)
