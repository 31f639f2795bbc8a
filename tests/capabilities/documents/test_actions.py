"""Issuing documents: numbers without gaps, content that the law asks, hashes that bind it."""

import datetime as dt
import hashlib
import json
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from fazhi.capabilities.documents.actions import (
    issue_document,
    issue_documents,
    void_document,
    withdraw_document,
)
from fazhi.capabilities.documents.choices import DocumentStatus, Template
from fazhi.capabilities.documents.errors import AnnulledDocumentError, UnknownTemplateError
from fazhi.capabilities.documents.inputs import DocumentInput
from fazhi.capabilities.documents.models import Document
from fazhi.kernel import clock, journal, numbers
from fazhi.kernel.errors import InputError, RefusalError
from fazhi.kernel.models import Entry, EntryContent
from tests.factories.documents import (
    CONTENTS,
    ISSUED_AT,
    decision_content,
    make_authority,
    make_document,
    make_dossier,
)
from tests.factories.seats import AUTHORITY, make_seat

pytestmark = pytest.mark.django_db


def decisions(count: int) -> list[DocumentInput]:
    """Return complete decisions, each in a dossier of its own."""
    return [
        DocumentInput(
            template=Template.SUMMARY_DECISION,
            content=decision_content(),
            dossier=make_dossier(),
            issued_at=ISSUED_AT,
        )
        for _ in range(count)
    ]


def test_an_issued_document_has_number_version_and_code() -> None:
    document = make_document()

    stored = Document.objects.get()
    assert stored == document
    assert stored.number == "镇庄当罚字〔2026〕第0001号"
    assert (stored.version, stored.serial, stored.year) == ("2021-07-15", 1, 2026)
    assert len(stored.check_code) == 16
    assert stored.status == DocumentStatus.RECORDED


def test_the_hash_is_taken_over_the_salt_and_the_content() -> None:
    document = make_document()

    stored = Document.objects.get(pk=document.pk)
    salted = bytes(stored.content_salt) + stored.content.encode()
    assert stored.content_hash == hashlib.sha256(salted).hexdigest()
    assert stored.said["fine"] == "50"
    assert stored.said["document"]["number"] == stored.number


def test_the_content_is_not_readable_in_the_database() -> None:
    make_document()

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM capabilities_documents_document")
        (raw,) = cursor.fetchone()

    assert "张演示".encode() not in bytes(raw)


def test_the_journal_holds_no_personal_value() -> None:
    document = make_document()

    entry = Entry.objects.get(kind="document.issued")
    content = EntryContent.objects.get(entry=entry).text
    assert json.loads(content) == {**document.journal_item(), "warned": []}
    assert "张演示" not in content
    assert "330211199001010000" not in content


def test_a_batch_takes_numbers_that_follow_one_another() -> None:
    make_authority()

    documents = issue_documents(make_seat(), decisions(3))

    entry = Entry.objects.get(kind="document.issued")
    assert [document.serial for document in documents] == [1, 2, 3]
    assert entry.item_count == 3
    assert list(Document.objects.filter(entry=entry).order_by("id")) == documents


def test_the_entry_of_a_batch_holds_the_root_over_its_rows() -> None:
    make_authority()
    issue_documents(make_seat(), decisions(3))

    entry = Entry.objects.get(kind="document.issued")
    rows = Document.objects.filter(entry=entry).order_by("id")
    root = journal.items_root(row.journal_item() for row in rows)
    assert json.loads(entry.content.text)["items_root"] == root.hex()


def test_a_batch_needs_as_many_statements_as_one_document() -> None:
    make_authority()
    seat, one, many = make_seat(), decisions(1), decisions(30)

    with CaptureQueriesContext(connection) as first:
        issue_documents(seat, one)
    with CaptureQueriesContext(connection) as second:
        issue_documents(seat, many)

    assert len(second) == len(first)


def test_one_bad_document_leaves_no_number_used() -> None:
    make_authority()
    bad = DocumentInput(
        template=Template.SUMMARY_DECISION,
        content=decision_content(facts=""),
        dossier=make_dossier(),
        issued_at=ISSUED_AT,
    )

    with pytest.raises(InputError) as refused:
        issue_documents(make_seat(), [*decisions(2), bad])

    assert refused.value.fields == {"facts": "请填写“违法事实”。"}
    assert Document.objects.count() == 0
    assert issue_documents(make_seat(), decisions(1))[0].serial == 1


def test_series_and_years_are_numbered_apart() -> None:
    first = make_document()
    order = make_document(Template.ORDER_TO_CORRECT)
    later = make_document(issued_at=clock.at_local(dt.date(2027, 1, 4), dt.time(9)))

    assert (first.serial, order.serial, later.serial) == (1, 1, 1)
    assert order.number == "镇庄责改字〔2026〕第0001号"
    assert later.number == "镇庄当罚字〔2027〕第0001号"


def test_a_number_is_on_one_document_only() -> None:
    first = make_document()

    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.bulk_create(
            [
                Document(
                    authority=first.authority,
                    template=first.template,
                    version=first.version,
                    number=first.number,
                    series=first.series,
                    year=first.year,
                    serial=first.serial,
                    content="{}",
                    content_salt=b"0" * 16,
                    content_hash="0" * 64,
                    issued_at=ISSUED_AT,
                )
            ]
        )


def test_a_field_that_the_format_does_not_know_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        make_document(content=decision_content(bonus="十元"))

    assert refused.value.fields == {"bonus": "文书没有这一栏。"}


def test_a_fine_without_its_amount_is_refused_by_law() -> None:
    with pytest.raises(RefusalError) as refused:
        make_document(content=decision_content(fine=Decimal(50)) | {"fine": ""})

    assert [answer.rule for answer in refused.value.answers] == ["SIM-005"]


def test_a_decision_that_tells_of_direct_suit_is_refused_since_2024() -> None:
    old = decision_content(day=dt.date(2023, 5, 4))["remedy"]

    with pytest.raises(RefusalError) as refused:
        make_document(content=decision_content(remedy=old))

    assert {answer.rule for answer in refused.value.answers} == {"REM-004"}


def test_a_decision_of_2023_tells_of_direct_suit() -> None:
    day = dt.date(2023, 5, 4)

    document = make_document(
        content=decision_content(day=day), issued_at=clock.at_local(day, dt.time(9))
    )

    assert "直接向" in document.said["remedy"]


def test_a_day_before_every_format_is_refused() -> None:
    with pytest.raises(UnknownTemplateError):
        make_document(issued_at=clock.at_local(dt.date(2021, 7, 14), dt.time(9)))


def test_a_referral_has_no_room_for_a_fine_or_a_remedy() -> None:
    content = {**CONTENTS[Template.PARKING_REFERRAL], "fine": "150", "remedy": "可以申请行政复议"}

    with pytest.raises(InputError) as refused:
        make_document(Template.PARKING_REFERRAL, content)

    assert sorted(refused.value.fields) == ["fine", "remedy"]


def test_a_voided_document_keeps_its_row_and_its_number_is_accounted_for() -> None:
    document = make_document()
    make_document()

    void_document(make_seat(), document, reason="当事人姓名录入有误")

    document.refresh_from_db()
    assert document.status == DocumentStatus.VOID
    assert document.annulment.reason == "当事人姓名录入有误"
    assert numbers.gaps(AUTHORITY, "summary_decision", 2026) == []
    assert make_document().serial == 3


def test_a_withdrawn_document_is_told_apart_from_a_void_one() -> None:
    document = withdraw_document(make_seat(), make_document(), reason="决定已撤销")

    assert document.status == DocumentStatus.WITHDRAWN
    assert Entry.objects.filter(kind="document.withdrawn").count() == 1
    assert Entry.objects.filter(kind="number.voided").count() == 0


def test_an_annulment_needs_a_reason_and_happens_once() -> None:
    document = make_document()

    with pytest.raises(InputError):
        void_document(make_seat(), document, reason="  ")
    void_document(make_seat(), document, reason="录入有误")
    with pytest.raises(AnnulledDocumentError):
        withdraw_document(make_seat(), document, reason="再来一次")


def test_nobody_annuls_a_document_of_another_authority() -> None:
    document = make_document()

    with pytest.raises(Document.DoesNotExist):
        void_document(make_seat(authority="330211005000"), document, reason="录入有误")


def test_a_lost_number_is_found_as_a_gap() -> None:
    document = make_document()
    Document.objects.filter(pk=document.pk).delete()

    assert numbers.gaps(AUTHORITY, "summary_decision", 2026) == [1]


def test_one_document_is_a_batch_of_one() -> None:
    make_authority()

    document = issue_document(make_seat(), decisions(1)[0])

    assert Entry.objects.get(kind="document.issued").dossier_id == document.dossier_id
