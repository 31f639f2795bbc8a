"""Service on the spot: handed over, or left before a witness or a camera."""

import datetime as dt
import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.access import attempts_of
from fazhi.capabilities.service.actions import serve_many, serve_on_the_spot
from fazhi.capabilities.service.choices import ProofKind, ServiceMode, ServiceOutcome
from fazhi.capabilities.service.errors import AlreadyServedError
from fazhi.capabilities.service.inputs import OnTheSpotServiceInput, ProofInput
from fazhi.capabilities.service.models import ServiceAttempt
from fazhi.capabilities.service.queries import effective_on, service_of, started_periods
from fazhi.kernel import clock, journal
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.kernel.models import Entry
from fazhi.law.jurisdiction import load_law
from tests.factories.documents import decision_content, make_document
from tests.factories.seats import AUTHORITY, make_seat
from tests.factories.tasks import make_officer

pytestmark = pytest.mark.django_db

SERVED_AT = clock.at_local(dt.date(2026, 9, 16), dt.time(23, 50))
WITNESS = ProofInput(kind=ProofKind.WITNESS, person="李演示")


def signed(document: Document, **changed: object) -> OnTheSpotServiceInput:
    """Return a service that the recipient signed for."""
    given: dict[str, object] = {"served_at": SERVED_AT, "recipient": "张演示", **changed}
    return OnTheSpotServiceInput(document=document, **given)  # type: ignore[arg-type]


def refused(document: Document, **changed: object) -> OnTheSpotServiceInput:
    """Return a service that the recipient refused to sign."""
    given = {"signed": False, "refusal": "拒绝签名", "proofs": (WITNESS,), **changed}
    return signed(document, **given)


def test_a_signed_document_is_served_in_person_on_that_day() -> None:
    document = make_document()
    officers = [make_officer()[0], make_officer("周演示")[0]]

    attempt = serve_on_the_spot(
        make_seat(), signed(document, officer_ids=tuple(each.id for each in officers))
    )

    assert (attempt.mode, attempt.outcome) == (ServiceMode.PERSONAL, ServiceOutcome.SERVED)
    assert attempt.effective_on == dt.date(2026, 9, 16)
    assert effective_on(document) == dt.date(2026, 9, 16)
    found = service_of(document)
    assert found is not None
    assert sorted(each.officer.name for each in found.officers.all()) == ["周演示", "方演示"]


@pytest.mark.parametrize("kind", [ProofKind.WITNESS, ProofKind.PHOTO, ProofKind.RECORDING])
def test_a_refused_document_is_left_before_a_witness_or_a_camera(kind: ProofKind) -> None:
    proof = ProofInput(kind=kind, person="李演示")

    attempt = serve_on_the_spot(make_seat(), refused(make_document(), proofs=(proof,)))

    assert (attempt.mode, attempt.refusal) == (ServiceMode.LEAVING, "拒绝签名")
    assert [each.kind for each in attempt.proofs.all()] == [kind]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"refusal": " "}, "refusal"),
        ({"proofs": ()}, "proofs"),
        ({"proofs": (ProofInput(kind=ProofKind.SIGNATURE),)}, "proofs"),
        ({"signed": True}, "refusal"),
    ],
)
def test_a_refusal_is_noted_and_proved_or_nothing_is_recorded(
    changed: dict[str, object], field: str
) -> None:
    with pytest.raises(InputError) as error:
        serve_on_the_spot(make_seat(), refused(make_document(), **changed))

    assert sorted(error.value.fields) == [field]
    assert ServiceAttempt.objects.count() == 0


def test_a_document_is_served_once() -> None:
    document = make_document()
    serve_on_the_spot(make_seat(), signed(document))

    with pytest.raises(AlreadyServedError):
        serve_on_the_spot(make_seat(), signed(document))
    with pytest.raises(InputError):
        serve_many(make_seat(), [signed(make_document())] * 2)


def test_the_database_refuses_a_second_service() -> None:
    attempt = serve_on_the_spot(make_seat(), signed(make_document()))

    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceAttempt.objects.create(
            authority=AUTHORITY,
            document=attempt.document,
            mode=ServiceMode.PERSONAL,
            outcome=ServiceOutcome.SERVED,
            attempted_at=SERVED_AT,
            effective_on=dt.date(2026, 9, 17),
        )


def test_a_document_of_another_authority_does_not_exist() -> None:
    with pytest.raises(NotFoundError):
        serve_on_the_spot(make_seat(authority="330211005000"), signed(make_document()))


def test_recipient_and_witness_are_sealed_in_the_database() -> None:
    serve_on_the_spot(make_seat(), refused(make_document(), recipient="张演示"))

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.recipient, p.person FROM capabilities_service_serviceattempt a "
            "JOIN capabilities_service_serviceproof p ON p.attempt_id = a.id"
        )
        row = cursor.fetchone()

    assert "张演示".encode() not in bytes(row[0])
    assert "李演示".encode() not in bytes(row[1])
    stored = ServiceAttempt.objects.get()
    assert (stored.recipient, stored.proofs.get().person) == ("张演示", "李演示")
    text = Entry.objects.get(kind="document.served").content.text
    assert "张演示" not in text
    assert "李演示" not in text


def test_the_periods_of_the_party_begin_with_the_service() -> None:
    attempt = serve_on_the_spot(make_seat(), signed(make_document()))

    periods = started_periods(load_law(), attempt, dt.date(2026, 10, 8))

    assert [each.name for each in periods] == ["PAY", "REVIEW"]
    # The fifteenth day, 2026-10-01, lies in the National Day holidays.
    assert periods[0].deadline.due_on == dt.date(2026, 10, 8)
    assert periods[1].deadline.due_on == dt.date(2026, 11, 16)
    assert [each.lamp for each in periods] == ["amber", "green"]
    after = started_periods(load_law(), attempt, dt.date(2026, 10, 9))
    assert [each.lamp for each in after] == ["red", "green"]


def test_a_decision_of_2023_also_started_the_period_of_a_suit() -> None:
    # Reconsideration has come first since 2024-01-01 (《行政复议法》第二十三条).
    served_at = clock.at_local(dt.date(2023, 12, 29), dt.time(9))
    content = decision_content(day=dt.date(2023, 12, 29))
    document = make_document(content=content, issued_at=served_at)

    attempt = serve_on_the_spot(make_seat(), signed(document, served_at=served_at))

    periods = started_periods(load_law(), attempt, dt.date(2024, 1, 2))
    assert [(each.name, each.deadline.due_on) for each in periods] == [
        ("PAY", dt.date(2024, 1, 15)),
        ("REVIEW", dt.date(2024, 2, 27)),
        ("SUIT", dt.date(2024, 7, 1)),
    ]


def test_a_batch_needs_as_many_statements_as_one_service() -> None:
    seat = make_seat()
    services = [signed(make_document()) for _ in range(11)]

    with CaptureQueriesContext(connection) as first:
        serve_many(seat, services[:1])
    with CaptureQueriesContext(connection) as second:
        serve_many(seat, services[1:])

    assert len(second) == len(first)


def test_the_entry_of_a_batch_holds_the_root_over_its_rows() -> None:
    serve_many(make_seat(), [signed(make_document()) for _ in range(3)])

    entry = Entry.objects.get(kind="document.served")
    rows = ServiceAttempt.objects.filter(entry=entry).order_by("id")
    root = journal.items_root(row.journal_item() for row in rows)
    assert json.loads(entry.content.text)["items_root"] == root.hex()


def test_attempts_are_seen_by_the_staff_of_the_authority_only() -> None:
    document = make_document()
    attempt = serve_on_the_spot(make_seat(), signed(document))
    assert document.dossier is not None

    assert list(attempts_of(make_seat(), document.dossier)) == [attempt]
    assert list(attempts_of(make_seat(authority="330211005000"), document.dossier)) == []
    assert list(attempts_of(Seat.of_public(AUTHORITY), document.dossier)) == []
