"""A photograph outlives the refusal of its form, on every page that takes one."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fazhi.capabilities.evidence.models import Exhibit
from fazhi.kernel import clock, waiting
from fazhi.kernel.attachments import PHOTOS, Upload
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import NotFoundError
from fazhi.kernel.models import Account, Attachment
from fazhi.proceedings.cases.actions import decide_on_the_spot, refer_parking
from fazhi.proceedings.issues.actions import receive_reports
from fazhi.proceedings.issues.choices import Channel
from fazhi.proceedings.issues.inputs import ReportInput
from fazhi.proceedings.issues.models import Report
from fazhi.registers.competence.choices import OwnerKind
from fazhi.registers.places.versions import touch
from tests.factories.cases import NOW, Town, make_decision, make_referral_input, make_town
from tests.factories.competence import make_category
from tests.factories.issues import make_issue
from tests.factories.places import inside
from tests.factories.seats import make_seat
from tests.factories.staff import make_group
from tests.kernel.sample_files import picture, saved

pytestmark = pytest.mark.django_db

Staff = Callable[..., Client]


@dataclass(frozen=True, slots=True)
class Sent:
    """A form with photographs: where it goes, what is wrong at first, what makes it right."""

    address: str
    fields: dict[str, Any]
    wrong: dict[str, Any]
    photographs: tuple[str, ...] = ("photograph",)


def photograph(name: str, width: int = 64) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, saved(picture(width), "JPEG"), "image/jpeg")


def decision(town: Town) -> Sent:
    longitude, latitude = inside(0, 0)
    fields = {
        "key": "k-decision",
        "power": str(town.power.id),
        "party_kind": "person",
        "party_name": "陈某",
        "place": "测试路口",
        "longitude": longitude,
        "latitude": latitude,
        "happened_at": "2026-03-10T09:30",
        "facts": "在人行道上设摊经营。",
        "co_host": str(town.officers[1].id),
        "are_certificates_shown": "on",
        "is_notice_given": "on",
        "defence": "waived",
        "kinds": ["fine"],
        "fine": "50",
        "delivery": "signed",
    }
    return Sent("/cases/new/", fields, {"fine": "201"})


def referral(town: Town) -> Sent:
    longitude, latitude = inside(0, 0)
    fields = {
        "key": "k-referral",
        "plate": "浙B·D0001",
        "vehicle_type": "small",
        "appearance": "白色轿车",
        "noticed_at": "2026-03-10T09:30",
        "place": "测试路口",
        "longitude": longitude,
        "latitude": latitude,
        "co_host": str(town.officers[1].id),
    }
    return Sent("/parking-referrals/new/", fields, {"plate": ""}, ("first", "second"))


def opening(town: Town) -> Sent:
    del town
    longitude, latitude = inside(0, 0)
    fields = {
        "key": "k-issue",
        "category": "0501",
        "place": "测试路口",
        "longitude": longitude,
        "latitude": latitude,
    }
    return Sent("/issues/new/", fields, {"place": ""})


def handling(town: Town) -> Sent:
    del town
    issue = make_issue()
    return Sent(f"/issues/{issue.dossier.public_id}/handling/", {"note": "已清理。"}, {"note": ""})


MAKERS = (decision, referral, opening, handling)


@pytest.fixture
def town() -> Town:
    made = make_town()
    make_group(made.officers[0], [made.grid])
    make_category("0501", OwnerKind.GROUP)
    return made


@pytest.fixture
def officer(town: Town, staff: Staff) -> Client:
    client = staff(Role.OFFICER)
    town.officers[0].account = Account.objects.get(username="zhou.hai")
    town.officers[0].save(update_fields=["account"])
    touch(town.office.key)
    return client


@pytest.mark.parametrize("make", MAKERS)
def test_a_refused_form_names_its_photographs_and_needs_them_no_second_time(
    town: Town, officer: Client, make: Callable[[Town], Sent]
) -> None:
    with clock.standing_at(NOW):
        sent = make(town)
        files = {
            name: photograph(f"{name}-x.jpg", 64 + place)
            for place, name in enumerate(sent.photographs)
        }
        refused = officer.post(sent.address, sent.fields | sent.wrong | files)
        page = refused.content.decode()
        done = officer.post(sent.address, sent.fields | kept_in(page))

    assert refused.status_code == 422
    assert [f"已保留照片：{name}-x.jpg（" in page for name in sent.photographs] == [
        True for _name in sent.photographs
    ]
    assert done.status_code == 303
    exhibits = {each.attachment.name for each in Exhibit.objects.select_related("attachment")}
    assert exhibits == {f"{name}-x.jpg" for name in sent.photographs}


@pytest.mark.parametrize("make", MAKERS)
def test_another_account_cannot_use_the_photograph(
    town: Town, officer: Client, make: Callable[[Town], Sent]
) -> None:
    with clock.standing_at(NOW):
        sent = make(town)
        stolen = {
            f"{name}_kept": str(
                waiting.hold(make_seat(), Upload(photograph("x").read(), "其他.jpg", PHOTOS)).pk
            )
            for name in sent.photographs
        }
        answer = officer.post(sent.address, sent.fields | stolen)

    assert answer.status_code == 422
    assert "请重新选择" in answer.content.decode()
    assert "其他.jpg" not in answer.content.decode()
    assert Exhibit.objects.count() == 0


@pytest.mark.parametrize("make", [decision, opening, handling])
def test_a_photograph_that_need_not_be_there_can_be_left_out_or_replaced(
    town: Town, officer: Client, make: Callable[[Town], Sent]
) -> None:
    with clock.standing_at(NOW):
        sent = make(town)
        first = {"photograph": photograph("first.jpg", 64)}
        page = officer.post(sent.address, sent.fields | sent.wrong | first).content.decode()
        second = {"photograph": photograph("second.jpg", 65)} | kept_in(page)
        page = officer.post(sent.address, sent.fields | sent.wrong | second).content.decode()
        left_out = kept_in(page) | {"photograph_left_out": "on"}
        done = officer.post(sent.address, sent.fields | left_out)

    assert "已保留照片：second.jpg" in page
    assert "first.jpg" not in page
    assert (done.status_code, Exhibit.objects.count()) == (303, 0)


def test_a_file_that_is_no_photograph_does_not_cost_the_one_before(
    town: Town, officer: Client
) -> None:
    with clock.standing_at(NOW):
        sent = decision(town)
        first = {"photograph": photograph("first.jpg")}
        page = officer.post(sent.address, sent.fields | sent.wrong | first).content.decode()
        bad = {"photograph": SimpleUploadedFile("bad.jpg", b"MZ")} | kept_in(page)
        refused = officer.post(sent.address, sent.fields | bad)
        page = refused.content.decode()
        done = officer.post(sent.address, sent.fields | kept_in(page))

    assert refused.status_code == 422
    assert "“bad.jpg”" in page
    assert "已保留照片：first.jpg" in page
    assert (done.status_code, Exhibit.objects.count()) == (303, 1)


def test_a_form_with_a_kept_photograph_sent_twice_is_one_case(town: Town, officer: Client) -> None:
    with clock.standing_at(NOW):
        sent = decision(town)
        first = {"photograph": photograph("first.jpg")}
        page = officer.post(sent.address, sent.fields | sent.wrong | first).content.decode()
        again = sent.fields | kept_in(page)
        answers = [officer.post(sent.address, again) for _ in range(2)]

    assert [each.status_code for each in answers] == [303, 303]
    assert answers[0]["Location"] == answers[1]["Location"]


def test_no_program_takes_a_photograph_that_waits_for_somebody_else(town: Town) -> None:
    public = make_seat().of_public(town.office.key)
    with clock.standing_at(NOW):
        waits = waiting.hold(make_seat(), Upload(photograph("x").read(), "x.jpg", PHOTOS))
        keys = (waits.pk,)
        given = make_referral_input(town)
        acts: list[Callable[[], object]] = [
            lambda: decide_on_the_spot(town.officer, [make_decision(town, photograph_ids=keys)]),
            lambda: refer_parking(
                town.officer,
                [make_referral_input(town, photograph_ids=(*keys, given.photograph_ids[0]))],
            ),
            lambda: receive_reports(
                public, [ReportInput("k", Channel.PORTAL, "占道", photograph_ids=keys)]
            ),
        ]
        for act in acts:
            with pytest.raises(NotFoundError):
                act()


@pytest.mark.usefixtures("town")
def test_a_citizen_keeps_the_photograph_and_sees_its_name(client: Client) -> None:
    address = "/portal/reports/new/street/"
    fields = {"key": "k1", "category": "-", "place": "演示路 1 号"}
    wrong = fields | {"place": "", "photograph": photograph("家门口.jpg")}

    refused = client.post(address, wrong)
    page = refused.content.decode()
    ticket = re.search(r'name="ticket" value="([^"]+)"', page)
    assert ticket is not None
    client.post(address, fields | {"ticket": ticket[1], "send": "1"})

    assert refused.status_code == 422
    assert "已保留照片：家门口.jpg（" in page
    assert "photograph_kept" not in page
    assert [each.attachment for each in Report.objects.get().photographs.all()] == [
        Attachment.objects.get()
    ]


def kept_in(page: str) -> dict[str, str]:
    """Return the hidden fields of the photographs that a page keeps."""
    return dict(re.findall(r'<input type="hidden" name="(\w+_kept)" value="([^"]+)">', page))
