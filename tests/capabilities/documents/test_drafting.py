"""Editable drafts say what the file says, and an office program opens them."""

import html
import io
import re
import subprocess
from pathlib import Path

import docx
import pytest
from docx.text.paragraph import Paragraph

from fazhi.capabilities.documents.actions import render
from fazhi.capabilities.documents.choices import Template
from fazhi.capabilities.documents.drafting import NOTICE, draft_docx
from fazhi.capabilities.documents.errors import ErasedDocumentError
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.documents.queries import html_preview
from fazhi.kernel.personal import erase_person
from tests.factories.documents import decision_content, make_document

pytestmark = pytest.mark.django_db


def words(draft: bytes) -> list[str]:
    """Return every line and every cell of a draft, without spaces."""
    opened = docx.Document(io.BytesIO(draft))
    lines = [paragraph.text for paragraph in opened.paragraphs]
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    found = [line for text in (*lines, *cells) for line in text.splitlines()]
    plain = ["".join(text.split()).removeprefix("执法人员：") for text in found]
    return [text for text in plain if text]


def raw_text(pdf: bytes, folder: Path) -> str:
    """Return the text of a file in the order in which it was written, without spaces."""
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"],  # noqa: S607 -- found on the path on purpose
        capture_output=True,
        check=True,
    )
    return "".join(done.stdout.decode().split())


@pytest.mark.poppler
@pytest.mark.parametrize("template", list(Template))
def test_the_draft_says_what_the_file_says(template: Template, tmp_path: Path) -> None:
    document = make_document(template)

    text = raw_text(render(document), tmp_path)

    assert [part for part in words(draft_docx(document)) if part not in text] == []


@pytest.mark.parametrize("template", list(Template))
def test_the_draft_leaves_nothing_of_the_page_out(template: Template) -> None:
    document = make_document(template)

    page = re.sub(r"<p[^>]*aria-hidden.*?</p>|<[^>]+>", "", html_preview(document))

    assert in_order(draft_docx(document)) == "".join(html.unescape(page).split())


def in_order(draft: bytes) -> str:
    """Return the words of a draft from top to bottom, without spaces; a merged cell counts once."""
    found = []
    for part in docx.Document(io.BytesIO(draft)).iter_inner_content():
        if isinstance(part, Paragraph):
            found.append(part.text)
            continue
        for row in part.rows:
            found += list({id(cell._tc): cell.text for cell in row.cells}.values())  # noqa: SLF001
    return "".join("".join(found).split())


def test_a_draft_says_on_every_page_that_it_is_one() -> None:
    opened = docx.Document(io.BytesIO(draft_docx(make_document())))

    assert opened.sections[0].header.paragraphs[0].text == NOTICE
    assert opened.core_properties.title == "当场行政处罚决定书"


def test_text_that_looks_like_markup_is_only_text_in_a_draft() -> None:
    document = make_document(content=decision_content(facts="<b>标签</b> & {{ 花括号 }}"))

    assert "<b>标签</b>&{{花括号}}" in "".join(words(draft_docx(document)))


def test_an_erased_document_has_no_draft() -> None:
    document = make_document()
    erase_person(document)

    with pytest.raises(ErasedDocumentError):
        draft_docx(Document.objects.get(pk=document.pk))


@pytest.mark.libreoffice
@pytest.mark.parametrize("template", [Template.PENALTY_DECISION, Template.INTERVIEW_RECORD])
def test_an_office_program_opens_the_draft_with_the_same_words(
    template: Template, tmp_path: Path
) -> None:
    draft = draft_docx(make_document(template))
    path = tmp_path / "draft.docx"
    path.write_bytes(draft)

    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    order = ["soffice", home, "--headless", "--convert-to", "txt:Text (encoded):UTF8"]
    subprocess.run([*order, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True)

    text = "".join((tmp_path / "draft.txt").read_text(encoding="utf-8-sig").split())
    assert [part for part in words(draft) if part not in text] == []
