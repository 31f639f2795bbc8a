"""The actions of service: what is written, what starts, what is refused beside the law."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fazhi.capabilities.documents.actions import withdraw_document
from fazhi.capabilities.documents.choices import Template
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.actions import (
    announce_service,
    confirm_addresses,
    confirm_announcements,
    issue_proof_of_service,
    record_failed_attempts,
    record_service,
    withdraw_announcement,
)
from fazhi.capabilities.service.choices import (
    AnnouncementPlace,
    FailureReason,
    ProofKind,
    ReceiverKind,
    ServiceMode,
    ServiceOutcome,
)
from fazhi.capabilities.service.errors import (
    AlreadyServedError,
    AnnouncementStateError,
    ServiceRefusedError,
)
from fazhi.capabilities.service.inputs import (
    AddressInput,
    AnnouncementInput,
    FailedAttemptInput,
    ProofInput,
    ServiceInput,
)
from fazhi.capabilities.service.models import (
    AddressForService,
    ServiceAnnouncement,
    ServiceAttempt,
)
from fazhi.capabilities.service.queries import (
    address_on,
    effective_on,
    is_served,
    started_period,
    started_periods,
    unserved,
    ways,
)
from fazhi.kernel import clock
from fazhi.kernel.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from fazhi.kernel.models import Entry
from fazhi.law.facts import PartyKind
from fazhi.law.jurisdiction import load_law
from fazhi.registers.staff.choices import Post
from tests.factories.documents import decision_content, make_document
from tests.factories.seats import OTHER_AUTHORITY, make_seat
from tests.factories.services import (
    DELIVERED_AT,
    ENTERED_AT,
    TRIED_AT,
    Waiting,
    another_document,
    consent,
    fail,
    make_waiting,
)
from tests.factories.staff import make_officer

pytestmark = pytest.mark.django_db

LAW = load_law()
DAY = dt.date(2026, 3, 12)


@pytest.fixture(autouse=True)
def _on_friday() -> Iterator[None]:
    with clock.standing_at(ENTERED_AT):
        yield


@pytest.fixture
def waiting() -> Waiting:
    return make_waiting()


def handed(waiting: Waiting, **changed: Any) -> ServiceInput:
    """Return a personal service that the recipient signed for."""
    usual = ServiceInput(
        document=waiting.document,
        mode=ServiceMode.PERSONAL,
        delivered_at=DELIVERED_AT,
        party=PartyKind.PERSON,
        recipient="张演示",
        receiver=ReceiverKind.RECIPIENT,
        proofs=(ProofInput(kind=ProofKind.SIGNATURE, person="张演示"),),
        officer_ids=(waiting.town.officers[0].id,),
        place="演示路1号",
    )
    return replace(usual, **changed)


def announced(waiting: Waiting, **changed: Any) -> AnnouncementInput:
    """Return an announcement to a party whose whereabouts are unknown."""
    usual = AnnouncementInput(
        document=waiting.document,
        published_on=DAY,
        place=AnnouncementPlace.WEBSITE,
        where="演示网站",
        reason="户籍地查无此人。",
        recipient="张演示",
        whereabouts_unknown=True,
    )
    return replace(usual, **changed)


def kinds_since(count: int) -> list[str]:
    """Return the kinds of entries written after the first so many, in their order."""
    rows = Entry.objects.order_by("recorded_at", "id").values_list("kind", flat=True)
    return sorted(list(rows)[count:])


def test_a_service_is_one_entry_with_its_provision_and_no_name(waiting: Waiting) -> None:
    record_service(waiting.town.clerk, [handed(waiting)])

    entry = Entry.objects.get(kind="document.served", dossier=waiting.case.dossier,
                              happened_at=DELIVERED_AT)  # fmt: skip
    assert entry.provisions == ["《民事诉讼法》第八十七条"]
    assert "张演示" not in entry.content.text
    assert json.loads(entry.content.text)["mode"] == "personal"


def test_e7_service_on_the_last_day_is_in_time_and_a_day_later_is_recorded_as_late() -> None:
    waiting = make_waiting()
    issued_at = clock.at_local(dt.date(2024, 2, 6), dt.time(9))
    seat, dossier = waiting.town.officer, waiting.case.dossier
    content = decision_content(day=dt.date(2024, 2, 6))
    documents = [
        make_document(
            Template.SUMMARY_DECISION, content, dossier=dossier, seat=seat, issued_at=issued_at
        )
        for _ in range(2)
    ]
    moments = [clock.at_local(dt.date(2024, 2, day), dt.time(9)) for day in (21, 22)]

    rows = record_service(
        waiting.town.clerk,
        [
            handed(waiting, document=document, delivered_at=moment)
            for document, moment in zip(documents, moments, strict=True)
        ],
    )

    assert [row.effective_on for row in rows] == [dt.date(2024, 2, 21), dt.date(2024, 2, 22)]
    time = [next(each for each in row.grounds if each["rule"] == "ORD-013") for row in rows]
    assert [each["holds"] for each in time] == [True, False]
    assert time[1]["reason"] == "应当在 2024-02-21 前送达，已于 2024-02-22 办理。"


@pytest.mark.parametrize(
    ("mode", "changed", "last_day"),
    [
        (ServiceMode.PERSONAL, {}, dt.date(2026, 3, 19)),
        (
            ServiceMode.LEAVING,
            {
                "refusal": "拒收",
                "proofs": (ProofInput(kind=ProofKind.WITNESS, person="王演示"),),
            },
            dt.date(2026, 3, 19),
        ),
        (
            ServiceMode.POST,
            {
                "note": "多次无人",
                "proofs": (ProofInput(kind=ProofKind.RETURN_SLIP, reference="一号"),),
            },
            dt.date(2026, 3, 19),
        ),
    ],
)
def test_t_08_the_request_for_a_hearing_runs_from_the_effective_day(
    waiting: Waiting, mode: ServiceMode, changed: dict[str, Any], last_day: dt.date
) -> None:
    (row,) = record_service(waiting.town.clerk, [handed(waiting, mode=mode, **changed)])

    period = started_period(LAW, row, "HEAR_REQUEST")

    assert period is not None
    assert period.due_on == last_day


def test_t_08_an_announcement_starts_the_periods_when_it_has_passed(waiting: Waiting) -> None:
    (row,) = announce_service(waiting.town.clerk, [announced(waiting)])

    period = started_period(LAW, row, "HEAR_REQUEST")

    assert row.effective_on == dt.date(2026, 4, 13)
    assert period is not None
    assert period.due_on == dt.date(2026, 4, 20)
    named = {each.name: each.deadline.due_on for each in started_periods(LAW, row, DAY)}
    assert named == {"PAY": dt.date(2026, 4, 28), "REVIEW": dt.date(2026, 6, 12)}


def test_an_announced_document_is_not_served_before_its_day(waiting: Waiting) -> None:
    announce_service(waiting.town.clerk, [announced(waiting)])

    days = [dt.date(2026, 4, 12), dt.date(2026, 4, 13)]

    assert [is_served(waiting.document, day) for day in days] == [False, True]


def test_an_announcement_issues_its_text_in_the_same_file(waiting: Waiting) -> None:
    (row,) = announce_service(waiting.town.clerk, [announced(waiting)])

    text = row.announcement.document
    said = {name: text.said[name] for name in ("recipient", "reason", "period", "published_on")}
    assert (text.template, text.dossier) == (Template.SERVICE_ANNOUNCEMENT, waiting.case.dossier)
    assert said == {
        "recipient": "张演示",
        "reason": "户籍地查无此人",
        "period": "三十日",
        "published_on": "2026年3月12日",
    }
    assert text.said["summary"].startswith("罚款人民币")
    assert "六十日" in text.said["rights"]


def test_an_announcement_is_one_entry_of_its_own_beside_that_of_its_text(
    waiting: Waiting,
) -> None:
    before = Entry.objects.count()

    announce_service(waiting.town.clerk, [announced(waiting)])

    assert kinds_since(before) == ["document.issued", "service.announced"]


def test_a_withdrawn_announcement_leaves_the_document_to_be_served(waiting: Waiting) -> None:
    (row,) = announce_service(waiting.town.clerk, [announced(waiting)])

    withdrawn = withdraw_announcement(waiting.town.clerk, row, reason="当事人来领")
    record_service(waiting.town.clerk, [handed(waiting)])

    assert (withdrawn.outcome, withdrawn.effective_on) == (ServiceOutcome.FAILED, None)
    assert withdrawn.failure == FailureReason.WITHDRAWN
    assert effective_on(waiting.document) == DAY


def test_an_announcement_that_has_effect_or_is_none_cannot_be_withdrawn(waiting: Waiting) -> None:
    (row,) = announce_service(waiting.town.clerk, [announced(waiting)])
    other = another_document(waiting)
    (personal,) = record_service(waiting.town.clerk, [handed(waiting, document=other)])

    on_its_day = clock.at_local(dt.date(2026, 4, 13))
    with clock.standing_at(on_its_day), pytest.raises(AnnouncementStateError):
        withdraw_announcement(waiting.town.clerk, row, reason="当事人来领")
    with pytest.raises(AnnouncementStateError):
        withdraw_announcement(waiting.town.clerk, personal, reason="当事人来领")
    with pytest.raises(InputError):
        withdraw_announcement(waiting.town.clerk, row, reason=" ")


def test_the_effective_day_stays_open_until_the_calendar_of_that_year_is_published(
    waiting: Waiting,
) -> None:
    published_on = dt.date(2026, 12, 10)
    with clock.standing_at(clock.at_local(published_on, dt.time(10))):
        (row,) = announce_service(
            waiting.town.clerk, [announced(waiting, published_on=published_on)]
        )
        with pytest.raises(AnnouncementStateError):
            confirm_announcements(waiting.town.clerk, [row])

    assert (row.outcome, row.effective_on) == (ServiceOutcome.PENDING, None)
    assert started_periods(LAW, row, published_on) == ()
    assert started_period(LAW, row, "PAY") is None
    with pytest.raises(AlreadyServedError):
        record_service(waiting.town.clerk, [handed(waiting)])


def test_an_open_effective_day_is_written_once_the_calendar_tells_it(waiting: Waiting) -> None:
    (row,) = announce_service(waiting.town.clerk, [announced(waiting)])
    ServiceAttempt.objects.filter(pk=row.pk).update(
        outcome=ServiceOutcome.PENDING, effective_on=None
    )
    ServiceAnnouncement.objects.filter(pk=row.pk).update(effective_on=None)
    before = Entry.objects.count()

    (settled,) = confirm_announcements(waiting.town.clerk, [row])

    assert (settled.outcome, settled.effective_on) == (
        ServiceOutcome.SERVED,
        dt.date(2026, 4, 13),
    )
    assert kinds_since(before) == ["service_announcement.confirmed"]


def test_consent_opens_electronic_service_and_asks_for_its_try_before_an_announcement(
    waiting: Waiting,
) -> None:
    def closed() -> list[str]:
        return [way.mode.value for way in ways(waiting.document, DAY) if not way.is_open]

    before = closed()
    consent(waiting)
    fail(waiting, "personal", "post")
    after_two = closed()
    fail(waiting, "electronic")

    assert before == ["electronic", "announcement"]
    assert (after_two, closed()) == (["announcement"], [])


def test_a_new_confirmation_of_address_ends_the_one_before(waiting: Waiting) -> None:
    consent(waiting, since=dt.date(2026, 3, 10))
    given = AddressInput(
        dossier=waiting.case.dossier, signer="张演示", address="演示路2号", since=DAY
    )

    confirm_addresses(waiting.town.clerk, [given])

    held = [address_on(waiting.case.dossier, day) for day in (dt.date(2026, 3, 11), DAY)]
    assert [(each.address, each.consents) for each in held if each] == [
        ("演示路1号", True),
        ("演示路2号", False),
    ]
    with pytest.raises(InputError, match="同日或者之后"):
        confirm_addresses(waiting.town.clerk, [given])


def test_an_address_is_stored_sealed_and_not_in_the_journal(waiting: Waiting) -> None:
    consent(waiting)

    with connection.cursor() as cursor:
        cursor.execute("SELECT address, signer FROM capabilities_service_addressforservice")
        (stored,) = cursor.fetchall()
    entry = Entry.objects.get(kind="address_for_service.confirmed")
    assert "演示" not in "".join(str(each) for each in stored)
    assert "演示" not in entry.content.text


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"signer": " "}, ["signer"]),
        ({"address": ""}, ["address"]),
        ({"since": dt.date(2026, 3, 14)}, ["since"]),
        ({"consents": True}, ["attachment", "electronic_address"]),
    ],
)
def test_a_confirmation_of_address_that_is_not_complete_is_refused(
    waiting: Waiting, changed: dict[str, Any], fields: list[str]
) -> None:
    given = AddressInput(
        dossier=waiting.case.dossier, signer="张演示", address="演示路2号", since=DAY
    )

    with pytest.raises(InputError) as error:
        confirm_addresses(waiting.town.clerk, [replace(given, **changed)])

    assert sorted(error.value.fields) == fields
    assert AddressForService.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"delivered_at": ENTERED_AT + dt.timedelta(hours=1)}, "delivered_at"),
        ({"delivered_at": TRIED_AT - dt.timedelta(days=2)}, "delivered_at"),
        ({"mode": ServiceMode.ANNOUNCEMENT}, "mode"),
        ({"sent_on": dt.date(2026, 3, 13)}, "sent_on"),
        ({"officer_ids": ()}, "officers"),
        (
            {"proofs": (ProofInput(kind=ProofKind.PHOTO, attachment_id=make_seat().person),)},
            "proofs",
        ),
    ],
)
def test_a_service_that_cannot_be_is_refused_at_its_field(
    waiting: Waiting, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputError) as error:
        record_service(waiting.town.clerk, [handed(waiting, **changed)])

    assert list(error.value.fields) == [field]


def test_auxiliaries_deliver_only_under_an_officer(waiting: Waiting) -> None:
    auxiliary = make_officer(post=Post.AUXILIARY)

    with pytest.raises(ServiceRefusedError) as error:
        record_service(waiting.town.clerk, [handed(waiting, officer_ids=(auxiliary.id,))])
    both = (auxiliary.id, waiting.town.officers[0].id)
    (row,) = record_service(waiting.town.clerk, [handed(waiting, officer_ids=both)])

    assert [answer.rule for answer in error.value.refused[0]] == ["ZJ-010"]
    assert row.officers.count() == 2


def test_a_refused_batch_says_which_item_it_was(waiting: Waiting) -> None:
    other = another_document(waiting)
    services = [handed(waiting), handed(waiting, document=other, proofs=())]

    with pytest.raises(ServiceRefusedError) as error:
        record_service(waiting.town.clerk, services)

    assert list(error.value.refused) == [1]
    assert ServiceAttempt.objects.filter(document__in=[waiting.document, other]).count() == 0


def test_nothing_is_written_by_others_for_others_or_on_void_paper(waiting: Waiting) -> None:
    with pytest.raises(ForbiddenError):
        record_service(make_seat(), [handed(waiting)])
    stranger = replace(waiting.town.clerk, authority=OTHER_AUTHORITY)
    with pytest.raises(NotFoundError):
        record_service(stranger, [handed(waiting)])
    withdraw_document(waiting.town.clerk, waiting.document, reason="决定已撤销")
    with pytest.raises(ConflictError):
        record_service(waiting.town.clerk, [handed(waiting)])

    assert ServiceAttempt.objects.filter(document=waiting.document).count() == 0


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"failure": FailureReason.OTHER}, "note"),
        ({"failure": FailureReason.WITHDRAWN}, "failure"),
        ({"mode": ServiceMode.ANNOUNCEMENT}, "mode"),
    ],
)
def test_a_failed_attempt_says_why(waiting: Waiting, changed: dict[str, Any], field: str) -> None:
    usual = FailedAttemptInput(
        document=waiting.document,
        mode=ServiceMode.PERSONAL,
        attempted_at=TRIED_AT,
        failure=FailureReason.NOBODY_THERE,
        officer_ids=(waiting.town.officers[0].id,),
    )

    with pytest.raises(InputError) as error:
        record_failed_attempts(waiting.town.clerk, [replace(usual, **changed)])

    assert list(error.value.fields) == [field]


def test_the_proof_of_service_says_what_was_recorded_and_is_made_once(waiting: Waiting) -> None:
    (row,) = record_service(
        waiting.town.clerk,
        [
            handed(
                waiting,
                mode=ServiceMode.LEAVING,
                refusal="拒绝签收",
                proofs=(ProofInput(kind=ProofKind.WITNESS, person="王演示"),),
            )
        ],
    )

    document = issue_proof_of_service(waiting.town.clerk, row)

    names = ("recipient", "mode", "refusal", "witness", "effective_on", "served_at")
    assert [document.said[name] for name in names] == [
        "张演示",
        "留置送达",
        "拒绝签收",
        "王演示",
        "2026年3月12日",
        "2026年3月12日9时30分",
    ]
    with pytest.raises(ConflictError):
        issue_proof_of_service(waiting.town.clerk, row)


def test_a_proof_is_made_for_an_announcement_too(waiting: Waiting) -> None:
    (row,) = announce_service(waiting.town.clerk, [announced(waiting)])

    document = issue_proof_of_service(waiting.town.clerk, row)

    assert document.said["evidence"] == "公告发布证明 演示网站"
    assert document.said["place"] == "政府网站 演示网站"


def test_there_is_no_proof_of_what_was_not_served(waiting: Waiting) -> None:
    fail(waiting, "personal")

    with pytest.raises(ConflictError):
        issue_proof_of_service(
            waiting.town.clerk, ServiceAttempt.objects.get(document=waiting.document)
        )


def test_what_waits_is_what_was_issued_to_a_party_and_not_served(waiting: Waiting) -> None:
    second = another_document(waiting)
    make_document(Template.PAYMENT_NOTICE, dossier=waiting.case.dossier)
    fail(waiting, "personal")
    rows = Document.objects.filter(dossier=waiting.case.dossier)

    before = set(unserved(rows))
    record_service(waiting.town.clerk, [handed(waiting)])

    assert before == {waiting.document, second}
    assert set(unserved(rows)) == {second}


def test_a_batch_costs_as_many_statements_as_one(waiting: Waiting) -> None:
    counts = []
    for size in (1, 3):
        services = [handed(waiting, document=another_document(waiting)) for _ in range(size)]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            record_service(waiting.town.clerk, services)
        counts.append(len(captured))

    assert counts[0] == counts[1]
