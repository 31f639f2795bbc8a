"""The page of examination: what is typed or uploaded is judged, shown and kept on the form."""

import json
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fazhi.kernel.choices import Role

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "commands" / "examples" / "examine"
ON_THE_SPOT = (FOLDER / "on_the_spot_201.yaml").read_text(encoding="utf-8")
LAWFUL = (FOLDER / "good_hearing.yaml").read_text(encoding="utf-8")


@pytest.fixture
def reviewer(staff: Callable[..., Client]) -> Client:
    return staff(Role.CASE_REVIEWER)


def shown(client: Client, status: int = 200, **given: object) -> str:
    answer = client.post("/examinations/", given)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def test_the_form_stands_alone_before_anything_is_examined(reviewer: Client) -> None:
    answer = reviewer.get("/examinations/")

    assert (answer.status_code, "评查结果</h2>" in answer.content.decode()) == (200, False)


def test_a_pasted_timeline_is_judged_and_stays_on_the_form(reviewer: Client) -> None:
    page = shown(reviewer, text=ON_THE_SPOT)

    assert [
        words in page
        for words in ("应当拒绝", "SIM-001", "<dd>90</dd>", "缴纳罚款", "推定当日发现", "fine: 201")
    ] == [True] * 6


def test_a_file_without_fault_says_so(reviewer: Client) -> None:
    page = shown(reviewer, text=LAWFUL)

    assert ("没有发现问题。" in page, "应当拒绝" in page) == (True, False)


def test_an_uploaded_file_is_judged_and_its_text_is_shown(reviewer: Client) -> None:
    page = shown(reviewer, file=SimpleUploadedFile("case.yaml", ON_THE_SPOT.encode()))

    assert ("SIM-001" in page, "fine: 201" in page) == (True, True)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": ""}, "请粘贴时间线，或者选择文件。"),
        ({"text": "acts: [dance"}, "YAML 写法有误"),
        ({"text": ON_THE_SPOT.replace("act: decision", "act: dance")}, "line 9, acts[0].act"),
        ({"file": SimpleUploadedFile("case.yaml", "甲".encode("gb18030"))}, "不是 UTF-8 编码"),
        ({"file": SimpleUploadedFile("case.yaml", b"#" * 1_000_001)}, "太大了"),
    ],
)
def test_what_cannot_be_read_is_said_and_what_was_typed_is_kept(
    reviewer: Client, given: dict[str, object], said: str
) -> None:
    page = shown(reviewer, 422, **given)

    assert (said in page, str(given.get("text", "")) in page) == (True, True)


def test_the_examination_is_downloaded_as_json(reviewer: Client) -> None:
    answer = reviewer.post("/examinations/", {"text": ON_THE_SPOT, "download": "json"})

    assert answer.headers["Content-Disposition"] == 'attachment; filename="examination.json"'
    assert json.loads(answer.content)["score"] == 90


def test_a_period_in_hours_shows_its_moment(reviewer: Client) -> None:
    text = (
        "violation: { ended_on: 2026-02-14 }\nacts:\n"
        "  - { act: measure, at: 2026-02-14 22:30, is_urgent: true }\n"
        "  - { act: approval_under_urgency, at: 2026-02-15 10:00 }\n"
        "  - { act: demand, at: 2027-02-15 10:00 }\n"
        "  - { act: service_of_demand, at: 2027-12-28 10:00 }\n"
    )

    page = shown(reviewer, text=text)

    assert ("2026-02-15 22:30" in page, "≥ 20" in page) == (True, True)
