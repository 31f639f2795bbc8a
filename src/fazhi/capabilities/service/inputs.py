"""What the actions of service are given."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.choices import ProofKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofInput:
    """One thing that proves a service: an attachment, or the name of a witness."""

    kind: ProofKind
    attachment_id: UUID | None = None
    person: str = ""


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
