"""Service of documents: delivered, failed, announced, addresses confirmed; one or a list."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.actions import (
    announce_service,
    confirm_addresses,
    record_failed_attempts,
    record_service,
)
from fazhi.capabilities.service.choices import (
    AnnouncementPlace,
    ElectronicChannel,
    FailureReason,
    ProofKind,
    ReceiverKind,
    ServiceMode,
    TransferUnitKind,
)
from fazhi.capabilities.service.inputs import (
    AddressInput,
    AnnouncementInput,
    FailedAttemptInput,
    ProofInput,
    ServiceInput,
)
from fazhi.kernel.errors import InputError
from fazhi.law.facts import PartyKind
from fazhi.proceedings.cases.access import get_documents
from fazhi.web.api.door import Body, seat_at

if TYPE_CHECKING:
    from fazhi.capabilities.service.models import AddressForService, ServiceAttempt

router = Router(tags=["service"])
_BATCH = 200


class DocumentBody(Body):
    """What names a document: its check code."""

    document: str = Field(min_length=16, max_length=16)


class ProofBody(Body):
    """One thing that proves a delivery."""

    kind: ProofKind
    attachment: UUID | None = None
    person: str = Field(default="", max_length=64)
    reference: str = Field(default="", max_length=200)

    def given(self) -> ProofInput:
        """Return the proof as the room takes it."""
        return ProofInput(
            kind=self.kind,
            attachment_id=self.attachment,
            person=self.person,
            reference=self.reference,
        )


class AttemptBody(DocumentBody):
    """What every attempt says: in which mode, who, where, with which proofs."""

    mode: ServiceMode
    place: str = Field(default="", max_length=200)
    note: str = Field(default="", max_length=500)
    officers: list[UUID] = Field(default_factory=list, max_length=10)
    proofs: list[ProofBody] = Field(default_factory=list, max_length=9)


class DeliveryBody(AttemptBody):
    """A document delivered; the moment carries its time zone."""

    delivered_at: dt.datetime
    recipient: str = Field(default="", max_length=64)
    receiver: ReceiverKind | None = None
    recipient_absent: bool = False
    agent_is_authorised: bool = False
    refusal: str = Field(default="", max_length=200)
    unit: TransferUnitKind | None = None
    online_review_offered: bool = False
    sent_on: dt.date | None = None

    def given(self, document: Document) -> ServiceInput:
        """Return the delivery as the room takes it."""
        data = self.model_dump(exclude={"document", "officers", "proofs"})
        return ServiceInput(
            document=document,
            party=PartyKind(document.dossier.case.party.kind),  # type: ignore[union-attr]  # of a case
            officer_ids=tuple(self.officers),
            proofs=tuple(each.given() for each in self.proofs),
            **data,
        )


class FailureBody(AttemptBody):
    """An attempt that did not serve the document."""

    attempted_at: dt.datetime
    failure: FailureReason

    def given(self, document: Document) -> FailedAttemptInput:
        """Return the attempt as the room takes it."""
        data = self.model_dump(exclude={"document", "officers", "proofs"})
        return FailedAttemptInput(
            document=document,
            officer_ids=tuple(self.officers),
            proofs=tuple(each.given() for each in self.proofs),
            **data,
        )


class AnnouncementBody(DocumentBody):
    """A document announced."""

    published_on: dt.date
    place: AnnouncementPlace
    where: str = Field(default="", max_length=200)
    reason: str = Field(default="", max_length=500)
    recipient: str = Field(default="", max_length=64)
    whereabouts_unknown: bool = False

    def given(self, document: Document) -> AnnouncementInput:
        """Return the announcement as the room takes it."""
        return AnnouncementInput(document=document, **self.model_dump(exclude={"document"}))


class AddressBody(DocumentBody):
    """What the party to a document signed on a confirmation of address."""

    signer: str = Field(default="", max_length=64)
    address: str = Field(default="", max_length=200)
    since: dt.date
    phone: str = Field(default="", max_length=32)
    consents: bool = False
    channel: ElectronicChannel | None = None
    electronic_address: str = Field(default="", max_length=200)
    attachment: UUID | None = None

    def given(self, document: Document) -> AddressInput:
        """Return the confirmation as the room takes it."""
        assert document.dossier is not None  # noqa: S101 -- only documents of a case come here
        return AddressInput(
            dossier=document.dossier,
            attachment_id=self.attachment,
            **self.model_dump(exclude={"document", "attachment"}),
        )


class LateService(Body):
    """What the law says to a service that came late, or to a period that runs."""

    rule: str
    provisions: list[str]
    reason: str
    next_step: str


class ShownAttempt(Body):
    """An attempt as the API shows it."""

    document: str
    mode: ServiceMode
    outcome: str
    effective_on: dt.date | None
    warnings: list[LateService]


class ShownAddress(Body):
    """A confirmation of address as the API shows it."""

    id: UUID
    since: dt.date
    consents: bool


_Body = TypeVar("_Body", bound=DocumentBody)


@router.post("/deliveries", response={201: list[ShownAttempt]})
def deliver(
    request: HttpRequest, payload: DeliveryBody | list[DeliveryBody]
) -> Status[list[ShownAttempt]]:
    """Record deliveries, one or a list of which all are written or none."""
    seat = seat_at(request)
    pairs = _with_documents(request, payload if isinstance(payload, list) else [payload])
    rows = record_service(seat, [body.given(document) for body, document in pairs])
    return Status(201, _shown(rows))


@router.post("/failed-attempts", response={201: list[ShownAttempt]})
def fail(
    request: HttpRequest, payload: FailureBody | list[FailureBody]
) -> Status[list[ShownAttempt]]:
    """Record attempts that did not serve their documents."""
    seat = seat_at(request)
    pairs = _with_documents(request, payload if isinstance(payload, list) else [payload])
    rows = record_failed_attempts(seat, [body.given(document) for body, document in pairs])
    return Status(201, _shown(rows))


@router.post("/announcements", response={201: list[ShownAttempt]})
def announce(
    request: HttpRequest, payload: AnnouncementBody | list[AnnouncementBody]
) -> Status[list[ShownAttempt]]:
    """Announce documents that cannot be served otherwise."""
    seat = seat_at(request)
    pairs = _with_documents(request, payload if isinstance(payload, list) else [payload])
    rows = announce_service(seat, [body.given(document) for body, document in pairs])
    return Status(201, _shown(rows))


@router.post("/addresses", response={201: list[ShownAddress]})
def confirm(
    request: HttpRequest, payload: AddressBody | list[AddressBody]
) -> Status[list[ShownAddress]]:
    """Record confirmations of address."""
    seat = seat_at(request)
    pairs = _with_documents(request, payload if isinstance(payload, list) else [payload])
    rows = confirm_addresses(seat, [body.given(document) for body, document in pairs])
    return Status(201, _confirmed(rows))


def _with_documents(request: HttpRequest, bodies: Sequence[_Body]) -> list[tuple[_Body, Document]]:
    """Return each body with the document that it names, of a case that the person may see."""
    if not 0 < len(bodies) <= _BATCH:
        raise InputError({"": f"一次提交 1 到 {_BATCH} 件。"})
    documents = get_documents(seat_at(request), {body.document for body in bodies})
    return [(body, documents[body.document]) for body in bodies]


def _shown(rows: "Sequence[ServiceAttempt]") -> list[ShownAttempt]:
    return [
        ShownAttempt(
            document=row.document.check_code,
            mode=ServiceMode(row.mode),
            outcome=row.outcome,
            effective_on=row.effective_on,
            warnings=[
                LateService(
                    rule=each["rule"],
                    provisions=each["because"],
                    reason=each["reason"],
                    next_step=each["next_step"],
                )
                for each in row.grounds
                if not each["holds"]
            ],
        )
        for row in rows
    ]


def _confirmed(rows: "Sequence[AddressForService]") -> list[ShownAddress]:
    return [ShownAddress(id=row.id, since=row.since, consents=row.consents) for row in rows]
