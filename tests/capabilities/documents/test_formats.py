"""The formats: each has its typst and its page, known particulars, and words that fit its kind."""

import datetime as dt

import pytest

from fazhi.capabilities.documents.access import document_for, documents_of
from fazhi.capabilities.documents.choices import Template
from fazhi.capabilities.documents.errors import UnknownTemplateError
from fazhi.capabilities.documents.formats import FOLDER, format_of, format_on, versions_of
from fazhi.capabilities.documents.queries import draft_preview
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import NotFoundError
from fazhi.law.documents import DocumentKind, document_form
from fazhi.law.jurisdiction import load_law
from tests.factories.documents import CONTENTS, NAME, decision_content, make_document
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat

EVERY = [version for template in Template for version in versions_of(template)]


def test_every_version_has_its_typst_and_its_page() -> None:
    lacking = [
        each.drawing(suffix)
        for each in EVERY
        for suffix in (".typ", ".html")
        if not (FOLDER / each.drawing(suffix)).is_file()
    ]

    assert lacking == []


def test_every_particular_of_the_law_has_its_place() -> None:
    lacking = [
        f"{each.template}: {particular.key}"
        for each in EVERY
        if each.particulars
        for particular in document_form(DocumentKind(each.particulars.kind)).particulars
        if particular.key not in {*each.particulars.fields, *each.particulars.stated}
        and particular.key != "authority"  # printed at the head of every document
    ]

    assert lacking == []


def test_every_place_of_a_particular_is_a_field() -> None:
    unknown = [
        f"{each.template}: {name}"
        for each in EVERY
        if each.particulars
        for names in each.particulars.fields.values()
        for name in names
        if name not in {field.name for field in each.fields}
    ]

    assert unknown == []


def test_every_deadline_of_a_format_is_known_to_the_law() -> None:
    law = load_law()

    assert [law.deadline(name).rule.name for each in EVERY for name in each.deadlines] == [
        name for each in EVERY for name in each.deadlines
    ]


@pytest.mark.parametrize("template", [Template.PARKING_REFERRAL, Template.PARKING_NOTICE])
def test_parking_papers_never_read_as_a_penalty(template: Template) -> None:
    version = format_on(template, dt.date(2026, 9, 16))
    files = [FOLDER / template / f"{version.version}{end}" for end in (".typ", ".html", ".yaml")]
    words = "".join(line for file in files for line in said(file.read_text(encoding="utf-8")))

    assert [word for word in ("处罚", "罚款", "复议", "诉讼") if word in words] == []
    assert version.title.endswith(("抄告单", "告知单"))


def said(text: str) -> list[str]:
    """Return the lines of a source without its comments."""
    return [line for line in text.splitlines() if not line.lstrip().startswith(("#", "//"))]


def test_an_order_to_correct_has_its_own_series() -> None:
    series = {each.series for each in EVERY if each.series}

    assert format_on(Template.ORDER_TO_CORRECT, dt.date(2026, 1, 1)).series == "order_to_correct"
    assert len(series) == len([each for each in EVERY if each.series])


def test_an_unknown_template_or_version_is_refused() -> None:
    with pytest.raises(UnknownTemplateError):
        versions_of("no_such_paper")
    with pytest.raises(UnknownTemplateError):
        format_of(Template.SUMMARY_DECISION, "1999-01-01")


def test_a_draft_shows_what_would_be_issued() -> None:
    page = draft_preview(
        Template.SUMMARY_DECISION,
        decision_content(),
        authority_name=NAME,
        day=dt.date(2026, 9, 16),
    )

    assert "罚款人民币伍拾元整（¥50）" in page
    assert "查验码" not in page
    assert "style=" not in page


@pytest.mark.parametrize("template", list(CONTENTS))
def test_every_page_is_free_of_inline_style_and_script(template: Template) -> None:
    page = draft_preview(
        template, CONTENTS[template], authority_name=NAME, day=dt.date(2026, 9, 16)
    )

    assert [mark for mark in ("style=", "<script", "onclick") if mark in page] == []


@pytest.mark.django_db
def test_documents_are_seen_by_the_staff_of_the_authority_only() -> None:
    document = make_document()
    assert document.dossier is not None

    assert list(documents_of(make_seat(), document.dossier)) == [document]
    assert document_for(make_seat(), document.id) == document
    assert list(documents_of(Seat.of_public(AUTHORITY), document.dossier)) == []
    with pytest.raises(NotFoundError):
        document_for(make_seat(authority=OTHER_AUTHORITY), document.id)
