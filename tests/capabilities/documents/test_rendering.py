"""Pages and seals: the same bytes twice, archival files, a seal that one changed byte breaks.

`pdfsig` and `pdftotext` of poppler judge from outside; without them these tests are left out.
"""

import io
import subprocess
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader

from fazhi.capabilities.documents.actions import render, void_document
from fazhi.capabilities.documents.choices import DocumentStatus, PaperForm, Template
from fazhi.capabilities.documents.errors import (
    ErasedDocumentError,
    MissingFontsError,
    MissingGlyphError,
    SealError,
)
from fazhi.capabilities.documents.formats import versions_of
from fazhi.capabilities.documents.jobs import seal_newest, seal_waiting
from fazhi.capabilities.documents.models import Document, Rendering
from fazhi.capabilities.documents.queries import check, html_preview, is_our_file
from fazhi.capabilities.documents.rendering import typeset
from fazhi.capabilities.documents.sealing import provider
from fazhi.capabilities.documents.trial_certificates import UNTIL, certificate_of
from fazhi.kernel import clock, keys
from fazhi.kernel.models import Entry
from fazhi.kernel.personal import erase_person
from tests.factories.documents import NAME, decision_content, make_document
from tests.factories.seats import AUTHORITY, make_seat

pytestmark = pytest.mark.django_db


def text_of(pdf: bytes, folder: Path) -> str:
    """Return the text layer of a file, without spaces, as poppler reads it."""
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"],  # noqa: S607 -- found on the path on purpose
        capture_output=True,
        check=True,
    )
    return "".join(done.stdout.decode().split())


def verdict_of(pdf: bytes, folder: Path) -> str:
    """Return what poppler says of the seal of a file."""
    path = folder / "signed.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        ["pdfsig", str(path)],  # noqa: S607 -- as above
        capture_output=True,
        check=False,
    )
    return done.stdout.decode()


def every_form() -> list[tuple[Template, PaperForm]]:
    """Return every template on every paper it is printed on."""
    return [(template, form) for template in Template for form in versions_of(template)[-1].forms]


@pytest.mark.parametrize(("template", "form"), every_form())
def test_every_document_is_an_archival_file_on_every_paper(
    template: Template, form: PaperForm
) -> None:
    pdf = PdfReader(io.BytesIO(render(make_document(template), form)))

    xmp = pdf.xmp_metadata
    assert xmp is not None
    assert (xmp.pdfaid_part, xmp.pdfaid_conformance) == ("2", "B")
    assert "/OutputIntents" in pdf.trailer["/Root"]
    assert fonts_without_file(pdf) == []


def fonts_without_file(pdf: PdfReader) -> list[str]:
    """Return the names of fonts that a file uses and does not carry."""
    lacking = []
    for page in pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            described = inner["/FontDescriptor"].get_object()
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(described):
                lacking.append(str(described["/FontName"]))
    return lacking


def test_typesetting_twice_gives_the_same_bytes() -> None:
    document = make_document()

    first = typeset(document, PaperForm.STANDARD)
    second = typeset(Document.objects.get(pk=document.pk), PaperForm.STANDARD)

    assert first == second


def test_a_decision_fits_on_one_page() -> None:
    pdf = PdfReader(io.BytesIO(typeset(make_document(), PaperForm.STANDARD).pdf))

    assert len(pdf.pages) == 1


@pytest.mark.poppler
def test_the_text_layer_holds_number_amount_and_authority(tmp_path: Path) -> None:
    document = make_document(content=decision_content(Decimal(200)))

    text = text_of(render(document), tmp_path)

    assert document.number in text
    assert "罚款人民币贰佰元整（¥200）" in text
    assert NAME in text
    assert document.check_code in text


@pytest.mark.poppler
def test_the_page_in_html_says_what_the_file_says(tmp_path: Path) -> None:
    documents = [make_document(template) for template in Template]

    for document in documents:
        text = text_of(typeset(document, PaperForm.STANDARD).pdf, tmp_path)
        said = paragraphs(html_preview(document))
        assert [part for part in said if part not in text] == []


def paragraphs(html: str) -> list[str]:
    """Return the text of each paragraph of a page, without spaces and the place of the seal."""
    reader = _Paragraphs()
    reader.feed(html)
    found = ["".join(part.split()) for part in reader.found]
    return [part for part in found if part and part != "印章位置"]


class _Paragraphs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "p":
            self._inside = True
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "p"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


@pytest.mark.poppler
def test_a_sealed_document_is_valid_and_one_changed_byte_breaks_it(tmp_path: Path) -> None:
    pdf = render(make_document())
    broken = bytearray(pdf)
    broken[len(pdf) // 3] ^= 1

    assert "Signature is Valid" in verdict_of(pdf, tmp_path)
    assert "Signature is Valid" not in verdict_of(bytes(broken), tmp_path)


def test_our_own_check_of_the_seal_agrees() -> None:
    pdf = render(make_document())
    broken = bytearray(pdf)
    broken[len(pdf) // 3] ^= 1

    checked = provider().check(pdf)
    assert (checked.is_sealed, checked.is_intact, checked.is_trusted) == (True, True, True)
    assert checked.certificate == f"{NAME} 测试章"
    assert provider().check(bytes(broken)).is_intact is False
    assert provider().check(b"no file").is_sealed is False


def test_a_rendered_file_is_kept_and_the_document_is_sealed() -> None:
    document = make_document()

    first, second = render(document), render(Document.objects.get(pk=document.pk))

    assert first == second
    assert Rendering.objects.count() == 1
    assert Document.objects.get(pk=document.pk).status == DocumentStatus.SEALED
    assert Entry.objects.filter(kind="document.sealed").count() == 1


def test_both_paper_forms_are_kept_side_by_side() -> None:
    document = make_document()

    render(document)
    render(document, PaperForm.NARROW)

    forms = Rendering.objects.order_by("form").values_list("form", flat=True)
    assert list(forms) == [PaperForm.NARROW, PaperForm.STANDARD]


def test_only_the_very_file_is_ours() -> None:
    document = make_document()
    pdf = render(document)

    assert is_our_file(document.check_code, pdf) is True
    assert is_our_file(document.check_code, pdf + b" ") is False
    assert is_our_file("0000000000000000", pdf) is False


def test_a_void_document_is_drawn_with_its_mark_and_never_sealed() -> None:
    document = void_document(make_seat(), make_document(), reason="录入有误")

    pdf = render(document)

    assert "已作废" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert provider().check(pdf).is_sealed is False
    assert Rendering.objects.count() == 0


@pytest.mark.parametrize("sign", ["￥", "\U000e0001", "\ufffe", "𠔻"])
def test_a_sign_that_cannot_be_drawn_is_named_and_nothing_is_made(sign: str) -> None:
    document = make_document(content=decision_content(party_name=f"张{sign}"))

    with pytest.raises(MissingGlyphError) as refused:
        render(document)

    assert refused.value.characters == (sign,)
    assert Rendering.objects.count() == 0


def test_rare_characters_of_names_are_drawn() -> None:
    document = make_document(content=decision_content(party_name="㛃䶮𬱖"))

    pdf = PdfReader(io.BytesIO(render(document)))

    assert "㛃䶮𬱖" in pdf.pages[0].extract_text()


def test_text_that_looks_like_markup_is_only_text() -> None:
    strange = '#read("/etc/passwd") *粗* $x$ <b>标签</b> \\ // 注释'
    document = make_document(content=decision_content(facts=strange))

    text = "".join(PdfReader(io.BytesIO(render(document))).pages[0].extract_text().split())

    assert "".join(strange.split()) in text
    assert "&lt;b&gt;标签&lt;/b&gt;" in html_preview(document)


def test_no_fonts_is_said_and_not_guessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = make_document()
    monkeypatch.setattr(settings, "FONTS_ROOT", tmp_path)

    with pytest.raises(MissingFontsError):
        render(document)


def test_a_seal_out_of_its_term_is_refused() -> None:
    document = make_document()

    with clock.standing_at(UNTIL.replace(year=UNTIL.year + 1)), pytest.raises(SealError):
        render(document)

    assert Document.objects.get(pk=document.pk).status == DocumentStatus.RECORDED


def test_the_job_seals_what_waits_and_finds_nothing_the_second_time() -> None:
    make_document()
    make_document(Template.PAYMENT_NOTICE)

    assert (seal_waiting(AUTHORITY), seal_waiting(AUTHORITY)) == (1, 0)


def test_a_document_that_cannot_be_drawn_does_not_keep_the_others_waiting() -> None:
    make_document()
    make_document(content=decision_content(party_name="张￥"))
    make_document()

    seal_newest()
    seal_newest()

    left = Document.objects.filter(status=DocumentStatus.RECORDED)
    assert [each.said["party_name"] for each in left] == ["张￥"]


def test_an_erased_document_keeps_number_and_hash_and_is_drawn_no_more() -> None:
    document = make_document()
    erase_person(document)
    erased = Document.objects.get(pk=document.pk)

    with pytest.raises(ErasedDocumentError):
        render(erased)
    found = check(document.check_code)

    assert found is not None
    assert (found.number, found.content_hash) == (document.number, document.content_hash)
    assert (found.party, found.amount) == ("", None)


def test_the_check_of_a_code_shows_amount_and_masked_party_only() -> None:
    document = make_document(content=decision_content(Decimal(200), party_name="张演示"))

    found = check(document.check_code)

    assert found is not None
    assert (found.number, found.amount, found.party) == (document.number, Decimal(200), "张**")
    assert (found.authority_name, found.title) == (NAME, "当场行政处罚决定书")
    assert (found.content_hash, found.stands) == (document.content_hash, True)


def test_a_code_read_out_loud_is_understood() -> None:
    document = make_document()
    code = document.check_code
    spoken = f"{code[:4]}-{code[4:8]} {code[8:]}".lower().replace("0", "o").replace("1", "l")

    assert check(spoken) == check(code)


def test_an_unknown_or_misshapen_code_is_nothing() -> None:
    assert [check(code) for code in ("", "0" * 16, "' OR 1=1", "字" * 16)] == [None] * 4


def test_the_check_of_an_annulled_document_says_so() -> None:
    document = void_document(make_seat(), make_document(), reason="录入有误")

    found = check(document.check_code)

    assert found is not None
    assert (found.stands, found.status) == (False, DocumentStatus.VOID)
    assert found.annulled_on == clock.today()


def test_an_authority_with_another_name_has_another_seal() -> None:
    before, after = (certificate_of(AUTHORITY, name) for name in (NAME, "改名后的街道办事处"))

    assert before.certificate_path != after.certificate_path
    assert certificate_of(AUTHORITY, NAME) == before


def test_what_sealing_keeps_lets_the_server_start_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SECRETS_ROOT", tmp_path / "secrets")
    keys.make_keys()
    keys.forget()
    try:
        render(make_document())
        assert keys.loose() == []
    finally:
        keys.forget()
