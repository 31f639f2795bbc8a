"""What the actions of service are given."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.choices import (
    AnnouncementPlace,
    ElectronicChannel,
    FailureReason,
    ProofKind,
    ReceiverKind,
    ServiceMode,
    TransferUnitKind,
)
from fazhi.kernel.models import Dossier
from fazhi.law.facts import PartyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofInput:
    """One thing that proves a service: a file, the name of a signer, the number of a slip."""

    kind: ProofKind
    attachment_id: UUID | None = None
    person: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTheSpotServiceInput:
    """A document handed over where it was made.

    Either the recipient signed, or `refusal` says how it was refused and `proofs` hold a witness,
    a photo or a recording; the document is then left with the recipient (留置送达).
    """

    document: Document
    served_at: dt.datetime
    recipient: str = ""
    signed: bool = True
    refusal: str = ""
    proofs: tuple[ProofInput, ...] = ()
    officer_ids: tuple[UUID, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceInput:
    """A document delivered in one of the six modes other than an announcement.

    `delivered_at` is the moment of the signature, of leaving, on the slip or of arrival. `note`
    says why this mode was taken; it must, where the law asks that personal service be difficult.
    """

    document: Document
    mode: ServiceMode
    delivered_at: dt.datetime
    party: PartyKind | None = None
    recipient: str = ""
    receiver: ReceiverKind | None = None
    recipient_absent: bool = False
    agent_is_authorised: bool = False
    refusal: str = ""
    note: str = ""
    unit: TransferUnitKind | None = None
    online_review_offered: bool = False
    sent_on: dt.date | None = None
    proofs: tuple[ProofInput, ...] = ()
    officer_ids: tuple[UUID, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedAttemptInput:
    """An attempt that did not serve the document, and why."""

    document: Document
    mode: ServiceMode
    attempted_at: dt.datetime
    failure: FailureReason
    note: str = ""
    proofs: tuple[ProofInput, ...] = ()
    officer_ids: tuple[UUID, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementInput:
    """A document announced because nothing else works; `reason` tells why and what was done.

    `where` names the board, the page of the newspaper or the address of the website.
    """

    document: Document
    published_on: dt.date
    place: AnnouncementPlace
    where: str
    reason: str
    recipient: str
    whereabouts_unknown: bool = False
    proofs: tuple[ProofInput, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressInput:
    """What a party signed on a confirmation of address (送达地址确认书)."""

    dossier: Dossier
    signer: str
    address: str
    since: dt.date
    phone: str = ""
    consents: bool = False
    channel: ElectronicChannel | None = None
    electronic_address: str = ""
    attachment_id: UUID | None = None
