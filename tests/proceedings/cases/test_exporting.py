"""The case file as one volume: every document and photograph, listed with its page and numbered."""

import io
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from fazhi.capabilities.documents.actions import void_document
from fazhi.capabilities.documents.choices import Template
from fazhi.capabilities.evidence.actions import (
    add_exhibit,
    add_exhibits,
    record_custody_entries,
)
from fazhi.capabilities.evidence.choices import CustodyEntryKind, ExhibitKind
from fazhi.capabilities.evidence.inputs import ExhibitInput, NoteInput
from fazhi.capabilities.evidence.models import Exhibit
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import NotFoundError
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Dossier
from fazhi.kernel.personal import erase_person
from fazhi.proceedings.cases.actions import decide_on_the_spot
from fazhi.proceedings.cases.exporting import export_dossier
from fazhi.proceedings.cases.models import Case
from tests.factories.cases import NOW, Town, make_decision, make_town, photograph
from tests.factories.custody import NOW as AT
from tests.factories.custody import Store, decide, make_store, make_stored
from tests.factories.documents import make_document
from tests.factories.seats import AUTHORITY, FOR_GOOD

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def case(town: Town) -> Case:
    """Return a decided case with two photographs, a recording and a record of an interview."""
    with clock.standing_at(NOW):
        (case,) = decide_on_the_spot(town.officer, [make_decision(town)])
        make_document(Template.INTERVIEW_RECORD, dossier=case.dossier, issued_at=NOW)
        add_exhibits(
            town.officer,
            [
                ExhibitInput(
                    dossier=case.dossier,
                    kind=ExhibitKind.AUDIOVISUAL,
                    label=label,
                    captured_at=NOW,
                    data=photograph(place, 40),
                )
                for place, label in enumerate(("摊位全景", "经营物品"))
            ],
        )
    return case


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page, without spaces."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_a_volume_has_cover_catalogue_documents_and_photographs(town: Town, case: Case) -> None:
    cover, catalogue, *rest = pages(export_dossier(town.leader, case.dossier))

    assert f"案号{case.number}" in cover
    assert [name in catalogue for name in ("当场行政处罚决定书", "询问笔录", "摊位全景")] == [
        True
    ] * 3
    assert case.decision.document.check_code in "".join(rest)
    assert "经营物品" in rest[-1]


def test_every_page_after_the_catalogue_carries_its_number(town: Town, case: Case) -> None:
    _, catalogue, *rest = pages(export_dossier(town.leader, case.dossier))

    assert [page.endswith(str(place)) for place, page in enumerate(rest, start=1)] == [True] * len(
        rest
    )
    assert len(rest) == int(catalogue.split("经营物品")[1].split("日")[1].split("指纹")[0])


def test_the_catalogue_names_the_whole_hash_and_where_a_thing_is_kept(
    town: Town, case: Case
) -> None:
    store = make_store(case.dossier)
    with clock.standing_at(AT):
        (cart, _table) = make_stored(store, ("摊车", "折叠桌"))
        decide(store, cart)
        original = add_original(store)
    photo = Exhibit.objects.get(label="摊位全景")

    _, catalogue, *_rest = pages(export_dossier(town.leader, case.dossier))

    assert photo.sha256 in catalogue
    assert f"原件存{store.room.name}" in catalogue.split(original.label)[1]
    assert [cart.number in catalogue, "处理：退还当事人" in catalogue] == [True, True]
    assert catalogue.count(f"存{store.room.name}") == 3


def test_a_file_is_bound_whatever_the_fraction_of_its_second(town: Town, case: Case) -> None:
    moment = NOW.replace(microsecond=123_456)
    Exhibit.objects.filter(dossier=case.dossier).update(received_at=moment)

    assert export_dossier(town.leader, case.dossier).startswith(b"%PDF")


def test_a_difference_of_hashes_stands_in_the_catalogue(town: Town, case: Case) -> None:
    Exhibit.objects.filter(label="摊位全景").update(device_sha256="0" * 64)

    _, catalogue, *_rest = pages(export_dossier(town.leader, case.dossier))

    assert catalogue.count("与取证时的指纹不一致（" + "0" * 64) == 1


def add_original(store: Store) -> Exhibit:
    """Return a paper whose original is in the store-room."""
    given = ExhibitInput(
        dossier=store.dossier,
        kind=ExhibitKind.DOCUMENTARY,
        label="进货单据原件",
        captured_at=NOW,
        origin=new_id(),
    )
    exhibit = add_exhibit(store.clerk, given)
    kept = NoteInput(
        kind=CustodyEntryKind.RECEIVED,
        at=NOW,
        reason="原件入库。",
        exhibit_id=exhibit.pk,
        store_room_id=store.room.pk,
    )
    record_custody_entries(store.clerk, [kept])
    return exhibit


def test_the_same_file_gives_the_same_bytes(town: Town, case: Case) -> None:
    first = export_dossier(town.leader, case.dossier)
    second = export_dossier(town.leader, case.dossier)

    assert first == second


@pytest.mark.poppler
def test_a_seal_is_drawn_on_the_bound_page(town: Town, case: Case, tmp_path: Path) -> None:
    path = tmp_path / "volume.pdf"
    path.write_bytes(export_dossier(town.leader, case.dossier))

    drawn = subprocess.run(
        ["pdftoppm", "-r", "60", "-f", "3", "-l", "3", str(path), str(tmp_path / "page")],  # noqa: S607
        check=True,
    )

    assert drawn.returncode == 0
    assert red_points(next(tmp_path.glob("page*.ppm"))) > 200


def red_points(path: Path) -> int:
    """Count the points of a picture that are as red as a seal."""
    with Image.open(path) as picture:
        colours = iter(picture.convert("RGB").tobytes())
    points = zip(colours, colours, colours, strict=True)
    return sum(1 for red, green, blue in points if red > 150 and green < 110 and blue < 110)


def test_what_is_void_or_erased_is_listed_and_says_so(town: Town, case: Case) -> None:
    void = make_document(Template.ORDER_TO_CORRECT, dossier=case.dossier, issued_at=NOW)
    void_document(town.leader, void, reason="录入有误")
    erase_person(make_document(Template.INTERVIEW_NOTICE, dossier=case.dossier, issued_at=NOW))

    _, catalogue, *rest = pages(export_dossier(town.leader, case.dossier))

    assert ("已作废" in catalogue, "内容已依法删除" in catalogue) == (True, True)
    assert "已作废" in "".join(rest)


def test_a_file_that_a_seat_may_not_see_does_not_exist(town: Town, case: Case) -> None:
    with pytest.raises(NotFoundError):
        export_dossier(replace(Seat.of_public(AUTHORITY), factor_until=FOR_GOOD), case.dossier)
    with pytest.raises(NotFoundError):
        export_dossier(
            town.leader,
            Dossier.objects.create(authority=AUTHORITY, kind="case", opened_at=NOW),
        )
