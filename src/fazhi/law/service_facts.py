"""Facts of service (送达的事实): what the law asks of one delivery, stripped of every name."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fazhi.law.facts import OfficerFacts, PartyKind


class Mode(StrEnum):
    """The seven modes of service (送达方式) of 《民事诉讼法》第八十八条至第九十五条."""

    PERSONAL = "personal"
    LEAVING = "leaving"
    ENTRUSTED = "entrusted"
    POST = "post"
    ELECTRONIC = "electronic"
    THROUGH_UNIT = "through_unit"
    ANNOUNCEMENT = "announcement"


class Receiver(StrEnum):
    """Who took a document (签收人); empty where nobody takes it in the hand."""

    RECIPIENT = "recipient"
    HOUSEHOLD_MEMBER = "household_member"
    ORGANISATION_RECEIVER = "organisation_receiver"
    AGENT = "agent"


class Proof(StrEnum):
    """What proves a delivery (送达证明)."""

    SIGNATURE = "signature"
    WITNESS = "witness"
    PHOTO = "photo"
    RECORDING = "recording"
    RETURN_SLIP = "return_slip"
    ARRIVAL_RECORD = "arrival_record"
    PUBLICATION = "publication"


class TransferUnit(StrEnum):
    """The unit through which a document goes (转交单位)."""

    ARMY = "army"
    PRISON = "prison"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """The confirmation of an address for electronic service (送达地址确认书)."""

    signed: bool = False
    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the consent was signed and holds on the day."""
        begun = self.since is not None and self.since <= day
        return self.signed and begun and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """One delivery of one document (送达).

    `day` is that of the signature, of leaving, on the slip, of arrival, or of the announcement.
    `issued_on` is the day of the document; `failed` are the modes that were tried and failed, and
    `reason_recorded` says that the file holds why this mode was taken.
    """

    mode: Mode
    day: date
    issued_on: date
    party: PartyKind | None = None
    receiver: Receiver | None = None
    recipient_absent: bool = False
    agent_is_authorised: bool = False
    refusal_noted: bool = False
    proofs: frozenset[Proof] = frozenset()
    servers: tuple[OfficerFacts, ...] = ()
    consent: ConsentFacts = ConsentFacts()
    online_review_offered: bool = True
    unit: TransferUnit | None = None
    failed: frozenset[Mode] = frozenset()
    whereabouts_unknown: bool = False
    reason_recorded: bool = False
